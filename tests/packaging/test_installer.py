"""The Debian package in a Debian that has nothing: installed, tried as a normal user, replaced.

Not part of any run of the tests: ``pytest -m installer tests/packaging`` after freeze.py and
make_deb.py, as root, with debootstrap and a network. `OSPREY_DEBIAN` names a folder where the empty
Debian is kept for the next time.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.packaging.scripts import FOLDER, script

pytestmark = pytest.mark.installer

SUITE = "bookworm"
USER = 1000
HOME = "/home/pilot"
LATER = "999.0.0"
MOUNTS = (("proc", "proc"), ("tmpfs", "dev/shm"))


@pytest.fixture(scope="module")
def package() -> Path:
    found = sorted(ROOT.glob("dist/**/osprey-mission-planner_*.deb"))
    if not found:
        pytest.skip("no .deb in dist: run packaging/freeze.py and packaging/make_deb.py")
    return found[-1]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    command = [sys.executable, str(FOLDER / "make_smoke_inputs.py"), str(folder)]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the root of a minimal Debian, made once, copied for this module."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("debootstrap"):
        pytest.skip("an empty Debian needs root and debootstrap")
    kept = Path(os.environ.get("OSPREY_DEBIAN") or tmp_path_factory.mktemp("kept") / "debian")
    if not (kept / "etc/debian_version").is_file():
        made = subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(kept)], check=False)
        if made.returncode != 0:
            pytest.skip("debootstrap failed: is there a network?")
    root = tmp_path_factory.mktemp("debian") / "root"
    subprocess.run(["cp", "-a", str(kept), str(root)], check=True)
    for place in ("etc/resolv.conf", "etc/apt/apt.conf.d", "usr/share/ca-certificates"):
        take_over(Path("/", place), root / place)
    (root / "dev/shm").mkdir(exist_ok=True)
    for kind, place in MOUNTS:
        subprocess.run(["mount", "-t", kind, kind, str(root / place)], check=True)
    try:
        yield root
    finally:
        for _, place in reversed(MOUNTS):
            subprocess.run(["umount", "-l", str(root / place)], check=False)


def take_over(path: Path, into: Path) -> None:
    """Copy how this system reaches its packages."""
    if path.is_dir():
        shutil.copytree(path, into, dirs_exist_ok=True)
    elif path.is_file():
        shutil.copyfile(path, into)


def inside(debian: Path, *command: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["chroot", str(debian), *command], capture_output=True, text=True, env=env, check=False
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def installed(debian: Path, package: Path, inputs: Path) -> Path:
    """The system with the package, a user, and what is to be read."""
    shutil.copyfile(package, debian / "osprey.deb")
    inside(debian, "apt-get", "-qq", "update")
    inside(debian, "apt-get", "-qq", "install", "-y", "--no-install-recommends", "/osprey.deb")
    inside(debian, "useradd", "--create-home", "--uid", str(USER), Path(HOME).name)
    shutil.copytree(inputs, debian / "inputs")
    inside(debian, "chmod", "-R", "a+rX", "/inputs")
    return debian


def test_the_system_has_no_python(debian: Path) -> None:
    assert inside(debian, "sh", "-c", "command -v python3 python", check=False).stdout == ""


def test_it_works_as_a_normal_user(installed: Path) -> None:
    command = [sys.executable, str(FOLDER / "smoke_test.py"), "/usr/bin/missionplanner", "/inputs"]
    command += ["--root", str(installed), "--user", str(USER), "--home", f"{HOME}/smoke"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok  ") >= 16


def test_desktop_knows_it(installed: Path) -> None:
    entry = installed / "usr/share/applications/missionplanner.desktop"
    assert "Exec=missionplanner %f" in entry.read_text("utf-8")
    assert (installed / "usr/share/icons/hicolor/48x48/apps/missionplanner.png").is_file()
    assert (installed / "usr/share/doc/osprey-mission-planner/copyright").is_file()
    licences = installed / "usr/lib/osprey-mission-planner/licences"
    assert "mealpy" in (licences / "SOURCES.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def later(installed: Path, package: Path) -> str:
    """The same program as a version of another number, not compressed."""
    tree = installed / "later"
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(tree)], check=True)
    control = tree / "DEBIAN/control"
    words, changed = re.subn(r"(?m)^Version: .+$", f"Version: {LATER}", control.read_text("utf-8"))
    assert changed == 1
    control.write_text(words, encoding="utf-8")
    command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree)]
    subprocess.run([*command, str(installed / "later.deb")], check=True)
    shutil.rmtree(tree)
    return "/later.deb"


def version_of(installed: Path) -> str:
    asked = ["dpkg-query", "-W", "-f=${Version}", "osprey-mission-planner"]
    return inside(installed, *asked).stdout


def test_a_later_version_waits_until_the_project_is_closed(installed: Path, later: str) -> None:
    """After `test_it_works_as_a_normal_user`, whose project is open here."""
    program = script("user_program").Program("/usr/bin/missionplanner", HOME, installed, str(USER))
    (project,) = (installed / HOME.lstrip("/") / "smoke").glob("* site.mplan")
    opening = ("open", f"{HOME}/smoke/{project.name}")
    before, started = version_of(installed), program.start(*opening)
    try:
        script("user_program").rests(started.pid)
        again = inside(installed, "dpkg", "-i", later, check=False)
        assert again.returncode != 0
        assert "is open. Close it" in again.stderr
        assert version_of(installed) == before != LATER
        assert started.poll() is None, "the program goes on"
    finally:
        started.send_signal(signal.SIGTERM)
        started.communicate(timeout=60)
    assert started.returncode == 0
    inside(installed, "dpkg", "-i", later)
    assert version_of(installed) == LATER
    started = program.start(*opening)
    try:
        script("user_program").rests(started.pid)
    finally:
        started.send_signal(signal.SIGTERM)
        started.communicate(timeout=60)
    assert started.returncode == 0


def test_it_leaves_nothing_behind(installed: Path) -> None:
    inside(installed, "dpkg", "--purge", "osprey-mission-planner")
    assert not (installed / "usr/lib/osprey-mission-planner").exists()
    assert (installed / HOME.lstrip("/") / "smoke").is_dir(), "what is the user's stays"
