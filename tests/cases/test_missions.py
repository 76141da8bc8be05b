"""Mission files as controllers and other programs write them, and damaged ones."""

import re
from pathlib import Path

import pytest

from tests.cases.command import said

ACCEPTED = [
    "fh2-mapping2d-terrain-follow", "gbk", "good-h20t", "good-p1", "pilot2-m350-p1-flags-left-out",
    "pilot2-m3e-own-speed-flags-left-out", "pilot2-m3t-two-points-4mm-apart",
]  # fmt: skip

# What must be said; whether it is an error or a warning stands beside it.
FOUND = {
    "actions-only-in-template": ("error", "(?i)action"),
    "bzip2": ("error", "(?i)pack|compress"),
    "case-folder": ("error", "wpmz"),
    "djifly-mission": ("error", "DJI Fly"),
    "dup-different-executeHeight": ("error", "executeHeight"),
    "flyto-differs": ("error", "(?i)safely.*pointToPoint|pointToPoint.*safely"),
    "gimbal-never-down": ("warning", "(?i)gimbal|-90|−90"),
    "heading-toward-poi-0": ("error", "(?i)heading"),
    "height-1e308": ("error", "(?i)height|1e"),
    "height-mode-mismatch-rel-vs-wgs84": ("error", "(?i)height"),
    "no-photos-at-all": ("warning", "(?i)photo"),
    "ns-two-versions": ("warning", "(?i)1\\.0\\.6.*1\\.0\\.2|1\\.0\\.2.*1\\.0\\.6|version"),
    "p1-trigger-1m-at-10mps": ("error", "(?i)0\\.7"),
    "payload-differs-between-files": ("error", "43.*42|42.*43"),
    "rth-below-route": ("warning", "(?i)return"),
    "rth-height-differs": ("error", "213.*20|20.*213"),
    "stray-in-folder": ("error", "efficiencyFlightModeEnable"),
    "template-no-coordinates-at-all": ("error", "(?i)coordinates|place"),
    "templateType-mapping2d-with-waypoints": ("error", "mapping2d"),
    "two-folders": ("error", "(?i)waylineId|twice|two"),
    "use-global-height-1-but-own": ("error", "(?i)height"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_controllers_write_is_accepted(cases: Path, name: str) -> None:
    answer = said("check", cases / "wpml" / f"{name}.kmz")
    (file,) = answer.json["files"]
    assert answer.code == 0 and file["ok"], file["findings"]


@pytest.mark.parametrize("name", FOUND)
def test_a_fault_is_found_for_its_reason(cases: Path, name: str) -> None:
    severity, words = FOUND[name]
    answer = said("check", cases / "wpml" / f"{name}.kmz")
    (file,) = answer.json["files"]
    told = [f for f in file["findings"] if re.search(words, f["message"])]
    enough = {"error": ("error",), "warning": ("error", "warning")}[severity]
    assert any(f["severity"] in enough for f in told), file["findings"]
    assert file["ok"] is (answer.code == 0)
    assert all(len(f["message"]) < 400 and "\n" not in f["message"] for f in file["findings"])


def test_another_ending_is_named(cases: Path) -> None:
    answer = said("check", cases / "wpml" / "renamed.zip")
    files = answer.json.get("files", [])
    told = answer.error + " ".join(f["message"] for file in files for f in file["findings"])
    assert ".kmz" in told or (files and files[0]["ok"])


def test_djis_own_files(data_dir: Path) -> None:
    """Five files that DJI's programs wrote pass; two that other programs wrote do not."""
    answer = said("check", *sorted((data_dir / "wpml").glob("*.kmz")))
    refused = {Path(f["file"]).stem for f in answer.json["files"] if not f["ok"]}
    assert {"dev_kmz_file", "main_route"} <= refused
