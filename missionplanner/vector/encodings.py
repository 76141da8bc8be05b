"""Text files in the encodings people have: UTF-8, UTF-16, GBK and Latin-1, told apart."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes) -> str:
    """Return the text of a file, whatever wrote it.

    A byte order mark decides; without one UTF-8, then GBK where nearly all that is not ASCII turns
    into characters of everyday Chinese (GB 2312), then Windows-1252. A Latin letter followed by an
    ASCII one reads as a rare character of GBK outside GB 2312, which is how the two are told apart.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    if content[1::2].count(0) > len(content) // 4:
        return content.decode("utf-16-le", errors="replace")
    if content[::2].count(0) > len(content) // 4:
        return content.decode("utf-16-be", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _chinese(content) or _latin(content)


def _chinese(content: bytes) -> str | None:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = [letter for letter in text if not letter.isascii()]
    common = sum(1 for letter in foreign if _is_common(letter))
    return text if common >= 0.8 * len(foreign) else None


def _is_common(letter: str) -> bool:
    try:
        return len(letter.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _latin(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")
