"""The waypoints as CSV, for spreadsheets and for programs that read nothing else."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from missionplanner.api import (
    Datum,
    FormatOption,
    InputError,
    LegKind,
    Mission,
    ReadRoute,
    SingleFileFormat,
    crs_name,
    crs_named,
    csv_bytes,
    option_values,
    route_name,
    transform,
    write_whole,
)

_COLUMNS = (
    "index",
    "longitude_deg",
    "latitude_deg",
    "egm96_m",
    "ellipsoid_m",
    "above_home_m",
    "above_ground_m",
    "speed_mps",
    "leg",
    "strip",
)


_CRS = FormatOption(
    "crs",
    "",
    "grid whose east and north stand beside the degrees: a name, EPSG:NUMBER, a .wkt file, or site",
)


class CsvFormat(SingleFileFormat):
    """The format `csv`; see `missionplanner.api.MissionFormat`."""

    name = "csv"
    title = "CSV of waypoints"
    suffix = ".csv"
    options = (_CRS,)

    def write(
        self, mission: Mission, folder: Path, options: Mapping[str, str] | None = None
    ) -> tuple[Path, ...]:
        """Write one file; raises OutputError, and InputError for an option."""
        crs = option_values(self, options)["crs"]
        if not crs:
            return super().write(mission, folder)
        name = f"{route_name(mission.title)}{self.suffix}"
        return (write_whole(folder, name, csv_bytes(_with_grid(mission, crs_named(crs)))),)

    def document(self, mission: Mission) -> bytes:
        """Return the table, one row a waypoint."""
        rows = (_row(mission, i) for i in range(len(mission.waypoints)))
        return csv_bytes((_COLUMNS, *rows))

    def read(self, path: Path) -> ReadRoute:
        """Return the waypoints."""
        try:
            rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
            names = ("longitude_deg", "latitude_deg", "ellipsoid_m", "speed_mps")
            columns = np.array([[float(row[n]) for n in names] for row in rows]).reshape(-1, 4).T
            if columns.shape[1] < 2:
                raise ValueError("fewer than two waypoints")
        except OSError as error:
            raise InputError("csv_route.unreadable", str(path), reason=error.strerror) from error
        except (ValueError, KeyError, TypeError, csv.Error) as error:
            raise InputError("csv_route.no_waypoints", path.name) from error
        lon, lat, height, speed = columns
        return ReadRoute(path.stem, lon, lat, height, Datum.ELLIPSOID, speed)


def _with_grid(mission: Mission, crs: str) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows with east and north of a grid at their ends."""
    points = mission.waypoints
    east, north = transform(points.lon_deg, points.lat_deg, "EPSG:4326", crs)
    yield (*_COLUMNS, "east", "north", "grid")
    name = crs_name(crs)
    for i in range(len(points)):
        yield (*_row(mission, i), f"{east[i]:.4f}", f"{north[i]:.4f}", name)


def _row(mission: Mission, i: int) -> tuple[str | int, ...]:
    points = mission.waypoints
    height = float(points.egm96_m[i])
    return (
        i,
        f"{points.lon_deg[i]:.9f}",
        f"{points.lat_deg[i]:.9f}",
        f"{height:.4f}",
        f"{points.ellipsoid_m[i]:.4f}",
        f"{height - mission.home.ground_egm96_m:.2f}",
        f"{height - points.ground_m[i]:.2f}",
        f"{points.speed_mps[i]:.3f}",
        LegKind(int(points.leg[i])).name.lower(),
        int(points.strip[i]),
    )


FORMATS = (CsvFormat(),)
