"""What is counted of an epoch's cells beside its indicators, and how it is told.

The counts go with each block of the first pass, as JSON, so that a resumed run tells the same.
"""

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np

from missionplanner.ecology.engine.bands.epochs import epoch_told, layer_told
from missionplanner.ecology.engine.bands.reading import BlockScene, Cover, Values
from missionplanner.ecology.engine.scratch import Counted
from missionplanner.ecology.imagery.bandpass import transform_of
from missionplanner.ecology.imagery.epoch_notes import of_epoch
from missionplanner.ecology.imagery.plausible import (
    GIVEN,
    INDICATORS,
    REFLECTANCE,
    Beyond,
    PlausibleRange,
)
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import EpochFacts
from missionplanner.model.study import Epoch, MaskKind

HA = 1e4
_WRONG_SHARE = 0.5
"""Of a band's cells beyond what it can hold: then it is its scale that is wrong."""

_REPEATED = 8
_STANDS_OUT = 5
"""Times as often as any other: values that are measured come in a slope, not in a needle."""

NOWHERE = message("engine.nowhere")


class Worked(Protocol):
    """An epoch being worked on."""

    @property
    def epoch(self) -> Epoch:
        """Resolved."""

    @property
    def name(self) -> str:
        """How messages call it."""


W = TypeVar("W", bound=Worked)


def seen(scene: BlockScene, cover: Cover, layers: Mapping[str, Values]) -> Counted:
    """Return what a block holds, as `facts` takes it.

    Parameters
    ----------
    scene : BlockScene
        Whose bands were read.
    cover : Cover
    layers : mapping
        Layer -> values, masked.
    """
    return {
        "bright": scene.bright(),
        "cells": int(cover.masked.size),
        "masked": int(np.count_nonzero(cover.masked)),
        "cloud": int(np.count_nonzero(cover.cloud)),
        "fill": int(np.count_nonzero(cover.fill)),
        "layers": {
            str(name): int(np.count_nonzero(np.isfinite(layer))) for name, layer in layers.items()
        },
        "beyond": {
            name: [one.known, one.count, _kept(one.least), _kept(one.greatest)]
            for name, one in scene.away.items()
        },
    }


def repeated(layers: Mapping[str, Values]) -> dict[str, list[list[float]]]:
    """Return of each layer the numbers that stand in most cells beside or below the very same.

    Parameters
    ----------
    layers : mapping
        Layer -> values, (rows, columns), NaN where there is none.

    Returns
    -------
    dict
        Layer -> [number, cells], at most `_REPEATED` of them, most cells first.
    """
    found = {}
    for name, values in layers.items():
        same = np.zeros(values.shape, np.bool_)
        same[:, 1:] = values[:, 1:] == values[:, :-1]
        same[1:] |= values[1:] == values[:-1]
        numbers, cells = np.unique(values[same], return_counts=True)
        most = np.argsort(-cells, kind="stable")[:_REPEATED]
        found[str(name)] = [[float(numbers[k]), int(cells[k])] for k in most]
    return found


def one_number(counted: Iterable[Counted]) -> dict[str, int]:
    """Return of each layer the cells that hold one number which no other comes near.

    Fill that is a plausible number is one number in many cells. Digital numbers of few steps
    repeat too, but many of them do, each about as often as the next.
    """
    sums: dict[str, dict[float, int]] = {}
    for block in counted:
        for name, pairs in block["repeated"].items():
            own = sums.setdefault(name, {})
            for number, cells in pairs:
                own[number] = own.get(number, 0) + int(cells)
    found = {}
    for name, own in sums.items():
        first, second = [*sorted(own.values(), reverse=True), 0, 0][:2]
        found[name] = first if first >= _STANDS_OUT * second else 0
    return found


