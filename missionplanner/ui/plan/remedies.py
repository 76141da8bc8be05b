"""What one click can do against a finding: change the sortie by hand, or ask otherwise."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from missionplanner.model.edits import MoveCut, RaiseSortie
from missionplanner.model.finding import Finding
from missionplanner.ui.plan.finding_place import place_of
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.numbers import number

translate = QCoreApplication.translate  # a name that lupdate finds

_SIDELAP_STEP, _MOST_SIDELAP = 0.05, 0.9
_MARGIN_STEP_M = 10.0
_SPARE_M = 1.0  # a sortie raised by what lacks alone would be just below again


@dataclass(frozen=True)
class Remedy:
    """Words of a button, what it says when hovered, and what it does."""

    words: str
    tip: str
    act: Callable[[], None]


def remedy_of(finding: Finding, session: Session) -> Remedy | None:
    """Return what the window offers against a finding of the plan shown; None: nothing."""
    make = _MAKERS.get(finding.code)
    return make(finding, session) if make else None


def _clearance(finding: Finding, session: Session) -> Remedy | None:
    lacking = _value(finding, "limit") - _value(finding, "space_m")
    return _raised(finding, session, lacking + _SPARE_M)


def _too_high(finding: Finding, session: Session) -> Remedy | None:
    over = _value(finding, "agl_m") - _value(finding, "ceiling_m")
    return _raised(finding, session, -(over + _SPARE_M))


def _raised(finding: Finding, session: Session, metres: float) -> Remedy | None:
    sortie = _sortie(finding, session)
    if sortie is None or not math.isfinite(metres):
        return None
    metres = math.copysign(math.ceil(abs(metres)), metres)
    up = metres > 0
    if up:
        words = translate("Remedies", "Raise by {0} m")
        step = translate("Remedies", "Raise sortie {0}")
    else:
        words = translate("Remedies", "Lower by {0} m")
        step = translate("Remedies", "Lower sortie {0}")
    edit = RaiseSortie(sortie=sortie, metres=metres)
    return Remedy(
        words.format(number(abs(metres))),
        translate("Remedies", "The sortie is changed and judged again; it can be undone"),
        lambda: session.edit_plan(step.format(sortie), edit),
    )


def _energy(finding: Finding, session: Session) -> Remedy | None:
    sortie, plan = _sortie(finding, session), session.plan_shown
    if sortie is None or plan is None or sortie == plan.sorties[-1].number:
        return None
    edit = MoveCut(sortie=sortie, strips=-1)
    step = translate("Remedies", "Cut sortie {0}").format(sortie)
    return Remedy(
        translate("Remedies", "Give its last strip to the next"),
        translate("Remedies", "The sortie is changed and judged again; it can be undone"),
        lambda: session.edit_plan(step, edit),
    )


def _overlap(_finding: Finding, session: Session) -> Remedy | None:
    plan = session.plan_shown
    if plan is None:
        return None
    asked = plan.intent.sidelap
    now = plan.sensor.acquisition.sidelap if asked is None else asked
    if now + _SIDELAP_STEP > _MOST_SIDELAP:
        return None
    wanted = round(now + _SIDELAP_STEP, 2)
    return _asked(
        session, translate("Remedies", "Ask {0} % side overlap"), 100 * wanted, sidelap=wanted
    )


def _coarse(_finding: Finding, session: Session) -> Remedy | None:
    plan = session.plan_shown
    limit = plan.sensor.acquisition.gsd_limit_m if plan else None
    if plan is None or limit is None or plan.intent.gsd_m == limit:
        return None
    return _asked(session, translate("Remedies", "Ask a GSD of {0} cm"), 100 * limit, gsd_m=limit)


def _zone(_finding: Finding, session: Session) -> Remedy | None:
    plan = session.plan_shown
    if plan is None:
        return None
    wanted = plan.intent.zone_margin_m + _MARGIN_STEP_M
    return _asked(
        session, translate("Remedies", "Keep {0} m from zones"), wanted, zone_margin_m=wanted
    )


def _blur(finding: Finding, session: Session) -> Remedy | None:
    share = _value(finding, "max_blur_px") / _value(finding, "blur")
    allowed = share * _value(finding, "speed")
    if not math.isfinite(allowed) or allowed < 0.1:
        return None
    speed = math.floor(10 * allowed) / 10
    return _asked(session, translate("Remedies", "Ask {0} m/s"), speed, speed_mps=speed)


def _asked(session: Session, words: str, value: float, **fields: float) -> Remedy:
    told = words.format(number(value, 0 if value == round(value) else 1))
    return Remedy(
        told,
        translate("Remedies", "Asked for in the plan; plan again to see what comes of it"),
        lambda: session.edit_intent(told, **fields),
    )


def _sortie(finding: Finding, session: Session) -> int | None:
    plan = session.plan_shown
    place = place_of(finding, plan) if plan else None
    if plan is None or place is None or place.sortie is None:
        return None
    return plan.sorties[place.sortie].number


def _value(finding: Finding, name: str) -> float:
    value = finding.told.values.get(name)
    return float(value) if isinstance(value, int | float) else math.nan


_MAKERS: dict[str, Callable[[Finding, Session], Remedy | None]] = {
    "VERIFY-CLEARANCE": _clearance,
    "VERIFY-AGL-MAX": _too_high,
    "VERIFY-ENERGY": _energy,
    "VERIFY-OVERLAP": _overlap,
    "VERIFY-GSD": _coarse,
    "VERIFY-ZONE": _zone,
    "VERIFY-BLUR": _blur,
}
