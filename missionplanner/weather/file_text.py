"""The text inside a weather file, whatever its writer's encoding; what is no text is named."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError

MOST_BYTES = 20_000_000  # a year of hours of one place is below one
_REMEDY = "give METAR, TAF, Open-Meteo's JSON, CSV or a sounding as text"
_BINARY = (
    (b"GRIB", "GRIB"),
    (b"CDF", "NetCDF"),
    (b"\x89HDF", "HDF5 (NetCDF-4)"),
    (b"BUFR", "BUFR"),
    (b"PK\x03\x04", "a ZIP archive or an Excel book"),
    (b"\xd0\xcf\x11\xe0", "an old Excel book"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
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
    told: tuple[str, ...] = ()


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
            raise InputError(f"is {name}, which is not read", str(file), _REMEDY)
    found = _decoded(raw, file)
    if not found.text.strip("\0 \t\r\n"):
        raise InputError("is empty", str(file), _REMEDY)
    if "\0" in found.text:
        what = "is not a text file (UTF-16 without its mark, or binary)"
        raise InputError(what, str(file), f"save it as UTF-8, or {_REMEDY}")
    return found


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise InputError(what, str(file), "check the path") from error
    if len(raw) > MOST_BYTES:
        what = f"is larger than {MOST_BYTES / 1e6:.0f} MB"
        raise InputError(what, str(file), "keep the hours of the flight")
    return raw


def _decoded(raw: bytes, file: Path) -> FileText:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                what = f"begins as {name} text but is damaged"
                raise InputError(what, str(file), "save it as UTF-8") from error
            return FileText(
                text, () if encoding == "utf-8-sig" else (f"read as {encoding.upper()}",)
            )
    try:
        return FileText(raw.decode("utf-8"))
    except UnicodeDecodeError:
        text = raw.decode("ascii", errors="replace")
        return FileText(text, ("the text is not UTF-8: letters beyond ASCII are not read",))
