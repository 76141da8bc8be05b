"""GeoPackages whose layers bring their looks along: QGIS reads these from a table `layer_styles`.

The table is QGIS's own (its *Save style in database*), registered as a table without shapes, so
that every other program may pass over it. OGC GeoPackage 1.3, 1.1.3 and 2.4.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from shapely.geometry.base import BaseGeometry

from missionplanner.vector.writing import add_layer

_STYLES = "layer_styles"
# Fixed, so that the same layers give the same bytes.
_WHEN = "2026-01-01T00:00:00.000Z"
_TABLE = f"""CREATE TABLE {_STYLES} (
id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256),
f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
update_time DATETIME)"""


@dataclass(frozen=True)
class StyledLayer:
    """A layer and its looks.

    Attributes
    ----------
    name : str
    geometries : sequence of shapely geometries
        WGS 84 degrees, longitude first; a third coordinate is a height above the ellipsoid, m.
    fields : mapping of str to sequence
        One value a geometry, as for `write_features`.
    style : str
        QGIS's own XML (QML); '' for none.
    """

    name: str
    geometries: Sequence[BaseGeometry]
    fields: Mapping[str, Sequence[object]]
    style: str = ""


def package_bytes(layers: Sequence[StyledLayer]) -> bytes:
    """Return a GeoPackage of layers; those without a shape are left out.

    Raises
    ------
    OutputError
        There is no room for it in the folder for files in the making.
    """
    held = [layer for layer in layers if layer.geometries]
    with TemporaryDirectory() as folder:
        path, fresh = Path(folder) / "package.gpkg", Path(folder) / "fresh.gpkg"
        for layer in held:
            add_layer(path, layer.name, layer.geometries, layer.fields)
        with closing(sqlite3.connect(path)) as package:
            package.execute(_TABLE)
            package.executemany(
                f"INSERT INTO {_STYLES} (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '', ?)",
                [(layer.name, layer.name, layer.style, _WHEN) for layer in held if layer.style],
            )
            package.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, ?, ?)",
                (_STYLES, "attributes", _STYLES),
            )
            package.execute("UPDATE gpkg_contents SET last_change = ?", (_WHEN,))
            package.commit()
            # Into a new file: how often GDAL wrote to the first depends on its clock, and SQLite
            # counts that in the head.
            package.execute("VACUUM INTO ?", (str(fresh),))
        return fresh.read_bytes()
