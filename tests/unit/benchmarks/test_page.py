"""The page of all benchmarks: what is listed, what is run, what is told of one that fails."""

import subprocess
from types import SimpleNamespace

import pytest

from benchmarks import __main__ as page


@pytest.fixture(scope="module")
def benchmarks():
    return list(page.found())


@pytest.fixture
def answers(monkeypatch):
    """Stand in for the processes: what each is answered with, and what was started."""
    started = []

    def run(command, **_):
        started.append(command[2:])
        if command[2] == "benchmarks.trend":
            return SimpleNamespace(
                returncode=1, stdout="half\n", stderr="a\nb\nc\nValueError: no\n"
            )
        if command[2] == "benchmarks.geodetector":
            raise subprocess.TimeoutExpired(command, 1.0, output=b"so far")
        return SimpleNamespace(returncode=0, stdout="\n| a |\n|---|\nSo it is.\n", stderr="")

    monkeypatch.setattr(page.subprocess, "run", run)
    return started


def test_names_are_those_of_scripts(benchmarks):
    names = {one.name for one in benchmarks}
    assert set(page.QUICK) | set(page.BY_HAND) | set(page.WITH_PEERS) <= names
    assert not set(page.QUICK) & set(page.BY_HAND)
    assert "__main__" not in names and "truth" not in names
    assert [one.name for one in benchmarks if not one.title] == []


def test_only_quick_ones_run_by_default_and_never_those_by_hand(benchmarks):
    quick = {one.name for one in page.chosen(benchmarks, False, [])}
    every = {one.name for one in page.chosen(benchmarks, True, [])}
    assert quick == set(page.QUICK)
    assert quick < every and not every & set(page.BY_HAND)


def test_a_name_that_is_not_there_is_told_in_one_line(capsys):
    with pytest.raises(SystemExit) as end:
        page.main(["--only", "trends"])
    assert end.value.code == 2
    assert "there is no benchmark trends; --list shows all" in capsys.readouterr().err


def test_one_runs_in_a_process_of_its_own():
    one = page.ran(page.Benchmark("__main__", "", ("--list",)), 60.0)
    assert one.code == 0 and one.cpu_s > 0
    assert one.printed == page.listing(list(page.found()))


def test_a_page_is_told_whole_though_one_fails(answers, capsys, tmp_path):
    asked = ["--only", "natural_breaks", "--only", "trend", "--only", "geodetector"]
    assert page.main([*asked, "--out", str(tmp_path / "page.md"), "--limit", "1"]) == 1
    told = capsys.readouterr().out
    assert told.strip() == (tmp_path / "page.md").read_text("utf-8").strip()
    assert "## Natural breaks — `python -m benchmarks.natural_breaks`" in told
    assert "\n| a |\n|---|\n\nSo it is.\n" in told
    assert "```\nhalf\n" in told
    assert "**Failed (exit 1).**" in told and "ValueError: no" in told
    assert "**Stopped after 1 s.**" in told and "so far" in told
    assert len(answers) == 3


def test_a_page_without_a_failure_ends_well(answers, capsys, tmp_path):
    assert page.main(["--only", "serial_trend"]) == 0
    assert answers == [["benchmarks.serial_trend", "--series", "2000"]]
    peers = ["--peers", str(tmp_path)]
    assert page.main(["--only", "natural_breaks", "--only", "serial_trend", *peers]) == 0
    assert answers[1:] == [["benchmarks.natural_breaks", *peers], answers[0]]
    assert page.main(["--list"]) == 0
    assert "| `big_raster` | with `--all` |" in capsys.readouterr().out
