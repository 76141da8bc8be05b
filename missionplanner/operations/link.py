"""Whether pictures will get through: the planned route, the stations, what an hour carries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy

from missionplanner.errors import InputError
from missionplanner.link.budget import LinkBudget, link_budget
from missionplanner.link.free_space import free_range_m
from missionplanner.link.lora import Modulation
from missionplanner.link.radio_model import BearerKind, RadioSystem
from missionplanner.link.radios import lora_radio, radio
from missionplanner.link.regions import region
from missionplanner.link.switch import NO_LINK, lost_share, margins_db, switched
from missionplanner.model.places import Position
from missionplanner.operations.link_places import best_places, ground_kinds
from missionplanner.operations.link_route import FlownRoute, flown_route
from missionplanner.operations.results import planned
from missionplanner.operations.site import load_site
from missionplanner.project.store import load
from missionplanner.raster.files import write_geotiff
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.radio_paths import path_losses
from missionplanner.vector.area import read_area

Floats = NDArray[np.float64]

_MAP_CELLS = 40_000
_OUTSIDE = -9999.0
# A promise tells no strength: enough to be chosen.
_PROMISED_DB = 10.0
_USUAL = Modulation()


@dataclass(frozen=True)
class LinkRequest:
    """What is asked of the link.

    Attributes
    ----------
    stations : tuple of Position
        Ground stations and relays; none: the plan's home.
    masts : tuple of Position
        Of a mobile network; none: there is none.
    covered : Path or None
        Polygons where an operator promises its network, in any file of areas; beside the masts.
    modulation : Modulation
        Of LoRa.
    region : str
    preview_bytes : int
    suggest : bool
        True: the best places of a station and of a relay are searched.
    out : Path or None
        Folder for the maps of coverage and the route by radio.
    """

    stations: tuple[Position, ...] = ()
    masts: tuple[Position, ...] = ()
    covered: Path | None = None
    modulation: Modulation = _USUAL
    region: str = "eu868"
    preview_bytes: int = 4096
    suggest: bool = False
    out: Path | None = None


@dataclass(frozen=True, eq=False)
class LinkVerdict:
    """What the link gives along the planned route.

    Attributes
    ----------
    shares : mapping of str to float
        Of the time of flight, by radio; `none` without any.
    longest_gap_s : float
        Longest time without any link.
    lora_loss : float
        Share of LoRa packets lost where LoRa reaches.
    loss_on : mapping of str to float or None
        Mean share of LoRa packets lost over steep slopes and ravines; None where there are none.
    free_range_m : mapping of str to float
    budget : LinkBudget
    suggested : tuple of (str, Position, float)
        What for, where, and the share of the flight that has a link then.
    files : tuple of Path
    route : FlownRoute
    used : int8 (n,)
        Radio in use along the route: its place in `BearerKind`, `NO_LINK` for none.
    margin_db : float64 (n,)
        What that radio has to spare, dB; of LoRa where there is no link; NaN: ground not known.
    lora_margin_db : (n,) float64
        Along the route.
    fading_margin_db : float
        That LoRa's allowed loss keeps back.
    photos : int
        Of the whole plan.
    """

    shares: Mapping[str, float]
    longest_gap_s: float
    lora_loss: float
    loss_on: Mapping[str, float | None]
    free_range_m: Mapping[str, float]
    budget: LinkBudget
    suggested: tuple[tuple[str, Position, float], ...]
    files: tuple[Path, ...]
    route: FlownRoute
    used: NDArray[np.int8]
    margin_db: Floats
    lora_margin_db: Floats
    fading_margin_db: float
    photos: int


def judge_link(folder: Path, request: LinkRequest, progress: Progress) -> LinkVerdict:
    """Judge the radio link of a planned project.

    Raises
    ------
    InputError
        Not planned, no such region, or a station stands outside the terrain.
    OutputError
        A map cannot be written.
    """
    where = region(request.region)
    result = planned(folder)
    site = load_site(load(folder), progress.part(0.0, 0.3))
    route = flown_route(result.plans, site.terrain.frame)
    systems = _systems(request)
    ends = _ends(request, systems, site.terrain, result.plans[0].home.position)
    progress.report(0.4, "link.judging_route")
    margins = {
        kind: _best_margin(site.terrain, systems[kind], places, route.places_m)
        for kind, places in ends.items()
    }
    if request.covered is not None:
        promised = _promised(request.covered, route)
        masts = margins.get(BearerKind.CELLULAR, promised)
        margins[BearerKind.CELLULAR] = np.fmax(masts, promised)
    used = switched(margins)
    lora = margins[BearerKind.LORA]
    lost = lost_share(lora, systems[BearerKind.LORA].margin_db)
    reached = lora >= 0
    lora_loss = float(lost[reached].mean()) if reached.any() else 1.0
    photos = sum(v.photos for v in result.verifications)
    hourly = 3600.0 * photos / route.duration_s
    suggested: tuple[tuple[str, Position, float], ...] = ()
    if request.suggest:
        progress.report(0.6, "link.searching_places")
        suggested = _suggested(site.terrain, systems[BearerKind.LORA], ends, route)
    progress.report(0.8, "link.drawing_maps")
    files = _written(request.out, site.terrain, systems, ends, route, used) if request.out else ()
    kinds = ground_kinds(site.terrain, route.places_m)
    progress.report(1.0, "link.judged")
    return LinkVerdict(
        _shares(route, used),
        route.longest(used == NO_LINK),
        lora_loss,
        {name: float(lost[on].mean()) if on.any() else None for name, on in kinds.items()},
        {str(kind): free_range_m(system) for kind, system in systems.items()},
        link_budget(request.modulation, where.duty_cycle, lora_loss, request.preview_bytes, hourly),
        suggested,
        files,
        route,
        used,
        _in_use(used, margins, lora),
        lora,
        systems[BearerKind.LORA].margin_db,
        photos,
    )


def _in_use(used: NDArray[np.int8], margins: Mapping[BearerKind, Floats], lora: Floats) -> Floats:
    found = lora.copy()
    for place, kind in enumerate(BearerKind):
        if kind in margins:
            found[used == place] = margins[kind][used == place]
    return np.where(np.isfinite(found), found, np.nan)


def _systems(request: LinkRequest) -> dict[BearerKind, RadioSystem]:
    systems = {kind: radio(kind) for kind in (BearerKind.WIFI, BearerKind.CELLULAR)}
    systems[BearerKind.LORA] = lora_radio(request.modulation, region(request.region))
    return systems


Ends = Mapping[BearerKind, tuple[tuple[float, float, float], ...]]


def _ends(
    request: LinkRequest,
    systems: Mapping[BearerKind, RadioSystem],
    terrain: Terrain,
    home: Position,
) -> Ends:
    stations = request.stations or (home,)
    ends = {
        kind: tuple(_antenna(terrain, place, systems[kind].ground_height_m) for place in stations)
        for kind in (BearerKind.WIFI, BearerKind.LORA)
    }
    if request.masts:
        height = systems[BearerKind.CELLULAR].ground_height_m
        ends[BearerKind.CELLULAR] = tuple(_antenna(terrain, m, height) for m in request.masts)
    return ends


def _antenna(terrain: Terrain, place: Position, height_m: float) -> tuple[float, float, float]:
    x, y = terrain.frame.forward(place.lon_deg, place.lat_deg)
    ground = float(terrain.height_at(x, y))
    if not np.isfinite(ground):
        raise InputError("link.station_outside", f"{place.lon_deg:g}, {place.lat_deg:g}")
    return float(x), float(y), ground + height_m


def _best_margin(
    terrain: Terrain,
    system: RadioSystem,
    ends: tuple[tuple[float, float, float], ...],
    places_m: Floats,
) -> Floats:
    """Return the best margin (n,) of any end, dB; NaN over unknown ground counts as none."""
    best = np.full(len(places_m), -np.inf)
    for end in ends:
        length, loss = path_losses(terrain, end, places_m, system.frequency_mhz)
        best = np.fmax(best, margins_db(system, length, loss))
    return best


def _promised(path: Path, route: FlownRoute) -> Floats:
    """Return a margin (n,) where an operator promises its network, and none elsewhere."""
    inside = contains_xy(
        route.frame.project(read_area(path).area.outer), route.places_m[:, 0], route.places_m[:, 1]
    )
    return np.where(inside, _PROMISED_DB, -np.inf)


def _shares(route: FlownRoute, used: NDArray[np.int8]) -> dict[str, float]:
    shares = {str(kind): route.share(used == i) for i, kind in enumerate(BearerKind)}
    return {**shares, "none": route.share(used == NO_LINK)}


def _suggested(
    terrain: Terrain, system: RadioSystem, ends: Ends, route: FlownRoute
) -> tuple[tuple[str, Position, float], ...]:
    def reach(place: tuple[float, float, float], seen: Floats) -> Floats:
        length, loss = path_losses(terrain, place, seen, system.frequency_mhz)
        return margins_db(system, length, loss)

    stations = ends[BearerKind.LORA]
    found = best_places(terrain, stations, route, reach, system.ground_height_m)
    return tuple((one.purpose, one.position, one.share) for one in found)


def _written(
    out: Path,
    terrain: Terrain,
    systems: Mapping[BearerKind, RadioSystem],
    ends: Ends,
    route: FlownRoute,
    used: NDArray[np.int8],
) -> tuple[Path, ...]:
    made(out)
    files = [_route_file(out / "link_route.geojson", route, used)]
    step = max(int(np.ceil(np.sqrt(terrain.height_m.size / _MAP_CELLS))), 1)
    east, north = terrain.centres()
    east, north = east[step // 2 :: step], north[step // 2 :: step]
    x, y = np.meshgrid(east, north)
    ground = terrain.height_at(x, y)
    above = float(np.nanmedian(route.places_m[:, 2] - route.ground_m(terrain)))
    places = np.column_stack((x.ravel(), y.ravel(), (ground + above).ravel()))
    for kind, own in ends.items():
        margin = _best_margin(terrain, systems[kind], own, places).reshape(ground.shape)
        values = np.where(np.isfinite(margin), margin, _OUTSIDE).astype(np.float32)
        path = out / f"link_{kind.value}_margin.tif"
        tags = {"MEANING": "margin of the radio link, dB", "AGL_M": f"{above:.1f}"}
        cell = terrain.cell_m * step
        grid = (float(east[0]), float(north[0]), cell)
        write_geotiff(path, values, *grid, terrain.frame.epsg, tags, _OUTSIDE)
        files.append(path)
    return tuple(files)


def _route_file(path: Path, route: FlownRoute, used: NDArray[np.int8]) -> Path:
    """Write the route as lines, one a run of the same radio."""
    kinds = list(BearerKind)
    features = []
    for run in route.runs(used):
        name = "none" if used[run.start] == NO_LINK else kinds[used[run.start]].value
        line = [[round(v, 7) for v in point] for point in route.lonlat(run)]
        geometry = {"type": "LineString", "coordinates": line}
        features.append({"type": "Feature", "properties": {"radio": name}, "geometry": geometry})
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return write_whole(path, text.encode())
