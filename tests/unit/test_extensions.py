import builtins
import sys
import threading
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from missionplanner import assets, extensions
from missionplanner.errors import InputError, MissingPlugin
from missionplanner.messages.catalogue import add_words, entry_of
from missionplanner.settings import Settings, load_settings
from tests.english import english

TOY = """
from missionplanner.api import InputError
from .words import TITLE

class Toy:
    name, title, suffix, options = "toy", TITLE, ".toy", ()
    def write(self, mission, folder, options=None): return ()
    def recognises(self, path): return path.suffix == ".toy"
    def check(self, path): return ()
    def read(self, path): raise InputError("a toy")

FORMATS = (Toy(),)
"""
FACTS = 'title = "Toys"\nversion = "1"\n[[formats]]\nname = "toy"\nsuffixes = [".toy"]\n'


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("MISSIONPLANNER_PLUGINS", str(tmp_path / "own"))
    extensions.forget()
    yield
    for name in [n for n in sys.modules if n.startswith(f"{extensions.NAMESPACE}.toy")]:
        del sys.modules[name]
    # The namespace leads back to the plugins that ship.
    extensions.found_plugins(assets.plugins(), Settings())
    extensions.forget()


@pytest.fixture
def toys(tmp_path) -> Path:
    folder = tmp_path / "plugins" / "toy"
    folder.mkdir(parents=True)
    (folder / "plugin.toml").write_text(FACTS)
    (folder / "words.py").write_text('TITLE = "A toy"\n')
    (folder / "__init__.py").write_text(TOY)
    return folder.parent


def test_the_four_that_ship_are_found_and_sound():
    found = {p.name: p for p in extensions.plugins()}
    assert {"csv_route", "dji_wpml", "geojson_route", "kml_route"} <= set(found)
    assert not [p.problem for p in found.values() if p.problem]
    for plugin in found.values():
        # A GeoPackage is an area or zones far more often than a route: its ending is nobody's.
        words = {w for f in plugin.formats for w in (f.name, f.suffix)} - {".gpkg"}
        assert words <= set(plugin.offers)


def test_a_plugin_with_files_of_its_own_is_loaded(toys):
    (plugin,) = extensions.found_plugins(toys, Settings())
    assert plugin.formats[0].title == "A toy"
    assert extensions.formats_of((plugin,)).named("toy").suffix == ".toy"


def test_a_plugin_that_is_off_is_not_run_but_named(toys):
    (toys / "toy" / "__init__.py").write_text("raise SystemError('it was run')\n")
    (plugin,) = extensions.found_plugins(toys, Settings(disabled_plugins=("toy",)))
    assert not plugin.enabled and not plugin.problem
    with pytest.raises(MissingPlugin, match="plugin toy, which is switched off"):
        extensions.formats_of((plugin,)).recognising(Path("x.toy"))


@pytest.mark.parametrize(
    "code", ["raise RuntimeError('spoilt')", "FORMATS = (3,)", "x = 1", "import nowhere_at_all"]
)
def test_a_broken_plugin_does_not_stop_the_program(toys, code):
    (toys / "toy" / "__init__.py").write_text(code + "\n")
    (plugin,) = extensions.found_plugins(toys, Settings())
    assert "cannot be loaded" in english(plugin.problem)
    with pytest.raises(MissingPlugin, match="cannot be loaded"):
        extensions.formats_of((plugin,)).named("toy")


def test_unsound_facts_are_told(toys):
    (toys / "toy" / "plugin.toml").write_text("title = ")
    (plugin,) = extensions.found_plugins(toys, Settings())
    assert "unsound plugin.toml" in english(plugin.problem)


def test_a_plugin_whose_folder_is_gone_is_still_named(tmp_path):
    formats = extensions.formats_of(extensions.found_plugins(tmp_path, Settings()))
    assert formats.all() == ()
    with pytest.raises(MissingPlugin, match="dji_wpml"):
        formats.recognising(Path("x.kmz"))
    with pytest.raises(MissingPlugin, match="dji_wpml"):
        formats.named("wpml")


