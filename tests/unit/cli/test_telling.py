import os
import shlex
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from missionplanner.cli.figures import show_result
from missionplanner.cli.telling import progress_bar, quoted
from missionplanner.compiling import KernelEvent
from missionplanner.compiling import tell as hear
from missionplanner.messages.message import text
from missionplanner.model.finding import Finding, Severity
from missionplanner.tasks.progress import Cancelled, Progress, Step
from tests.own_words import SAID

NOTE = Finding("MIS-SELF", Severity.NOTE, "hill", "fires by itself")


def test_ctrl_c_also_ends_work_on_other_threads() -> None:
    def endless(progress: Progress) -> None:
        while True:
            progress.check()
            time.sleep(0.001)

    before = signal.getsignal(signal.SIGINT)
    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(KeyboardInterrupt), progress_bar() as progress:
            work = pool.submit(endless, progress)
            os.kill(os.getpid(), signal.SIGINT)
            work.result()
        with pytest.raises(Cancelled):
            work.result()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_log_is_not_flooded(capsys) -> None:
    with progress_bar() as progress:
        for i in range(1000):
            progress.report(i / 1000, SAID, what=f"xt2: {i} plans tried")
            progress.report(i / 1000, SAID, what=f"p1-35: {i} plans tried")
            progress.event(NOTE)
        progress.event(Step(1.0, text("Plan saved")))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 * 10 + 2
    assert lines.count("note: hill: fires by itself") == 1
    assert lines[-1] == "100 %  Plan saved"


def test_that_inner_loops_cannot_be_kept_is_told_once(capsys) -> None:
    with progress_bar():
        for name in "ab":
            hear(KernelEvent(name, compiled=True))
            hear(KernelEvent(name, compiled=False, unkept_in="/cache/osprey"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:] == [
        "note: /cache/osprey: cannot be written: inner loops are compiled anew at each start"
    ]


def test_a_figure_out_of_its_limit_is_marked(capsys) -> None:
    finding = {"code": "VERIFY-GSD", "severity": "warning", "where": "", "message": "too [coarse]"}
    sensor = {
        "sensor": "z30",
        "flyable_m2": 1e6,
        "unreached_m2": 0.0,
        "seen_share": 1.0,
        "overlap_ok_share": 0.97,
        "gsd_cm": {"p50": 6.4, "p95": 7.1},
        "gsd_limit_cm": 3.0,
        "zone_m": 0.0,
        "clearance_min_m": 61.0,
        "agl_max_m": 110.0,
        "distance_max_m": 900.0,
        "length_m": 9e3,
        "climb_m": 500.0,
        "duration_s": 3600.0,
        "photos": 100,
        "energy_wh": 300.0,
        "sorties": [{"energy_wh": 300.0, "energy_limit_wh": 400.0}],
        "cost": {"B_literal": 1.0, "J": 2.0},
        "findings": [finding],
    }
    note = {"code": "MIS-SELF", "severity": "note", "where": "hill", "message": "set [1.2 s]"}
    show_result({"sensors": [sensor], "notes": [note]}, "hill")
    told = capsys.readouterr().out
    assert "! 6.4 / 7.1" in told
    assert "3.0" in told
    assert told.count("!") == 2
    assert "too [coarse]" in told
    assert "note: hill: set [1.2 s]" in told


@pytest.mark.skipif(sys.platform == "win32", reason="another shell, with other signs")
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("pit/hill.mplan", "pit/hill.mplan"),
        ("矿区/一号.mplan", "矿区/一号.mplan"),
        ("a b.mplan", "'a b.mplan'"),
        ("cost $HOME.mplan", "'cost $HOME.mplan'"),
        ("a`x`.mplan", "'a`x`.mplan'"),
        ("it's.mplan", "'it'\"'\"'s.mplan'"),
    ],
)
def test_a_path_is_told_as_a_shell_reads_it(name: str, typed: str) -> None:
    assert quoted(Path(name)) == typed
    assert shlex.split(typed) == [name]
