"""The flights of a plan: what one battery set flies, with all sensors that the aircraft carries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.model.sensor import TriggerMode
from missionplanner.model.verification import SortieFigures, Verification
from missionplanner.operations.results import PlanResult, SortieChoice, chosen

Planned = tuple[SensorPlan, Verification]


@dataclass(frozen=True)
class PlannedFlight:
    """One flight.

    Attributes
    ----------
    name : str
    sensors : tuple of str
        Keys, in the order of the plans.
    station : str
        Name of the place it leaves from.
    energy_wh, duration_s : float
        Verified, from take-off to touch-down.
    sortie : Sortie
        As the first of its sensors has it.
    light : str
        The hours its sensors want; see `Acquisition.sun_window`.
    """

    name: str
    sensors: tuple[str, ...]
    station: str
    energy_wh: float
    duration_s: float
    sortie: Sortie
    light: str


def flights_of(result: PlanResult) -> tuple[PlannedFlight, ...]:
    """Return all flights in the order of the plans; one that sensors share stands once."""
    found: dict[str, PlannedFlight] = {}
    for flight in _single(result):
        known = found.get(flight.name)
        shared = known and replace(known, sensors=(*known.sensors, *flight.sensors))
        found[flight.name] = shared or flight
    return tuple(found.values())


def speaker(plan: SensorPlan) -> str:
    """Return the key of the sensor whose mission is written for a plan's flights.

    One file holds a flight: that of the sensor whose photos it asks the aircraft for.
    """
    firing = (s.key for s in plan.carried if s.trigger is not TriggerMode.SELF)
    return next(firing, min(s.key for s in plan.carried))


def speaking(result: PlanResult, choice: SortieChoice) -> tuple[Planned, ...]:
    """Return the plans whose missions are written for what was chosen, one a flight, as judged.

    Raises
    ------
    InputError
        As `results.chosen`.
    """
    keys = {speaker(plan) for plan, _ in chosen(result, choice)}
    pairs = zip(result.plans, result.verifications, strict=True)
    return tuple((plan, judged) for plan, judged in pairs if plan.sensor.key in keys)


def beside(
    result: PlanResult, plan: SensorPlan, sortie: Sortie
) -> tuple[tuple[SensorPlan, SortieFigures], ...]:
    """Return the other sensors' plans of a flight, with what was measured of it for them."""
    return tuple(
        (other, figures)
        for other, judged in zip(result.plans, result.verifications, strict=True)
        if other.sensor.key != plan.sensor.key
        for part, figures in zip(other.sorties, judged.sorties, strict=True)
        if part.flight and part.flight == sortie.flight
    )


def _single(result: PlanResult) -> Iterator[PlannedFlight]:
    for plan, judged in zip(result.plans, result.verifications, strict=True):
        for sortie, figures in zip(plan.sorties, judged.sorties, strict=True):
            yield PlannedFlight(
                name=sortie.flight_name,
                sensors=(plan.sensor.key,),
                station=sortie.station,
                energy_wh=figures.energy_wh,
                duration_s=figures.duration_s,
                sortie=sortie,
                light=plan.sensor.acquisition.sun_window,
            )
