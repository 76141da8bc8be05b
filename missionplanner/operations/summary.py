"""Figures of a planned result under the names other programs rely on (see the file formats)."""

from typing import Any

from missionplanner.model.finding import Finding
from missionplanner.model.plan import HOME_STATION, Cost, SensorPlan, Sortie
from missionplanner.model.verification import SortieFigures, Verification
from missionplanner.operations.flights import PlannedFlight, flights_of
from missionplanner.operations.kept_routes import PlannedRoute
from missionplanner.operations.results import PlanResult
from missionplanner.planning.intent import as_asked

Json = dict[str, Any]


def result_summary(result: PlanResult) -> Json:
    """Return the JSON object of `plan`, `verify` and `demo`, still without its files."""
    flights = flights_of(result)
    return {
        "seed": result.intent.seed,
        "evaluations": sum(plan.evaluations for plan in result.plans),
        "reproducible": result.intent.budget_s is None,
        "seconds": round(result.seconds, 2),
        "sensors": [
            sensor_summary(plan, verification)
            for plan, verification in zip(result.plans, result.verifications, strict=True)
        ],
        "flights": [flight_summary(flight) for flight in flights],
        "battery_sets": len(flights),
        "notes": [finding_summary(note) for note in result.notes],
        "files": [],
    }


def sensor_summary(plan: SensorPlan, verification: Verification) -> Json:
    """Return one sensor's figures, all from its verification; SI units, GSD in centimetres."""
    v = verification
    return {
        "sensor": plan.sensor.key,
        "area_m2": v.area_m2,
        "flyable_m2": v.flyable_m2,
        "unreached_m2": v.unreached_m2,
        "launch": plan.launch.model_dump() if plan.launch else None,
        "stations": _stations(plan),
        "seen_share": v.seen_share,
        "overlap_ok_share": v.overlap_ok_share,
        "gsd_cm": {"p50": 100 * v.gsd_p50_m, "p95": 100 * v.gsd_p95_m},
        "gsd_limit_cm": 100 * as_asked(plan.sensor, plan.intent).acquisition.gsd_limit_m,
        "points_m2": _points(plan, v),
        "square_share": v.promised.square,
        "fine_share": v.promised.fine,
        "side_shares": list(v.promised.sides),
        "agl_m": plan.settings.agl_m,
        "speed_mps": plan.settings.speed_mps,
        "cells": len(plan.angles_deg),
        "angles_deg": list(plan.angles_deg),
        **_way(v),
        "cost": _cost(plan.cost),
        "sorties": [
            _sortie(figures, sortie)
            for figures, sortie in zip(v.sorties, plan.sorties, strict=True)
        ],
        "findings": [finding_summary(f) for f in v.findings],
    }


def _stations(plan: SensorPlan) -> list[Json]:
    """Return the places that sorties leave from, home first."""
    places = [(HOME_STATION, plan.home), *((site.name, site.home) for site in plan.stations)]
    return [{"name": name, **home.position.model_dump()} for name, home in places]


def flight_summary(flight: PlannedFlight) -> Json:
    """Return a flight; one that several sensors share stands once."""
    return {
        "name": flight.name,
        "sensors": list(flight.sensors),
        "station": flight.station,
        "energy_wh": flight.energy_wh,
        "duration_s": flight.duration_s,
    }


def route_summary(route: PlannedRoute) -> Json:
    """Return a route's figures, all from the verifier; SI units."""
    first, *via, last = (stop.model_dump() for stop in route.stops)
    return {
        "kind": route.kind,
        "sensor": route.plan.sensor.key,
        "from": first,
        "via": via,
        "to": last,
        "variant": str(route.variant),
        "seed": route.plan.intent.seed,
        "evaluations": route.plan.evaluations,
        "seconds": round(route.plan.seconds, 2),
        "cost": _cost(route.plan.cost),
        **_sortie(route.figures, route.plan.sorties[0]),
        "planned_at": route.planned_at.isoformat(),
        "findings": [finding_summary(finding) for finding in route.findings],
    }


def finding_summary(finding: Finding) -> Json:
    """Return a finding under the names of `check`."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "where": finding.place(),
        "message": finding.said(),
    }


def _way(told: Verification | SortieFigures) -> Json:
    """Return what a sortie and all of a sensor's have alike."""
    return {
        "clearance_min_m": told.clearance_min_m,
        "agl_min_m": told.agl_min_m,
        "agl_max_m": told.agl_max_m,
        "distance_max_m": told.distance_max_m,
        "zone_m": told.zone_m,
        "length_m": told.length_m,
        "climb_m": told.climb_m,
        "max_climb_mps": told.max_climb_mps,
        "max_descent_mps": told.max_descent_mps,
        "turns": told.turns,
        "photos": told.photos,
        "energy_wh": told.energy_wh,
        "duration_s": told.duration_s,
    }


def _points(plan: SensorPlan, v: Verification) -> Json | None:
    """Return a laser scanner's points on a square metre; None for a camera."""
    if v.density_p5_m2 is None:
        return None
    asked = as_asked(plan.sensor, plan.intent).acquisition.density_m2
    return {"p5": v.density_p5_m2, "p50": v.density_p50_m2, "asked": asked}


def _cost(cost: Cost) -> Json:
    return {
        "B_literal": cost.b_literal,
        "J": cost.j,
        "length": cost.length,
        "altitude": cost.altitude,
        "threat": cost.threat,
        "energy": cost.energy,
        "resolution": cost.resolution,
        "sorties": cost.sorties,
    }


def _sortie(figures: SortieFigures, sortie: Sortie) -> Json:
    return {
        "name": figures.name,
        "flight": sortie.flight_name,
        "station": sortie.station,
        **_way(figures),
        "energy_limit_wh": figures.energy_limit_wh,
        "return_height_m": figures.return_height_m,
        "return_agl_max_m": figures.return_agl_max_m,
        "waypoints": len(sortie.waypoints),
    }
