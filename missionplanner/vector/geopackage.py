"""Reading GeoPackage: what its own tables say it holds, looked through before GDAL opens it.

Format: OGC GeoPackage 1.3 (12-128r17), 1.1 and 2.1.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.vector.features import CrsUnknown, Features
from missionplanner.vector.ogr import read_ogr, unreadable

_MAGIC = b"SQLite format 3\x00"
_NUMBERS = ("INT", "MEDIUMINT", "TINYINT", "SMALLINT", "REAL", "DOUBLE", "FLOAT", "BOOLEAN")
# Instructions of SQLite between two looks at the patience left, and how many looks.
_STEPS, _LOOKS = 100_000, 5_000


@dataclass(frozen=True)
class FeatureLayer:
    """A layer as a GeoPackage lists it.

    Attributes
    ----------
    name : str
    unread : Message or None
        Why it holds no shapes that can be read; None where it does.
    """

    name: str
    unread: Message | None = None


def package_layers(path: Path) -> tuple[FeatureLayer, ...]:
    """Return the layers of a GeoPackage, tables of numbers and pictures among them.

    Raises
    ------
    InputError
        Not a GeoPackage, or damaged.
    """
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise InputError("vector.no_geopackage", str(path))
    try:
        with closing(sqlite3.connect(_address(path), uri=True)) as package:
            return _layers(package, path)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        # SQLite's own words name pages and cells, which help nobody.
        raise unreadable(path) from error


def read_package(path: Path, layer: str, crs: str | None = None) -> Features:
    """Read a layer of a GeoPackage in its own coordinates; see `package_layers`.

    Parameters
    ----------
    path : Path
    layer : str
    crs : str, optional
        Where the layer names none.

    Raises
    ------
    InputError
        Damaged, or not a layer of shapes.
    CrsUnknown
        The layer names no coordinate system.
    """
    options = {} if _unsaved(path).exists() else {"IMMUTABLE": "YES"}
    read = read_ogr(str(path), path, layer, **options)
    if not read.crs and crs is None:
        where = (str(path), message("vector.layer", name=layer))
        raise CrsUnknown("vector.layer_without_crs", where)
    return replace(read, crs=read.crs or str(crs), crs_given=not read.crs)


def _layers(package: sqlite3.Connection, path: Path) -> tuple[FeatureLayer, ...]:
    looks = iter(range(_LOOKS))
    package.set_progress_handler(lambda: int(next(looks, None) is None), _STEPS)
    package.execute("PRAGMA trusted_schema = OFF")
    wrong = [str(row[0]) for row in package.execute("PRAGMA quick_check(1)") if row[0] != "ok"]
    if wrong:
        raise sqlite3.DatabaseError(wrong[0])
    kinds = dict(package.execute("SELECT name, type FROM sqlite_master"))
    if "gpkg_contents" not in kinds:
        raise InputError("vector.only_database", str(path))
    listed = package.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall()
    return tuple(_layer(package, path, str(name), str(kind), kinds) for name, kind in listed)


def _layer(
    package: sqlite3.Connection, path: Path, name: str, data_type: str, kinds: dict[str, str]
) -> FeatureLayer:
    if data_type == "attributes":
        return FeatureLayer(name, message("vector.table"))
    if data_type != "features":
        return FeatureLayer(name, message("vector.holds_other_data", kind=data_type))
    # A view may call whatever GDAL lends to SQLite, which reaches files and the network.
    if kinds.get(name) == "view":
        return FeatureLayer(name, message("vector.view"))
    quoted = '"' + name.replace('"', '""') + '"'
    package.execute(f"SELECT * FROM {quoted} LIMIT 1").fetchall()
    _check_numbers(package, path, name, quoted)
    return FeatureLayer(name)


def _check_numbers(package: sqlite3.Connection, path: Path, name: str, quoted: str) -> None:
    """Refuse a text in a column of numbers: SQLite keeps it, and GDAL takes it for 0."""
    for _, column, declared, *_ in package.execute(f"PRAGMA table_info({quoted})").fetchall():
        if str(declared).upper().startswith(_NUMBERS):
            cell = '"' + str(column).replace('"', '""') + '"'
            text = f"SELECT {cell} FROM {quoted} WHERE typeof({cell}) IN ('text', 'blob') LIMIT 1"
            for (value,) in package.execute(text):
                raise InputError(
                    "vector.cell_no_number",
                    str(path),
                    found=str(value)[:40],
                    column=column,
                    layer=name,
                )


def _address(path: Path) -> str:
    # Without changes that wait beside it the file is taken as it is: nothing is written there.
    how = "mode=ro" if _unsaved(path).exists() else "immutable=1"
    return f"{path.resolve().as_uri()}?{how}"


def _unsaved(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
