"""The verb `check`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.extensions import formats
from missionplanner.operations.check import FileReport, check


@click.command("check")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> int:
    """Check mission FILES; exit code 1 where one has an error."""
    with progress_bar() as progress:
        reports = check(files, formats(), progress)
    tell(as_json, {"files": [_file(r) for r in reports]}, lambda: _show(reports))
    return 0 if all(report.ok for report in reports) else 1


def _file(report: FileReport) -> dict[str, Any]:
    findings = [
        {"code": f.code, "severity": str(f.severity), "where": f.where, "message": f.message}
        for f in report.findings
    ]
    return {"file": str(report.file), "ok": report.ok, "findings": findings}


def _show(reports: tuple[FileReport, ...]) -> None:
    for report in reports:
        click.echo(f"{report.file}: {'ok' if report.ok else 'REFUSED'}")
        for finding in report.findings:
            click.echo(f"  {finding.severity} {finding.code} {finding.where}: {finding.message}")
