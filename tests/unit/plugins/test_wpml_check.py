import re

import pytest

from missionplanner.model.finding import Severity
from tests.unit.missions.sample import sample_mission
from tests.unit.plugins.kit import checked, errors, packed, warnings, wpml, written


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return written(tmp_path_factory.mktemp("sound"))


def broken(text: str, pattern: str, by: str, nth: int = 0) -> str:
    """Return the text with the nth match of a pattern replaced."""
    match = list(re.finditer(pattern, text, re.DOTALL))[nth]
    return text[: match.start()] + match.expand(by) + text[match.end() :]


def test_what_we_write_has_no_finding_but_notes(sound, tmp_path):
    assert checked(tmp_path, *sound) == ()


# Each line: the file to break (0 template, 1 waylines), a pattern, its replacement, the code.
MUTATIONS = [
    (0, "<wpml:flyToWaylineMode>safely<", "<wpml:flyToWaylineMode>fast<", "262"),
    (1, "<wpml:exitOnRCLost>executeLostAction<", "<wpml:exitOnRCLost>x<", "-5"),
    (1, r"<wpml:executeRCLostAction>.*?</wpml:executeRCLostAction>", "", "-5"),
    (1, r"<wpml:takeOffSecurityHeight>[\d.]+", "<wpml:takeOffSecurityHeight>1", "-15"),
    (1, r"<wpml:globalTransitionalSpeed>[\d.]+", "<wpml:globalTransitionalSpeed>16", "-7"),
    (1, r"<wpml:globalTransitionalSpeed>[\d.]+</wpml:globalTransitionalSpeed>", "", "-14"),
    (1, "<wpml:executeHeightMode>WGS84", "<wpml:executeHeightMode>EGM96", "261"),
    (1, r"<wpml:waypointSpeed>[\d.]+", "<wpml:waypointSpeed>0", "-6"),
    (1, r"<wpml:waypointSpeed>[\d.]+", "<wpml:waypointSpeed>15.5", "-6"),
    (1, r"<wpml:waypointSpeed>[\d.]+", "<wpml:waypointSpeed>nan", "-6"),
    (1, "<wpml:waypointTurnMode>coordinateTurn", "<wpml:waypointTurnMode>turn", "-9"),
    (1, r"<wpml:waypointTurnParam>.*?</wpml:waypointTurnParam>", "", "-9"),
    (1, r"<wpml:waypointHeadingMode>\w+</wpml:waypointHeadingMode>", "", "-10"),
    (1, r"<coordinates>[\d.]+,", "<coordinates>213.9,", "-11"),
    (1, r"<coordinates>[\d.]+,[\d.]+", "<coordinates>here", "-11"),
    (1, r"<wpml:executeHeight>[\d.]+", "<wpml:executeHeight>20000", "-12"),
    (1, r"<wpml:executeHeight>[\d.]+</wpml:executeHeight>", "", "-12"),
    (1, "<wpml:index>3<", "<wpml:index>4<", "-16"),
    (1, "<wpml:actionActuatorFunc>takePhoto", "<wpml:actionActuatorFunc>takeTea", "-26"),
    (1, "<wpml:gimbalPitchRotateAngle>-90", "<wpml:gimbalPitchRotateAngle>-190", "-30"),
    (1, "<wpml:actionTriggerType>multipleDistance", "<wpml:actionTriggerType>often", "-32"),
    (
        1,
        r"multipleDistance(.*?)<wpml:actionTriggerParam>[\d.]+",
        r"multipleTiming\1<wpml:actionTriggerParam>0",
        "-33",
    ),
    (1, r"<wpml:actionTriggerParam>[\d.]+", "<wpml:actionTriggerParam>-1", "-34"),
    (1, r"<wpml:droneInfo>.*?</wpml:droneInfo>", "", "OSP-201"),
    (
        0,
        "<wpml:missionConfig>",
        "<wpml:efficiencyFlightModeEnable>5</wpml:efficiencyFlightModeEnable><wpml:missionConfig>",
        "OSP-111",
    ),
    (
        1,
        "<wpml:waypointTurnMode>toPointAndStop\\w+",
        "<wpml:waypointTurnMode>coordinateTurn",
        "OSP-303",
    ),
    (1, "<wpml:actionGroupId>1", "<wpml:actionGroupId>0", "OSP-401"),
    (1, "<wpml:actionGroupEndIndex>5", "<wpml:actionGroupEndIndex>9", "OSP-402"),
    (1, "<wpml:actionGroupStartIndex>4", "<wpml:actionGroupStartIndex>5", "OSP-403"),
    (1, "<wpml:actionId>0", "<wpml:actionId>65535", "OSP-202"),
    (1, r"<wpml:executeHeight>([\d.]+)", "<wpml:executeHeight>1\\g<1>", "OSP-505"),
    (1, r"<Placemark>.*?</Placemark>", "", "OSP-503"),
    (0, "<wpml:droneEnumValue>60", "<wpml:droneEnumValue>89", "OSP-502"),
    (0, "<wpml:templateId>0", "<wpml:templateId>1", "OSP-501"),
    (1, r"<Folder>.*</Folder>", "", "-3"),
    (0, "<wpml:waypointTurnDampingDist>[1-9][\\d.]*</wpml:waypointTurnDampingDist>", "", "-8"),
]


