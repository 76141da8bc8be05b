"""What vector files are refused for and what is told of them, in Chinese."""

import pytest
from shapely.geometry import LineString, Point, box

from missionplanner.errors import InputError, Undecided
from missionplanner.messages.catalogue import sentence
from missionplanner.model.reading import PassedOver, ReadChoices, ReadReport
from missionplanner.vector.area import read_area
from missionplanner.vector.xml import parse_xml
from missionplanner.vector.zones import read_zones

SQUARE = box(7, 43, 7.02, 43.02)
FAR = box(8, 45, 8.01, 45.01)


def refused(read, *arguments):
    with pytest.raises(InputError) as caught:
        read(*arguments)
    return caught.value.line("zh")


def test_an_error_says_place_cause_and_remedy(geojson, tmp_path):
    path = geojson((Point(7, 43), {"name": "泵站"}))
    assert refused(read_zones, path) == f"{path}，泵站：是没有半径的点；请为其添加属性 radius_m"
    nameless = geojson((LineString([(7, 43), (7.01, 43)]), {}))
    line = refused(read_zones, nameless)
    assert line.startswith(f"{nameless}，要素 1：是没有高度的线；请为其添加属性 height_m")
    assert refused(read_zones, tmp_path / "no.kml").endswith("没有这个文件；请检查文件名")


def test_a_cause_within_a_sentence_is_told_in_the_same_language():
    with pytest.raises(InputError) as caught:
        parse_xml(b"<a><b></a>", "x.kml")
    assert caught.value.told("zh").what.startswith("不是合格的 XML（b 未闭合，第 1 行第")


def test_a_question_tells_its_option(geojson):
    path = geojson((SQUARE, {"name": "A"}), (box(7.005, 43.005, 7.01, 43.01), {"name": "B"}))
    with pytest.raises(Undecided) as asked:
        read_area(path)
    said = asked.value.told("zh")
    assert said.what == "'B' 位于 'A' 之内；文件未说明它是否为空洞区"
    assert said.remedy == "请指明：--inner holes|areas"


def test_what_is_passed_over_and_told(geojson):
    path = geojson((SQUARE, {"name": "厂区"}), (FAR, {}), (None, {"name": "营地"}))
    report = read_zones(path, ReadChoices(), SQUARE).report
    assert [item.sentence("zh") for item in report.passed_over] == [
        "营地：没有图形",
        "1 个区域：距地形超过 10 km",
    ]
    assert [sentence(told, "zh") for told in report.told] == [
        "厂区：未说明上下限：取自地面起，无上限"
    ]
    assert report.passed_over[1].sentence("en") == "1 zone farther than 10 km from the terrain"


def test_a_report_is_kept_as_codes_and_that_of_an_older_project_as_its_sentences():
    kept = ReadReport(passed_over=(PassedOver(what="Camp", why="has no shape"),), told=("all far",))
    again = ReadReport.model_validate_json(kept.model_dump_json())
    assert again == kept
    assert again.passed_over[0].sentence("zh") == "Camp：has no shape"
    assert sentence(again.told[0], "zh") == "all far"
