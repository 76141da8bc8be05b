"""What a pilot does by hand, in the order of the work; each item is a message."""

from collections.abc import Iterator

from missionplanner.aircraft.catalogue import payload_note, unverified
from missionplanner.aircraft.photo_size import photo_mb
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.ending import FinishAction
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import Sensor, SensorKind, TriggerMode
from missionplanner.report.brief.content import Brief, SortiePage

GB_MB = 1000.0
_ZOOMS = frozenset({20})  # Z30


def storage_gb(page: SortiePage) -> float:
    """Return the room that a sortie's photos take, GB (10^9 bytes)."""
    flown = ((page.plan, page.figures), *page.beside)
    return sum(told.photos * photo_mb(plan.sensor).mb for plan, told in flown) / GB_MB


def by_hand(page: SortiePage) -> tuple[Message, ...]:
    """Return what no file can set and the pilot sets before take-off, for all sensors carried."""
    found = list(_of_sensor(page.plan))
    for plan, _ in page.beside:
        name = plan.sensor.name
        found += [
            message("report.brief.hand.of_sensor", sensor=name, told=told)
            for told in _of_sensor(plan)
        ]
    found.append(message("report.brief.hand.clock"))
    found.append(message("report.brief.hand.card", gb=max(1.0, 1.2 * storage_gb(page))))
    return tuple(dict.fromkeys(found))


def _of_sensor(plan: SensorPlan) -> Iterator[Message]:
    sensor, settings = plan.sensor, plan.settings
    if sensor.trigger is TriggerMode.SELF:
        yield message("report.brief.hand.overlap", along=100 * sensor.acquisition.frontlap)
        apart_s = max(settings.interval_s, sensor.min_interval_s)
        yield message("report.brief.hand.timer", interval_s=apart_s)
    if sensor.wpml.enum in _ZOOMS:
        yield message("report.brief.hand.zoom")
    if sensor.kind is SensorKind.VISIBLE:
        yield message("report.brief.hand.focus")
        yield message("report.brief.hand.exposure")
        yield message("report.brief.hand.white")
    if sensor.kind is SensorKind.MULTISPECTRAL:
        yield message("report.brief.hand.panel")
        yield message("report.brief.hand.light_sensor")
    if sensor.kind is SensorKind.THERMAL:
        yield message("report.brief.hand.warm")
        yield message("report.brief.hand.emissivity")


def end_of(finish: FinishAction) -> Message:
    """Return what happens behind the last waypoint."""
    return Message(f"report.brief.end_{finish}")


def before_take_off(page: SortiePage) -> Iterator[Message]:
    """Yield what is looked at before each take-off."""
    yield message("report.brief.before.people")
    yield message("report.brief.before.battery", n=page.battery_set)
    yield message("report.brief.before.rtk")
    yield message("report.brief.before.return", height_m=page.mission.rth_height_m)
    yield message("report.brief.before.sensing")
    yield message("report.brief.before.hash")


def after_landing(page: SortiePage) -> Iterator[Message]:
    """Yield what is looked at after each landing."""
    yield message("report.brief.after.count", n=page.figures.photos)
    if any(s.kind is SensorKind.MULTISPECTRAL for s in page.sensors):
        yield message("report.brief.after.panel")
    if page.plan.sensor.kind is not SensorKind.MULTISPECTRAL:
        yield message("report.brief.after.sharp")
    yield message("report.brief.after.battery", n=page.battery_set)
    yield message("report.brief.after.copy")


def before_leaving(brief: Brief) -> Iterator[Message]:
    """Yield what is done before leaving the office."""
    yield message("report.brief.office.batteries", n=brief.battery_sets)
    yield message("report.brief.office.cards", gb=max(1.0, 1.2 * sum(map(storage_gb, brief.pages))))
    if brief.control:
        yield message("report.brief.office.targets", n=len(brief.control))
    if any(s.kind is SensorKind.MULTISPECTRAL for s in brief.sensors):
        yield message("report.brief.office.panel")
    yield message("report.brief.office.notice")
    yield message("report.brief.office.files")
    yield message("report.brief.office.weather")


def not_verified(brief: Brief) -> Iterator[Message]:
    """Yield what the plan stands on and nobody has proven, the gravest first."""
    if not brief.project.weather.is_given:
        yield message("report.brief.doubt.weather")
    if brief.project.threats.power_lines:
        yield message("report.brief.doubt.wires")
    yield message("report.brief.doubt.ground", cell_m=brief.scenario.terrain.cell_m)
    yield from brief.scenario.terrain.told[:2]
    yield from aircraft_doubts(brief.plans[0].aircraft)
    yield from _payloads(brief)


