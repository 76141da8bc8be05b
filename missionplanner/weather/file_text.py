"""The text inside a weather file, whatever its writer's encoding; what is no text is named."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message

MOST_BYTES = 20_000_000  # a year of hours of one place is below one
_BINARY = (
    (b"GRIB", "GRIB"),
    (b"CDF", "NetCDF"),
    (b"\x89HDF", "HDF5 (NetCDF-4)"),
    (b"BUFR", "BUFR"),
    (b"PK\x03\x04", message("weather.a_zip")),
    (b"\xd0\xcf\x11\xe0", message("weather.an_excel_book")),
    (b"\x1f\x8b", message("weather.gzipped")),
    (b"%PDF", "PDF"),
    (b"\x89PNG", message("weather.a_picture")),
    (b"\xff\xd8\xff", message("weather.a_picture")),
)
# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class FileText:
    """Text, and how it was understood where that was not plain UTF-8."""

    text: str
    told: tuple[Message, ...] = ()


def file_text(file: Path) -> FileText:
    """Return the text of a file in UTF-8, UTF-16 or UTF-32 with its mark, or another encoding.

    In another encoding (GBK, Windows-1252) only what is ASCII is read; the rest, which can stand
    in notes alone, becomes replacement characters, and that is told.

    Raises
    ------
    InputError
        The file cannot be read, is too large, is empty, or is no text; the kind is named.
    """
    raw = _bytes(file)
    for start, name in _BINARY:
        if raw.startswith(start):
            raise InputError("weather.kind_unread", str(file), kind=name)
    found = _decoded(raw, file)
    if not found.text.strip("\0 \t\r\n"):
        raise InputError("weather.empty", str(file))
    if "\0" in found.text:
        raise InputError("weather.no_text", str(file))
    return found


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError("weather.unreadable", str(file), reason=str(error.strerror)) from error
    if len(raw) > MOST_BYTES:
        raise InputError("weather.too_large", str(file), size=MOST_BYTES / 1e6)
    return raw


def _decoded(raw: bytes, file: Path) -> FileText:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                raise InputError("weather.text_damaged", str(file), encoding=name) from error
            if encoding == "utf-8-sig":
                return FileText(text)
            return FileText(text, (message("weather.read_as", encoding=encoding.upper()),))
    try:
        return FileText(raw.decode("utf-8"))
    except UnicodeDecodeError:
        text = raw.decode("ascii", errors="replace")
        return FileText(text, (message("weather.beyond_ascii"),))
