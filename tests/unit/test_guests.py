"""Plugins of the user's own: what they may not do, and what is said of those left out."""

import importlib.metadata
import json
import sys
import threading
import time
from pathlib import Path

import pytest

from missionplanner import assets, extensions
from missionplanner.cli.main import run
from missionplanner.errors import MissingPlugin, PlannerError
from missionplanner.extensions import Plugin
from missionplanner.extensions.guarded import GuardedFormat
from missionplanner.messages.catalogue import told
from missionplanner.missions.formats import FormatOption, ReadRoute
from missionplanner.model.finding import Severity
from missionplanner.model.plugin import PluginSource
from missionplanner.settings import Settings
from tests.unit.missions.sample import sample_mission

GUEST = """
class Guest:
    name, title, suffix, options = "guest", "A guest", ".guest", ()
    def write(self, mission, folder, options=None):
        path = folder / "one.guest"
        path.write_text("x")
        return (path,)
    def recognises(self, path): return path.suffix in (".guest", ".kmz")
    def check(self, path): return ()
    def read(self, path): raise NotImplementedError
"""
OFFER = "FORMATS = (Guest(),)\n"
FACTS = 'title = "Guests"\nversion = "1"\nauthor = "Wei"\napi = 1\n'
OFFERED = '[[formats]]\nname = "guest"\nsuffixes = [".guest"]\n'


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("MISSIONPLANNER_PLUGINS", str(folder))
    extensions.forget()
    yield folder
    for name in [n for n in sys.modules if n.startswith(f"{extensions.NAMESPACE}.guest")]:
        del sys.modules[name]
    extensions.found_plugins(assets.plugins(), Settings())
    extensions.forget()


def put(own: Path, code: str = GUEST + OFFER, facts: str = FACTS + OFFERED, name="guest") -> Path:
    (own / name).mkdir()
    (own / name / "plugin.toml").write_text(facts)
    (own / name / "__init__.py").write_text(code)
    return own / name


def found(own: Path, name: str = "guest", **settings) -> Plugin:
    """The user's plugin of that name; those that ship are not looked at."""
    listed = extensions.found_plugins(own / "none", Settings(**settings), own)
    return next(one for one in listed if one.name == name)


def why(plugin: Plugin) -> str:
    """What stands against a plugin, with what to do: both are always there."""
    assert plugin.problem is not None and not plugin.formats
    said, chinese = told(plugin.problem, "en"), told(plugin.problem, "zh")
    assert said.remedy and chinese.what and chinese.remedy
    return said.what


def test_a_plugin_of_the_users_own_is_told_by_its_facts(own):
    put(own)
    plugin = found(own)
    assert (plugin.title, plugin.version, plugin.author, plugin.api) == ("Guests", "1", "Wei", 1)
    assert plugin.source is PluginSource.OWN and plugin.place == str(own / "guest")
    assert plugin.offers == ("guest", ".guest") and plugin.formats[0].name == "guest"


def test_it_writes_through_its_fence(own, tmp_path):
    put(own)
    (path,) = found(own).formats[0].write(sample_mission(), tmp_path)
    assert path.read_text() == "x"


@pytest.mark.parametrize(
    ("api", "said"), [("2", "version 2"), ("0", "version 0"), ('"one"', "api = 'one'")]
)
def test_one_for_another_program_is_not_run(own, api, said):
    code = "raise SystemExit('it was run')"
    put(own, code, FACTS.replace("api = 1", f"api = {api}") + OFFERED)
    assert said in why(found(own))


def test_one_that_says_nothing_of_versions_is_of_the_first(own):
    put(own, facts=FACTS.replace("api = 1\n", "") + OFFERED)
    assert found(own).api == 1 and found(own).problem is None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (FACTS, "formats is missing"),
        (FACTS + "formats = 3\n", "unsound"),
        (FACTS + '[[formats]]\nname = "guest"\nsuffixes = ".guest"\n', "unsound"),
        ("x" * 200_000, "unsound"),
        ('title = "\\u0000', "unsound"),
    ],
)
def test_facts_that_are_none(own, facts, said):
    put(own, facts=facts)
    assert said in why(found(own))


def test_what_is_no_folder_is_named(own):
    (own / "packed.zip").write_bytes(b"PK")
    (own / "loop").symlink_to(own / "loop")
    (own / "alone.py").write_text("")
    for name in ("packed.zip", "loop", "alone.py"):
        assert "not the folder of a plugin" in why(found(own, name))
    (own / "notes.txt").write_text("passed over, as is what a system leaves everywhere")
    (own / "__pycache__").mkdir()
    (own / ".git").mkdir()
    listed = extensions.found_plugins(own / "none", Settings(), own)
    assert sorted(one.name for one in listed) == ["alone.py", "loop", "packed.zip"]


