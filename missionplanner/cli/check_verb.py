"""The verb `check`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.telling import echo, json_option, progress_bar, severity, tell
from missionplanner.extensions import formats
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.operations.check import Checked, FileReport, More, check


@click.command("check")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    help="Hold them against its ground, zones, wires, ceiling and plan too.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="Tell how they differ from this mission: places, heights, speeds.",
)
@json_option
def command(
    files: tuple[Path, ...], project: Path | None, against: Path | None, as_json: bool
) -> int:
    """Check mission FILES, or all missions in a folder; exit code 1 where one has an error."""
    known = formats()
    with progress_bar() as progress:
        held: list[More] = []
        if project is not None:
            from missionplanner.operations.check_project import beside

            held.append(beside(project, progress.part(0.0, 0.5)).findings)
        if against is not None:
            from missionplanner.operations.compare_missions import against as mission

            held.append(mission(against, known).findings)
        checked = check(files, known, progress.part(0.5, 1.0), held)
    tell(as_json, _facts(checked), lambda: _show(checked))
    return 0 if checked.ok else 1


def _facts(checked: Checked) -> dict[str, Any]:
    facts: dict[str, Any] = {"files": [_file(r) for r in checked.reports]}
    if checked.passed_over:
        facts["passed_over"] = [
            {"what": str(path), "why": message("cli.no_mission"), "count": 1}
            for path in checked.passed_over
        ]
    return facts


def _file(report: FileReport) -> dict[str, Any]:
    findings = [
        {"code": f.code, "severity": str(f.severity), "where": f.place(), "message": f.said()}
        for f in report.findings
    ]
    return {"file": str(report.file), "ok": report.ok, "findings": findings}


def _show(checked: Checked) -> None:
    for report in checked.reports:
        verdict = message("cli.file_ok") if report.ok else message("cli.file_refused")
        click.echo(f"{report.file}: {sentence(verdict)}")
        for finding in report.findings:
            head = f"{severity(finding.severity)} {finding.code} {finding.place()}"
            click.echo(f"  {head}: {finding.said()}")
    if checked.passed_over:
        names = [path.name for path in checked.passed_over[:5]]
        names += ["..."] if len(checked.passed_over) > 5 else []
        echo(message("cli.passed_over", n=len(checked.passed_over), names=names))
