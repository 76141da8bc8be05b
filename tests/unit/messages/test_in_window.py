"""What a command line tells by an option, a window tells otherwise."""

import re
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from missionplanner.assets import resources
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import entry_of, read_words, sentence
from missionplanner.messages.language import LANGUAGES, answer_in_window
from missionplanner.model.timetable import Crew
from missionplanner.storage.complaints import reason


@pytest.fixture
def window() -> Iterator[None]:
    answer_in_window(True)
    yield
    answer_in_window(False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("window")
def test_a_window_is_told_no_option(language: str) -> None:
    error = InputError("weather.several_stations", "field.metar", stations="ZBAA, ZBTJ")
    assert "--" not in error.line(language)  # type: ignore[arg-type]
    assert "ZBAA" in error.line(language)  # type: ignore[arg-type]


def test_a_command_line_is() -> None:
    error = InputError("weather.several_stations", "field.metar", stations="ZBAA, ZBTJ")
    assert "--station" in error.line("en")


# What the command line alone says, of itself: its usage, its tables.
OF_THE_COMMAND_LINE = "cli."
ASKED = re.compile(
    r"(?:^|[\s(:（：])--[a-z]|missionplanner [a-z]"
    r"|\b(?:index|trend|grid|security|erosion)\.[a-z_]+|\b(?:agl_from_m|paper_literal)\b"
)


def codes(table: dict, prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, str) or (isinstance(value, dict) and "what" in value):
            yield name
        elif isinstance(value, dict):
            yield from codes(value, f"{name}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stage_of_the_window_tells_an_option_a_verb_or_a_key(language: str) -> None:
    told = []
    for code in codes(read_words(resources() / "words" / f"{language}.toml")):
        entry = entry_of(code, language)  # type: ignore[arg-type]
        assert entry is not None
        said = f"{entry.window_what or entry.what} {entry.window or entry.remedy}"
        if ASKED.search(said) and not code.startswith(OF_THE_COMMAND_LINE):
            told.append(f"{code}: {said}")
    assert told == []


@pytest.mark.usefixtures("window")
def test_what_is_said_is_another_too() -> None:
    error = InputError("terrain.units_differ", "dem", datum_unit="ft", asked="m")
    assert error.line("en") == (
        "dem: the vertical datum says ft, the unit chosen is m; give one of them, or both alike"
    )


@pytest.mark.usefixtures("window")
def test_the_library_that_checks_values_is_not_heard_in_a_window() -> None:
    with pytest.raises(ValidationError) as caught:
        Crew(battery_sets=0, days="many", unheard_of=1)  # type: ignore[call-arg]
    told = [sentence(reason(wrong), "en") for wrong in caught.value.errors()]
    assert told == ["must be at least 1", "is no whole number", "it is not known here"]
