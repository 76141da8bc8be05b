"""Warnings of security and its drivers, in the words of the report."""

from collections.abc import Mapping

from missionplanner.messages.message import Message
from missionplanner.report.numbers import number
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.security.naming import named

_LOWERING = "security.lowering"
_CIRCULAR = "ecology_operations.circular"


def security_warnings(told: Material) -> list[Message | str]:
    """Return what is to be warned of, each once; an indicator of all years in one line."""
    result, found, w = told.security, told.detected, told.words
    lines = list(result.warnings) if result else []
    lowering = dict.fromkeys(str(x.values["indicator"]) for x in lines if x.code == _LOWERING)
    told_of: list[Message | str] = [line for line in lines if line.code != _LOWERING]
    told_of += [_lowered(told, key) for key in lowering]
    for line in found.warnings if found else ():
        told_of.append(w("circular") if line.code == _CIRCULAR else line)
    return told_of


def _lowered(told: Material, key: str) -> str:
    result = told.security
    years = result.years if result else ()
    # Two epochs of one year are told apart by their dates.
    once = len({y.year for y in years}) == len(years)
    shares: Mapping[str, float] = {
        str(y.year) if once else y.date: y.lowering_share.get(key, 0.0) for y in years
    }
    worst = max(shares, key=lambda year: shares[year])
    return told.words(
        "warn_lowering", name=named(result, key, told.words.language), year=worst,
        share=number(100 * shares[worst], 1),
    )  # fmt: skip
