"""Table 7 of the first paper, with a row of our own plan: coverage, processing, energy.

The paper says neither over what area its figures were reached nor what was processed, so that rows
are beside each other for the reader, not ranked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.missions.parameters import Cell

Row = tuple[Cell, ...]

#: Table 7, "Performance Comparison of Different Methods": coverage %, processing h, energy kWh.
PAPER = (
    (message("missions.table7.satellite_uav"), 85, 12.5, 15.2),
    (message("missions.table7.lssvm"), 78, 9.8, 12.7),
    (message("missions.table7.core_parameters"), 72, 7.3, 9.5),
    (message("missions.table7.proposed"), 90, 6.6, 8.2),
)


@dataclass(frozen=True)
class OwnRow:
    """What a verified plan reaches.

    Attributes
    ----------
    seen_share : float
        Of the survey area, 0 to 1: that of the sensor which sees least.
    energy_wh : float
        Of all flights, each once, from take-off to touch-down.
    flight_s : float
        Duration of the same.
    flights : int
    area_m2 : float
        The survey area.
    processing_h : float or None
        Measured by the user; None: not told, and not guessed.
    """

    seen_share: float
    energy_wh: float
    flight_s: float
    flights: int
    area_m2: float
    processing_h: float | None = None


def table7_rows(own: OwnRow) -> Sequence[Row]:
    """Return the header, our own row, and the paper's."""
    heads = ("method", "coverage", "processing", "energy", "of")
    of_own = message(
        "missions.table7.of_plan",
        flights=own.flights,
        hours=own.flight_s / 3600,
        km2=own.area_m2 / 1e6,
    )
    hours: Cell = _told("not_measured") if own.processing_h is None else own.processing_h
    rows: list[Row] = [
        tuple(map(_told, heads)),
        (
            _told("own"),
            round(100 * own.seen_share, 1),
            hours,
            round(own.energy_wh / 1000, 2),
            sentence(of_own),
        ),
    ]
    rows += [(sentence(name), *figures, _told("as_printed")) for name, *figures in PAPER]
    return rows


def _told(code: str) -> str:
    return sentence(Message(f"missions.table7.{code}"))