@pytest.mark.parametrize(("which", "pattern", "by", "code"), MUTATIONS)
def test_each_fault_has_its_code(sound, tmp_path, which, pattern, by, code):
    files = list(sound)
    files[which] = broken(files[which], pattern, by)
    assert code in errors(checked(tmp_path, *files))


def test_a_lens_called_visible_is_an_error_that_tells_the_spelling(sound, tmp_path):
    lens = "<wpml:useGlobalPayloadLensIndex>0</wpml:useGlobalPayloadLensIndex>"
    files = [
        t.replace(lens, lens + "<wpml:payloadLensIndex>visible</wpml:payloadLensIndex>")
        for t in sound
    ]
    found = [f for f in checked(tmp_path, *files) if f.severity is Severity.ERROR]
    assert found and all("visable" in f.message for f in found)


def test_damping_that_fills_a_leg_is_refused_for_the_m300_only(sound, tmp_path):
    # the leg from waypoint 3 to 4 is 41 m long
    def wide(text):
        return re.sub(r"(TurnDampingDist>)[1-9][\d.]*", r"\g<1>21", text)

    template, waylines = (wide(text) for text in sound)
    assert {"OSP-304"} <= errors(checked(tmp_path, template, waylines))
    newer = [t.replace("EnumValue>60<", "EnumValue>91<", 1) for t in (template, waylines)]
    found = checked(tmp_path, *newer)
    assert "OSP-304" in warnings(found) and "OSP-304" not in errors(found)


@pytest.mark.parametrize(("drone", "code_is_error"), [("60", True), ("89", True), ("91", False)])
def test_half_a_metre_between_waypoints_is_a_law_of_the_m300(sound, tmp_path, drone, code_is_error):
    files = []
    for text in sound:
        spots = re.findall(r"<coordinates>([\d.]+),([\d.]+)</coordinates>", text)
        lon, lat = spots[1]
        near = f"<coordinates>{float(lon) + 3e-6:.9f},{lat}</coordinates>"
        text = text.replace(f"<coordinates>{spots[2][0]},{spots[2][1]}</coordinates>", near)
        heights = re.findall(r"<wpml:(?:execute|ellipsoid)Height>([\d.]+)", text)
        text = text.replace(f"Height>{heights[2]}<", f"Height>{heights[1]}<")
        files.append(text.replace("EnumValue>60<", f"EnumValue>{drone}<", 1))
    found = checked(tmp_path, *files)
    assert ("OSP-301" in errors(found)) is code_is_error
    assert "OSP-301" in errors(found) | warnings(found)


def test_five_kilometres_are_the_most(sound, tmp_path):
    template, waylines = (re.sub(r",22\.58(\d+)<", r",22.68\1<", t, count=1) for t in sound)
    assert "OSP-302" in errors(checked(tmp_path, template, waylines))


def test_heights_of_another_datum_are_found(sound, tmp_path):
    template = re.sub(
        r"<wpml:height>([\d.]+)", lambda m: f"<wpml:height>{float(m[1]) + 9}", sound[0]
    )
    found = [f for f in checked(tmp_path, template, sound[1]) if f.code == "OSP-601"]
    assert found[0].severity is Severity.ERROR and "undulation" in found[0].message
    template = re.sub(
        r"<wpml:height>([\d.]+)", lambda m: f"<wpml:height>{float(m[1]) + 0.002}", sound[0]
    )
    assert "OSP-601" in warnings(checked(tmp_path, template, sound[1]))


def test_a_wrong_stated_distance_is_a_warning(sound, tmp_path):
    waylines = re.sub(r"<wpml:distance>[\d.]+", "<wpml:distance>100", sound[1])
    assert "OSP-305" in warnings(checked(tmp_path, sound[0], waylines))


def test_heights_above_sea_level_given_as_relative_are_suspected(sound, tmp_path):
    waylines = sound[1].replace("HeightMode>WGS84", "HeightMode>relativeToStartPoint")
    waylines = re.sub(r"<wpml:executeHeight>[\d.]+", "<wpml:executeHeight>730", waylines)
    assert "-12" in warnings(checked(tmp_path, sound[0], waylines))


def test_unproven_foreign_and_unknown_payloads(sound, tmp_path):
    z30 = wpml().write(sample_mission("z30"), tmp_path)[0]
    assert "OSP-703" in {f.code for f in wpml().check(z30)}
    foreign = [t.replace("payloadEnumValue>50", "payloadEnumValue>66") for t in sound]
    assert "OSP-702" in warnings(checked(tmp_path, *foreign))
    unknown = [t.replace("droneEnumValue>60", "droneEnumValue>12345") for t in sound]
    assert "OSP-701" in warnings(checked(tmp_path, *unknown))


def test_faults_of_one_kind_are_one_line_with_their_range(sound, tmp_path):
    waylines = re.sub(r"<wpml:waypointSpeed>[\d.]+", "<wpml:waypointSpeed>25", sound[1])
    (finding,) = [f for f in checked(tmp_path, sound[0], waylines) if f.code == "-6"]
    assert finding.place("en") == "waylines.wpml, waypoints 0-6" and "25 m/s" in finding.message


def test_a_file_may_be_named_by_dji_s_rules_only(sound, tmp_path):
    members = {"wpmz/template.kml": sound[0], "wpmz/waylines.wpml": sound[1]}
    for name in ("a_b.kmz", "a.b.kmz", "n" * 61 + ".kmz"):
        assert warnings(wpml().check(packed(tmp_path / name, members))) == {"OSP-110"}
