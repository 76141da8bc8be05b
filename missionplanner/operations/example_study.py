"""Give the demo mine a study: seven epochs of made imagery, with zones."""

import datetime
import json
from pathlib import Path

import numpy as np
from shapely.geometry import Polygon, mapping

from missionplanner.ecology.imagery.made_imagery import BANDS, PLACES, MadeEpoch, made_epochs
from missionplanner.ecology.imagery.study_files import write_study
from missionplanner.ecology.security.systems import system
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import Compute
from missionplanner.model.security_inputs import SecurityInputs, Sites
from missionplanner.model.study import Epoch, Study, Thermal, ThermalQuantity
from missionplanner.operations.examples import MadeDem
from missionplanner.operations.studies import STUDY
from missionplanner.raster.files import write_geotiff
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in
from missionplanner.terrain.synthetic import CELL_M, Ellipse, mine_dem

_FOLDER = "imagery"
_DAY = (7, 20)
_SCALE = 1e-4
_NOTE = message("studies.made_from_seed")
_NOT_MADE = (
    Compute.STATISTIC,
    Compute.SOIL_CARBON,
    Compute.PATCH_DENSITY,
    Compute.SHANNON_DIVERSITY,
    Compute.FRACTAL_DIMENSION,
    Compute.GREEN_SPACE,
    Compute.NPP,
)


def write_example_study(project: Path, dem: Path, about: MadeDem, title: str) -> Path:
    """Write made imagery and `study.json` to the demo mine's project folder.

    Returns
    -------
    Path
        The study file.

    Raises
    ------
    OutputError
        A file cannot be written.
    """
    folder = made_in(project, project / _FOLDER)
    epochs = tuple(
        _written(folder, epoch, about) for epoch in made_epochs(mine_dem(about.seed), about.seed)
    )
    zones = folder / "zones.geojson"
    _write_zones(zones, about)
    outlines = zones.relative_to(project).as_posix()
    study = Study(
        title=title,
        epochs=epochs,
        dem=BandFile(path=_relative(dem, project)),
        zones=outlines,
        security=_security(outlines),
    )
    write_study(project / STUDY, study)
    return project / STUDY


def _security(sites: str) -> SecurityInputs:
    """Return what the demo has for security: its own places are the mine sites.

    Land cover, soil, production and a yearbook are not made up: their indicators are left out.
    """
    known = SecurityInputs(sites=Sites(path=sites))
    gone = [one.key for one in system(known.options.system).indicators if one.compute in _NOT_MADE]
    options = known.options.model_copy(update={"leave_out": tuple(gone)})
    return known.model_copy(update={"options": options})


def _written(folder: Path, epoch: MadeEpoch, about: MadeDem) -> Epoch:
    day = datetime.date(epoch.year, *_DAY)
    home = made_in(folder, folder / str(epoch.year))
    # The first cell of the imagery is two cells of the terrain wide, and begins with its first.
    corner = (about.west_m + CELL_M / 2, about.south_m + CELL_M / 2)
    place = (*corner, 2 * CELL_M, about.epsg)
    for band, values in zip(BANDS, epoch.reflectance, strict=True):
        stored = np.round(values / _SCALE).astype(np.uint16)
        write_geotiff(home / f"{band.value}.tif", stored, *place, nodata=0)
    write_geotiff(home / "thermal.tif", epoch.brightness_k, *place)
    path = f"{_FOLDER}/{epoch.year}"
    return Epoch(
        date=day,
        sensor="landsat8-oli",
        bands={b: BandFile(path=f"{path}/{b.value}.tif", scale=_SCALE) for b in BANDS},
        thermal=Thermal(
            file=BandFile(path=f"{path}/thermal.tif"), quantity=ThermalQuantity.BRIGHTNESS
        ),
        notes=(_NOTE,),
    )


def _write_zones(path: Path, about: MadeDem) -> None:
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": mapping(_outline(e, about))}
        for name, e in PLACES.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    write_whole(path, text.encode())


def _outline(place: Ellipse, about: MadeDem) -> Polygon:
    """Return a place's outline in longitude and latitude."""
    angle = np.linspace(0, 2 * np.pi, 49)
    turn = np.radians(place.turn_deg)
    along, across = place.half_a_m * np.cos(angle), place.half_b_m * np.sin(angle)
    x = about.west_m + place.x_m + along * np.cos(turn) - across * np.sin(turn)
    y = about.south_m + place.y_m + along * np.sin(turn) + across * np.cos(turn)
    lon, lat = SiteFrame(about.epsg).inverse(x, y)
    return Polygon(np.column_stack([lon, lat]).round(8))


def _relative(path: Path, folder: Path) -> str:
    return Path("..", path.resolve().relative_to(folder.resolve().parent)).as_posix()
