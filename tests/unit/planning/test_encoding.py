import math

import numpy as np
import pytest
from shapely.affinity import rotate, translate
from shapely.geometry import MultiPolygon, box

from missionplanner.planning.coverage.strips import strips_in
from missionplanner.planning.encoding import centred_phase, encoding_for, long_side
from tests.unit.planning.made_up import NO_RINGS

AREA = MultiPolygon([box(-300, -100, 300, 100)])


@pytest.mark.parametrize("cells", [1, 2, 3, 4])
def test_a_vector_names_as_many_cells_and_its_periods_are_marked(cells):
    encoding = encoding_for(AREA, cells)
    assert encoding.size == 4 * cells - 2
    assert len(encoding.decode(np.zeros(encoding.size))) == cells
    assert (~encoding.periodic).sum() == cells - 1


def test_periodic_ends_mean_the_same():
    encoding = encoding_for(AREA, 1)
    low, high = (encoding.decode(np.array([v, v]))[0] for v in (-1.0, 1.0))
    assert math.cos(2 * low.angle_rad) == pytest.approx(math.cos(2 * high.angle_rad))
    assert high.phase - low.phase == 1.0


def test_one_angle_everywhere_is_one_angle_everywhere():
    encoding = encoding_for(AREA, 3)
    cells = encoding.decode(encoding.single(2.0, 0.25, np.linspace(-1, 1, 9)))
    assert {round(c.angle_rad % math.pi, 9) for c in cells} == {2.0}
    assert {c.phase for c in cells} == {0.25}


def test_the_long_side_is_found():
    assert long_side(AREA) % math.pi == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("angle_deg", [0.0, 17.0, 90.0, 163.0])
@pytest.mark.parametrize(("width_m", "lanes"), [(190.0, 5), (200.0, 5), (201.0, 6), (30.0, 1)])
def test_the_centred_phase_takes_as_few_lanes_as_there_can_be(angle_deg, width_m, lanes):
    upright = translate(box(-300, 0, 300, width_m), 13.0, -7.0)
    area = MultiPolygon([rotate(upright, angle_deg, origin=(5.0, 8.0))])
    angle = math.radians(angle_deg)
    strips = strips_in(area.geoms, angle, centred_phase(area, angle, 40.0), 40.0, NO_RINGS)
    assert len(strips) == lanes
    across = strips[:, 1] * math.cos(angle) - strips[:, 0] * math.sin(angle)
    edge = np.asarray(area.geoms[0].exterior.coords)
    reach = edge[:, 1] * math.cos(angle) - edge[:, 0] * math.sin(angle)
    assert across.min() - reach.min() == pytest.approx(reach.max() - across.max(), abs=1e-6)
