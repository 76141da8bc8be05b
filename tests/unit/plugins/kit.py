"""Making and breaking packages."""

import zipfile
from pathlib import Path

from missionplanner.extensions import formats
from missionplanner.model.finding import Finding, Severity
from tests.unit.missions.sample import sample_mission

TEMPLATE, WAYLINES = "wpmz/template.kml", "wpmz/waylines.wpml"


def wpml():
    return formats().named("wpml")


def written(folder: Path, mission=None, **options: str) -> tuple[str, str]:
    """Return template and waylines of a mission as text."""
    named = {name.replace("_", "-"): value for name, value in options.items()}
    (path,) = wpml().write(mission or sample_mission(), folder, named)
    with zipfile.ZipFile(path) as archive:
        return archive.read(TEMPLATE).decode(), archive.read(WAYLINES).decode()


def packed(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def checked(folder: Path, template: str, waylines: str) -> tuple[Finding, ...]:
    return wpml().check(packed(folder / "x.kmz", {TEMPLATE: template, WAYLINES: waylines}))


def errors(findings) -> set[str]:
    return {f.code for f in findings if f.severity is Severity.ERROR}


def warnings(findings) -> set[str]:
    return {f.code for f in findings if f.severity is Severity.WARNING}
