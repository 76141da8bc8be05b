"""The encoding of texts whose file does not name it."""

import re

# Four bytes of GB18030: digits stand between high bytes in no other encoding's words.
_FOUR = re.compile(rb"[\x81-\xfe]\d[\x81-\xfe]\d")
# Level 1 of GB 2312: the 3,755 characters of everyday Chinese, by their first byte.
_FIRST, _LAST = 0xB0, 0xD7


def lost_encoding(texts: bytes) -> str | None:
    """Return UTF-8, GB18030 or CP1252, whichever the texts fit; None where they are ASCII."""
    if texts.isascii():
        return None
    try:
        texts.decode("utf-8")
    except UnicodeDecodeError:
        return "GB18030" if _is_chinese(texts) else "CP1252"
    return "UTF-8"


def _is_chinese(texts: bytes) -> bool:
    """Tell GB18030 from Western and Cyrillic letters, which decode as pairs nobody uses."""
    try:
        letters = [letter for letter in texts.decode("gb18030") if letter > "\x7f"]
    except UnicodeDecodeError:
        return False
    rare = len(_FOUR.findall(texts))
    common = sum(1 for letter in letters if _is_common(letter))
    return common + rare >= 0.6 * len(letters)


def _is_common(letter: str) -> bool:
    try:
        pair = letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    # Signs such as （ and 、 stand before the characters.
    return len(pair) == 2 and (_FIRST <= pair[0] <= _LAST or pair[0] in (0xA1, 0xA3))
