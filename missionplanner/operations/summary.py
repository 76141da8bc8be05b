"""Figures of a planned result under the names other programs rely on (see the file formats)."""

from typing import Any

from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.model.verification import Verification
from missionplanner.operations.results import PlanResult

Json = dict[str, Any]


def result_summary(result: PlanResult) -> Json:
    """Return the JSON object of `plan`, `verify` and `demo`, still without its files."""
    return {
        "seed": result.intent.seed,
        "evaluations": sum(plan.evaluations for plan in result.plans),
        "reproducible": result.intent.budget_s is None,
        "seconds": round(result.seconds, 2),
        "sensors": [
            sensor_summary(plan, verification)
            for plan, verification in zip(result.plans, result.verifications, strict=True)
        ],
        "files": [],
    }


def sensor_summary(plan: SensorPlan, verification: Verification) -> Json:
    """Return one sensor's figures; metres, seconds, watt-hours, GSD in centimetres."""
    v = verification
    return {
        "sensor": plan.sensor.key,
        "area_m2": v.area_m2,
        "flyable_m2": v.flyable_m2,
        "seen_share": v.seen_share,
        "overlap_ok_share": v.overlap_ok_share,
        "gsd_cm": {"p50": 100 * v.gsd_p50_m, "p95": 100 * v.gsd_p95_m},
        "gsd_limit_cm": 100 * plan.sensor.acquisition.gsd_limit_m,
        "clearance_min_m": v.clearance_min_m,
        "agl_min_m": v.agl_min_m,
        "zone_m": v.zone_m,
        "length_m": v.length_m,
        "climb_m": v.climb_m,
        "max_climb_mps": v.max_climb_mps,
        "max_descent_mps": v.max_descent_mps,
        "turns": v.turns,
        "photos": v.photos,
        "energy_wh": v.energy_wh,
        "duration_s": v.duration_s,
        "cost": _cost(plan),
        "sorties": [_sortie(sortie) for sortie in plan.sorties],
        "findings": [
            {"code": f.code, "severity": str(f.severity), "where": f.where, "message": f.message}
            for f in v.findings
        ],
    }


def _cost(plan: SensorPlan) -> Json:
    cost = plan.cost
    return {
        "B_literal": cost.b_literal,
        "J": cost.j,
        "length": cost.length,
        "altitude": cost.altitude,
        "threat": cost.threat,
        "energy": cost.energy,
    }


def _sortie(sortie: Sortie) -> Json:
    return {
        "name": sortie.name,
        "length_m": sortie.length_m,
        "energy_wh": sortie.energy_wh,
        "energy_limit_wh": sortie.energy_limit_wh,
        "duration_s": sortie.duration_s,
        "photos": sortie.photos,
        "waypoints": len(sortie.waypoints),
    }
