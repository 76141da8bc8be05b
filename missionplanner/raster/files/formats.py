"""Which format a raster file is, told by its first bytes and its name: never by trying them all.

GDAL left to itself asks every driver it has whether a file is theirs; a description of a web map
service named `.tif` is then opened over the network. A file is therefore only ever given to the
drivers named here, none of which reads anything but the file and what lies beside it.
"""

from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.storage.reasons import reason

VIRTUAL = "VRT"
HEAD_BYTES = 4096
TILES = ".mbtiles"

_REMEDY = message("raster.give_format")
# First bytes of a format, and its driver. TIFF and BigTIFF, either byte order.
_MAGIC = (
    (b"II*\0", "GTiff"),
    (b"MM\0*", "GTiff"),
    (b"II+\0", "GTiff"),
    (b"MM\0+", "GTiff"),
    (b"EHFA_HEADER_TAG", "HFA"),
    (b"\0\0\0\x0cjP  ", "JP2OpenJPEG"),
    (b"\xff\x4f\xff\x51", "JP2OpenJPEG"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"UHL1", "DTED"),
    (b"DSAA", "GSAG"),
    (b"DSBB", "GSBG"),
    (b"DSRB", "GS7BG"),
)
# Formats whose first bytes are numbers or text: only by the name's ending.
_ENDING = {
    ".asc": ("AAIGrid", "GRASSASCIIGrid"),
    ".hgt": ("SRTMHGT",),
    ".bil": ("EHdr", "ENVI"),
    ".bip": ("EHdr", "ENVI"),
    ".bsq": ("EHdr", "ENVI"),
    ".flt": ("EHdr", "ENVI"),
    ".dat": ("ENVI",),
    ".img": ("ENVI",),
    ".raw": ("ENVI",),
    ".bt": ("BT",),
    ".dem": ("USGSDEM",),
    ".gtx": ("GTX",),
    ".byn": ("BYN",),
    ".sdat": ("SAGA",),
    ".xyz": ("XYZ",),
}
_DESCRIPTIONS = (b"<GDAL_W", b"<WMS", b"<WMT", b"<OGRVRT", b"<WFS", b"<COVERAGE", b"{", b"<?XML")


def drivers_of(path: Path) -> tuple[str, ...]:
    """Return the GDAL drivers that may open a file.

    Raises
    ------
    InputError
        No such file, a folder, not to be read, or of a format that is not read.
    """
    head = head_of(path)
    if b"<VRTDATASET" in head.upper():
        return (VIRTUAL,)
    for magic, driver in _MAGIC:
        if head.startswith(magic):
            return (driver,)
    ending = path.suffix.lower()
    if ending == TILES and head.startswith(b"SQLite format 3\0"):
        return ("MBTiles",)
    if ending in _ENDING and not head.lstrip().startswith(b"<"):
        return _ENDING[ending]
    if not head:
        raise InputError("raster.empty", str(path))
    if head.lstrip().upper().startswith(_DESCRIPTIONS):
        raise InputError("raster.description", str(path))
    raise InputError("raster.unknown_format", str(path), help=_REMEDY)


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, held to `HEAD_BYTES`.

    Raises
    ------
    InputError
        No such file, a folder, or one that may not be read.
    """
    if path.is_dir():
        raise InputError("raster.folder", str(path))
    if not path.is_file():
        raise InputError("raster.absent", str(path))
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError as error:
        raise InputError("raster.refused", str(path), reason=reason(error)) from error
