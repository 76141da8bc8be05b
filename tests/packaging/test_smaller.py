"""What makes the frozen program smaller leaves what works as it was."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import FOLDER, script

freeze, make_deb, without_docs = script("freeze"), script("make_deb"), script("without_docs")

LONG = "word " * 40
SOURCE = f'''
"""{LONG}"""
SAME = """{LONG}"""
SHORT = "kept"

def plain(x=1):
    """{LONG}"""
    assert x, "asserted"
    return """{LONG}"""

class Thing:
    """{LONG}"""
    text = "kept"
    def method(self):
        """short"""
        def inner():
            """{LONG}"""
        return inner

without = lambda: """{LONG}"""
pairs = ["{LONG}" for _ in "ab"]
'''


def test_only_docstrings_are_emptied() -> None:
    names: dict[str, object] = {"__name__": "made"}
    exec(without_docs.without_docs(compile(SOURCE, "made.py", "exec")), names)
    plain, thing, inner = names["plain"], names["Thing"], names["Thing"]().method()
    assert [one.__doc__ for one in (plain, thing, inner)] == ["", "", ""]
    assert thing.method.__doc__ == "short", "short ones may be texts of the program"
    assert names["without"]() == LONG and names["pairs"] == [LONG, LONG]
    assert (names["SHORT"], thing.text) == ("kept", "kept")
    with pytest.raises(AssertionError, match="asserted"):
        plain(0)


def test_libraries_work_without_docstrings(tmp_path: Path) -> None:
    """A module of scipy, compiled anew as the frozen program has it, in a Python of its own."""
    told = tmp_path / "told.py"
    told.write_text(
        "import importlib.machinery as m\n"
        "from without_docs import without_docs\n"
        "class Bare(m.SourceFileLoader):\n"
        "    def get_code(self, name):\n"
        "        path = self.get_filename(name)\n"
        "        return without_docs(compile(self.get_data(path), path, 'exec'))\n"
        "import importlib.util as u, sys, scipy.ndimage as whole\n"
        "spec = u.spec_from_file_location('scipy.ndimage._filters', whole._filters.__file__,\n"
        "    loader=Bare('scipy.ndimage._filters', whole._filters.__file__))\n"
        "made = u.module_from_spec(spec); spec.loader.exec_module(made)\n"
        "assert not made.uniform_filter1d.__doc__ and whole.uniform_filter1d.__doc__\n"
        "print(made.uniform_filter1d([1., 2., 6.], 3)[1])\n",
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(FOLDER)}
    done = subprocess.run(
        [sys.executable, str(told)], capture_output=True, text=True, env=env, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "3.0"), done.stderr


@pytest.mark.slow
def test_what_stands_in_is_enough() -> None:
    """The optimizer works beside empty libraries."""
    code = (
        "import sys, runpy\n"
        f"runpy.run_path({str(FOLDER / 'absent.py')!r})\n"
        "from missionplanner.planning import osprey\n"
        "import pyogrio\n"
        "print(sorted(name for name in sys.modules if name.startswith('pandas')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=FOLDER.parent
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['pandas']\n"


@pytest.mark.skipif(sys.platform != "linux", reason="links stand for files on Linux alone")
def test_a_library_is_kept_once(tmp_path: Path) -> None:
    texts = {
        "a.libs/libgfortran-1.so.5": b"same",
        "b.libs/libgfortran-2.so.5": b"same",
        "b.libs/libgfortran-3.so.5": b"another",
        "a.libs/libgeos-1.so.3.14.1": b"built here",
        "b.libs/libgeos-2.so.3.14.1": b"built there",
        "b.libs/libgeos-3.so.3.13.0": b"older",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    (tmp_path / "libgone.so").symlink_to("a.libs/libgone.so")
    assert freeze.one_copy(tmp_path) == len(b"same") + len(b"built there")
    links = {path.name: str(path.readlink()) for path in tmp_path.rglob("*") if path.is_symlink()}
    assert links == {
        "libgfortran-2.so.5": "../a.libs/libgfortran-1.so.5",
        "libgeos-2.so.3.14.1": "../a.libs/libgeos-1.so.3.14.1",
    }


@pytest.mark.skipif(
    not all(map(shutil.which, ("dpkg-deb", "ar", "xz"))), reason="packs with Debian's tools"
)
def test_the_package_is_whole_and_the_same_twice(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(make_deb, "OUT", tmp_path)
    made = []
    for name in ("one", "two"):
        tree = tmp_path / name
        (tree / "usr/bin").mkdir(parents=True)
        shutil.copyfile(sys.executable, tree / "usr/bin/osprey")
        (tree / "usr/bin/osprey").chmod(0o755)
        (tree / "usr/bin/link").symlink_to("osprey")
        made.append(make_deb.build(tree, "osprey-of-a-test", ["libc6"], ["Description: a test"]))
        made[-1] = made[-1].read_bytes()
    assert made[0] == made[1]
    (package,) = tmp_path.glob("*.deb")
    listed = subprocess.run(
        ["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True
    )
    assert "./usr/bin/link -> osprey" in listed.stdout and "root/root" in listed.stdout
    subprocess.run(["dpkg-deb", "--extract", str(package), str(tmp_path / "out")], check=True)
    got = (tmp_path / "out/usr/bin/osprey").read_bytes()
    assert got == Path(sys.executable).read_bytes()
