import io
import json
import subprocess
import sys

import pytest

from missionplanner import __version__
from missionplanner.cli import main as face
from missionplanner.cli.main import VERBS, run
from missionplanner.cli.plan_verb import changed
from missionplanner.errors import InputError
from missionplanner.model.plan import PlanIntent
from missionplanner.tasks.progress import Cancelled
from tests.own_words import WRONG


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys) -> None:
    assert run([verb, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["indicators", "irsei", "trend", "zones", "report"])
def test_help_of_the_ecology_does_not_wait_for_its_kernels(verb: str) -> None:
    code = (
        "import sys; from missionplanner.cli.main import run; "
        f"run([{verb!r}, '--help']); "
        "sys.exit(bool(sys.modules.keys() & {'numba', 'pandas', 'matplotlib', 'dask'}))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_version(capsys) -> None:
    assert run(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


def test_a_cancelled_verb_exits_with_130(monkeypatch, capsys) -> None:
    def stop(*_: object, **__: object) -> None:
        raise Cancelled

    monkeypatch.setattr(face.group, "main", stop)
    assert run(["plan", "x"]) == 130
    assert "cancelled" in capsys.readouterr().err


def test_a_terminal_that_cannot_print_a_name_prints_what_it_can(monkeypatch) -> None:
    heard = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(heard, encoding="latin-1"))
    monkeypatch.setattr(face.group, "main", lambda *_, **__: print("矿 \udce9 pit"))
    assert run(["plan", "x"]) == 0
    sys.stdout.flush()
    assert heard.getvalue() == b"\\u77ff \\udce9 pit\n"


def test_without_streams_it_does_its_work(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run(["check", "nowhere.kmz"]) == 2
    assert run(["--version"]) == 0


def test_json_is_the_last_line_and_whole(capsys) -> None:
    assert run(["plugins", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"format", "title", "suffix", "options"} <= set(told["formats"][0])


def test_options_replace_the_saved_intent_and_nothing_else() -> None:
    saved = PlanIntent(seed=5, reserve_share=0.3)
    asked = changed(saved, {"seed": None, "evaluations": 77}, "0.2,0.3,0.5")
    assert (asked.seed, asked.evaluations, asked.reserve_share) == (5, 77, 0.3)
    assert (asked.weights.length, asked.weights.threat) == (0.2, 0.5)
    assert asked.weights.energy == saved.weights.energy


@pytest.mark.parametrize("weights", ["1", "1,2,x", "1,2,3,4", "-1,0,0"])
def test_bad_weights_are_one_line(weights: str) -> None:
    with pytest.raises(InputError):
        changed(PlanIntent(), {}, weights)


def test_an_export_option_without_value(capsys) -> None:
    assert run(["export", "nowhere", "--out", "x", "--option", "novalue"]) == 2
    assert "KEY=VALUE" in capsys.readouterr().err


def test_a_name_the_system_refuses_is_one_line(capsys) -> None:
    assert run(["open", f"{'x' * 300}.mplan"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Error: ")
    assert told.count("\n") == 1


def test_names_in_a_message_cannot_repaint_the_terminal_or_fill_it():
    line = str(
        InputError(WRONG, "a\nb\r", what="no sensor\x1b[2J\u202e\x00x", remedy="y" * 1_000_000)
    )
    assert line.startswith("a b : no sensor\ufffd[2J\ufffd\ufffdx; yyy") and len(line) < 1500
