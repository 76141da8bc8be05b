"""The installer for Windows, of a stand-in folder: built here, and run where there is wine."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaging.scripts import FOLDER

pytestmark = [
    pytest.mark.installer,
    pytest.mark.skipif(not shutil.which("makensis"), reason="NSIS is not installed"),
]

PLACE = "AppData/Local/Programs/Osprey Mission Planner"
Wine = Callable[..., int]


def folder(path: Path, version: str) -> Path:
    """A folder as freeze.py leaves it, with nothing in its files."""
    for name in ("Osprey.exe", "missionplanner.exe", f"_internal/of-{version}.dll"):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(version)
    (path / "licences").mkdir()
    (path / "licences" / "GPL-3.txt").write_text("GNU GENERAL PUBLIC LICENSE")
    return path


def built(tmp: Path, version: str) -> Path:
    out = tmp / f"setup-{version}.exe"
    facts = {"VERSION": version, "SOURCE": folder(tmp / version, version), "OUT": out}
    words = [f"-D{key}={value}" for key, value in facts.items()]
    done = subprocess.run(
        ["makensis", "-V2", *words, str(FOLDER / "osprey.nsi")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout.lower() + done.stderr.lower()
    return out


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    program = shutil.which("wine64") or shutil.which("wine")
    if program is None:
        pytest.skip("wine is not installed")
    prefix = tmp_path_factory.mktemp("wine") / "prefix"
    env = {**os.environ, "WINEPREFIX": str(prefix), "WINEARCH": "win64", "WINEDEBUG": "-all"}

    def run(*command: str) -> int:
        return subprocess.run([program, *command], env=env, check=False).returncode

    server = shutil.which("wineserver") or "/usr/lib/wine/wineserver"
    run.prefix = prefix  # type: ignore[attr-defined]
    run.wait = lambda: subprocess.run([server, "-w"], env=env, check=True)  # type: ignore[attr-defined]
    yield run
    subprocess.run([server, "-k"], env=env, check=False)


def home(wine: Wine) -> Path:
    (found,) = [
        path
        for path in (wine.prefix / "drive_c/users").iterdir()  # type: ignore[attr-defined]
        if path.name != "Public"
    ]
    return found


def test_it_is_built_without_a_warning(tmp_path: Path) -> None:
    assert built(tmp_path, "1.2.3").stat().st_size > 20_000


def test_it_installs_replaces_and_removes(tmp_path: Path, wine: Wine) -> None:
    first, second = built(tmp_path, "1.2.3"), built(tmp_path, "1.3.0")
    assert wine(str(first), "/S") == 0
    place = home(wine) / PLACE
    assert (place / "Osprey.exe").read_text() == "1.2.3"
    (place / "of the user.txt").write_text("mine")
    assert wine(str(second), "/S") == 0
    assert (place / "Osprey.exe").read_text() == "1.3.0"
    assert [path.name for path in (place / "_internal").iterdir()] == ["of-1.3.0.dll"]
    classes = r"HKCU\Software\Classes"
    assert wine("reg", "query", rf"{classes}\.mpack") == 0
    assert wine("reg", "query", rf"{classes}\Osprey.Packed\shell\open\command") == 0
    # It works as a copy of itself, since it removes itself: wait for whatever runs.
    assert wine(str(place / "uninstall.exe"), "/S") == 0
    wine.wait()  # type: ignore[attr-defined]
    assert not (place / "Osprey.exe").exists() and not (place / "_internal").exists()
    assert (place / "of the user.txt").read_text() == "mine"
    assert wine("reg", "query", rf"{classes}\Osprey.Packed") != 0
