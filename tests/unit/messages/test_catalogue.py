import pickle
import tomllib
from pathlib import Path

import pytest

from missionplanner.assets import resources
from missionplanner.errors import InputError, PlannerError, Undecided
from missionplanner.messages import catalogue, language
from missionplanner.messages.catalogue import add_words, read_words, rooms_of, sentence
from missionplanner.messages.language import LANGUAGES, Language
from missionplanner.messages.message import Message, from_json, message, text


@pytest.fixture(autouse=True)
def own_words(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text(
        'files = "{n} {n:file|files} in {names}"\n'
        'half = "{share:.1f} % of {what}"\n'
        '[wrong]\nwhat = "holds no {thing}"\nremedy = "draw a {thing}"\n',
        encoding="utf-8",
    )
    (tmp_path / "zh.toml").write_text(
        'files = "{names}中有{n}个文件"\nhalf = "{what}的{share:.1f} %"\n'
        '[wrong]\nwhat = "没有{thing}"\nremedy = "请绘制{thing}"\n',
        encoding="utf-8",
    )
    add_words("own_words", tmp_path)


def test_one_and_many_and_lists() -> None:
    said = message("own_words.files", n=1, names=("a", "b"))
    assert sentence(said, "en") == "1 file in a, b"
    assert sentence(said, "zh") == "a、b中有1个文件"
    assert sentence(message("own_words.files", n=0, names=()), "en") == "0 files in "


@pytest.mark.parametrize(
    ("cell_m", "told"),
    [(0.05, "5.0 cm"), (0.999, "99.9 cm"), (0.9996, "1 m"), (10.0, "10 m"), (12.346, "12.35 m")],
)
def test_a_length_is_told_in_metres_from_one_metre_on(cell_m: float, told: str) -> None:
    said = message("cli.mosaic", n=2, cell_m=cell_m, share=50.0, file="a.tif")
    assert f"laid at {told}; 50 %" in sentence(said, "en")
    assert f" {told}；" in sentence(said, "zh")


def test_a_message_inside_speaks_the_same_language() -> None:
    inner = message("own_words.half", share=3.14159, what="x")
    assert sentence(message("own_words.half", share=1, what=inner), "zh") == "x的3.1 %的1.0 %"


def test_an_unknown_code_is_told_bare() -> None:
    assert sentence(message("gone.thing", a=1), "zh") == "gone.thing (a=1)"
    assert sentence(text("as it stands {x}"), "zh") == "as it stands {x}"


def test_an_error_speaks_both_and_travels() -> None:
    error = InputError("own_words.wrong", "a.kml", thing="area")
    assert str(error) == "a.kml: holds no area; draw a area"
    assert error.line("zh") == "a.kml：没有area；请绘制area"
    assert (error.what, error.remedy, error.where) == ("holds no area", "draw a area", "a.kml")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is InputError and str(again) == str(error) and again.code == error.code


def test_a_question_names_its_option() -> None:
    error = Undecided("own_words.half", "a.kml", "--unit", ("m", "ft"), share=1, what="it")
    again = pickle.loads(pickle.dumps(error))
    assert again.told("en").remedy == "say which: --unit m|ft"
    assert again.option == "--unit" and again.choices == ("m", "ft")


def test_a_place_is_told_in_the_language() -> None:
    place = ("a.kml", message("own_words.half", share=2, what="y"))
    assert PlannerError("own_words.wrong", place, thing="z").where == "a.kml, 2.0 % of y"


def test_json_and_back() -> None:
    said = message("own_words.half", share=2.5, what=message("own_words.files", n=1, names=["q"]))
    assert from_json(said.to_json()) == said
    assert from_json("a sentence of before") == text("a sentence of before")
    with pytest.raises(ValueError):
        from_json(7)
    assert len({said, Message(said.code, dict(said.values))}) == 1


def test_the_process_speaks_one_language() -> None:
    assert language.spoken() == "en"
    language.speak("zh")
    try:
        assert sentence(message("own_words.half", share=1, what="x")) == "x的1.0 %"
    finally:
        language.speak("en")
    assert catalogue.known("own_words.half") and not catalogue.known("own_words.none")


@pytest.mark.parametrize(
    ("name", "found"),
    [("zh_CN.UTF-8", "zh"), ("en", "en"), ("zh-Hans", "zh"), ("fr_FR", None), ("C.UTF-8", None)],
)
def test_names_of_languages(name: str, found: str | None) -> None:
    assert language.known(name) == found


@pytest.mark.parametrize("values", [{}, {"share": "much", "what": "x"}, {"share": (1,), "what": 2}])
def test_values_that_do_not_fit_are_told_bare(values: dict[str, object]) -> None:
    assert sentence(message("own_words.half", **values), "en").startswith("own_words.half")


def test_a_code_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_text('secret = "read"\n', encoding="utf-8")
    code = f"{tmp_path}.secret"
    assert sentence(message(code), "en") == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_rooms_read_one_by_one_say_what_the_whole_file_says(language: Language) -> None:
    path = resources() / "words" / f"{language}.toml"
    rooms = rooms_of(path.read_text(encoding="utf-8"))
    whole = read_words(path)
    assert {room: tomllib.loads(text)[room] for room, text in rooms.items()} == whole
