"""A flight without strips judged on the DEM: everything that a plan is held to, save images."""

from dataclasses import dataclass, replace

from missionplanner.errors import PlanRefused
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import SortieFigures
from missionplanner.planning.intent import as_asked
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify.airspeed import airspeed_findings
from missionplanner.planning.verify.flights import (
    figures_of,
    findings_of,
    height_findings,
    measure,
)


@dataclass(frozen=True)
class TransitVerification:
    """Figures of the flights, in their order, and what is wrong with them."""

    sorties: tuple[SortieFigures, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True where no finding is an error."""
        return all(f.severity is not Severity.ERROR for f in self.findings)


def verify_transit(plan: SensorPlan, scenario: Scenario) -> TransitVerification:
    """Measure the flights of a plan that takes no images; `scenario.home` is where it takes off.

    Raises
    ------
    PlanRefused
        The plan has no sortie.
    """
    if not plan.sorties:
        raise PlanRefused("planning.no_sortie", plan.sensor.name)
    plan = replace(plan, sensor=as_asked(plan.sensor, plan.intent))
    flights = [measure(sortie, plan, scenario) for sortie in plan.sorties]
    findings = [f for flight in flights for f in findings_of(flight, plan, scenario)]
    findings += height_findings(flights, plan, scenario)
    findings += airspeed_findings(plan, scenario)
    return TransitVerification(tuple(figures_of(f, plan, 0) for f in flights), tuple(findings))