def test_folders_that_are_no_plugin_are_named(own):
    put(own, name="a-guest")
    (own / "empty").mkdir()
    assert "no name of a Python package" in why(found(own, "a-guest"))
    assert "has no plugin.toml" in why(found(own, "empty"))


def test_one_that_would_take_minutes_to_compile_is_not_read(own):
    path = put(own) / "__init__.py"
    with path.open("r+b") as stream:
        stream.truncate(100_000_000)  # a hole: no disk is filled
    assert "more than 5 MB" in why(found(own))


def test_a_folder_of_plugins_that_is_none(own, tmp_path):
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "absent", tmp_path / "file" / "below"):
        assert extensions.found_plugins(tmp_path / "none", Settings(), path) == ()


def test_what_ships_is_not_replaced(own):
    put(own, name="csv_route")
    listed = [one for one in extensions.plugins() if one.name == "csv_route"]
    assert [one.source for one in listed] == [PluginSource.SHIPPED, PluginSource.OWN]
    assert listed[0].formats and "name of another plugin" in why(listed[1])
    extensions.switch("csv_route", False)
    assert [one.enabled for one in extensions.plugins() if one.name == "csv_route"] == [False, True]


def test_a_format_that_is_there_is_not_replaced(own, tmp_path):
    put(own, GUEST.replace('"guest"', '"wpml"') + OFFER)
    plugin = next(one for one in extensions.plugins() if one.name == "guest")
    assert "brings a format called wpml" in why(plugin)
    assert extensions.formats().named("wpml").suffix == ".kmz"


def test_a_file_is_shown_first_to_what_ships(own, tmp_path):
    put(own, GUEST.replace('"guest"', '"aaa"') + OFFER)
    assert extensions.formats().named("aaa").recognises(tmp_path / "a.kmz")
    assert extensions.formats().recognising(tmp_path / "a.kmz").name == "wpml"


@pytest.mark.parametrize(
    "wrong",
    [
        "Guest.name = 3",
        "Guest.suffix = 'guest'",
        "Guest.options = (3,)",
        "Guest.title = None",
        "del Guest.read",
    ],
)
def test_formats_of_another_shape_are_left_out(own, wrong):
    put(own, f"{GUEST}{wrong}\n{OFFER}")
    assert "cannot be loaded" in why(found(own))


def test_whatever_it_does_later_is_one_line(own, tmp_path, capsys):
    code = GUEST.replace("raise NotImplementedError", "return 3")
    code = code.replace("return ()", "print('x' * 9999); raise ValueError(path)")
    code = code.replace('path.write_text("x")', "raise SystemExit(7)")
    put(own, code.replace("return path.suffix in", "raise KeyError; return path.suffix in") + OFFER)
    made = found(own).formats[0]
    path = tmp_path / "a.guest"
    assert made.recognises(path) is False
    (finding,) = made.check(path)
    assert finding.severity is Severity.ERROR and "ValueError" in finding.said()
    for act in (lambda: made.read(path), lambda: made.write(sample_mission(), tmp_path)):
        with pytest.raises(PlannerError, match="plugin guest: did not do its work") as failed:
            act()
        assert "\n" not in failed.value.line() and failed.value.remedy
    assert capsys.readouterr().out == ""


def test_it_writes_nowhere_else(own, tmp_path):
    put(own, GUEST.replace('folder / "one.guest"', 'folder.parent / "one.guest"') + OFFER)
    (tmp_path / "out").mkdir()
    with pytest.raises(PlannerError, match="a place that it was not given"):
        found(own).formats[0].write(sample_mission(), tmp_path / "out")


def test_a_loop_without_end_is_ended(own, monkeypatch, capsys):
    monkeypatch.setattr(extensions, "PATIENCE_S", 0.05)
    put(own, "while True:\n    print('x')\n" + GUEST + OFFER)
    assert "has not loaded within" in why(found(own))
    deadline = time.monotonic() + 20
    while any(one.name == "plugin guest" for one in threading.enumerate()):
        assert time.monotonic() < deadline, "it computes for ever"
    assert capsys.readouterr().out == ""


def test_words_that_are_none(own):
    (put(own) / "words").mkdir()
    (own / "guest" / "words" / "zh.toml").write_bytes(b"\xff\xfe a = ")
    assert "cannot be loaded" in why(found(own))


