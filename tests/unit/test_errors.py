"""What an error says stays one line that is seen as it is, whoever named the file."""

import pytest

from missionplanner.cli.main import run
from missionplanner.errors import InputError, Undecided, loop_of_links, one_line, shortened
from missionplanner.tasks.runner import failed_by
from tests.own_words import SAID, WRONG


@pytest.mark.parametrize(
    "sign",
    ["\x1b", "\x00", "\x07", "\x08", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\udcff"],
    ids=lambda sign: f"U+{ord(sign):04X}",
)
def test_no_sign_of_a_name_commands_the_terminal_or_turns_the_line_round(sign):
    told = str(
        InputError(WRONG, f"x{sign}[2Jy.kml", what=f"feature 'a{sign}b' is open", remedy="close it")
    )
    assert sign not in told and told.count("\ufffd") == 2
    told.encode()  # a lone surrogate of a file's name cannot be printed
    assert sign not in str(Undecided(SAID, f"a{sign}", "--layer", what="which"))


def test_line_ends_and_tabs_become_spaces():
    assert str(InputError(SAID, "a\u2028b", what="is\r\nbad\t.")) == "a b: is bad ."


@pytest.mark.parametrize("name", ["矿 1.kmz", "Zürich", "क्\u200dष", "نمی\u200cخواهم", "👩\u200d🔬"])
def test_names_in_any_script_stay_as_they_are(name):
    assert one_line(name) == name


def test_short_texts_stay_as_they_are():
    error = InputError(WRONG, "/a/b.json, Zürich", what="is wrong", remedy="correct it")
    assert str(error) == "/a/b.json, Zürich: is wrong; correct it"
    assert shortened("abc", 3) == "abc"


@pytest.mark.parametrize("part", ["what", "where", "remedy"])
def test_endless_names_are_cut_and_their_path_is_not(part):
    path, name = "/" + "d" * 300 + "/f.json", "N" * 9000
    given = {"code": WRONG, "where": path, "what": "is wrong", "remedy": "correct it"}
    given[part] = f"{given[part]}, {name}"
    line = str(InputError(**given))
    assert path in line and "…" in line
    assert len(line) < 1200
    assert name in str(getattr(InputError(**given), part))


def test_a_link_to_itself_is_a_users_to_mend(tmp_path, capsys):
    loop = tmp_path / "it's.mplan"
    loop.symlink_to(loop)
    assert run(["verify", str(loop)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"Error: {loop}: ") and told.count("\n") == 1
    assert loop_of_links(RuntimeError("another")) is None
    fault = RuntimeError(f"Symlink loop from {str(loop)!r}")
    assert failed_by(RuntimeError("Symlink loop from '/a'")).detail == ""
    assert loop_of_links(ValueError(str(fault))) is None