def sortie_not_verified(page: SortiePage, brief: Brief) -> Iterator[Message]:
    """Yield the doubts that are one sortie's."""
    if page.plan.sensor.wpml.note and page.plan.sensor.trigger is not TriggerMode.SELF:
        yield payload_note(page.plan.sensor)
    for sensor in page.sensors:
        if figures := sensor_doubts(sensor):
            yield figures
    if any(w.crossed for w in page.wires):
        yield message("report.brief.doubt.wires")
    yield message("report.brief.doubt.ground", cell_m=brief.scenario.terrain.cell_m)


def aircraft_doubts(aircraft: Aircraft) -> Iterator[Message]:
    """Yield the aircraft's figures without proof: those that a flight stands on, then how many."""
    open_ones = unverified(aircraft)
    grave = {
        "max_wind_mps": message("report.brief.figure.wind", value=aircraft.max_wind_mps),
        "battery.energy_wh": message(
            "report.brief.figure.battery", value=aircraft.battery.energy_wh
        ),
        "max_takeoff_mass_kg": message(
            "report.brief.figure.mass", value=aircraft.max_takeoff_mass_kg
        ),
        "service_ceiling_m": message(
            "report.brief.figure.ceiling", value=aircraft.service_ceiling_m
        ),
    }
    if (most := aircraft.max_airspeed_mps) is not None:
        grave["max_airspeed_mps"] = message("report.brief.figure.airspeed", value=most)
    said = [told for name, told in grave.items() if name in open_ones]
    if said:
        yield message("report.brief.doubt.aircraft", aircraft=aircraft.name, figures=said)
    if rest := len(open_ones) - len(said):
        yield message("report.brief.doubt.others", n=rest, aircraft=aircraft.name)


def sensor_doubts(sensor: Sensor) -> Message | None:
    """Return how many of a sensor's figures are recollections; None: none is."""
    count = len(unverified(sensor))
    return message("report.brief.doubt.sensor", n=count, sensor=sensor.name) if count else None


def _payloads(brief: Brief) -> Iterator[Message]:
    for sensor in brief.sensors:
        if doubt := sensor_doubts(sensor):
            yield doubt


def camera_rows(plan: SensorPlan) -> Iterator[tuple[Message, Message]]:
    """Yield the rows of the first paper's Table 2, as planned."""
    settings, wanted = plan.settings, plan.sensor.acquisition
    yield (
        message("report.brief.row.height"),
        message("report.brief.row.height_is", agl_m=settings.agl_m, gsd_cm=100 * settings.gsd_m),
    )
    yield (
        message("report.brief.row.overlap"),
        message(
            "report.brief.row.overlap_is", front=100 * wanted.frontlap, side=100 * wanted.sidelap
        ),
    )
    yield message("report.brief.row.trigger"), _trigger(plan)
    yield (
        message("report.brief.row.speed"),
        message(
            "report.brief.row.speed_is", mps=settings.speed_mps, transit=settings.transit_speed_mps
        ),
    )
    yield message("report.brief.row.shutter"), _shutter(wanted.shutter_s, wanted.shutter_cloudy_s)
    yield (
        message("report.brief.row.aperture"),
        message(
            "report.brief.row.aperture_is", aperture=wanted.aperture or "–", iso=wanted.iso or "–"
        ),
    )


def _trigger(plan: SensorPlan) -> Message:
    settings = plan.settings
    along = message(
        "report.brief.row.by_distance", m=settings.trigger_distance_m, s=settings.interval_s
    )
    return {
        TriggerMode.DISTANCE: along,
        TriggerMode.TIME: message("report.brief.row.by_time", s=settings.interval_s),
        TriggerMode.SELF: message("report.brief.row.by_itself", s=settings.interval_s),
        TriggerMode.SCAN: message("report.brief.row.scans"),
    }[plan.sensor.trigger]


def _shutter(sunny_s: float | None, cloudy_s: float | None) -> Message:
    if sunny_s is None:
        return message("report.brief.row.automatic")
    if cloudy_s is None or cloudy_s == sunny_s:
        return message("report.brief.row.one_shutter", n=round(1 / sunny_s))
    return message(
        "report.brief.row.two_shutters", sunny=round(1 / sunny_s), cloudy=round(1 / cloudy_s)
    )
