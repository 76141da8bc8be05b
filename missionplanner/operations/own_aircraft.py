"""A pilot's own aircraft: what a form asks of it, kept as a file of the user's own catalogue."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from missionplanner.aircraft.catalogue import aircraft, aircraft_keys
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft, without_headway
from missionplanner.model.places import Frozen
from missionplanner.operations.own_entry import LONGEST_NAME, SOURCE, form_faults, keep_entry
from missionplanner.storage.saved import first_complaint

_MINUTE_S = 60.0


class AircraftForm(Frozen):
    """What is asked of an aircraft; the rest is as of the one it is made from."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME, description="Shown to people")
    mass_kg: float = Field(gt=0, le=500, description="Mass with batteries, without payload, kg")
    max_takeoff_mass_kg: float = Field(gt=0, le=500, description="Greatest take-off mass, kg")
    max_payload_kg: float = Field(gt=0, le=200, description="Greatest payload, kg")
    battery_wh: float = Field(gt=0, le=100_000, description="Nominal energy of a battery set, Wh")
    reference_mass_kg: float = Field(gt=0, le=500, description="Mass in the flight told, kg")
    reference_speed_mps: float = Field(gt=0, le=100, description="Speed of that flight, m/s")
    reference_endurance_min: float = Field(gt=0, le=1000, description="Its time to empty, minutes")
    max_speed_mps: float = Field(gt=0, le=100, description="Highest speed of a mission, m/s")
    max_airspeed_mps: float | None = Field(
        gt=0, le=100, description="Greatest speed through the air, m/s; empty: not known"
    )
    max_ascent_mps: float = Field(gt=0, le=30, description="Fastest climb, m/s")
    max_descent_mps: float = Field(gt=0, le=30, description="Fastest descent, m/s")
    max_wind_mps: float = Field(gt=0, le=50, description="No flight above this wind, m/s")
    max_gust_mps: float = Field(gt=0, le=60, description="No flight above these gusts, m/s")
    service_ceiling_m: float = Field(gt=0, le=12_000, description="Highest flight, m")

    @field_validator("max_airspeed_mps", mode="before")
    @classmethod
    def _not_known(cls, typed: object) -> object:
        return None if typed == "" else typed


def form_of(made_from: Aircraft, name: str) -> dict[str, Any]:
    """Return the fields of a form that begins as an aircraft is."""
    power = made_from.power
    whole = {
        **made_from.model_dump(),
        "battery_wh": made_from.battery.energy_wh,
        "reference_mass_kg": power.reference_mass_kg,
        "reference_speed_mps": power.reference_speed_mps,
        "reference_endurance_min": power.reference_endurance_s / _MINUTE_S,
        "name": name,
    }
    return {key: whole[key] for key in AircraftForm.model_fields}


def faults_of(fields: Mapping[str, Any]) -> dict[str, Message]:
    """Return what is wrong with each field of a form; nothing where all is right."""
    found = form_faults(AircraftForm, fields)
    known = {"mass_kg", "max_takeoff_mass_kg"} - found.keys()
    if len(known) == 2 and fields["mass_kg"] > fields["max_takeoff_mass_kg"]:
        most_kg = float(fields["max_takeoff_mass_kg"])
        found["mass_kg"] = message("aircraft.heavier_than_take_off", most_kg=most_kg)
    if not {"max_airspeed_mps", "max_wind_mps"} & found.keys() and fields["max_airspeed_mps"]:
        most_mps, wind_mps = float(fields["max_airspeed_mps"]), float(fields["max_wind_mps"])
        if told := without_headway(most_mps, wind_mps):
            found["max_airspeed_mps"] = told
    return found


def save_own_aircraft(made_from: str, form: AircraftForm, folder: Path | None = None) -> str:
    """Write an aircraft to the user's own catalogue, where it is known from now on.

    The model of its power is calibrated with the flight that was told. Made from one of the user's
    own under the same name it takes its place.

    Returns
    -------
    str
        Its key.

    Raises
    ------
    InputError
        There is another aircraft of that name, or the values do not fit each other.
    OutputError
        The file cannot be written.
    """
    base = aircraft(made_from).model_dump(mode="json", exclude_none=True)
    given = form.model_dump(mode="json")
    own: dict[str, Any] = {
        **base,
        **{name: given[name] for name in given if name in base},
        "max_airspeed_mps": form.max_airspeed_mps,
        "battery": {**base["battery"], "energy_wh": form.battery_wh},
        "power": {
            **base["power"],
            "reference_mass_kg": form.reference_mass_kg,
            "reference_speed_mps": form.reference_speed_mps,
            "reference_endurance_s": _MINUTE_S * form.reference_endurance_min,
            "reference_energy_wh": form.battery_wh,
        },
        "sources": {"mass_kg": {"text": SOURCE, "verified": False}},
    }
    for name, most in (("takeoff_mps", "max_ascent_mps"), ("landing_mps", "max_descent_mps")):
        own[name] = min(own[name], own[most])
    if form.max_airspeed_mps is None:  # TOML has no null
        del own["max_airspeed_mps"]
    try:
        Aircraft.model_validate(own)
    except ValidationError as error:
        raise InputError("aircraft.unfit", form.name, reason=first_complaint(error)) from error
    return keep_entry("aircraft", own, aircraft_keys(), folder, anew=made_from)
