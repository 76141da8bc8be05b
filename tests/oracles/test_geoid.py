"""EGM96 against numbers that DJI's own software wrote.

How the answers came to be: DJI's mapping templates hold one pair of heights (`wpml:height` above
EGM96, `wpml:ellipsoidHeight` above WGS 84) whose difference is the undulation at the first vertex
of the mapped polygon. DJI reads WW15MGH.DAC, NGA's 15' grid rounded to centimetres; rounding our
grid the same way reproduces DJI's numbers to the last digit, unrounded they agree to 0.3 mm.
"""

import re
import zipfile

import numpy as np
import pytest

from missionplanner.geo import geoid

FILES = {
    "m3d_facade_mapping2d.kmz": -3.4885766861494,
    "m30t_mapping3d.kmz": -3.4955146196790,
}


def first_vertex_and_difference(path):
    text = zipfile.ZipFile(path).read("wpmz/template.kml").decode()
    lon, lat, _ = re.search(r"<coordinates>\s*(\S+?),(\S+?),(\S+)", text).groups()
    above_wgs84 = float(re.search(r"<wpml:ellipsoidHeight>(.+?)<", text)[1])
    above_egm96 = float(re.search(r"<wpml:height>(.+?)<", text)[1])
    return float(lon), float(lat), above_wgs84 - above_egm96


@pytest.mark.parametrize("name", FILES)
def test_to_a_millimetre_of_dji(data_dir, name):
    lon, lat, difference = first_vertex_and_difference(data_dir / "wpml" / name)
    assert difference == pytest.approx(FILES[name], abs=1e-12)
    assert geoid.undulation_m(lon, lat) == pytest.approx(difference, abs=0.001)


@pytest.mark.parametrize("name", FILES)
def test_to_the_last_digit_with_djis_rounding(data_dir, name, monkeypatch):
    lon, lat, difference = first_vertex_and_difference(data_dir / "wpml" / name)
    rounded = np.round(geoid._grid(), 2)
    monkeypatch.setattr(geoid, "_grid", lambda: rounded)
    assert geoid.undulation_m(lon, lat) == pytest.approx(difference, abs=1e-10)
