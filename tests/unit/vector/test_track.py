"""Tracks of flights from GPX and CSV."""

import numpy as np
import pytest

from missionplanner.errors import InputError
from missionplanner.vector.track import read_track

GPX = """<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk>
<trkseg><trkpt lat="50.1" lon="10.1"/><trkpt lat="50.2" lon="10.2"/></trkseg>
<trkseg><trkpt lat="50.3" lon="10.3"><ele>5</ele></trkpt></trkseg></trk></gpx>"""


def test_tracks_are_read_in_their_order(tmp_path):
    file = tmp_path / "a.gpx"
    file.write_text(GPX)
    np.testing.assert_allclose(read_track(file), [[10.1, 50.1], [10.2, 50.2], [10.3, 50.3]])


@pytest.mark.parametrize(
    "text",
    [
        "time,lat,lon\n1,50.1,10.1\n2,0,0\n3,x,y\n4,50.2,10.2\n",
        "Latitude (deg);Longitude (deg)\n50.1;10.1\n50.2;10.2\n",
    ],
)
def test_places_of_a_table_are_read_and_rows_without_one_left_out(tmp_path, text):
    file = tmp_path / "a.csv"
    file.write_text(text)
    np.testing.assert_allclose(read_track(file), [[10.1, 50.1], [10.2, 50.2]])


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "lat,lon\n50,10\n", "<gpx></gpx>"])
def test_what_is_no_track_is_said(tmp_path, text):
    file = tmp_path / "a"
    file.write_text(text)
    with pytest.raises(InputError) as refused:
        read_track(file)
    assert refused.value.code == "vector.no_track"
