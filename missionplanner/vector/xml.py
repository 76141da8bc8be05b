"""Opening XML that strangers wrote: no document type, no entities, nothing fetched."""

import re
from collections.abc import Callable

from lxml import etree

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message

# XML 1.0, 2.8: before the root element stand only these, and a document type.
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_ROOT = re.compile(r"<[^\s/>]+")
_USED = re.compile(r"""(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s=/>])""")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
# What writers call GB2312 is mostly its superset.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}
_EMPTY = message("vector.xml_empty")
_FAULTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Message]], ...] = (
    (
        re.compile(r"Entity '([^']{1,60})' not defined"),
        lambda found: message("vector.xml_undeclared", name=found[1]),
    ),
    (re.compile(r"EntityRef"), lambda _: message("vector.xml_ampersand")),
    (re.compile(r"(?i)invalid char"), lambda _: message("vector.xml_forbidden")),
    (
        re.compile(r"(?i)premature end|end of data|EndTag|not found"),
        lambda _: message("vector.xml_ends_early"),
    ),
    (
        re.compile(r"(?i)tag mismatch: (\S+)"),
        lambda found: message("vector.xml_not_closed", name=found[1]),
    ),
    (re.compile(r"(?i)document is empty|no element"), lambda _: _EMPTY),
    (
        re.compile(r"(?i)depth|huge|too (?:long|deep|large)|excessive"),
        lambda _: message("vector.xml_too_deep"),
    ),
)
_NOT_TEXT = (UnicodeDecodeError, LookupError, UnicodeError, ValueError)


class HarmfulFile(InputError):
    """The file is built so as to do harm: unpacking without end, or writing elsewhere."""


def parse_xml(data: bytes, where: Where, *, declare: bool = False) -> etree._Element:
    """Return the root element of XML that has no document type and no entities.

    Parameters
    ----------
    data : bytes
    where : str
        Its file, for errors.
    declare : bool
        Declare prefixes that are used without being declared, as Google writes xsi: and gx:.

    Raises
    ------
    InputError
        Not well-formed, not in the encoding that it declares, or too deep or too long.
    HarmfulFile
        It has a DOCTYPE.
    """
    text = _decoded(data, where)
    start = _PROLOG.match(text).end()  # type: ignore[union-attr]  # it matches the empty text too
    if text.startswith("<!DOCTYPE", start):
        raise _has_doctype(where, text[start : start + 20])
    if declare:
        text = _with_prefixes(text, start)
    # Parsed from the very text that was looked through: no second guess at its encoding.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unsound(error, where) from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _has_doctype(where, "")
    return root


def _decoded(data: bytes, where: Where) -> str:
    declared = _ENCODING.match(data[:1024])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    try:
        return data.decode(marked or _WIDER.get(name, name))
    except _NOT_TEXT as error:
        encoding = marked or name
        if isinstance(error, UnicodeDecodeError):
            raise InputError(
                "vector.xml_encoding_at", where, encoding=encoding, byte=error.start
            ) from error
        raise InputError("vector.xml_encoding", where, encoding=encoding) from error


def _with_prefixes(text: str, start: int) -> str:
    root = _ROOT.match(text, start)
    if root is None:
        return text
    end = text.find(">", root.end())
    own = text[root.end() : end]
    used = dict.fromkeys(_USED.findall(text, start))
    missing = [p for p in used if p not in ("xml", "xmlns") and f"xmlns:{p}" not in own]
    added = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in missing)
    return text[: root.end()] + added + text[root.end() :]


def _unsound(error: Exception, where: Where) -> InputError:
    """Say in plain words what the parser met, and where."""
    told = str(getattr(error, "msg", error))
    met = (meaning(m) for form, meaning in _FAULTS if (m := form.search(told)))
    fault = next(met, message("vector.xml_none"))
    line, column = getattr(error, "position", (0, 0))
    if not line or fault == _EMPTY:
        return InputError("vector.xml_unsound", where, fault=fault)
    return InputError("vector.xml_unsound_at", where, fault=fault, line=line, column=column)


def _has_doctype(where: Where, start: str) -> InputError:
    if start.lower().startswith("<!doctype html"):
        return InputError("vector.web_page", where)
    return HarmfulFile("vector.doctype", where)