def test_without_knowing_what_is_off_no_stranger_is_run(own, tmp_path):
    put(own, "raise SystemExit('it was run')")
    (tmp_path / "settings.json").write_text('{"disabled_plugins": ["gue')
    plugin = next(one for one in extensions.plugins() if one.name == "guest")
    assert "settings cannot be read" in why(plugin)
    assert extensions.formats().named("wpml")


def test_a_project_brings_no_plugin(own, tmp_path, monkeypatch):
    project = tmp_path / "site.mplan"
    (project / "plugins").mkdir(parents=True)
    put(project / "plugins", "raise SystemExit('it was run')")
    monkeypatch.chdir(project)
    assert not [one for one in extensions.plugins() if one.name == "guest"]
    with pytest.raises(MissingPlugin):
        extensions.formats().recognising(project / "a.guest")


def test_an_installed_one_is_told_by_its_distribution(own, tmp_path, monkeypatch):
    site = tmp_path / "site"
    put(site_of(site), facts=FACTS.replace("api = 1", "api = 9") + OFFERED)
    info = site / "guest_of_wei-3.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: guest-of-wei\nVersion: 3.1\nAuthor: Wei\n")
    (info / "entry_points.txt").write_text(f"[{extensions.GROUP}]\nguest = guest\n")
    monkeypatch.syspath_prepend(site)
    entries = [
        entry
        for one in importlib.metadata.distributions(path=[str(site)])
        for entry in one.entry_points
    ]
    monkeypatch.setattr(extensions, "entry_points", lambda group: entries)
    plugin = found(own)
    assert plugin.source is PluginSource.INSTALLED and plugin.place == "guest-of-wei"
    assert "version 9" in why(plugin), "it is read before it is run"


def site_of(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_the_verb_lists_and_switches(own, capsys):
    put(own)
    put(own, "1 / 0", name="guest_broken")
    assert run(["plugins", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    by_name = {one["name"]: one for one in answer["plugins"]}
    assert answer["own_folder"] == str(own) and by_name["guest"]["loaded"]
    broken = by_name["guest_broken"]
    assert "ZeroDivisionError" in broken["told"]["state"] and broken["told"]["remedy"]
    assert run(["plugins", "--disable", "guest_broken", "--disable", "guest"]) == 0
    assert "left out" not in capsys.readouterr().out
    assert run(["plugins", "--enable", "guest", "--language", "zh"]) == 0
    assert "guest               1         已启用" in capsys.readouterr().out
    assert run(["plugins", "--disable", "nobody"]) == 2
    assert "no such plugin" in capsys.readouterr().err


def test_what_another_process_switched_or_put_there_holds_at_once(own, tmp_path):
    put(own)
    assert extensions.formats().named("guest")
    settings = tmp_path / "settings.json"
    settings.write_text('{"disabled_plugins": ["guest"]}')
    with pytest.raises(MissingPlugin, match="plugin guest, which is switched off"):
        extensions.formats().named("guest")
    settings.unlink()
    put(own, GUEST.replace('"guest"', '"other"') + OFFER, name="guest_other")
    assert extensions.formats().named("other") and extensions.formats().named("guest")


def test_a_switch_that_cannot_be_kept_is_one_line(own, tmp_path, monkeypatch, capsys):
    (tmp_path / "config").write_text("a file where a folder should be")
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "config" / "settings.json"))
    assert run(["plugins", "--disable", "csv_route"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Error: ") and told.count("\n") == 1 and "config" in told
    assert run(["plugins", "--json"]) == 0, "to be read it need not be written"


def test_settings_that_cannot_be_read_are_told_beside_the_list(own, tmp_path, capsys):
    (tmp_path / "settings.json").write_text('{"disabled_plugins": 7}')
    assert run(["plugins", "--json"]) == 0
    told = capsys.readouterr()
    assert told.err.startswith("Warning: ") and "settings.json" in told.err
    assert "settings.json" in json.loads(told.out)["settings"]
    assert run(["plugins", "--disable", "csv_route"]) == 2
    assert (tmp_path / "settings.json").read_text() == '{"disabled_plugins": 7}'


def test_a_fence_does_not_change_what_is_right(own):
    class Whole:
        name, title, suffix = "whole", "Whole", ".whole"
        options = (FormatOption("a", "b", "c"),)

        def read(self, path):
            return ReadRoute("t", *[sample_mission().waypoints.lon_deg] * 3, None, None)

        def recognises(self, path):
            return True

        def check(self, path):
            return ()

        def write(self, mission, folder, options=None):
            return ()

    made = GuardedFormat("w", Whole())
    assert made.options == Whole.options and made.recognises(Path("x")) and made.check(Path()) == ()
    assert made.read(Path()).title == "t"
