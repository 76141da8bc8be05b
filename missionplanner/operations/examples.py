"""The built-in sites: files like a pilot's own, written to a folder."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from matplotlib import cbook
from pydantic import Field

from missionplanner.assets import resources
from missionplanner.errors import InputError
from missionplanner.model.places import Frozen, Position
from missionplanner.raster.files import write_geotiff
from missionplanner.storage.atomic import copy_whole
from missionplanner.storage.folders import made
from missionplanner.terrain.synthetic import CELL_M, mine_dem

EXAMPLES = ("mine", "jacksboro")
EGM96_EPSG = 5773


class MadeDem(Frozen):
    """Terrain from `terrain.synthetic`; `west_m`, `south_m`: centre of the south-west cell."""

    kind: Literal["made"]
    seed: int
    epsg: int
    west_m: float
    south_m: float


class MatplotlibDem(Frozen):
    """Terrain from matplotlib's sample data."""

    kind: Literal["matplotlib"]
    file: str


class ExampleSite(Frozen):
    """`resources/examples/SITE/site.toml`; area, threats and weather lie beside it."""

    title: str
    words: str = Field(description="What the site is, for people")
    home: Position
    sensors: tuple[str, ...]
    dem: Annotated[MadeDem | MatplotlibDem, Field(discriminator="kind")]


@dataclass(frozen=True)
class ExampleFiles:
    """What `write_example` wrote, and what a project of it needs beside files.

    `vertical_datum` is None where the DEM file itself names it.
    """

    dem: Path
    area: Path
    threats: Path
    weather: Path
    home: Position
    vertical_datum: str | None
    sensors: tuple[str, ...]
    title: str
    words: str


def example_site(site: str) -> ExampleSite:
    """Return what is known of a built-in site.

    Raises
    ------
    InputError
        There is no such site.
    """
    if site not in EXAMPLES:
        raise InputError("operations.no_site", site=site, examples=" or ".join(EXAMPLES))
    text = _resource(site, "site.toml").read_text(encoding="utf-8")
    return ExampleSite.model_validate(tomllib.loads(text))


def write_example(site: str, folder: Path) -> ExampleFiles:
    """Write a built-in site's DEM, area, threats and weather to `folder`, made where it is absent.

    Parameters
    ----------
    site : str
        'mine' (made terrain, 5 m) or 'jacksboro' (real terrain, 3 arc-seconds).

    Raises
    ------
    InputError
        There is no such site.
    OutputError
        The folder cannot be made or the files not written.
    """
    about = example_site(site)
    dem = made(folder) / f"{site}-dem.tif"
    if isinstance(about.dem, MadeDem):
        _write_made(about.dem, dem)
    else:
        _write_jacksboro(about.dem, dem)
    return ExampleFiles(
        dem=dem,
        area=_copied(site, "area.geojson", folder),
        threats=_copied(site, "threats.geojson", folder),
        weather=_copied(site, "weather.json", folder),
        home=about.home,
        vertical_datum=None,
        sensors=about.sensors,
        title=about.title,
        words=" ".join(about.words.split()),
    )


def _write_made(dem: MadeDem, path: Path) -> None:
    heights = mine_dem(dem.seed).astype(np.float32)
    corner = (dem.west_m, dem.south_m)
    write_geotiff(path, heights, *corner, CELL_M, dem.epsg, vertical_epsg=EGM96_EPSG)


def _write_jacksboro(dem: MatplotlibDem, path: Path) -> None:
    """Write matplotlib's SRTM cut as GeoTIFF in geographic WGS 84; SRTM heights are EGM96.

    In that file `ymin` and `ymax` are swapped: `ymin` is the NORTH edge, row 0 lies there.
    """
    with np.load(cbook.get_sample_data(dem.file, asfileobj=False)) as data:
        north_up = data["elevation"]
        west_deg, step_deg = float(data["xmin"]), float(data["dx"])
        south_deg = min(float(data["ymin"]), float(data["ymax"]))
    half = step_deg / 2
    write_geotiff(
        path,
        np.ascontiguousarray(north_up[::-1]),
        west_deg + half,
        south_deg + half,
        step_deg,
        4326,
        vertical_epsg=EGM96_EPSG,
    )


def _copied(site: str, name: str, folder: Path) -> Path:
    return copy_whole(_resource(site, name), folder / f"{site}-{name}")


def _resource(site: str, name: str) -> Path:
    return resources() / "examples" / site / name
