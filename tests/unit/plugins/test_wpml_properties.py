"""Whatever route is written, the checker finds no error, and the numbers come back."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.missions.build import without_crowding
from missionplanner.missions.findings import check_mission
from missionplanner.model.places import Datum
from tests.unit.missions.sample import mission_of, waypoints
from tests.unit.plugins.kit import errors, packed, wpml, written

STEP = st.tuples(
    st.floats(-400, 400),
    st.floats(-400, 400),
    st.floats(-60, 380),
    st.booleans(),
    st.floats(1.0, 15.0),
)


@st.composite
def routes(draw):
    steps = draw(st.lists(STEP, min_size=2, max_size=40))
    east, north, high, survey, speed = (np.array(c) for c in zip(*steps, strict=True))
    leg = survey.astype(int)
    leg[-1] = 0
    strip = np.where(leg == 1, np.cumsum(leg == 0), -1)
    points = waypoints(np.cumsum(east), np.cumsum(north), high, leg, strip, speed)
    return without_crowding(points, 0.5)


@settings(max_examples=60, deadline=None)
@given(routes())
def test_random_routes_pass_the_check_and_come_back(points):
    mission = mission_of(points)
    if any(f.code in {"MIS-NEAR", "MIS-FAR"} for f in check_mission(mission)):
        return
    with tempfile.TemporaryDirectory() as folder:
        (path,) = wpml().write(mission, Path(folder))
        assert errors(wpml().check(path)) == set()
        route = wpml().read(path)
    assert route.datum is Datum.ELLIPSOID
    assert np.abs(route.lon_deg - points.lon_deg).max() <= 1e-9
    assert np.abs(route.lat_deg - points.lat_deg).max() <= 1e-9
    assert np.abs(route.height_m - points.ellipsoid_m).max() <= 1e-5
    assert np.abs(route.speed_mps[:-1] - points.speed_mps[:-1]).max() <= 1e-3


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_checker_raise(data):
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".kmz", ".wpml", ".kml"):
            path = Path(folder) / f"x{suffix}"
            path.write_bytes(data)
            assert errors(wpml().check(path))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_cut_or_swapped_text_makes_the_checker_raise(data):
    template, waylines = _sound()
    texts = [template, waylines]
    which = data.draw(st.integers(0, 1))
    words = texts[which].split(">")
    i = data.draw(st.integers(1, len(words) - 2))
    words[i] = data.draw(st.sampled_from(["", "x<", "1e999</a", "-5<", "nan<", "99999999999<"]))
    texts[which] = ">".join(words)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.kmz"
        _pack(path, *texts)
        assert isinstance(wpml().check(path), tuple)


def _sound():
    with tempfile.TemporaryDirectory() as folder:
        return written(Path(folder))


def _pack(path, template, waylines):
    packed(path, {"wpmz/template.kml": template, "wpmz/waylines.wpml": waylines})
