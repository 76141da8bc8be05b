"""Text files in the encodings people have: UTF-8, UTF-16, GB18030 and Latin-1, told apart."""

import codecs

from missionplanner.vector.text_encoding import lost_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file, and the encoding that was guessed, '' where none had to be.

    A byte order mark decides; without one it is UTF-8 or, where it cannot be, GB18030 or
    Windows-1252 (see `lost_encoding`).
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace"), ""
    if content[1::2].count(0) > len(content) // 4:
        return content.decode("utf-16-le", errors="replace"), ""
    if content[::2].count(0) > len(content) // 4:
        return content.decode("utf-16-be", errors="replace"), ""
    name = lost_encoding(content) or "UTF-8"
    if name == "CP1252":
        return _latin(content), name
    return content.decode(name, errors="replace"), "" if name == "UTF-8" else name


def _latin(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")
