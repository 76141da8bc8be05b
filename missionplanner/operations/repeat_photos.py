"""Take images again from the camera stations of photos, whoever took them and planned for them."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.errors import InputError
from missionplanner.imagery.cameras import by_camera
from missionplanner.imagery.folder import Seized, photo_files, read_card
from missionplanner.imagery.placing import PlacedPhotos, placed
from missionplanner.model.photo import RtkSolution
from missionplanner.model.sensor import Camera
from missionplanner.operations.repeat import judged_and_saved
from missionplanner.operations.results import PlanResult
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.by_hand.station_strips import CameraStations
from missionplanner.planning.by_hand.stations import FromStations, flown_from_stations
from missionplanner.planning.scenario import check_wind
from missionplanner.project.store import load
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

# Fewer photos of a camera than this are no survey of its.
LEAST_PHOTOS = 3


@dataclass(frozen=True)
class PhotosRepeated:
    """A plan from the stations of photos.

    Attributes
    ----------
    result : PlanResult
    done : tuple of FromStations
        Of each camera.
    left_out : int
        Photos that are not repeated: without a place or a height, of an unknown camera, or too few.
    by_barometer : int
        Photos whose height is that above take-off: it is taken to be the project's home.
    """

    result: PlanResult
    done: tuple[FromStations, ...]
    left_out: int
    by_barometer: int


def repeat_photos(folder: Path, card: Path, progress: Progress) -> PhotosRepeated:
    """Plan flights from the stations of the photos in `card`, judge them, and save them.

    Raises
    ------
    InputError
        No such folder, no photo in it, or none with a place, a height and a known camera.
    PlanRefused
        The flights break a hard rule on the terrain, zones, wind and batteries of now, or a line
        takes more than a battery; nothing is saved.
    OutputError
        The folder cannot be written, or another program is at work on the project.
    """
    begun = time.monotonic()
    with held(folder):
        project = load(folder)
        writable(folder)
        files = photo_files(card)
        if not files:
            raise InputError("imagery.no_photos", str(card))
        site = load_site(project, progress.part(0.0, 0.1))
        check_wind(project.weather, site.scenario.aircraft)
        read = read_card(files, progress.part(0.1, 0.2), looked=False)
        planned = [catalogue_sensor(key) for key in project.document.sensors]
        surveys = list(_surveys(site, by_camera(read.seized, planned)))
        if not surveys:
            raise InputError("operations.no_stations", str(card))
        done = tuple(
            flown_from_stations(
                site.scenario, catalogue_sensor(key), _stations(photos), progress.part(0.2, 0.3)
            )
            for key, photos in surveys
        )
        plans = tuple(one.plan for one in done)
        result = judged_and_saved(project, plans, site.scenario, begun, progress)
    progress.report(1.0, "operations.plan_saved")
    repeated = sum(one.stations for one in done)
    by_barometer = sum(_by_barometer(one) for _, photos in surveys for one in photos.seized)
    return PhotosRepeated(result, done, len(read.seized) - repeated, by_barometer)


def _surveys(
    site: Site, sorted_out: dict[tuple[str, Camera] | None, list[Seized]]
) -> Iterator[tuple[str, PlacedPhotos]]:
    """Yield for each sensor its key and its photos that have a height; of the set it took most."""
    most: dict[str, list[Seized]] = {}
    cameras: dict[str, Camera] = {}
    for known, seized in sorted_out.items():
        if known is not None and len(seized) > len(most.get(known[0], [])):
            most[known[0]], cameras[known[0]] = seized, known[1]
    frame, home_m = site.terrain.frame, site.scenario.home.ground_egm96_m
    for key, taken in most.items():
        every = placed(taken, cameras[key], frame, home_m)
        kept = [taken[k] for k in np.flatnonzero(np.isfinite(every.places_m).all(axis=1))]
        if len(kept) >= LEAST_PHOTOS:
            yield key, placed(kept, cameras[key], frame, home_m)


def _stations(photos: PlacedPhotos) -> CameraStations:
    ahead, right = photos.axes[:, 0], photos.axes[:, 1]
    # Ahead on the map, where the camera looks straight down too: a quarter turn before its right.
    yaw_deg = np.degrees(np.arctan2(-right[:, 1], right[:, 0])) % 360.0
    pitch_deg = np.degrees(np.arcsin(np.clip(ahead[:, 2], -1.0, 1.0)))
    return CameraStations(photos.places_m, pitch_deg, yaw_deg, photos.seconds)


def _by_barometer(one: Seized) -> bool:
    fine = one.photo.rtk in (RtkSolution.FIXED, RtkSolution.FLOATING)
    return one.photo.above_home_m is not None and not (fine and one.photo.altitude is not None)
