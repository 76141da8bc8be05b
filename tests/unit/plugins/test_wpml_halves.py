"""Template and waylines must describe one flight; what DJI's software leaves out is no fault."""

import re

import pytest

from missionplanner.model.finding import Severity
from tests.unit.missions.sample import sample_mission
from tests.unit.plugins.kit import checked, errors, warnings, written


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return written(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def h20t(tmp_path_factory):
    return written(tmp_path_factory.mktemp("h20t"), sample_mission("h20t-wide"))


def told(findings, code: str):
    (finding,) = [f for f in findings if f.code == code]
    return finding


# Each line: element, what the waylines say instead, the code, words of the message.
DIFFERENT = [
    ("flyToWaylineMode", "pointToPoint", "OSP-502", "safely here and pointToPoint"),
    ("finishAction", "noAction", "OSP-502", "goHome here and noAction"),
    ("executeRCLostAction", "hover", "OSP-502", "goBack here and hover"),
    ("takeOffSecurityHeight", "30", "OSP-502", "and 30"),
    ("globalTransitionalSpeed", "5", "OSP-502", "and 5"),
    ("globalRTHHeight", "20", "OSP-502", "160 here and 20"),
    ("payloadEnumValue", "42", "OSP-502", "50 here and 42"),
    ("payloadSubEnumValue", "2", "OSP-502", "and 2"),
    ("waypointSpeed", "3", "OSP-506", "another speed"),
    ("waypointHeadingMode", "fixed", "OSP-508", "fixed for followWayline"),
    ("actionTriggerParam", "50", "OSP-509", "halves differ"),
    ("gimbalPitchRotateAngle", "-45", "OSP-509", "halves differ"),
]


@pytest.mark.parametrize(("element", "value", "code", "words"), DIFFERENT)
def test_every_field_that_differs_is_refused_with_both_values(
    sound, tmp_path, element, value, code, words
):
    pattern = rf"(<wpml:{element}>)[^<]*"
    waylines = re.sub(pattern, rf"\g<1>{value}", sound[1], count=1)
    found = checked(tmp_path, sound[0], waylines)
    assert code in errors(found)
    assert any(words in f.message for f in found if f.code == code)


def test_actions_in_the_template_alone_would_take_no_photo(sound, tmp_path):
    waylines = re.sub(r"<wpml:actionGroup>.*?</wpml:actionGroup>", "", sound[1], flags=re.DOTALL)
    assert (
        "no photo would be taken" in told(checked(tmp_path, sound[0], waylines), "OSP-509").message
    )


def test_heights_counted_from_two_datums_are_named_once(sound, tmp_path):
    template = sound[0].replace("<wpml:heightMode>EGM96", "<wpml:heightMode>relativeToStartPoint")
    found = checked(tmp_path, template, sound[1])
    assert "take-off point" in told(found, "OSP-510").message and "OSP-505" not in errors(found)


def test_a_global_height_is_one_height(sound, tmp_path):
    template = sound[0].replace("useGlobalHeight>0<", "useGlobalHeight>1<")
    found = checked(tmp_path, template, sound[1])
    assert "one global height" in told(found, "OSP-505").message


def test_a_point_of_interest_at_zero_is_none(sound, tmp_path):
    waylines = sound[1].replace("followWayline", "towardPOI")
    found = checked(tmp_path, sound[0], waylines)
    assert {"-10", "OSP-508"} <= errors(found)
    assert "there is none" in told(found, "-10").message


def test_an_element_held_twice_is_named_with_both_values(sound, tmp_path):
    waylines = re.sub(
        r"(<wpml:executeHeight>[^<]*</wpml:executeHeight>)",
        r"\1<wpml:executeHeight>12.5</wpml:executeHeight>",
        sound[1],
        count=1,
    )
    finding = told(checked(tmp_path, sound[0], waylines), "OSP-207")
    assert "waypoint 0" in finding.place("en") and "12.5" in finding.message


def test_a_height_beyond_all_is_one_line_with_a_short_number(sound, tmp_path):
    waylines = re.sub(r"(<wpml:executeHeight>)[^<]*", r"\g<1>1e308", sound[1], count=1)
    (finding,) = checked(tmp_path, sound[0], waylines)
    assert finding.code == "-12" and "1e+308 m" in finding.message


def test_an_element_known_elsewhere_is_a_stray(sound, tmp_path):
    stray = "<wpml:efficiencyFlightModeEnable>543584032</wpml:efficiencyFlightModeEnable>"
    template = sound[0].replace("<wpml:templateId>", f"{stray}<wpml:templateId>")
    finding = told(checked(tmp_path, template, sound[1]), "OSP-111")
    assert "not 0 or 1" in finding.message and "no element" in finding.message


def test_an_element_nobody_knows_is_refused_for_the_m300_and_warned_of_for_newer(sound, tmp_path):
    files = [
        t.replace("<wpml:index>0<", "<wpml:novelty>1</wpml:novelty><wpml:index>0<") for t in sound
    ]
    assert "OSP-111" in errors(checked(tmp_path, *files))
    newer = [t.replace("droneEnumValue>60", "droneEnumValue>91") for t in files]
    found = checked(tmp_path, *newer)
    assert "OSP-111" in warnings(found) and "OSP-111" not in errors(found)


def test_words_with_blanks_around_them_are_no_words(sound, tmp_path):
    template = sound[0].replace(">safely<", "> safely <")
    assert "blanks" in told(checked(tmp_path, template, sound[1]), "262").message


@pytest.mark.parametrize("word", ["1_000", "inf", "１００", "0x10", "1,5"])
def test_numbers_are_finite_and_plain(sound, tmp_path, word):
    waylines = re.sub(r"(<wpml:executeHeight>)[^<]*", rf"\g<1>{word}", sound[1], count=1)
    assert "-12" in errors(checked(tmp_path, sound[0], waylines))


def test_flags_that_are_left_out_mean_zero(sound, tmp_path):
    template = re.sub(r"<wpml:useGlobal(Height|Speed|TurnParam)>0</wpml:\w+>", "", sound[0])
    assert template != sound[0] and checked(tmp_path, template, sound[1]) == ()


def test_a_flag_left_out_without_a_value_of_its_own_is_refused(sound, tmp_path):
    template = re.sub(r"<wpml:useGlobalHeadingParam>1</wpml:\w+>", "", sound[0])
    finding = told(checked(tmp_path, template, sound[1]), "-10")
    assert "waypointHeadingParam is missing" in finding.message
    assert finding.place("en") == "template.kml, waypoints 0-6"


def test_the_order_of_elements_is_not_judged(sound, tmp_path):
    template = re.sub(
        r"(<wpml:ellipsoidHeight>[^<]*</wpml:ellipsoidHeight>\s*)(<wpml:height>[^<]*</wpml:height>)",
        r"\2\1",
        sound[0],
    )
    assert template != sound[0] and checked(tmp_path, template, sound[1]) == ()


def test_a_focus_and_a_point_s_gimbal_that_pilot_2_adds_are_no_difference(sound, tmp_path):
    action = re.search(r"<wpml:action>.*?</wpml:action>", sound[1], re.DOTALL)[0]
    focus = re.sub(
        r"<wpml:actionActuatorFuncParam>.*</wpml:actionActuatorFuncParam>",
        "<wpml:actionActuatorFuncParam><wpml:focusX>0</wpml:focusX><wpml:focusY>0</wpml:focusY>"
        "<wpml:focusRegionWidth>1</wpml:focusRegionWidth><wpml:focusRegionHeight>1"
        "</wpml:focusRegionHeight><wpml:isPointFocus>0</wpml:isPointFocus>"
        "<wpml:payloadPositionIndex>0</wpml:payloadPositionIndex></wpml:actionActuatorFuncParam>",
        action.replace("gimbalRotate<", "focus<").replace("actionId>0<", "actionId>2<"),
        flags=re.DOTALL,
    )
    end = "</wpml:actionGroup>"
    waylines = sound[1].replace(end, focus + end, 1)
    assert checked(tmp_path, sound[0], waylines) == ()


def test_a_mapping_template_holds_no_waypoints(sound, tmp_path):
    template = sound[0].replace("templateType>waypoint", "templateType>mapping2d")
    found = [f for f in checked(tmp_path, template, sound[1]) if f.severity is Severity.ERROR]
    assert [f.code for f in found] == ["OSP-204"] and "7 waypoints" in found[0].message


def test_one_number_names_one_route(sound, tmp_path):
    folder = re.search(r"<Folder>.*</Folder>", sound[1], re.DOTALL)[0]
    waylines = sound[1].replace(folder, folder * 2)
    assert (
        "waylineId 0 is used by 2" in told(checked(tmp_path, sound[0], waylines), "OSP-205").message
    )


def test_two_versions_of_the_format_are_warned_of(sound, tmp_path):
    found = checked(tmp_path, sound[0], sound[1].replace("wpmz/1.0.6", "wpmz/1.0.2"))
    assert warnings(found) == {"OSP-113"} and not errors(found)


def test_points_without_a_place_are_one_line(sound, tmp_path):
    template = re.sub(r"<coordinates>[^<]*</coordinates>", "", sound[0])
    finding = told(checked(tmp_path, template, sound[1]), "-11")
    assert finding.place("en") == "template.kml, waypoints 0-6"


def surface_following(template: str) -> str:
    """Return a mapping template whose two heights are above ground, as FlightHub 2 writes it."""
    marks = template.index("<Placemark>"), template.rindex("</Placemark>") + len("</Placemark>")
    head = re.sub(
        r"<wpml:(globalHeight|caliFlightEnable|gimbalPitchMode|globalWaypointTurnMode"
        r"|globalUseStraightLine)>[^<]*</wpml:\1>",
        "",
        template[: marks[0]],
    )
    head = re.sub(
        r"<wpml:globalWaypointHeadingParam>.*?</wpml:globalWaypointHeadingParam>",
        "",
        head,
        flags=re.DOTALL,
    )
    head = head.replace("templateType>waypoint", "templateType>mapping2d").replace(
        "</wpml:heightMode>",
        "</wpml:heightMode><wpml:surfaceFollowModeEnable>1</wpml:surfaceFollowModeEnable>"
        "<wpml:surfaceRelativeHeight>71.4</wpml:surfaceRelativeHeight>",
    )
    area = (
        "<Placemark><wpml:elevationOptimizeEnable>0</wpml:elevationOptimizeEnable>"
        "<wpml:shootType>time</wpml:shootType><wpml:direction>0</wpml:direction>"
        "<wpml:margin>0</wpml:margin><Polygon><outerBoundaryIs><LinearRing><coordinates>"
        "113.94,22.58,0 113.95,22.58,0 113.95,22.59,0</coordinates></LinearRing></outerBoundaryIs>"
        "</Polygon><wpml:ellipsoidHeight>71.4</wpml:ellipsoidHeight>"
        "<wpml:height>71.4</wpml:height></Placemark>"
    )
    return head + area + template[marks[1] :]


def test_a_mapping_route_that_follows_the_ground_carries_heights_above_it(sound, tmp_path):
    template = surface_following(sound[0])
    assert checked(tmp_path, template, sound[1]) == ()
    plain = template.replace("surfaceFollowModeEnable>1", "surfaceFollowModeEnable>0")
    assert errors(checked(tmp_path, plain, sound[1])) == {"OSP-601"}


def test_a_payload_named_in_one_half_only_is_refused(sound, tmp_path):
    waylines = re.sub(r"<wpml:payloadInfo>.*?</wpml:payloadInfo>", "", sound[1], flags=re.DOTALL)
    found = checked(tmp_path, sound[0], waylines)
    assert "names 1 payloads, waylines.wpml names 0" in told(found, "OSP-502").message


def test_utf_16_is_read_and_warned_of(sound, tmp_path):
    template = sound[0].replace("UTF-8", "UTF-16", 1).encode("utf-16")
    assert warnings(checked(tmp_path, template, sound[1])) == {"OSP-112"}
