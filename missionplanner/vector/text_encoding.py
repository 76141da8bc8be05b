"""The encoding of texts whose file does not name it."""


def lost_encoding(texts: bytes) -> str | None:
    """Return UTF-8, GB18030 or CP1252, whichever the texts fit; None where they are ASCII."""
    if texts.isascii():
        return None
    try:
        texts.decode("utf-8")
    except UnicodeDecodeError:
        return "GB18030" if _chinese(texts) else "CP1252"
    return "UTF-8"


def _chinese(texts: bytes) -> bool:
    # Western letters with accents also decode as pairs, but to characters that nobody uses.
    try:
        letters = [letter for letter in texts.decode("gb18030") if letter > "\x7f"]
    except UnicodeDecodeError:
        return False
    common = "".join(letters).encode("gb2312", "ignore").decode("gb2312")
    return len(common) >= 0.8 * len(letters)
