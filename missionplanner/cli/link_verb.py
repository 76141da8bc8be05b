"""The verb `link`."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.link_options import radio_options
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.link.budget import FIRST_BYTES, battery_days
from missionplanner.link.lora import Modulation
from missionplanner.link.regions import region
from missionplanner.messages.message import message
from missionplanner.model.places import Position
from missionplanner.operations.radio import modulation_of, with_radio
from missionplanner.storage.saved import as_model

if TYPE_CHECKING:
    from missionplanner.operations.link import LinkRequest, LinkVerdict

# What the first paper tells of its LoRa module.
_PAPER_RANGE_M, _PAPER_STEEP, _PAPER_RAVINE, _PAPER_HOURS = 8500.0, 0.28, 0.35, 72.0
_REGION, _BATTERY_MAH = "eu868", 3000.0
# Of an hour on the ground: awake for the flights, in the air for acknowledgements.
_AWAKE, _SENDING = 0.25, 0.01


@click.command("link")
@click.argument("project", type=click.Path(path_type=Path), required=False)
@click.option("--station", "stations", metavar="LON,LAT", multiple=True, help="Station or relay.")
@click.option("--mast", "masts", metavar="LON,LAT", multiple=True, help="Mast of a 4G/5G network.")
@click.option("--covered", type=click.Path(path_type=Path), help="File of 4G/5G coverage.")
@click.option(
    "--preview-bytes",
    type=click.IntRange(100, 1_000_000),
    default=4096,
    show_default=True,
    help="Size of a preview that the hour is counted in.",
)
@click.option("--suggest", is_flag=True, help="Search the best places of a station and a relay.")
@click.option("--trial", is_flag=True, help="Fly once in a simulation: which previews arrive.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for maps of coverage.")
@click.option("--profile", type=click.Path(path_type=Path), help="CSV: distance, height.")
@click.option("--tx-height", type=float, metavar="M", help="With --profile: above ground, m.")
@click.option("--rx-height", type=float, metavar="M", help="With --profile: above ground, m.")
@click.option("--frequency", type=float, metavar="MHZ", help="With --profile.")
@click.option("--airtime", type=click.IntRange(0, 255), metavar="BYTES", help="Of one packet.")
@radio_options
@json_option
def command(project: Path | None, as_json: bool, **asked: Any) -> None:
    """Tell whether pictures will get through along PROJECT's planned route.

    Or: the loss over one terrain --profile, or the --airtime of one LoRa packet.
    """
    modulation = modulation_of(asked["spreading"], asked["bandwidth"], asked["coding"])
    modulation = modulation or Modulation()
    if asked["airtime"] is not None:
        _airtime(as_json, asked["airtime"], modulation)
    elif asked["profile"] is not None:
        _profile(as_json, asked)
    elif project is not None:
        _project(as_json, project, asked, modulation)
    else:
        raise InputError("link.nothing_asked")


def _airtime(as_json: bool, size: int, modulation: Modulation) -> None:
    told = {
        "airtime_ms": round(modulation.airtime_s(size) * 1000.0, 6),
        "bit_rate_bps": modulation.bit_rate_bps,
        "sensitivity_dbm": round(modulation.sensitivity_dbm, 2),
    }
    said = message("link.said_airtime", size=size, **told)
    tell(as_json, told, lambda: echo(said))


def _profile(as_json: bool, asked: dict[str, Any]) -> None:
    from missionplanner.operations.link_paths import profile_loss

    numbers = [asked[name] for name in ("tx_height", "rx_height", "frequency")]
    if None in numbers:
        raise InputError("link.profile_needs")
    loss = profile_loss(asked["profile"], *numbers)
    told = {
        "diffraction_db": round(loss.diffraction_db, 4),
        "free_space_db": round(loss.free_space_db, 4),
        "total_db": round(loss.total_db, 4),
        "distance_m": loss.distance_m,
    }
    tell(as_json, told, lambda: echo(message("link.said_profile", **told)))


def _place(words: str) -> Position:
    lon, _, lat = words.partition(",")
    try:
        fields = {"lon_deg": float(lon), "lat_deg": float(lat)}
    except ValueError as error:
        raise InputError("link.no_place", words) from error
    if not all(map(math.isfinite, fields.values())):
        raise InputError("link.no_place", words)
    return as_model(fields, Position, Path(words), message("link.correct_it"))


def _project(as_json: bool, project: Path, asked: dict[str, Any], modulation: Modulation) -> None:
    from missionplanner.operations.link import LinkRequest, judge_link

    request = LinkRequest(
        stations=tuple(map(_place, asked["stations"])),
        masts=tuple(map(_place, asked["masts"])),
        covered=asked["covered"],
        modulation=modulation,
        region=region(asked["region"] or _REGION).key,
        preview_bytes=asked["preview_bytes"],
        suggest=asked["suggest"],
        out=asked["out"],
    )
    with progress_bar() as progress:
        verdict = judge_link(project, request, progress)
    told = _figures(verdict, request.region, request.preview_bytes)
    if asked["trial"]:
        told["trial"] = _trial(verdict, request)
    tell(as_json, told, lambda: _show(told))


def _trial(verdict: "LinkVerdict", request: "LinkRequest") -> dict[str, Any]:
    flight = with_radio("missionplanner.operations.link_trial").trial_flight(
        verdict.lora_margin_db,
        verdict.route.seconds,
        verdict.fading_margin_db,
        request.modulation,
        region(request.region).duty_cycle,
        request.preview_bytes,
        verdict.photos,
    )
    return {"photos": flight.photos, "arrived": flight.arrived, "loss": flight.loss}


def _figures(verdict: "LinkVerdict", where: str, preview_bytes: int) -> dict[str, Any]:
    budget = verdict.budget
    listening, used, asleep = battery_days(_BATTERY_MAH, _AWAKE, _SENDING)
    finite = math.isfinite(budget.fitting_bytes)
    return {
        "region": where,
        "shares": dict(verdict.shares),
        "longest_gap_s": verdict.longest_gap_s,
        "lora_loss": verdict.lora_loss,
        "loss_steep": verdict.loss_on["steep"],
        "loss_ravine": verdict.loss_on["ravine"],
        "paper": {
            "range_m": _PAPER_RANGE_M,
            "loss_steep": _PAPER_STEEP,
            "loss_ravine": _PAPER_RAVINE,
            "hours": _PAPER_HOURS,
        },
        "free_range_m": dict(verdict.free_range_m),
        "packet_s": budget.packet_s,
        "bytes_per_hour": budget.bytes_per_hour,
        "previews_per_hour": budget.previews_per_hour,
        "preview_bytes": preview_bytes,
        "fitting_bytes": budget.fitting_bytes if finite else None,
        "one_in": budget.one_in if finite else None,
        "battery_days": {"listening": listening, "used": used, "asleep": asleep},
        "suggested": [
            {"for": purpose, "lon": at.lon_deg, "lat": at.lat_deg, "share": share}
            for purpose, at, share in verdict.suggested
        ],
        "files": [str(path) for path in verdict.files],
    }


def _show(told: dict[str, Any]) -> None:
    shares = {name: 100.0 * share for name, share in told["shares"].items()}
    echo(message("link.said_shares", **shares))
    echo(message("link.said_gap", seconds=told["longest_gap_s"]))
    far = told["free_range_m"]["lora"] / 1000.0
    echo(message("link.said_range", km=far, paper_km=_PAPER_RANGE_M / 1000.0))
    for loss, paper, said in (
        (told["loss_steep"], _PAPER_STEEP, message("link.over_steep")),
        (told["loss_ravine"], _PAPER_RAVINE, message("link.over_ravines")),
    ):
        if loss is not None:
            echo(message("link.said_loss", ground=said, loss=100 * loss, paper=100 * paper))
    _show_budget(told)
    days = told["battery_days"]
    echo(message("link.said_battery", mah=_BATTERY_MAH, hours=_PAPER_HOURS, **days))
    for one in told["suggested"]:
        purpose = message("link.for_station") if one["for"] == "station" else _RELAY
        share = 100.0 * one["share"]
        echo(
            message("link.said_place", purpose=purpose, lon=one["lon"], lat=one["lat"], share=share)
        )
    if trial := told.get("trial"):
        echo(message("link.said_trial", n=trial["arrived"], photos=trial["photos"]))
    for path in told["files"]:
        click.echo(path)


def _show_budget(told: dict[str, Any]) -> None:
    hourly, count = told["bytes_per_hour"] / 1000.0, math.floor(told["previews_per_hour"])
    each, loss = told["preview_bytes"] / 1000.0, 100.0 * told["lora_loss"]
    region = told["region"]
    echo(message("link.said_budget", region=region, kb=hourly, n=count, each=each, loss=loss))
    fitting, first_kb = told["fitting_bytes"], FIRST_BYTES / 1000.0
    if fitting is not None and fitting >= FIRST_BYTES:
        echo(message("link.said_fitting", size=math.floor(fitting)))
    elif fitting is not None:
        size, one_in = math.floor(fitting), told["one_in"]
        echo(message("link.said_one_in", size=size, each=first_kb, n=one_in))


_RELAY = message("link.for_relay")
