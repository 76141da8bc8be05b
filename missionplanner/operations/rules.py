"""When a plan is refused; apart from planning, so that exporting need not load the optimiser."""

from missionplanner.errors import PlanRefused
from missionplanner.model.finding import Severity
from missionplanner.model.verification import Verification

# The only error a pilot may still want to fly with: some ground is not seen.
_TOLD_ONLY = "VERIFY-UNSEEN"


def refuse_if_broken(verification: Verification) -> None:
    """Raise `PlanRefused` where a hard rule is broken; a miss in coverage is only told."""
    for finding in verification.findings:
        if finding.severity is Severity.ERROR and finding.code != _TOLD_ONLY:
            place = finding.where if isinstance(finding.where, tuple) else (finding.where,)
            where = (verification.sensor, *place)
            raise PlanRefused("operations.plan_refused", where, told=finding.told)
