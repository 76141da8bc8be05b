"""The sun of a day against a published position."""

from datetime import UTC, datetime

import pytest

from missionplanner.operations.flown import sun_path


def test_the_sun_of_the_nrel_example_is_where_they_say() -> None:
    # Reda and Andreas 2004 (NREL/TP-560-34302), table A5.1: 2003-10-17 12:30:30 UTC-7, latitude
    # 39.742476, longitude -105.1786: topocentric azimuth 194.34024, elevation 90 - 50.11162 with
    # 0.016 of refraction, at 1830 m; here sea level and no refraction.
    begins = datetime(2003, 10, 17, 13, 0, tzinfo=UTC)
    path = sun_path(-105.1786, 39.742476, begins)
    moment = datetime(2003, 10, 17, 19, 30, 30, tzinfo=UTC)
    elevation, azimuth = path.at(moment.timestamp())
    assert azimuth == pytest.approx(194.340, abs=0.05)
    assert elevation == pytest.approx(90 - 50.1116 - 0.016, abs=0.05)
