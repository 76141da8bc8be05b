"""What a command line tells by an option, a window tells otherwise."""

from collections.abc import Iterator

import pytest

from missionplanner.errors import InputError
from missionplanner.messages.language import LANGUAGES, answer_in_window


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
