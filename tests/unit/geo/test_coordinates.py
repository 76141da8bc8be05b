"""Places as people write them; MGRS and UTM against figures published by others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.errors import InputError
from missionplanner.geo.coordinates import (
    MOST_PLACES,
    CoordinateForm,
    place_words,
    read_place,
    read_places,
)
from missionplanner.geo.frames import SiteFrame, geodesic_distances_m

NEAR = (117.4, 39.9)


@pytest.mark.parametrize(
    ("words", "place", "form"),
    [
        ("117°23'54.456\"E 39°55'43.356\"N", (117.39846, 39.92871), "seconds"),
        ("39°55'43.356\"N, 117°23'54.456\"E", (117.39846, 39.92871), "seconds"),
        ("北纬39°55′43.356″ 东经117°23′54.456″", (117.39846, 39.92871), "seconds"),
        ("N39°55.7226' E117°23.9076'", (117.39846, 39.92871), "seconds"),
        ("117:23:54.456, 39:55:43.356", (117.39846, 39.92871), "seconds"),
        ("117 23 54.456 E 39 55 43.356 N", (117.39846, 39.92871), "seconds"),
        ("117.39846E39.92871N", (117.39846, 39.92871), "degrees"),
        ("-70.25, -33.5", (-70.25, -33.5), "degrees"),
        ("33°30'S 70°15'W", (-70.25, -33.5), "seconds"),
    ],
)
def test_degrees_with_minutes_and_seconds(words, place, form):
    read = read_place(words, NEAR)
    assert (read.lon_deg, read.lat_deg) == pytest.approx(place, abs=1e-9)
    assert read.form == form and not read.exchanged


def test_exchanged_seconds_are_recognised():
    read = read_place("39:55:43, 117:23:54", NEAR)
    assert read.exchanged and read.lon_deg == pytest.approx(117.3983, abs=1e-3)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        # The Washington Monument, as Wikipedia's article on the US National Grid gives it.
        ("18S UJ 23480 06470", (-77.0352, 38.8895)),
        ("18SUJ2348006470", (-77.0352, 38.8895)),
        # Honolulu, as Wikipedia's article on the MGRS gives it: 4QFJ 12345 67890.
        ("4QFJ1234567890", (-157.9161, 21.4097)),
    ],
)
def test_mgrs(words, place):
    read = read_place(words, NEAR)
    assert (read.lon_deg, read.lat_deg) == pytest.approx(place, abs=2e-4)
    assert read.form is CoordinateForm.MGRS


@pytest.mark.parametrize(
    "words",
    [
        "17T 630084 4833438",
        "17N 630084 4833438",
        "630084 4833438 17N",
        "17T 630084mE 4833438mN",
        "17 T 630084, 4833438",
    ],
)
def test_utm(words):
    # The CN Tower, as Wikipedia's article on UTM gives it.
    read = read_place(words, (-79.0, 43.0))
    assert (read.lon_deg, read.lat_deg) == pytest.approx((-79.387, 43.6426), abs=2e-4)
    assert read.form is CoordinateForm.UTM


def test_utm_without_a_zone_is_of_the_site():
    x, y = (float(v) for v in SiteFrame(32650).forward(117.39846, 39.92871))
    read = read_place(f"{x:.3f} {y:.3f}", NEAR)
    assert (read.lon_deg, read.lat_deg) == pytest.approx((117.39846, 39.92871), abs=1e-7)


def test_s_is_the_southern_half_or_a_northern_band_whichever_is_near():
    north = read_place("50S 448552 3900000", (117.4, 35.2))
    south = read_place("50S 448552 6100000", (117.4, -35.2))
    assert north.lat_deg == pytest.approx(35.24, abs=0.01)
    assert south.lat_deg == pytest.approx(-35.24, abs=0.01)


@pytest.mark.parametrize(
    "words",
    [
        "117°61'0\"E 39°0'0\"N",
        "117°23'60\"E 39°0'0\"N",
        "N39 N40",
        "E117 W39 N3",
        "61N 448552 4420049",
        "50I 448552 4420049",
        "50N 48552 4420049",
        "50N 448552 14420049",
        "50TMK485522004",
        "50TII4855220049",
        "117.4 39.9 50N",
        "NaN, 3",
        "١١٧, ٣٩ and more",
        "=cmd|' /C calc'!A0",
    ],
)
def test_nonsense_is_no_place(words):
    with pytest.raises(InputError) as caught:
        read_place(words, NEAR)
    assert caught.value.code == "drawing.no_place"


@given(st.floats(-179.9, 179.9), st.floats(-79.0, 83.0), st.sampled_from(list(CoordinateForm)))
def test_what_is_written_is_read_back(lon, lat, form):
    frame = SiteFrame.around(lon, lat)
    read = read_place(place_words((lon, lat), form, frame), (lon, lat))
    away_m = geodesic_distances_m([lon, read.lon_deg], [lat, read.lat_deg])[0]
    assert away_m < (1.5 if form is CoordinateForm.MGRS else 0.02)
    assert read.form is form


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(words):
    try:
        read = read_place(words, NEAR)
    except InputError:
        return
    assert abs(read.lon_deg) <= 180 and abs(read.lat_deg) <= 90


@pytest.mark.parametrize(
    "words",
    [
        "117.39,39.92\n117.41,39.92\n117.41,39.94",
        "Name\tLon\tLat\nA\t117.39\t39.92\nB\t117.41\t39.92\n\nC\t117.41\t39.94\n",
        "1 117.39 39.92\r\n2 117.41 39.92\r\n3 117.41 39.94",
        "P1: 39°55'12\"N 117°23'24\"E\nP2: 39°55'12\"N 117°24'36\"E\nP3: 39°56'24\"N 117°24'36\"E",
    ],
)
def test_a_list_is_read_as_tables_and_messages_carry_it(words):
    found = read_places(words, NEAR)
    assert [(p.lon_deg, p.lat_deg) for p in found] == [
        pytest.approx(place) for place in ((117.39, 39.92), (117.41, 39.92), (117.41, 39.94))
    ]


def test_a_list_with_latitude_first_is_recognised():
    found = read_places("39.92 117.39\n39.92 117.41", NEAR)
    assert all(place.exchanged for place in found) and found[0].lon_deg == 117.39


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "drawing.no_places"),
        ("only words", "drawing.no_places"),
        ("117.39,39.92\nnonsense", "drawing.no_place_in_line"),
        ("117.39,39.92\n117.4", "drawing.no_place_in_line"),
        ("1,2\n" * (MOST_PLACES + 1), "drawing.many_places"),
    ],
)
def test_a_list_that_is_none_names_the_line(words, code):
    with pytest.raises(InputError) as caught:
        read_places(words, NEAR)
    assert caught.value.code == code


@pytest.mark.parametrize("near", [(0.0, 90.0), (111.99, 37.8), (-79.4, 43.6)])
def test_what_can_be_no_latitude_was_exchanged_wherever_the_site_is(near):
    read = read_place("37.806, 111.99", near)
    assert (read.lon_deg, read.lat_deg, read.exchanged) == (111.99, 37.806, True)
    with pytest.raises(InputError):
        read_place("111.99, 137.8", near)
