"""What makes the frozen program smaller leaves what works as it was."""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import FOLDER, script

freeze, make_deb, without_docs = script("freeze"), script("make_deb"), script("without_docs")
fewer_languages = script("fewer_languages")

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


def icu(path: Path, items: dict[str, bytes]) -> Path:
    """A library with ICU's data of some items, as `ucmndata.h` lays them out."""
    names = b"".join(f"icudt73l/{name}\0".encode() for name in items)
    place = 4 + 8 * len(items)
    contents, item = struct.pack("<I", len(items)), place + len(names)
    for name, value in items.items():
        contents += struct.pack("<II", place, item)
        place, item = place + len(f"icudt73l/{name}") + 1, item + len(value)
    head = struct.pack("<H2s8s4s16s", 32, b"\xda\x27", bytes(8), b"CmnD", bytes(16))
    path.write_bytes(b"\x7fELF..." + head + contents + names + b"".join(items.values()) + b"...")
    return path


def test_languages_that_are_not_spoken_are_emptied(tmp_path: Path) -> None:
    kept = [
        "coll/root.res",
        "coll/ucadata.icu",
        "coll/zh.res",
        "en_GB.res",
        "gb18030.cnv",
        "zu.res",
    ]
    gone = ["brkitr/thaidict.dict", "coll/de.res", "curr/sv_SE.res", "ibm-37.cnv"]
    items = {name: f"<{name}>".encode() for name in sorted([*kept, *gone])}
    library = icu(tmp_path / "libicudata.so.73", items)
    size = library.stat().st_size
    assert fewer_languages.trim(library) == sum(len(items[name]) for name in gone)
    data = library.read_bytes()
    assert len(data) == size
    assert all((items[name] in data) == (name in kept) for name in items), "the last one stays"
    begin = data.index(b"CmnD") - 12 + 32
    (count,) = struct.unpack_from("<I", data, begin)
    entries = [struct.unpack_from("<II", data, begin + 4 + 8 * n) for n in range(count)]
    told = [data[begin + name :].split(b"\0")[0].decode() for name, _ in entries]
    assert told == [f"icudt73l/{name}" for name in sorted(kept)], "sorted, as ICU seeks them"
    for name, (_, place) in zip(sorted(kept), entries, strict=True):
        assert data[begin + place :].startswith(items[name])


def test_a_library_of_another_kind_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "libicudata.so.99").write_bytes(b"\x7fELF and nothing known")
    with pytest.raises(SystemExit, match="no ICU data"):
        fewer_languages.trim(tmp_path / "libicudata.so.99")


ARRAYS = """
import sys, types
sys.frozen = True
{alike}
import numpy as np
from missionplanner.compiled import kernel
sys.modules["loops"] = module = types.ModuleType("loops")
module.np = np
filler = [object() for _ in range({filler})]
exec("def both(a, to):\\n    to[1:] = ((a * 2.0 + 1.0) - np.sqrt(a * a))[1:]\\n", vars(module))
kernel(module.both)(np.ones(3), np.ones(3))
"""
ALIKE = "import alike_names; alike_names.name_alike()"


@pytest.mark.slow
def test_kernels_are_the_same_wherever_they_are_compiled(tmp_path: Path) -> None:
    """An expression over arrays, named by an address, and a copy, made by the order of a set."""
    made = []
    for filler in (7, 70_000):
        folder = tmp_path / f"built {filler}"
        folder.mkdir()
        env = {**os.environ, "NUMBA_CACHE_DIR": str(folder), "NUMBA_CPU_NAME": "generic"}
        env["PYTHONHASHSEED"] = "0"  # As osprey.spec gives to the program that compiles.
        env["PYTHONPATH"] = os.pathsep.join([str(FOLDER), str(FOLDER.parent)])
        done = subprocess.run(
            [sys.executable, "-c", ARRAYS.format(alike=ALIKE, filler=filler)],
            capture_output=True, text=True, env=env, cwd=folder, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in folder.rglob("*.nb?")})
    assert made[0] == made[1]
    assert any(b"numba_array_expr_0x" in text for text in made[0].values())
