"""The waypoints as CSV, for spreadsheets and for programs that read nothing else."""

import csv
import io
from pathlib import Path

import numpy as np

from missionplanner.api import (
    Datum,
    InputError,
    LegKind,
    Mission,
    ReadRoute,
    SingleFileFormat,
    csv_bytes,
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


class CsvFormat(SingleFileFormat):
    """The format `csv`; see `missionplanner.api.MissionFormat`."""

    name = "csv"
    title = "CSV of waypoints"
    suffix = ".csv"

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
