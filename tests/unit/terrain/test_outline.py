import pytest
from shapely.geometry import Point

from missionplanner.terrain.outline import terrain_outline


def test_the_outline_of_several_rasters_in_degrees(dem):
    one, far = dem("a.tif"), dem("b.tif", crs="EPSG:32617")
    outline = terrain_outline([one, far])
    assert outline.contains(Point(-86.99, 36.15)) and outline.contains(Point(-80.99, 36.15))
    assert not outline.contains(Point(-84, 36.15))
    assert terrain_outline([one]).area == pytest.approx(outline.area / 2, rel=1e-6)


def test_what_does_not_tell_where_it_lies(dem, tmp_path):
    assert terrain_outline([dem(), tmp_path / "cloud.las"]) is None
    assert terrain_outline([dem(), tmp_path / "absent.tif"]) is None
    assert terrain_outline([dem("local.tif", crs=None)]) is None
