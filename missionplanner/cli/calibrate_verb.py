"""The verb `calibrate`."""

import math
from pathlib import Path

import click

from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.operations.calibrate import Calibrated, FlightFacts, calibrate


@click.command("calibrate")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--aircraft", required=True, help="Key of the aircraft flown.")
@click.option("--sensor", help="Key of what it carried; its mass counts.")
@click.option("--payload", "payload_kg", type=float, default=0.0, help="Mass carried beside, kg.")
@click.option("--wind", help="FROM_DEG,MPS: wind of that flight; else as logged, or fitted.")
@click.option("--ground", "ground_m", type=float, default=0.0, help="Height the log counts from.")
@click.option("--battery-health", "health", type=float, help="Share of nominal energy, e.g. 0.9.")
@click.option("--dry-run", is_flag=True, help="Tell the fit and keep nothing.")
@json_option
def command(
    log: Path,
    aircraft: str,
    sensor: str | None,
    payload_kg: float,
    wind: str | None,
    ground_m: float,
    health: float | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Fit an aircraft's energy model to LOG, a CSV of time, place, height, and power or charge.

    What is found is kept in the user's folder and used by every plan from then on.
    """
    for name, number, low, high in (
        ("--payload", payload_kg, 0.0, 100.0),
        ("--ground", ground_m, -500.0, 9000.0),
        ("--battery-health", 1.0 if health is None else health, 0.21, 1.2),
    ):
        if not low <= number <= high:
            raise InputError("cli.not_between", name, value=number, low=low, high=high)
    asked = FlightFacts(sensor, payload_kg, _wind(wind) if wind else None, ground_m, health)
    with progress_bar() as progress:
        done = calibrate(log, aircraft, asked, progress, kept=not dry_run)
    value = done.calibration.model_dump(mode="json") | {
        "notes": [sentence(told) for told in done.told],
        "files": [str(done.file)] if done.file else [],
    }
    tell(as_json, {"calibration": value}, lambda: _show(done))


_REGIMES = {
    "hover": message("cli.regime.hover"),
    "level": message("cli.regime.level"),
    "climb": message("cli.regime.climb"),
    "descent": message("cli.regime.descent"),
}


def _wind(text: str) -> tuple[float, float]:
    try:
        direction, speed = (float(part) for part in text.split(","))
    except ValueError as err:
        raise InputError("cli.no_wind", "--wind", text=text) from err
    if not 0.0 <= speed <= 60.0 or not math.isfinite(direction):
        raise InputError("cli.no_wind", "--wind", text=text)
    towards = math.radians(direction + 180.0)
    return speed * math.sin(towards), speed * math.cos(towards)


def _show(done: Calibrated) -> None:
    found = done.calibration
    echo(
        message(
            "cli.calibrated", aircraft=found.aircraft, log=found.log, n=found.n,
            minutes=found.seconds / 60, rms_w=found.rms_w, before_w=found.before_rms_w,
            bias_w=found.bias_w, share=100 * found.explained,
        )
    )  # fmt: skip
    echo(
        message(
            "cli.calibrated_to", minutes=found.reference_endurance_s / 60,
            ratio=found.hover_endurance_ratio, health=100 * found.battery_health,
            wind_mps=math.hypot(found.wind_east_mps, found.wind_north_mps),
        )
    )  # fmt: skip
    for one in found.regimes:
        echo(
            message(
                "cli.calibrated_regime", name=_REGIMES[one.regime], n=one.n,
                measured_w=one.measured_w, modelled_w=one.modelled_w, rms_w=one.rms_w,
            )
        )  # fmt: skip
    for told in done.told:
        echo(told)
    if done.file:
        echo(message("cli.calibration_kept", file=str(done.file)))
