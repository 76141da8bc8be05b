"""Plan small sites that are a trap each, and tell what the verifier and the check of DJI files say.

    python -m benchmarks.area_cases CASES [--case cliff]... [--pattern contour]... [--evaluations N]

`CASES` is a folder of little sites: NAME.tif (a DEM, EGM96), NAME.geojson (the area), where present
NAME_t.geojson (zones) and NAME.home (LON,LAT of the take-off place). Each is made into a project,
planned for the P1, verified and exported, and its KMZ are checked. Where a plan is refused, the
whole refusal stands below the table.
"""

import argparse
import json
import resource
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import PlannerError
from missionplanner.extensions import formats
from missionplanner.model.patterns import Pattern
from missionplanner.model.places import Position
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.operations.check import check
from missionplanner.operations.export import export
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.plan import plan_project
from missionplanner.operations.results import PlanResult
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent

# Beside the sweep: patterns that a site asks for by what it is.
OWN = {"corridor": (Pattern.CORRIDOR,), "cliff": (Pattern.FACE,), "benches": (Pattern.FACE,)}
# What a refusal offers, taken at its word.
OFFERED: dict[str, tuple[tuple[str, dict[str, object]], ...]] = {
    "cliff": (
        ("face, 260 %", {"pattern": Pattern.FACE, "max_climb_gradient": 2.6}),
        (
            "40..65, 260 %",
            {"agl_from_m": 40.0, "agl_to_m": 65.0, "max_climb_gradient": 2.6},
        ),
        ("nearest", {"ceiling": Ceiling.NEAREST}),
        ("face, nearest", {"pattern": Pattern.FACE, "ceiling": Ceiling.NEAREST}),
    ),
}
# Winds at 100 m, m/s from a bearing, that `wind` is planned in.
WINDS = {"wind": ((11.0, 0), (11.0, 90), (11.0, 225), (13.0, 90))}
_ROW = "| {:<11} | {:<13} | {:>6} | {:>4} | {:>7} | {:>6} | {:>6} | {:>7} | {:>6} | {:>5} | {} |"
_HEADS = ("site", "how", "CPU s", "sets", "km", "Wh", "seen", "overlap", "near m", "zones", "")


@dataclass(frozen=True)
class Case:
    """One site to be planned in one way."""

    name: str
    how: str
    asked: dict[str, object]
    wind: tuple[float, int] | None = None

    @property
    def title(self) -> str:
        return self.name if self.wind is None else f"{self.name} {self.wind[0]:g} {self.wind[1]}°"


def cases_in(folder: Path, names: list[str], patterns: list[Pattern]) -> Iterator[Case]:
    """Yield the cases of a folder: every site in every pattern, and in those that are its own."""
    for dem in sorted(folder.glob("*.tif")):
        if names and dem.stem not in names:
            continue
        for wind in WINDS.get(dem.stem, (None,)):
            for pattern in patterns or [Pattern.AUTO, Pattern.CONTOUR, *OWN.get(dem.stem, ())]:
                yield Case(dem.stem, str(pattern), {"pattern": pattern}, wind)
        if not patterns:
            for how, asked in OFFERED.get(dem.stem, ()):
                yield Case(dem.stem, how, asked)


def project_of(folder: Path, case: Case, out: Path) -> Path:
    """Make the project of a case and return its folder."""
    threats, home = folder / f"{case.name}_t.geojson", folder / f"{case.name}.home"
    place = weather = None
    if home.exists():
        lon, lat = home.read_text("utf-8").split(",")
        place = Position(lon_deg=float(lon), lat_deg=float(lat))
    if case.wind is not None:
        weather = out / "weather.json"
        level = {"height_agl_m": 100, "speed_mps": case.wind[0], "from_deg": case.wind[1]}
        weather.write_text(json.dumps({"wind": [level]}), "utf-8")
    request = NewProject(
        dem=(folder / f"{case.name}.tif",),
        area=folder / f"{case.name}.geojson",
        threats=(threats,) if threats.exists() else (),
        vertical_datum="egm96",
        sensors=("p1-35",),
        home=place,
        weather=weather,
    )
    project = out / f"{case.name}.mplan"
    new_project(project, request, silent())
    return project


def run(folder: Path, case: Case, evaluations: int, tell: Callable[[str], None]) -> str:
    """Plan a case and return its row; what is worth reading in full is told."""
    begun = _cpu_s()
    with tempfile.TemporaryDirectory(prefix="osprey-areas-") as out:
        try:
            project = project_of(folder, case, Path(out))
            asked = load(project).document.intent.model_copy(
                update={**case.asked, "evaluations": evaluations}
            )
            result = plan_project(project, silent(), None, asked)
            files = export(project, formats().named("wpml"), Path(out) / "kmz", silent()).files
        except PlannerError as refused:
            tell(f"{case.title}, {case.how}: {refused}")
            return _ROW.format(
                case.title, case.how, f"{_cpu_s() - begun:.1f}", *7 * ["–"], "refused"
            )
        report = check(files, formats(), silent())
        fine = "KMZ fine" if report.ok else "KMZ refused"
        return _planned(case, result, _cpu_s() - begun, fine, tell)


def _planned(
    case: Case, result: PlanResult, seconds: float, fine: str, tell: Callable[[str], None]
) -> str:
    (plan,), (found,) = result.plans, result.verifications
    told = (*result.notes, *found.findings)
    for finding in told:
        tell(f"{case.title}, {case.how}: {finding.code}: {finding.message}")
    verdict = [fine]
    if found.unreached_m2:
        verdict.append(f"{found.unreached_m2 / 1e6:.3f} km2 out of reach")
    if plan.stations:
        verdict.append(f"launch places: {1 + len(plan.stations)}")
    return _ROW.format(
        case.title,
        case.how,
        f"{seconds:.1f}",
        len(plan.sorties),
        f"{found.length_m / 1e3:.2f}",
        f"{found.energy_wh:.0f}",
        f"{100 * found.seen_share:.2f}",
        f"{100 * found.overlap_ok_share:.2f}",
        f"{found.clearance_min_m:.1f}",
        f"{sum(one.zone_m for one in found.sorties):.0f}",
        ", ".join(verdict),
    )


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--case", action="append", default=[])
    parser.add_argument("--pattern", action="append", type=Pattern, default=[])
    parser.add_argument("--evaluations", type=int, default=PlanIntent().evaluations)
    asked = parser.parse_args()
    words: list[str] = []
    print(_ROW.format(*_HEADS))
    print("|---" * len(_HEADS) + "|")
    for case in cases_in(asked.cases, asked.case, asked.pattern):
        print(run(asked.cases, case, asked.evaluations, words.append), flush=True)
    print("", *words, sep="\n")


if __name__ == "__main__":
    main()
