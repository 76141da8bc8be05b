import math

import pytest

from missionplanner.model.ecology import LayerSummary


@pytest.mark.parametrize("absent", [math.nan, math.inf, -math.inf])
def test_a_figure_that_json_cannot_hold_is_null_and_read_back_as_absent(absent):
    layer = LayerSummary(
        name="wetness", unit="1", date=None, minimum=absent, maximum=1.0, mean=0.5, valid_m2=0.0
    )
    text = layer.model_dump_json()
    assert '"minimum":null' in text
    assert math.isnan(LayerSummary.model_validate_json(text).minimum)