def facts(
    epoch: Epoch,
    counted: Sequence[Counted],
    eroded: Sequence[Counted],
    cell_m2: float,
    left_out: Message | None = None,
) -> EpochFacts:
    """Return the facts of an epoch from the counts of its blocks.

    Parameters
    ----------
    epoch : Epoch
        Resolved.
    counted : sequence
        Of the first pass.
    eroded : sequence
        Of the pass that computes erosion; empty where there is none.
    cell_m2 : float
    left_out : Message, optional
        Why the epoch is in no result.
    """
    cells, masked, cloud, fill = (
        sum(block[name] for block in counted) for name in ("cells", "masked", "cloud", "fill")
    )
    names = dict.fromkeys(name for block in counted for name in block["layers"])
    known = {name: sum(block["layers"].get(name, 0) for block in counted) for name in names}
    if eroded:
        known["erosion"] = sum(block["known"] for block in eroded)
    tells_cloud = epoch.mask is not None and epoch.mask.kind is not MaskKind.VALID
    share = cloud / (cells - fill) if tells_cloud and cells > fill else math.nan
    return EpochFacts(
        date=epoch.date,
        sensor=epoch.sensor,
        bands_of=transform_of(epoch.bandpass).to if epoch.bandpass else "",
        level=epoch.level,
        day_of_year=epoch.date.timetuple().tm_yday,
        cloud_share=share,
        seen_m2=(cells - fill) * cell_m2,
        masked_m2=masked * cell_m2,
        known_m2={name: count * cell_m2 for name, count in known.items()},
        beyond_m2={
            name: one.count * cell_m2 for name, one in _beyond(counted).items() if one.count
        },
        left_out=left_out,
        lent=tuple(b.value for b in epoch.bands if b not in sensor(epoch.sensor).bands),
    )


def told_of(
    epoch: Epoch, fact: EpochFacts, counted: Sequence[Counted], cell_m2: float
) -> Iterator[Message]:
    """Yield what of an epoch is no data, a line each: beyond its range, and without a value."""
    day = fact.date
    if fact.left_out:
        yield of_epoch(day, message("engine.left_out", why=fact.left_out))
        return
    for name, one in _beyond(counted).items():
        if one.count:
            note = message(
                "engine.beyond_range",
                layer=layer_told(name),
                range=_range_told(epoch, name),
                cells=one.count,
                area=ha(fact.beyond_m2[name]),
                least=one.least,
                greatest=one.greatest,
            )
            yield of_epoch(day, note)
    clear_m2 = sum(block["cells"] for block in counted) * cell_m2 - fact.masked_m2
    gaps: dict[float, list[str]] = {}
    for name, known_m2 in fact.known_m2.items():
        if known_m2 < clear_m2:
            gaps.setdefault(clear_m2 - known_m2, []).append(name)
    for gap_m2, names in gaps.items():
        layers = map(layer_told, names)
        yield of_epoch(
            day, message("engine.gaps", layers=layers, gap=ha(gap_m2), clear=ha(clear_m2))
        )


def empty(counted: Sequence[Counted], layers: Iterable[str]) -> Message | None:
    """Return why not one cell of an epoch has all of these layers; None: that is not so.

    Only what each block of the first pass counted is looked at: layers that lie beside each other
    without a common cell are found later.
    """
    cells, masked, cloud = (
        sum(block[name] for block in counted) for name in ("cells", "masked", "cloud")
    )
    if masked == cells:
        if cloud:
            return message("engine.nothing_clear_cloud", share=cloud / cells)
        return message("engine.nothing_clear")
    lost = [name for name in layers if not sum(block["layers"].get(name, 0) for block in counted)]
    return no_value_of(lost) if lost else None


def no_value_of(layers: Iterable[str]) -> Message:
    """Return that layers have no value anywhere."""
    return message("engine.no_value_of", layers=map(layer_told, layers))


def refuse_wrong_scale(epoch: Epoch, counted: Sequence[Counted]) -> None:
    """Raise an `InputError` where most of a band or layer is beyond what it can be."""
    for name, one in _beyond(counted).items():
        if one.count > _WRONG_SHARE * one.known:
            raise InputError(
                "engine.wrong_scale",
                epoch_told(epoch),
                layer=layer_told(name),
                range=_range_told(epoch, name),
                share=one.count / one.known,
                least=one.least,
                greatest=one.greatest,
            )


