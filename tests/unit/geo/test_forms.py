"""Circles, corridors and rectangles keep what they are, and give the ground they gave."""

import numpy as np
import pytest
from shapely.geometry import MultiPolygon

from missionplanner.errors import InputError
from missionplanner.geo.forms import FormOnSite, in_degrees, on_site, rectangle_form
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.shapes import circle, geodesic_area_m2, multi
from missionplanner.model.forms import FormKind

FRAME = SiteFrame(32649)
X, Y = 588_000.0, 4_184_000.0
LINE = np.array([[X, Y], [X + 400, Y + 50], [X + 600, Y + 300]])
CORNERS = np.array([[X, Y], [X + 300, Y + 400], [X + 140, Y + 520], [X - 160, Y + 120]])

FORMS = {
    "circle": FormOnSite(FormKind.CIRCLE, LINE[:1], 80.0),
    "corridor": FormOnSite(FormKind.CORRIDOR, LINE, 60.0),
    "rectangle": rectangle_form(CORNERS),
}


@pytest.fixture(params=FORMS.values(), ids=FORMS)
def form(request: pytest.FixtureRequest) -> FormOnSite:
    return request.param


def test_it_comes_back_from_degrees_and_fits_its_own_polygon(form: FormOnSite) -> None:
    again = on_site(in_degrees(form, FRAME), FRAME)
    assert np.allclose(again.places, form.places, atol=1e-6) and again.size_m == form.size_m
    ground = FRAME.project(form.polygon_deg(FRAME))
    assert again.fits(ground)
    moved = MultiPolygon([part.buffer(2.0) for part in ground.geoms])
    assert not again.fits(moved), "what somebody has grown by two metres is another shape"


def test_handles_give_the_form_back_and_a_moved_one_changes_it(form: FormOnSite) -> None:
    same = form.with_handles(form.handles())
    assert np.allclose(same.outline(), form.outline(), atol=1e-6)
    shifted = form.moved((0.0, 0.0), (30.0, -40.0))
    assert np.allclose(shifted.handles(), form.handles() + np.array((30.0, -40.0)))
    assert np.allclose(shifted.outline() - form.outline(), (30.0, -40.0))


def test_a_circle_has_a_centre_and_a_rim() -> None:
    form = FORMS["circle"]
    centre, rim = form.handles()
    far = form.with_handles(np.array([centre, centre + np.array((0.0, 125.0))]), 1)
    assert far.size_m == pytest.approx(125.0) and np.allclose(far.places, form.places)
    there = form.with_handles(np.array([centre + np.array((10.0, 0.0)), rim]), 0)
    assert there.size_m == 80.0, "the rim follows the centre"
    with pytest.raises(InputError, match="radius"):
        form.with_measure("radius", 0.5).polygon_deg(FRAME)


def test_a_rectangle_stays_one_whichever_corner_is_dragged() -> None:
    form = FORMS["rectangle"]
    assert form.length_m == pytest.approx(500.0) and form.size_m == pytest.approx(200.0)
    handles = form.handles()
    for moved in range(4):
        still = handles[(moved + 2) % 4]
        dragged = handles.copy()
        dragged[moved] += (35.0, 20.0)
        made = form.with_handles(dragged, moved).handles()
        edges = np.roll(made, -1, axis=0) - made
        assert np.allclose((edges * np.roll(edges, -1, axis=0)).sum(axis=1), 0, atol=1e-6)
        for corner in (still, dragged[moved]):
            assert np.hypot(*(made - corner).T).min() < 1e-6
    longer = form.with_measure("length", 700.0)
    assert longer.length_m == pytest.approx(700.0) and longer.size_m == form.size_m
    flat = form.with_measure("width", 0.2)
    with pytest.raises(InputError, match="rectangle"):
        flat.polygon_deg(FRAME)


def test_a_corridor_is_as_wide_as_its_edge_is_dragged() -> None:
    form = FORMS["corridor"]
    handle = form.width_handle()
    assert handle is not None and form.width_at(handle) == pytest.approx(60.0)
    wide = form.with_measure("width", 90.0)
    assert wide.polygon_deg(FRAME).area > form.polygon_deg(FRAME).area
    more = form.with_handles(np.insert(LINE, 1, (X + 200, Y + 90), axis=0))
    assert len(more.handles()) == 4 and more.size_m == 60.0
    assert FORMS["circle"].width_handle() is None


def test_turned_scaled_and_grown_it_stays_what_it_is(form: FormOnSite) -> None:
    area = geodesic_area_m2(form.polygon_deg(FRAME))
    middle = (X, Y)
    turned = form.turned(middle, 30.0)
    assert geodesic_area_m2(turned.polygon_deg(FRAME)) == pytest.approx(area, rel=1e-3)
    twice = form.scaled(middle, 2.0)
    assert geodesic_area_m2(twice.polygon_deg(FRAME)) == pytest.approx(4 * area, rel=2e-3)
    ground = FRAME.project(form.polygon_deg(FRAME)).buffer(10.0, join_style="mitre")
    grown = FRAME.project(form.grown(10.0).polygon_deg(FRAME))
    assert grown.symmetric_difference(ground).area < 0.005 * ground.area
    with pytest.raises(InputError):
        form.grown(-1000.0).polygon_deg(FRAME)


def test_a_circle_of_others_with_more_corners_is_a_circle() -> None:
    lon, lat = FRAME.inverse(X, Y)
    theirs = FRAME.project(multi(circle(float(lon), float(lat), 80.0, corners=360)))
    assert FORMS["circle"].fits(theirs)
    assert not FORMS["circle"].with_measure("radius", 81.0).fits(theirs)
