"""Reading a Shapefile from its parts: .shp and, where they are beside it, .shx .dbf .prj .cpg.

The parts are put into an archive in memory, so that GDAL opens no other file and writes none.
Format: ESRI Shapefile Technical Description (1998), main file and index file.
"""

import codecs
import re
import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.storage.zips import Timeless
from missionplanner.vector.archive import LIMIT_BYTES
from missionplanner.vector.features import CrsUnknown, Features
from missionplanner.vector.ogr import read_ogr
from missionplanner.vector.text_encoding import lost_encoding

_FILE_CODE = 9994
_HEADER_BYTES = 100
_NEEDED = (".shx", ".dbf", ".prj")
_PARTS = (".shp", *_NEEDED, ".cpg")


def read_shapefile(path: Path, crs: str | None = None) -> Features:
    """Read a Shapefile in its own coordinates.

    Parameters
    ----------
    path : Path
        Its .shp.
    crs : str, optional
        Where there is no .prj.

    Raises
    ------
    InputError
        Not a Shapefile, or damaged.
    CrsUnknown
        Its .prj is missing; what else is missing is named too.
    """
    parts = _parts(path)
    missing = [f"{path.stem}{suffix}" for suffix in _NEEDED if suffix not in parts]
    if not parts.get(".prj", b"").strip() and crs is None:
        if missing:
            raise CrsUnknown("vector.no_prj_among", str(path), missing=missing)
        raise CrsUnknown("vector.no_prj", str(path))
    told = [message("vector.read_without", file=path.name, missing=missing)] if missing else []
    if ".cpg" in parts and not _is_encoding(parts[".cpg"]):
        del parts[".cpg"]
    parts.setdefault(".shx", _index(parts[".shp"], path))
    encoding = None if ".cpg" in parts else _encoding(parts.get(".dbf", b""))
    if encoding is not None:
        told.append(message("vector.encoding_without_cpg", file=path.name, encoding=encoding))
    # Names of systems may be in any language and encoding; what counts in WKT is ASCII.
    parts[".prj"] = parts.get(".prj", b"").decode("ascii", "replace").encode("ascii", "replace")
    read = read_ogr(_packed(parts), path, encoding=encoding)
    if not read.crs and crs is None:
        raise CrsUnknown("vector.prj_not_understood", str(path))
    system = read.crs or str(crs)
    return replace(read, crs=system, crs_given=not read.crs, layer=path.stem, told=tuple(told))


def _parts(path: Path) -> dict[str, bytes]:
    """Return the bytes of the parts by suffix, found whatever the case of their endings."""
    beside = [
        file
        for file in path.parent.iterdir()
        if file.stem == path.stem and file.suffix.lower() in _PARTS and file.is_file()
    ]
    if sum(file.stat().st_size for file in beside) > LIMIT_BYTES:
        raise InputError("vector.too_large", str(path))
    parts = {file.suffix.lower(): file.read_bytes() for file in (*beside, path)}
    head = parts[".shp"][:_HEADER_BYTES]
    code, version = struct.unpack_from(">i24xi", head.ljust(_HEADER_BYTES, b"\0"))[0], head[28:32]
    if len(head) < _HEADER_BYTES or code != _FILE_CODE or version != struct.pack("<i", 1000):
        if head.lstrip().startswith(b"<"):
            raise InputError("vector.shapefile_is_xml", str(path))
        raise InputError("vector.no_shapefile", str(path))
    return parts


def _index(main: bytes, path: Path) -> bytes:
    """Return the index (.shx) of a main file: where each record lies and how long it is."""
    records: list[bytes] = []
    at = _HEADER_BYTES
    while at + 8 <= len(main):
        words = struct.unpack_from(">i", main, at + 4)[0]
        if words < 2 or at + 8 + 2 * words > len(main):
            raise InputError("vector.cut_off", str(path), n=len(records) + 1)
        records.append(struct.pack(">ii", at // 2, words))
        at += 8 + 2 * words
    length = (_HEADER_BYTES + 8 * len(records)) // 2
    return b"".join((main[:24], struct.pack(">i", length), main[28:_HEADER_BYTES], *records))


def _is_encoding(content: bytes) -> bool:
    """Tell whether a .cpg names an encoding: UTF-8, 936, ANSI 1252, ISO 88591."""
    word = content.decode("ascii", "replace").strip().strip("\0").upper()
    if re.fullmatch(r"(?:ANSI|OEM|CP|ISO|LDID)?[\s/_-]*\d+(?:-\d+)?", word):
        return True
    try:
        codecs.lookup(word)
    except (LookupError, ValueError):
        return False
    return True


def _encoding(table: bytes) -> str | None:
    """Return the encoding of a .dbf that names none, None where it does or holds plain ASCII."""
    if len(table) < 33 or table[29]:
        return None
    head = int.from_bytes(table[8:10], "little")
    names = (table[at : at + 11].split(b"\0")[0] for at in range(32, max(head - 1, 32), 32))
    texts = b" ".join((*names, table[head:]))
    return lost_encoding(texts)


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with Timeless(packed, "w") as archive:
        for suffix, data in parts.items():
            archive.writestr(f"layer{suffix}", data)
    return packed.getvalue()
