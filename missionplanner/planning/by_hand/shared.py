"""Flights that several sensors share: what is changed for one of them is changed for all."""

from dataclasses import replace

from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.model.sensor import Sensor


def as_carried(plan: SensorPlan) -> Sensor:
    """Return a plan's sensor with the mass of all that is carried with it."""
    mass_kg = sum(sensor.mass_kg for sensor in plan.carried)
    return plan.sensor.model_copy(update={"mass_kg": mass_kg})


def named_alike(plan: SensorPlan, sorties: tuple[Sortie, ...]) -> tuple[Sortie, ...]:
    """Return new sorties of a plan as parts of flights, where its flights are shared."""
    before = next((sortie.flight for sortie in plan.sorties if sortie.flight), "")
    if not before:
        return sorties
    count, leader = len(sorties), before.rsplit(" ", 3)[0]
    return tuple(replace(s, flight=f"{leader} {s.number} of {count}") for s in sorties)


def flown_beside(flown: SensorPlan, other: SensorPlan) -> SensorPlan:
    """Return the plan of a sensor that shares the flights of another's new plan."""
    count = len(flown.sorties)
    sorties = tuple(
        replace(sortie, name=f"{other.sensor.key} {sortie.number} of {count}")
        for sortie in flown.sorties
    )
    return replace(
        other,
        aircraft=flown.aircraft,
        home=flown.home,
        sorties=sorties,
        cost=flown.cost,
        locked=flown.locked,
    )
