"""The published osprey algorithm passes the lines set for it on the public maps, early already."""

import json

import numpy as np
import pytest

from benchmarks.point_to_point import Map, f_of, ooa
from missionplanner.model.plan import OspreyVariant

LINES = {"SPSO_Christmas_6threats": 4875.0, "NMOPSO_Christmas2_6threats": 5466.0}


@pytest.fixture(scope="module", params=sorted(LINES))
def scene(request, data_dir):
    folder = data_dir / "benchmarks"
    scenes = json.loads((folder / "scenarios.json").read_text())["scenarios"]
    return request.param, Map(folder, scenes[request.param])


def test_a_course_through_a_threat_cannot_be(scene):
    _, site = scene
    inner = np.linspace(site.reach.start, site.reach.end, 12)
    inner[5, :2] = site.threats[0, :2]
    assert f_of(inner, site.ground, site.threats) == np.inf


def test_the_published_variant_passes_the_line(scene):
    name, site = scene
    site.count = 0
    found = ooa(site, OspreyVariant.PUBLISHED, 30_000, 0, local=True)
    assert site.count <= 30_000
    assert found <= LINES[name]
