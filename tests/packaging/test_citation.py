"""The citation file agrees with the package and has what its format (CFF 1.2.0) asks for."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cited():
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def test_it_is_of_this_package(cited):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert str(cited["version"]) == project["version"]
    # The fonts' licence is theirs, not the software's.
    assert cited["license"] == ["GPL-3.0-or-later"]
    assert "GPL-3.0-or-later" in project["license"]


def test_what_the_format_asks_for_is_there(cited):
    assert cited["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(cited)
    for one in (cited, *cited["references"]):
        assert one["title"].strip() and one["type"]
        for author in one["authors"]:
            assert set(author) in ({"name"}, {"given-names", "family-names"})
    assert [one["type"] for one in cited["references"]] == ["article", "article"]


def test_the_doi_is_that_of_the_theory(cited):
    told = (ROOT / "docs" / "theory" / "security.md").read_text("utf-8")
    (doi,) = [one["doi"] for one in cited["references"] if "doi" in one]
    assert re.fullmatch(r"10\.\d{4,}/\S+", doi) and doi in told
