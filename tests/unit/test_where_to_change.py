"""CONTRIBUTING's page "Where to change what" is true: each change is made here, and works."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from missionplanner import extensions
from missionplanner.aircraft import catalogue
from missionplanner.cli import main as face
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import add_words, sentence
from missionplanner.messages.message import message
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.verify.photos import photos_of
from missionplanner.settings import Settings
from missionplanner.tasks.progress import silent
from tests.unit.missions.sample import sample_mission

ROOT = Path(__file__).resolve().parents[2]
# They need more files than four, and the page says so.
MORE = {"A term of the cost", "An indicator of security by a formula of its own"}


def tasks() -> dict[str, list[str]]:
    """What each row of the page names."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    part = page.split("## Where to change what")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| ")]
    return {
        task.strip(): [path for path in re.findall(r"`([^`]+)`", touched) if "/" in path]
        for task, touched in rows[2:]
    }


TASKS = tasks()


def test_the_page_has_its_tasks() -> None:
    assert len(TASKS) >= 10
    assert all(TASKS.values())


@pytest.mark.parametrize("task", TASKS)
def test_what_the_page_names_is_there(task: str) -> None:
    for path in TASKS[task]:
        place = path.split("NAME")[0].rpartition("/")[0] if "NAME" in path else path
        assert (ROOT / place).exists(), path


@pytest.mark.parametrize("task", TASKS)
def test_a_change_touches_four_files_at_the_most(task: str) -> None:
    assert (len(TASKS[task]) > 4) == (task in MORE)


@pytest.fixture
def own_sensors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of sensors."""
    monkeypatch.setattr(catalogue, "user_folder", lambda name: tmp_path / name)
    folder = tmp_path / "sensors"
    folder.mkdir()
    return folder


def test_a_sensor_is_one_file(own_sensors: Path) -> None:
    shipped = (ROOT / "resources" / "sensors" / "xt2.toml").read_text("utf-8")
    assert 'trigger = "time"' not in shipped
    told = re.sub(r'(?m)^key = "xt2"', 'key = "timed"', shipped)
    told = re.sub(r'(?m)^trigger = ".*"', 'trigger = "time"', told)
    (own_sensors / "timed.toml").write_text(told, "utf-8")
    made = catalogue.sensor("timed")
    assert made.trigger == "time" and "timed" in catalogue.sensor_keys()
    plan = plan_sensor(hill_scenario(PlanIntent(seed=3, evaluations=8)), made, silent())
    assert plan.sensor.key == "timed" and plan.sorties
    assert len(photos_of(plan.sorties, plan.settings, made.trigger).cameras)


PLUGIN = '''
"""The route as a list of heights."""

from missionplanner.api import InputError, SingleFileFormat


class Heights(SingleFileFormat):
    """The format `heights`."""

    name, title, suffix = "heights", "Heights", ".heights"

    def document(self, mission):
        """Return the file's bytes."""
        return "\\n".join(f"{z:.1f}" for z in mission.waypoints.egm96_m).encode()

    def read(self, path):
        """Refuse: heights alone are no route."""
        raise InputError("tall_list.no_route", path.name)


