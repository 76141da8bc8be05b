"""A corridor's line is read from what has one line, and refused where it has none or many."""

import json
from pathlib import Path

import pytest

from missionplanner.errors import InputError
from missionplanner.model.patterns import MOST_LINE_CORNERS
from missionplanner.operations.flight_lines import read_flight_line

ROAD = [[10.0, 50.0], [10.01, 50.02], [10.03, 50.02]]


def geojson(path: Path, *shapes: dict[str, object]) -> Path:
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def line(*corners: list[float]) -> dict[str, object]:
    return {"type": "LineString", "coordinates": list(corners)}


def test_pieces_that_follow_one_another_are_one_line(tmp_path: Path) -> None:
    file = geojson(tmp_path / "road.geojson", line(*ROAD[1:]), line(*ROAD[:2]))
    found = read_flight_line(file).tolist()
    assert found in (ROAD, ROAD[::-1])


def test_a_track_is_thinned_to_its_bends(tmp_path: Path) -> None:
    rows = [f"{50 + 1e-5 * k:.6f},{10 + 1e-5 * min(k, 100):.6f}" for k in range(200)]
    file = tmp_path / "track.csv"
    file.write_text("latitude,longitude\n" + "\n".join(rows))
    found = read_flight_line(file)
    assert len(found) == 3 and found[1] == pytest.approx([10.001, 50.001])


@pytest.mark.parametrize(
    ("shapes", "code"),
    [
        ([{"type": "Point", "coordinates": [10.0, 50.0]}], "drawing.no_line"),
        ([line([10.0, 50.0], [10.1, 50.0]), line([11.0, 50], [11.1, 50])], "drawing.several_lines"),
        (
            [line(*[[10 + 1e-4 * k, 50 + 1e-4 * (k % 2)] for k in range(MOST_LINE_CORNERS + 1)])],
            "drawing.line_long",
        ),
    ],
)
def test_what_is_no_line_is_told(
    shapes: list[dict[str, object]], code: str, tmp_path: Path
) -> None:
    file = geojson(tmp_path / "road.geojson", *shapes)
    with pytest.raises(InputError) as caught:
        read_flight_line(file)
    assert caught.value.code == code and str(file) in caught.value.line("en")