def ha(area_m2: float) -> str:
    """Return an area as '9.0 ha'."""
    return f"{area_m2 / HA:,.1f} ha" if area_m2 >= 0.05 * HA else f"{area_m2 / HA:,.2g} ha"


def _beyond(counted: Iterable[Counted]) -> dict[str, Beyond]:
    found: dict[str, Beyond] = {}
    for block in counted:
        for name, (known, count, least, greatest) in block["beyond"].items():
            low = math.inf if least is None else least
            high = -math.inf if greatest is None else greatest
            found.setdefault(name, Beyond()).add(Beyond(known, count, low, high))
    return found


def _range_of(epoch: Epoch, name: str) -> PlausibleRange:
    if any(given.value == name for given in epoch.layers):
        return GIVEN
    return next((own for key, own in INDICATORS.items() if key.value == name), REFLECTANCE)


def _range_told(epoch: Epoch, name: str) -> Message:
    own = _range_of(epoch, name)
    if own.unit:
        return message("engine.range_in_unit", low=own.low, high=own.high, unit=own.unit)
    return message("engine.range", low=own.low, high=own.high)


def _kept(value: float) -> float | None:
    """Return a number as JSON holds it, None where it is infinite."""
    return value if math.isfinite(value) else None


@dataclass
class EpochNotes:
    """What was counted of each epoch, and which of them are left out.

    Attributes
    ----------
    cell_m2 : float
    epochs : dict
        Date -> epoch, in the study's order.
    counted : dict
        Date -> counts of the first pass.
    late : dict
        Date -> counts of the pass that computes erosion.
    left : dict
        Date -> why the epoch is in no result.
    """

    cell_m2: float
    epochs: dict[datetime.date, Epoch] = field(default_factory=dict)
    counted: dict[datetime.date, Sequence[Counted]] = field(default_factory=dict)
    late: dict[datetime.date, Sequence[Counted]] = field(default_factory=dict)
    left: dict[datetime.date, Message] = field(default_factory=dict)

    def add(self, epoch: Epoch, counted: Sequence[Counted], why: Message | None) -> None:
        """Take up what the first pass counted; `why` it cannot be used, or None."""
        self.epochs[epoch.date], self.counted[epoch.date] = epoch, counted
        if why:
            self.left[epoch.date] = why

    def eroded(self, epoch: Epoch, counted: Sequence[Counted], why: Message | None = None) -> None:
        """Take up what the second pass counted."""
        self.late[epoch.date] = counted
        if why:
            self.left.setdefault(epoch.date, why)

    def kept(self, works: Sequence[W]) -> list[W]:
        """Return the works of the epochs that are not left out.

        Raises
        ------
        InputError
            None is kept.
        """
        found = [work for work in works if work.epoch.date not in self.left]
        if not found:
            first = works[0].epoch
            raise no_pixel(epoch_told(first), self.left[first.date])
        return found

    def lost(self, epoch: Epoch) -> tuple[str, ...]:
        """Return the layers of an epoch that have no value anywhere."""
        blocks = self.counted[epoch.date]
        names = dict.fromkeys(name for block in blocks for name in block["layers"])
        return tuple(n for n in names if not sum(block["layers"].get(n, 0) for block in blocks))

    @property
    def facts(self) -> tuple[EpochFacts, ...]:
        """The facts of every epoch."""
        return tuple(self._fact(day) for day in self.epochs)

    @property
    def told(self) -> tuple[Message, ...]:
        """What is no data, and who is left out, a line each."""
        return tuple(
            line
            for fact in self.facts
            for line in told_of(self.epochs[fact.date], fact, self.counted[fact.date], self.cell_m2)
        )

    def _fact(self, day: datetime.date) -> EpochFacts:
        why, late = self.left.get(day), self.late.get(day, ())
        return facts(self.epochs[day], self.counted[day], late, self.cell_m2, why)


def no_pixel(where: Where, why: Message | None = None) -> InputError:
    """Return the error of an epoch without a valid pixel."""
    return InputError("engine.no_valid_pixel", where, why=why or message("engine.all_nodata"))