FORMATS = (Heights(),)
'''
FACTS = 'title = "H"\nversion = "1"\n[[formats]]\nname = "heights"\nsuffixes = [".heights"]\n'


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))
    folder = tmp_path / "plugins" / "tall_list"
    (folder / "words").mkdir(parents=True)
    (folder / "__init__.py").write_text(PLUGIN, "utf-8")
    (folder / "plugin.toml").write_text(FACTS, "utf-8")
    for language, words in {"en": "heights are no route", "zh": "高度不是航线"}.items():
        text = f'no_route.what = "{words}"\n'
        (folder / "words" / f"{language}.toml").write_text(text, "utf-8")
    return folder.parent


@pytest.fixture
def shipped_again() -> Iterator[None]:
    """The namespace of plugins leads back to those that ship."""
    yield
    for name in [n for n in sys.modules if n.endswith(".tall_list")]:
        del sys.modules[name]
    extensions.found_plugins(extensions.assets.plugins(), Settings())
    extensions.forget()


def test_an_exporter_is_one_folder(plugins: Path, shipped_again: None, tmp_path: Path) -> None:
    (found,) = extensions.found_plugins(plugins, Settings())
    assert found.problem is None
    made = extensions.formats_of((found,)).named("heights")
    files = made.write(sample_mission(), tmp_path)
    assert files and files[0].suffix == ".heights"
    assert len(files[0].read_text("utf-8").splitlines()) == len(sample_mission().waypoints)
    with pytest.raises(InputError, match="heights are no route") as refused:
        made.read(files[0])
    assert sentence(refused.value.message, "zh").endswith("高度不是航线")


def test_a_sentence_is_a_line_in_each_language(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('counted = "{n:,} {n:fern|ferns}"\n', "utf-8")
    (tmp_path / "zh.toml").write_text('counted = "{n:,} 株蕨"\n', "utf-8")
    add_words("ferns", tmp_path)
    told = message("ferns.counted", n=1200)
    assert sentence(told, "en") == "1,200 ferns" and sentence(told, "zh") == "1,200 株蕨"


VERB = '''
"""The verb `greet-twice`."""

import click


@click.command("greet-twice")
@click.argument("name")
def command(name: str) -> None:
    """Greet NAME, twice."""
    click.echo(f"{name} {name}")
'''


def test_a_verb_is_one_file_and_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "greet_twice_verb.py").write_text(VERB, "utf-8")
    package = sys.modules["missionplanner.cli"]
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    monkeypatch.setitem(face.VERBS, "greet-twice", "Greet somebody.")
    try:
        assert face.run(["greet-twice", "Ada"]) == face.EXIT_OK
        assert capsys.readouterr().out == "Ada Ada\n"
        assert face.run(["--help"]) == face.EXIT_OK
        assert "Greet somebody." in capsys.readouterr().out
        assert face.run(["greet-twice", "--help", "--language", "zh"]) == face.EXIT_OK
    finally:
        sys.modules.pop("missionplanner.cli.greet_twice_verb", None)


def test_every_verb_is_a_file_and_every_file_a_verb() -> None:
    files = {path.stem for path in (ROOT / "missionplanner" / "cli").glob("*_verb.py")}
    assert files == {f"{verb.replace('-', '_')}_verb" for verb in face.VERBS}


OTHER_LIMITS = """
import numpy as np
from missionplanner.model import ecology, security
ecology.GRADE_BREAKS, security.SECURITY_BREAKS = (0.1, 0.3, 0.5, 0.9), (0.2, 0.3, 0.6, 0.7)
ecology.CV_BREAKS = (0.2, 0.4, 0.6)
from missionplanner.ecology import legends
from missionplanner.ecology.change.variation import cv_classes
from missionplanner.ecology.index.grades import grades
from missionplanner.ecology.security.grades import grade_codes
from missionplanner.report.charts.histograms import histograms
ends = lambda name: [c.low for c in legends.legend(name).classes[1:]]
assert ends("irsei") == ends("grade") == [0.1, 0.3, 0.5, 0.9]
assert ends("security") == [0.2, 0.3, 0.6, 0.7] and ends("cv_class") == [0.2, 0.4, 0.6]
index = np.array([[0.05, 0.15, 0.35, 0.85, 0.95]])
assert grades(index).tolist() == [[1, 2, 3, 4, 5]]
assert grade_codes(np.array([0.25, 0.65])).tolist() == [2, 4]
assert cv_classes(np.array([0.15, 0.35])).tolist() == [1, 2]
drawn = histograms(["2020"], [[1, 2, 3]], [0.5], legends.legend("irsei"))
assert list(drawn.axes[0].get_xticks()) == [0, 0.1, 0.3, 0.5, 0.9, 1]
"""


def test_limits_of_grades_stand_in_one_place() -> None:
    subprocess.run([sys.executable, "-c", OTHER_LIMITS], cwd=ROOT, check=True)
