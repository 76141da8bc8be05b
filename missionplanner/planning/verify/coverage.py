"""The findings on what the images show: unseen ground, overlap, ground sample distance, blur."""

from collections.abc import Iterator

import numpy as np
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.aircraft.overlap import Needed, Shares
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import ViewRasters
from missionplanner.planning.scenario import Scenario, polygons_of
from missionplanner.planning.verify.limits import OVERLAP_SHARE, SEEN_SHARE
from missionplanner.planning.verify.motion import RELATIVE, fastest_survey_mps
from missionplanner.planning.verify.photos import Photos


def coverage_findings(
    views: ViewRasters, shares: Shares, asked: Needed, scenario: Scenario
) -> Iterator[Finding]:
    """Yield findings on unseen ground and missing overlap."""
    if shares.seen < SEEN_SHARE:
        said = message(
            "planning.unseen",
            share=100 * (1 - shares.seen),
            hectares=_hectares(views, 1 - shares.seen),
        )
        where = _largest_patch(views, views.images == 0, scenario)
        yield Finding("VERIFY-UNSEEN", Severity.ERROR, where, said)
    if shares.both < OVERLAP_SHARE:
        lacking = (views.strips < asked.strips) | (views.images < asked.images)
        said = message(
            "planning.overlap",
            both=100 * shares.both,
            strips=asked.strips,
            strips_share=100 * shares.strips,
            images=asked.images,
            images_share=100 * shares.images,
        )
        where = _largest_patch(views, lacking, scenario)
        yield Finding("VERIFY-OVERLAP", Severity.WARNING, where, said)


def unreached(plan: SensorPlan) -> MultiPolygon:
    """Return the wanted ground that the plan leaves out since home is too far, site metres."""
    found: BaseGeometry = MultiPolygon()
    for ring in plan.unreached_m:  # an inner ring takes out of what an outer one has put in
        found = found.symmetric_difference(Polygon(ring))
    return polygons_of(found)


def unreached_findings(
    plan: SensorPlan, ground: MultiPolygon, scenario: Scenario
) -> Iterator[Finding]:
    """Yield how much is out of reach, where, and from where it could be flown."""
    if ground.is_empty:
        return
    frame = scenario.terrain.frame
    middle = max(ground.geoms, key=lambda part: part.area).representative_point()
    lon, lat = (float(v) for v in frame.inverse(middle.x, middle.y))
    shared = {"hectares": ground.area / 1e4}
    said = message("planning.unreached", **shared)
    if place := plan.launch:
        launch = {"lon": place.lon_deg, "lat": place.lat_deg}
        said = message("planning.unreached_launch", **shared, **launch)
    yield Finding(
        "VERIFY-UNREACHED", Severity.WARNING, message("planning.ground_at", lon=lon, lat=lat), said
    )


def image_findings(plan: SensorPlan, photos: Photos, gsd_p95_m: float) -> Iterator[Finding]:
    """Yield findings on resolution, blur and the time between images."""
    sensor = plan.sensor
    limit = sensor.acquisition.gsd_limit_m
    if gsd_p95_m > limit * (1 + RELATIVE):
        shared = {"gsd_cm": 100 * gsd_p95_m, "asked_cm": 100 * limit}
        said = message("planning.coarse", **shared)
        if sensor.better:
            said = message("planning.coarse_offer", sensor=sensor.better, **shared)
        yield Finding("VERIFY-GSD", Severity.WARNING, sensor.name, said)
    if photos.shortest_in and photos.shortest_s < sensor.min_interval_s * (1 - RELATIVE):
        strip = photos.shortest_in
        where = (plan.sorties[strip.sortie].name, message("planning.strip", number=strip.number))
        said = message(
            "planning.interval", shortest_s=photos.shortest_s, min_interval_s=sensor.min_interval_s
        )
        yield Finding("VERIFY-INTERVAL", Severity.ERROR, where, said)
    yield from _blur(plan, sensor)


def density_m2(views: ViewRasters, percentiles: tuple[float, float]) -> tuple[float | None, ...]:
    """Return percentiles of a laser scanner's points on a square metre of wanted ground.

    None each for a camera, or where nothing is wanted.
    """
    if views.density_m2 is None or not views.wanted.any():
        return (None,) * len(percentiles)
    found = np.percentile(views.density_m2[views.wanted], percentiles)
    return tuple(float(value) for value in found)


def density_findings(plan: SensorPlan, views: ViewRasters) -> Iterator[Finding]:
    """Yield where a laser scanner leaves fewer points than asked for."""
    asked = plan.sensor.acquisition.density_m2
    thin, _ = density_m2(views, (5, 50))
    if asked is None or thin is None or thin >= asked * (1 - RELATIVE):
        return
    said = message("planning.few_points", thin=thin, asked=asked)
    yield Finding("VERIFY-DENSITY", Severity.WARNING, plan.sensor.name, said)


def _blur(plan: SensorPlan, sensor: Sensor) -> Iterator[Finding]:
    shutter = sensor.acquisition.shutter_s
    speeds = [fastest_survey_mps(s.waypoints) for s in plan.sorties]
    if shutter is None or not speeds:
        return
    fastest = int(np.argmax(speeds))
    camera = sensor.camera
    pixel_m = plan.settings.agl_m * camera.sensor_height_mm / camera.height_px / camera.focal_mm
    blur = speeds[fastest] * shutter / pixel_m
    if blur > sensor.max_blur_px * (1 + RELATIVE):
        said = message(
            "planning.blur",
            speed=speeds[fastest],
            shutter=1 / shutter,
            blur=blur,
            max_blur_px=sensor.max_blur_px,
        )
        yield Finding("VERIFY-BLUR", Severity.WARNING, plan.sorties[fastest].name, said)


def _hectares(views: ViewRasters, share: float) -> float:
    return share * float(views.wanted.sum()) * views.cell_m**2 / 1e4


def _largest_patch(
    views: ViewRasters, lacking: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], scenario: Scenario
) -> Message:
    """Return the size and the middle of the largest connected patch of wanted lacking cells."""
    labels, count = ndimage.label(lacking & views.wanted)
    if count == 0:
        return message("planning.nowhere")
    sizes = np.bincount(labels.ravel())[1:]
    largest = int(np.argmax(sizes)) + 1
    rows, cols = np.nonzero(labels == largest)
    # A cell of the patch itself: the mean of a ring lies in its hole.
    middle = int(np.argmin((rows - rows.mean()) ** 2 + (cols - cols.mean()) ** 2))
    lon, lat = scenario.terrain.frame.inverse(
        views.x0_m + cols[middle] * views.cell_m, views.y0_m + rows[middle] * views.cell_m
    )
    patch = sizes[largest - 1] * views.cell_m**2
    return message("planning.largest_patch", patch=patch, lon=float(lon), lat=float(lat))
