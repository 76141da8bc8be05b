"""What a reader should do next: mend what is doubted, look from the air, check on the ground."""

import re
from collections.abc import Sequence
from pathlib import Path

from missionplanner.ecology.trust.sentences import sentence
from missionplanner.ecology.trust.thresholds import SEASON_DAYS
from missionplanner.messages.message import Message
from missionplanner.model.ecology import ZoneRow
from missionplanner.model.trust import Reason
from missionplanner.report.page import NextStep
from missionplanner.report.sections.content import Material

_STEPS, _FLIGHTS = 3, 2
_PLAIN = re.compile(r"[\w./-]+")

_ADVICE = {
    "seasons": "season",
    "sensors": "one_sensor",
    "levels": "one_sensor",
    "replaced": "one_sensor",
    "cloud": "scenes",
    "ground": "scenes",
    "untagged": "files",
    "gap": "files",
    "beyond": "files",
    "alike": "files",
    "lent": "files",
    "weight_wrong": "indicator",
    "loading_wrong": "indicator",
    "against": "indicator",
    "unstable": "indicator",
    "unstable_cells": "indicator",
    "guess": "indicator",
    "share": "indicator",
    "lacking": "whole",
    "not_judged": "again",
    "stale": "again",
    "elsewhere": "again",
}
"""Key of the words on what to do, by the code of the reason."""

_STANDS_AT_LOOK = "ecology.zone.poor"
"""The warning that tells of one date alone: it needs no trust in a change."""


def sayable(told: Material, zone: ZoneRow) -> list[Message]:
    """Return a zone's warnings that may be said under the verdict in force."""
    if told.trust.trusted:
        return list(zone.warnings)
    if not told.trust.comparable:
        return []
    return [one for one in zone.warnings if one.code == _STANDS_AT_LOOK]


def next_steps(told: Material, zones: Sequence[ZoneRow]) -> list[NextStep]:
    """Return at most three steps, the most pressing first.

    Parameters
    ----------
    zones : sequence of ZoneRow
        Those of the first page, in its order.
    """
    steps = [_mend(told, reason) for reason in told.trust.reasons[: _STEPS - 1]]
    steps = list({step.head: step for step in steps}.values())
    warned = [(n, zone) for n, zone in enumerate(zones, 1) if sayable(told, zone)]
    if warned:
        steps = [*steps[: _STEPS - 2], _fly(told, warned)]
    if not told.trust.comparable:
        return steps
    w = told.words
    where = "next_ground_zones" if zones else "next_ground_text"
    return [*steps, NextStep(w("next_ground"), w(where))][:_STEPS]


def _mend(told: Material, reason: Reason) -> NextStep:
    w, key = told.words, _ADVICE.get(reason.code)
    if key is None:
        stop = "。" if w.language == "zh" else ". "
        head, _, rest = sentence(reason, w.language).partition(stop)
        return NextStep(w("next_clear", what=head.rstrip(".。")), rest)
    values = {
        "window": SEASON_DAYS,
        "dates": _dates(reason),
        "reference": str(reason.values.get("reference", "")),
    }
    return NextStep(w(f"next_{key}"), w(f"next_{key}_text", **values))


def _dates(reason: Reason) -> str:
    for key in ("dates", "date"):
        value = reason.values.get(key)
        if value:
            return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return ""


def _fly(told: Material, warned: Sequence[tuple[int, ZoneRow]]) -> NextStep:
    w = told.words
    names = [f"{n} {zone.name}" for n, zone in warned]
    joined = ("、" if w.language == "zh" else ", ").join(names)
    why = w.told(sayable(told, warned[0][1])[0])
    text = w("next_fly_text", zone=warned[0][1].name, why=why.rstrip("."))
    commands = [command(told, zone.name) for _, zone in warned[:_FLIGHTS]]
    if told.study.dem is None:
        text += " " + w("next_fly_terrain")
    return NextStep(w("next_fly", zones=joined, n=len(warned)), text, commands)


def command(told: Material, zone: str) -> str:
    """Return what plans a flight over a zone, typed where the study lies."""
    study = told.study_file
    given = study.name if study else "STUDY"
    if study and (study.parent / "project.json").is_file():
        given = study.parent.resolve().name
    # A colon is what a drive's name ends with on Windows.
    plain = re.sub(r"[^\w.-]+", "-", zone).strip("-.") or "zone"
    asked = _quoted(f"{given}:{zone}")
    terrain = "" if told.study.dem or given.endswith(".mplan") else " --dem DEM"
    return f"missionplanner new {Path(plain).name}.mplan --from-zone {asked}{terrain}"


def _quoted(text: str) -> str:
    whole = _PLAIN.fullmatch(text.replace(":", "", 1))
    return text if whole else '"' + text.replace('"', '\\"') + '"'
