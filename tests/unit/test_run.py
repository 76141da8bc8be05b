"""The set-up script: which Python, which system packages, and when it has work to do."""

import ast
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`run.py` as a module whose project is an empty folder."""
    spec = importlib.util.spec_from_file_location("run_under_test", root / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    places = {
        "ROOT": tmp_path,
        "VENV": venv,
        "LOCK": tmp_path / "requirements.lock",
        "STAMP": venv / "set-up.json",
        "KERNELS": venv / "kernels.json",
        "TRIED": venv / "tried.json",
    }
    for name, value in places.items():
        monkeypatch.setattr(module, name, value)
    module.LOCK.write_text("numpy==2.4.6\n")
    return module


def pretend_venv(run: ModuleType, version: str = "3.11.7") -> None:
    python = run.venv_program("python")
    python.parent.mkdir(parents=True)
    python.touch()
    (run.VENV / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n")


class TestPython:
    @pytest.mark.parametrize(
        ("version", "expected"),
        [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False), ((2, 7), False)],
    )
    def test_versions_that_fit(self, run, version, expected):
        assert run.fits(version) is expected

    def test_script_parses_on_an_old_python(self, root):
        source = (root / "run.py").read_text(encoding="utf-8")
        ast.parse(source, feature_version=(3, 6))

    def test_version_of_this_interpreter(self, run):
        assert run.version_of([sys.executable]) == sys.version_info[:2]

    def test_a_shim_that_starts_nothing_is_no_python(self, run):
        failing = [sys.executable, "-c", "raise SystemExit(127)"]
        assert run.version_of(failing) is None
        assert run.version_of(["/nowhere/python3.12"]) is None

    def test_first_candidate_that_fits_is_taken(self, run, monkeypatch):
        versions = {"broken": None, "old": (3, 9), "good": (3, 12), "later": (3, 11)}
        monkeypatch.setattr(run, "python_candidates", lambda: iter([[name] for name in versions]))
        monkeypatch.setattr(run, "version_of", lambda command: versions[command[0]])
        assert run.find_python() == ["good"]

    def test_no_python_that_fits_is_said_in_one_line(self, run, monkeypatch):
        monkeypatch.setattr(run, "python_candidates", lambda: iter([["old"]]))
        monkeypatch.setattr(run, "version_of", lambda _: (3, 9))
        with pytest.raises(run.SetupError, match=r"needs Python 3\.11, 3\.12 or 3\.13") as caught:
            run.find_python()
        assert "\n" not in str(caught.value)

    def test_old_python_hands_over_to_the_one_found(self, run, monkeypatch):
        class HandedOver(Exception):
            pass

        def hand_over(command):
            raise HandedOver(command)

        monkeypatch.setattr(run, "fits", lambda _: False)
        monkeypatch.setattr(run, "find_python", lambda: ["/opt/python3.12"])
        monkeypatch.setattr(run, "hand_over", hand_over)
        with pytest.raises(HandedOver) as caught:
            run.main(["plan", "site.mplan"])
        expected = ["/opt/python3.12", str(run.ROOT / "run.py"), "plan", "site.mplan"]
        assert caught.value.args[0] == expected


class TestSystemPackages:
    @pytest.fixture
    def debian(self, run, monkeypatch):
        """A Debian that has everything except one library; apt only takes notes."""
        run.VENV.mkdir()
        asked = []
        monkeypatch.setattr(run.sys, "platform", "linux")
        monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/" + name)
        monkeypatch.setattr(run, "loads", lambda name: name != "libxcb-cursor.so.0")
        monkeypatch.setattr(run, "has_chinese_font", lambda: True)
        monkeypatch.setattr(run, "apt_install", asked.append)
        return asked

    def test_missing_libraries_become_packages(self, run, debian):
        assert run.missing_packages(for_tests=False) == ["libxcb-cursor0"]

    def test_font_and_test_programs_are_looked_for(self, run, debian, monkeypatch):
        monkeypatch.setattr(run, "has_chinese_font", lambda: False)
        monkeypatch.setattr(run.shutil, "which", lambda name: None)
        expected = ["libxcb-cursor0", "xvfb", "xauth", "fonts-wqy-microhei"]
        assert run.missing_packages(for_tests=True) == expected

    def test_apt_is_asked_once_for_the_same_packages(self, run, debian, capsys):
        run.provide_system_packages(for_tests=False)
        run.provide_system_packages(for_tests=False)
        assert debian == [["libxcb-cursor0"]]
        told = capsys.readouterr().err.splitlines()
        line = "apt-get install -y --no-install-recommends libxcb-cursor0"
        assert len(told) == 2
        assert all(text.endswith(line) for text in told)

    def test_setup_asks_again(self, run, debian):
        run.provide_system_packages(for_tests=False)
        run.provide_system_packages(for_tests=False, again=True)
        assert debian == [["libxcb-cursor0"]] * 2

    def test_font_is_asked_for_apart(self, run, debian, monkeypatch):
        monkeypatch.setattr(run, "has_chinese_font", lambda: False)
        run.provide_system_packages(for_tests=False)
        assert debian == [["libxcb-cursor0"], ["fonts-wqy-microhei"]]

    def test_nothing_is_asked_where_nothing_is_missing(self, run, debian, monkeypatch, capsys):
        monkeypatch.setattr(run, "loads", lambda name: True)
        run.provide_system_packages(for_tests=True)
        assert debian == []
        assert capsys.readouterr().err == ""

    def test_apt_is_not_tried_without_the_right(self, run, monkeypatch):
        def never(*args, **kwargs):
            raise AssertionError("apt was started")

        monkeypatch.setattr(run, "root_prefix", lambda: None)
        monkeypatch.setattr(run, "silent", never)
        assert run.apt_install(["libgl1"]) is False

    def test_unreachable_apt_is_no_failure(self, run, monkeypatch):
        def hangs(command, timeout=None):
            raise subprocess.TimeoutExpired(command, timeout)

        monkeypatch.setattr(run, "root_prefix", lambda: ["env"])
        monkeypatch.setattr(run, "silent", hangs)
        assert run.apt_install(["libgl1"]) is False

    def test_other_systems_are_told_the_libraries(self, run, debian, monkeypatch, capsys):
        monkeypatch.setattr(run.shutil, "which", lambda name: None)
        run.provide_system_packages(for_tests=True)
        assert debian == []
        assert "libxcb-cursor.so.0" in capsys.readouterr().err

    def test_loader_is_believed(self, run):
        assert run.loads("libno-such-library.so.9") is False


class TestStamp:
    @pytest.fixture
    def work(self, run, monkeypatch):
        """Notes of which parts of the set-up ran."""
        done = []

        def make_venv(uv):
            done.append("venv")
            pretend_venv(run)

        monkeypatch.setattr(run, "usable_venv", lambda: run.venv_version() != "")
        monkeypatch.setattr(run, "make_venv", make_venv)
        monkeypatch.setattr(run, "install_requirements", lambda uv: done.append("packages"))
        for name in ("link_project", "warm_kernels", "provide_system_packages"):
            monkeypatch.setattr(run, name, lambda *args, name=name: done.append(name))
        return done

    def test_first_start_builds_everything(self, run, work):
        run.set_up()
        system = "provide_system_packages"
        assert work == ["venv", "packages", "link_project", system, "warm_kernels"]
        assert json.loads(run.STAMP.read_text()) == run.wanted_stamp()

    def test_tests_compile_the_kernels_later(self, run, work):
        run.set_up(for_tests=True)
        run.set_up(for_tests=True)
        assert "venv" in work and "warm_kernels" not in work

    def test_second_start_only_looks_at_the_system_and_the_kernels(self, run, work):
        run.set_up()
        work.clear()
        run.set_up()
        assert work == ["provide_system_packages", "warm_kernels"]

    def test_new_lock_installs_into_the_same_environment(self, run, work):
        run.set_up()
        work.clear()
        run.LOCK.write_text("numpy==2.5.5\n")
        run.set_up()
        assert "packages" in work
        assert "venv" not in work

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has a command file of its own")
    def test_the_command_starts_from_a_folder_of_any_name(self, run, tmp_path, monkeypatch):
        root = tmp_path / "pit $HOME `x` \"a\" 'b' 矿"
        (root / "bin").mkdir(parents=True)
        python = root / "bin" / "python"
        python.write_text("#!/bin/sh\nprintf '%s|' \"$@\"\n")
        python.chmod(0o755)
        monkeypatch.setattr(run, "ROOT", root)
        monkeypatch.setattr(run, "venv_program", lambda name: root / "bin" / name)
        packages = subprocess.CompletedProcess([], 0, str(tmp_path).encode())
        with monkeypatch.context() as only:
            only.setattr(run.subprocess, "run", lambda *_, **__: packages)
            run.link_project()
        done = subprocess.run(
            [root / "bin" / "missionplanner", "plan", "a $b.mplan"], capture_output=True, text=True
        )
        assert done.stdout == "-I|-m|missionplanner|plan|a $b.mplan|", done.stderr

    def test_failed_install_leaves_no_stamp(self, run, work, monkeypatch):
        def fails(uv):
            raise run.SetupError("no network")

        monkeypatch.setattr(run, "install_requirements", fails)
        with pytest.raises(run.SetupError):
            run.set_up()
        assert not run.STAMP.exists()

    def test_line_endings_do_not_change_the_hash(self, run):
        before = run.lock_hash()
        run.LOCK.write_bytes(b"numpy==2.4.6\r\n")
        assert run.lock_hash() == before

    def test_moved_folder_is_built_anew(self, run):
        pretend_venv(run)
        run.STAMP.write_text(json.dumps({"root": "/elsewhere"}))
        assert run.usable_venv() is False

    def test_environment_without_its_python_has_no_version(self, run):
        pretend_venv(run)
        assert run.venv_version() == "3.11.7"
        run.venv_program("python").unlink()
        assert run.venv_version() == ""

    def test_broken_stamp_counts_as_none(self, run):
        run.VENV.mkdir()
        run.STAMP.write_text("{")
        assert run.read_json(run.STAMP) is None


class TestKernels:
    @pytest.fixture
    def compiled(self, run, monkeypatch) -> list[list[str]]:
        """A package with one kernel and its compiled file; what was called is told."""
        pretend_venv(run)
        cache = run.ROOT / "missionplanner" / "__pycache__"
        cache.mkdir(parents=True)
        (run.ROOT / "missionplanner" / "lanes.py").write_text("@kernel\n")
        (cache / "lanes.1.nbc").write_text("old")
        done: list[list[str]] = []
        monkeypatch.setattr(run, "call", lambda command: done.append(command) or 0)
        return done

    def test_compiled_once(self, run, compiled):
        run.warm_kernels()
        run.warm_kernels()
        assert len(compiled) == 1

    def test_a_changed_kernel_is_compiled_anew_from_nothing(self, run, compiled):
        run.warm_kernels()
        old = run.ROOT / "missionplanner" / "__pycache__" / "lanes.2.nbi"
        old.write_text("old")
        (run.ROOT / "missionplanner" / "lanes.py").write_text("@kernel  # new\n")
        run.warm_kernels()
        assert len(compiled) == 2
        assert not old.exists()

    def test_a_failed_compilation_is_tried_again(self, run, compiled, monkeypatch):
        monkeypatch.setattr(run, "call", lambda command: compiled.append(command) or 1)
        run.warm_kernels()
        run.warm_kernels()
        assert len(compiled) == 2


class TestVerbs:
    @pytest.fixture
    def ready(self, run, monkeypatch):
        calls = []
        monkeypatch.setattr(run, "set_up", lambda **options: calls.append(options))
        monkeypatch.setattr(run, "warm_kernels", lambda: None)
        return calls

    @pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"], ["help"]])
    def test_help_sets_nothing_up(self, run, ready, capsys, arguments):
        assert run.main(arguments) == 0
        assert ready == []
        assert "run.py demo" in capsys.readouterr().out

    def test_any_other_verb_goes_to_the_program(self, run, ready, monkeypatch):
        handed = []
        monkeypatch.setattr(run, "hand_over", handed.append)
        run.main(["plan", "a.mplan", "--seed", "3"])
        assert handed[0][1:] == ["-I", "-m", "missionplanner", "plan", "a.mplan", "--seed", "3"]

    def test_arguments_of_test_reach_pytest_alone(self, run, ready, monkeypatch):
        commands = []
        monkeypatch.setattr(run.os, "chdir", lambda _: None)
        monkeypatch.setattr(run.subprocess, "call", lambda command: commands.append(command) or 0)
        assert run.main(["test", "-k", "strip"]) == 0
        assert ready == [{"for_tests": True, "again": False}]
        assert commands[-1][-2:] == ["-k", "strip"]
        assert "pytest" in commands[-1]
        assert all("strip" not in command for command in commands[:-1])

    def test_kernels_are_there_before_the_tests(self, run, ready, monkeypatch):
        done = []
        monkeypatch.setattr(run.os, "chdir", lambda _: None)
        monkeypatch.setattr(run.subprocess, "call", lambda command: done.append(command[2]) or 0)
        monkeypatch.setattr(run, "warm_kernels", lambda: time.sleep(0.05) or done.append("kernels"))
        run.main(["test"])
        assert done[-1] == "pytest" and "kernels" in done

    def test_quick_and_long_choose_among_checks_and_tests(self, run, ready, monkeypatch):
        commands = []
        monkeypatch.setattr(run.os, "chdir", lambda _: None)
        monkeypatch.setattr(run.os, "environ", {})
        monkeypatch.setattr(run.subprocess, "call", lambda command: commands.append(command) or 0)
        assert run.main(["test", "--quick", "-x"]) == 0
        assert ["ruff" in command for command in commands] == [True, True, False]
        assert {"tests/unit", "tests/architecture", "-x"} <= set(commands[-1])
        assert "--quick" not in commands[-1] and run.os.environ["HYPOTHESIS_PROFILE"] == "quick"
        commands.clear()
        assert run.main(["test", "--long"]) == 0
        assert len(commands) == 1 and commands[0][-2:] == ["-m", "slow or cluster"]

    @pytest.mark.parametrize("failing", ["ruff", "mypy", "pytest"])
    def test_one_failing_check_fails_the_whole(self, run, ready, monkeypatch, failing):
        monkeypatch.setattr(run.os, "chdir", lambda _: None)
        monkeypatch.setattr(run.subprocess, "call", lambda command: int(failing in command))
        assert run.main(["test"]) == 1
