import pytest

from missionplanner.errors import InputError, shortened


def test_short_texts_stay_as_they_are():
    error = InputError("is wrong", "/a/b.json, Zürich", "correct it")
    assert str(error) == "/a/b.json, Zürich: is wrong; correct it"
    assert shortened("abc", 3) == "abc"


@pytest.mark.parametrize("part", ["what", "where", "remedy"])
def test_endless_names_are_cut_and_their_path_is_not(part):
    path, name = "/" + "d" * 300 + "/f.json", "N" * 9000
    given = {"what": "is wrong", "where": path, "remedy": "correct it"}
    given[part] = f"{given[part]}, {name}"
    line = str(InputError(**given))
    assert path in line and "…" in line
    assert len(line) < 1200
    assert name in str(getattr(InputError(**given), part))