def test_switching_is_saved_and_works_at_once(tmp_path):
    extensions.switch("dji_wpml", False)
    assert load_settings().disabled_plugins == ("dji_wpml",)
    with pytest.raises(MissingPlugin, match="dji_wpml"):
        extensions.formats().recognising(tmp_path / "x.kmz")
    extensions.switch("dji_wpml", True)
    assert extensions.formats().named("wpml").suffix == ".kmz"
    with pytest.raises(InputError, match="no such plugin"):
        extensions.switch("nonsense", False)


def test_installed_plugins_are_found_by_their_entry_point(tmp_path, monkeypatch):
    package = tmp_path / "toy_by_someone"
    package.mkdir()
    (package / "__init__.py").write_text(TOY)
    (package / "words.py").write_text('TITLE = "From afar"\n')
    monkeypatch.syspath_prepend(tmp_path)
    entry = EntryPoint("toy_someone", "toy_by_someone", extensions.GROUP)
    monkeypatch.setattr(extensions, "entry_points", lambda group: [entry])
    found = extensions.found_plugins(tmp_path / "none", Settings())
    assert [p.name for p in found] == ["toy_someone"]
    assert found[0].formats[0].title == "From afar" and found[0].offers == ("toy", ".toy")


def test_a_plugin_speaks_its_own_words_and_never_ours(toys):
    words = toys / "toy" / "words"
    words.mkdir()
    (toys / "toy" / "words.py").rename(toys / "toy" / "titles.py")
    source = TOY.replace(".words", ".titles").replace('"a toy"', '"toy.much", n=3')
    (toys / "toy" / "__init__.py").write_text(source)
    (words / "en.toml").write_text('much.what = "{n} toys"\nmuch.remedy = "take some out"\n')
    (words / "zh.toml").write_text(
        'much.what = "{n} 个玩具"\nmuch.remedy = "请取出一些"\n', "utf-8"
    )
    (plugin,) = extensions.found_plugins(toys, Settings())
    with pytest.raises(InputError) as told:
        plugin.formats[0].read(Path("a.toy"))
    assert str(told.value) == "3 toys; take some out"
    assert told.value.line("zh") == "3 个玩具；请取出一些"
    add_words("cli", words)
    assert entry_of("cli.much", "en") is None, "a plugin does not speak in the product's name"


def test_a_plain_sentence_of_a_plugin_is_shown_as_it_is(toys):
    (plugin,) = extensions.found_plugins(toys, Settings())
    with pytest.raises(InputError) as told:
        plugin.formats[0].read(Path("a.toy"))
    assert told.value.line("zh") == "a toy"


def test_a_plugin_that_ends_python_ends_nothing(toys):
    (toys / "toy" / "__init__.py").write_text("import sys\nsys.exit(3)\n")
    (plugin,) = extensions.found_plugins(toys, Settings())
    assert english(plugin.problem) == "cannot be loaded (SystemExit(3))"


def test_a_plugin_that_hangs_is_left_out(toys, monkeypatch):
    monkeypatch.setattr(extensions, "PATIENCE_S", 0.05)
    code = "import builtins\nbuiltins.toy_waits.wait()\n" + TOY
    (toys / "toy" / "__init__.py").write_text(code)
    waits = threading.Event()
    monkeypatch.setattr(builtins, "toy_waits", waits, raising=False)
    try:
        (plugin,) = extensions.found_plugins(toys / "none", Settings(), toys)
    finally:
        waits.set()
    assert "has not loaded within" in english(plugin.problem)
    with pytest.raises(MissingPlugin, match="has not loaded"):
        extensions.formats_of((plugin,)).named("toy")
    for thread in threading.enumerate():
        if thread.name == "plugin toy":
            thread.join()


def test_a_plugin_that_floods_is_not_heard(toys, capsys):
    code = "for _ in range(20_000): print('x' * 50)\n" + TOY
    (toys / "toy" / "__init__.py").write_text(code)
    (plugin,) = extensions.found_plugins(toys, Settings())
    assert plugin.problem is None and plugin.formats
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import itertools\nFORMATS = itertools.repeat(Toy())\n", "more than 100 formats"),
        ("raise RuntimeError('x' * 1_000_000)\n", "cannot be loaded"),
    ],
)
def test_what_a_plugin_offers_or_says_has_an_end(toys, code, told):
    (toys / "toy" / "__init__.py").write_text(TOY + code)
    (plugin,) = extensions.found_plugins(toys, Settings())
    assert told in english(plugin.problem)
    assert len(english(plugin.problem)) < 500
