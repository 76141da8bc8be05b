"""Nothing is shipped without its licence text, and the bill of materials names all of it."""

import json
import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.packaging.scripts import script

licences, sbom = script("licences"), script("sbom")


@pytest.fixture(scope="module")
def shipped():
    return licences.shipped()


def test_every_requirement_is_shipped_with_a_text(shipped) -> None:
    names = {licences.normal(one.name) for one in shipped}
    asked = {licences.normal(one.name) for one in licences.requirements() if not one.marker}
    assert asked <= names
    assert len(names) > len(asked) + 10, "what they ask for in their turn is shipped too"
    for one in shipped:
        assert max(file.stat().st_size for file in one.files) > 300, one.name
    assert all(one.licence for one in shipped)


def test_nothing_of_the_developers_is_shipped(shipped) -> None:
    names = {licences.normal(one.name) for one in shipped}
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "opfunu", "distributed", "pandas"}


def test_a_text_that_is_missing_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "_texts", lambda *_: iter(()))
    with pytest.raises(SystemExit, match="no licence text"):
        licences._described("pydantic", distribution("pydantic"))


def test_texts_and_sources_are_collected(shipped, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(licences, "shipped", lambda: shipped)
    licences.collect(tmp_path / "out")
    listed = (tmp_path / "out" / "SOURCES.txt").read_text("utf-8")
    for one in shipped:
        assert f"{one.name} {one.version} | " in listed
        assert list((tmp_path / "out" / licences.normal(one.name)).iterdir())
    assert "GNU GENERAL PUBLIC LICENSE" in (tmp_path / "out" / "GPL-3.txt").read_text("utf-8")
    assert (tmp_path / "out" / "python" / "LICENSE.txt").is_file()


def test_the_bill_is_valid_by_the_schema(shipped) -> None:
    reason = "cyclonedx-python-lib is not installed: dependency group packaging"
    validation = pytest.importorskip("cyclonedx.validation.json", reason=reason)
    schema = pytest.importorskip("cyclonedx.schema").SchemaVersion.V1_6
    judge = validation.JsonStrictValidator(schema)
    bill = sbom.bill(shipped)
    assert judge.validate_str(json.dumps(bill)) is None
    assert judge.validate_str(json.dumps({**bill, "components": [{"type": "odd"}]})) is not None


def test_the_bill_is_a_sound_cyclonedx_and_the_same_each_time(shipped, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    bill = sbom.bill(shipped)
    assert json.dumps(bill) == json.dumps(sbom.bill(shipped))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(set(refs)) == len(refs) == len(shipped) + 1
    assert bill["dependencies"][0]["dependsOn"] == refs
    by_name = {one["name"]: one for one in bill["components"]}
    assert by_name["mealpy"]["licenses"] == [{"license": {"id": "GPL-3.0-only"}}]
    assert by_name["numpy"]["licenses"][0]["expression"].startswith("BSD-3-Clause AND")
    for one in bill["components"]:
        (licence,) = one["licenses"]
        assert set(licence) <= {"license", "expression"}
