import pytest

from missionplanner.vector.encodings import decoded
from missionplanner.vector.text_encoding import lost_encoding
from missionplanner.vector.zones import read_zones
from tests.english import english

SQUARE = "DP 37:48 N 111:59 E\nDP 37:48 N 112:00 E\nDP 37:49 N 112:00 E\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("矿区禁飞", "gbk", "GB18030"),
        ("㐂矿区（北）", "gb18030", "GB18030"),
        ("Zürich Gänsbrunnen", "cp1252", "CP1252"),
        ("Zone réservée, été", "latin-1", "CP1252"),
        ("Запретная зона", "cp1251", "CP1252"),
        ("矿区", "utf-8", "UTF-8"),
        ("plain", "ascii", None),
    ],
)
def test_encodings_are_told_apart(text, encoding, found):
    assert lost_encoding(text.encode(encoding)) == found
    if found == "GB18030":
        assert decoded(text.encode(encoding)) == (text, found)


def test_a_guessed_encoding_is_told(tmp_path):
    path = tmp_path / "z.txt"
    for text, encoding, told in (
        ("Zürich", "cp1252", 1),
        ("Zürich", "utf-8", 0),
        ("Z", "utf-8", 0),
    ):
        path.write_bytes(f"AC R\nAN {text}\nAL GND\nAH FL65\n{SQUARE}".encode(encoding))
        got = read_zones(path)
        assert got.threats.zones[0].name == text
        assert len(english(got.report.told)) == told
