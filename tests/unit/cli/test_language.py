"""Every verb speaks the language that is asked for; programs get English unless they ask."""

import io
import json
import sys
from pathlib import Path

import click
import pytest

from missionplanner.cli.language import VARIABLE, given, language_of
from missionplanner.cli.main import EXIT_OK, EXIT_WRONG, VERBS, group, run
from missionplanner.cli.telling import progress_bar, tell
from missionplanner.cli.usage import usage_message
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import speak, spoken
from missionplanner.messages.message import message


def _chinese(text: str) -> bool:
    return any("\u4e00" <= glyph <= "\u9fff" for glyph in text)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_takes_the_option(verb: str, capsys) -> None:
    assert run([verb, "--language", "zh", "--help"]) == EXIT_OK
    told = capsys.readouterr().out
    assert "--language [en|zh]" in told
    assert not _chinese(told), "help stays English"
    assert spoken() == "en", "what one run speaks is not what the next one speaks"


@pytest.mark.parametrize(
    "arguments", [["--language", "zh", "plan", "none"], ["plan", "none", "--language=zh"]]
)
def test_an_error_is_told_in_chinese_before_and_after_the_verb(arguments, capsys) -> None:
    assert run(arguments) == EXIT_WRONG
    assert capsys.readouterr().err.startswith("错误：")


def test_a_finding_and_what_is_shown_are_chinese(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.kmz").write_bytes(b"no zip")
    assert run(["check", str(tmp_path), "--language", "zh"]) == 1
    told = capsys.readouterr()
    assert "未通过" in told.out
    assert "错误 " in told.out


def test_programs_get_english_unless_they_ask(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv(VARIABLE, "zh")
    for name in ("a.txt", "a.kmz"):
        (tmp_path / name).write_text("x")
    assert run(["check", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["passed_over"][0]["why"] == "no mission"
    assert run(["check", str(tmp_path), "--json", "--language", "zh"]) == 1
    assert json.loads(capsys.readouterr().out)["passed_over"][0]["why"] == "不是任务"


def test_an_unknown_language_is_wrong_use(capsys) -> None:
    assert run(["plan", "x", "--language", "fr"]) == EXIT_WRONG
    assert "'fr' is not one of 'en', 'zh'" in capsys.readouterr().err


def test_without_the_option_the_variable_then_the_locale_decide(monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language_of(["plan", "x"]) == "en"  # the tests' own variable
    monkeypatch.delenv(VARIABLE)
    assert language_of(["plan", "x"]) == "zh"
    assert language_of(["plan", "x", "--json"]) == "en"
    assert language_of(["plan", "x", "--language", "en"]) == "en"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert language_of(["plan", "x"]) == "en"


def test_the_values_of_an_option_are_found_as_they_are_typed() -> None:
    assert given(["a", "--x", "1", "--x=2", "--", "--x", "3"], ("--x",)) == ["1", "2"]
    assert given(["--x"], ("--x",)) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["plam"],
        ["check"],
        ["plan", "x", "--sede", "1"],
        ["plan", "x", "--seed", "one"],
        ["plan", "x", "--budget", "one"],
        ["plan", "x", "--pattern=round"],
        ["plan", "x", "--seed"],
        ["plan", "x", "y", "z"],
        ["check", "x", "--json=1"],
        ["geodetector", "x", "--classes", "99"],
        ["geodetector", "x", "--permutations", "-1"],
        ["new", "x", "--area", "a"],
    ],
)
def test_click_is_told_in_its_own_english_and_in_chinese(arguments: list[str]) -> None:
    with pytest.raises(click.ClickException) as told:
        group.main(arguments, standalone_mode=False)
    said = usage_message(told.value, arguments)
    assert said.code.startswith("cli."), "a code, not click's own words"
    assert sentence(said, "en") == told.value.format_message()
    assert _chinese(sentence(said, "zh"))


def test_messages_in_json_are_sentences(capsys) -> None:
    said = message("cli.no_mission")
    tell(True, {"a": [said], "b": {"c": said.to_json()}}, lambda: None)
    assert json.loads(capsys.readouterr().out) == {"a": ["no mission"], "b": {"c": "no mission"}}


def test_progress_is_told_in_the_language_spoken(capsys) -> None:
    speak("zh")
    try:
        with progress_bar() as progress:
            progress.report(0.5, "cli.starting")
    finally:
        speak("en")
    assert capsys.readouterr().err == " 50 %  正在启动\n"


@pytest.mark.parametrize(
    ("encoding", "spoken_there"),
    [("utf-8", "zh"), ("gbk", "zh"), ("latin-1", "en"), ("ascii", "en")],
)
def test_a_terminal_without_chinese_letters_gets_english(
    encoding, spoken_there, monkeypatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert language_of(["plan"]) == spoken_there
    assert language_of(["plan", "--language", "zh"]) == "zh", "who asks for it gets it"
