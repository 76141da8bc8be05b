"""Which format a raster file is, told by its first bytes and its name: never by trying them all.

GDAL left to itself asks every driver it has whether a file is theirs; a description of a web map
service named `.tif` is then opened over the network. A file is therefore only ever given to the
drivers named here, none of which reads anything but the file and what lies beside it.
"""

from pathlib import Path

from missionplanner.errors import InputError

VIRTUAL = "VRT"
HEAD_BYTES = 4096

_REMEDY = "give it as GeoTIFF, ASCII grid, VRT, or, of a DEM, .hgt"
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
    if ending in _ENDING and not head.lstrip().startswith(b"<"):
        return _ENDING[ending]
    if not head:
        raise InputError("not a raster: the file is empty", str(path), "copy it again")
    if head.lstrip().upper().startswith(_DESCRIPTIONS):
        raise InputError(
            "not a raster, but a description of data that lie elsewhere",
            str(path),
            "download the raster itself and give it as GeoTIFF",
        )
    raise InputError("not a raster of a format that is read", str(path), _REMEDY)


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, held to `HEAD_BYTES`.

    Raises
    ------
    InputError
        No such file, a folder, or one that may not be read.
    """
    if path.is_dir():
        raise InputError("is a folder", str(path), "name the raster file in it")
    if not path.is_file():
        raise InputError("no such file", str(path), "check the name")
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", str(path), "check its rights"
        ) from error
