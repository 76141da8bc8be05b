"""Try the frozen program as a user has it: without Python, as nobody in particular.

``python packaging/smoke_test.py PROGRAM INPUTS [--root ROOT --user UID]`` runs each step in a fresh
home and tells its time; it fails at the first step that does not do what it should. With `--root`
the program runs inside another system (`chroot`, which root may); PROGRAM and INPUTS are then paths
in there. Needs nothing but Python itself. INPUTS are made by make_smoke_inputs.py.
"""

import argparse
import json
import platform
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from user_program import LONGEST_S, Broken, Program, check, free_port, own, rests

MOST_START_S = 2.5
NEAR_DEG = 0.02
WPML = "wpmz/waylines.wpml"
# What `missionplanner/__init__.py` asks OpenBLAS for.
SUMS, IS_X86 = "Nehalem", platform.machine().lower() in ("x86_64", "amd64")


class Smoke:
    """The steps, in the order of a user's first day."""

    def __init__(self, program: Program, inputs: str) -> None:
        self.program, self.inputs = program, inputs
        self.project = f"{program.home}/山 $HOME site.mplan"
        self.missions = f"{program.home}/missions"

    def says_its_version(self) -> str:
        """Start at all."""
        started = self.program.start("--version")
        out, err = started.communicate(timeout=LONGEST_S)
        check(started.returncode == 0 and "missionplanner" in out, out + err)
        return out.strip()

    def knows_its_plugins(self) -> str:
        """Find the plugins, each sound."""
        told = self.program.run("plugins")
        words = json.dumps(told)
        check(all(name in words for name in ("wpml", "qgc", "geojson", "kml")), words)
        return "wpml, qgc, geojson, kml"

    def reads_a_geotiff(self) -> str:
        """Make a project from a GeoTIFF: the area's degrees become metres of its zone."""
        site = f"{self.inputs}/site"
        self.program.run(
            "new", self.project, "--dem", f"{site}/dem.tif", "--area", f"{site}/area.geojson",
            "--threats", f"{site}/threats.geojson", "--weather", f"{site}/weather.json",
            "--vertical-datum", "egm96", "--sensor", "p1-35",
        )  # fmt: skip
        document = self.program.outside(self.project) / "project.json"
        check(document.is_file(), f"{document} is not there")
        return "a project in a folder with blanks, $ and Chinese letters"

    def reads_a_laz(self) -> str:
        """Make another from a point cloud."""
        site = f"{self.inputs}/site"
        told = self.program.run(
            "new", f"{self.program.home}/cloud.mplan", "--dem", f"{site}/ground.laz",
            "--area", f"{site}/area.geojson", "--vertical-datum", "egm96", "--sensor", "p1-35",
        )  # fmt: skip
        return f"{len(told)} facts told"

    def reads_a_drawing(self) -> str:
        """Make another with the area from a DXF: GDAL's vector half."""
        site, made = f"{self.inputs}/site", f"{self.program.home}/drawn.mplan"
        self.program.run(
            "new", made, "--dem", f"{site}/dem.tif", "--area", f"{site}/area.dxf",
            "--area-crs", "EPSG:32649", "--vertical-datum", "egm96", "--sensor", "p1-35",
        )  # fmt: skip
        check((self.program.outside(made) / "project.json").is_file(), f"{made} is not there")
        return "an area in metres"

    def plans(self) -> str:
        """Plan a small area; the kernels are there already, and sums are of one kind everywhere.

        What runs before the program must not load numpy: OpenBLAS would take its kernels by the
        processor.
        """
        with self._among({"OPENBLAS_VERBOSE": "2"}):
            started = self.program.start(
                "plan", self.project, "--evaluations", "40", "--seed", "1", "--json"
            )
            _, err = started.communicate(timeout=LONGEST_S)
        check(started.returncode == 0, f"exit code {started.returncode}\n{err}")
        kinds = set(re.findall(r"^Core: (\S+)", err, re.MULTILINE))
        # On macOS numpy may bring no OpenBLAS: the system has sums of its own.
        fits = kinds == {SUMS} or (sys.platform == "darwin" and not kinds)
        check(fits or not IS_X86, f"OpenBLAS has the kernels of {kinds}, not {SUMS}")
        return "planned and verified"

    def exports_a_kmz(self) -> str:
        """Write missions and check them; look into one from outside."""
        self.program.run("export", self.project, "--out", self.missions)
        found = sorted(self.program.outside(self.missions).rglob("*.kmz"))
        check(found, "no KMZ was written")
        with zipfile.ZipFile(found[0]) as packed:
            check(WPML in packed.namelist(), f"{found[0]} holds no {WPML}")
        self.program.run("check", self.missions)
        return f"{len(found)} missions"

    def transforms_a_coordinate(self) -> str:
        """Bring the metres that were planned in back to degrees: they lie about the area."""
        out = f"{self.program.home}/geojson"
        self.program.run("export", self.project, "--format", "geojson", "--out", out)
        text = self.program.outside(f"{self.inputs}/site/area.geojson").read_text("utf-8")
        ring = json.loads(text)["features"][0]["geometry"]["coordinates"][0]
        places = []
        for path in self.program.outside(out).rglob("*.geojson"):
            for feature in json.loads(path.read_text("utf-8"))["features"]:
                found = feature["geometry"]["coordinates"]
                places += found if isinstance(found[0], list) else [found]
        check(places, "no place was exported")
        for axis, name in enumerate(("longitude", "latitude")):
            low, high = min(p[axis] for p in ring), max(p[axis] for p in ring)
            fits = all(low - NEAR_DEG < place[axis] < high + NEAR_DEG for place in places)
            check(fits, f"a {name} lies far from the area")
        return f"{len(places)} places, within {NEAR_DEG} degrees of the area"

    def writes_papers(self) -> str:
        """Write tables, the brief for the field, and a GeoPackage."""
        papers = f"{self.program.home}/papers"
        self.program.run("tables", self.project, "--out", papers)
        self.program.run("brief", self.project, "--out", f"{papers}/brief.pdf")
        self.program.run("export", self.project, "--format", "gpkg", "--out", papers)
        folder = self.program.outside(papers)
        for ending, begins in ((".xlsx", b"PK"), (".pdf", b"%PDF"), (".gpkg", b"SQLite format 3")):
            found = [path for path in folder.rglob(f"*{ending}") if path.is_file()]
            check(found and all(p.read_bytes().startswith(begins) for p in found), ending)
        return "XLSX, PDF, GeoPackage"

    def analyses(self) -> str:
        """Compute the index of a small study, and its security."""
        study = f"{self.program.home}/study"
        shutil.copytree(self.program.outside(f"{self.inputs}/study"), self.program.outside(study))
        own(self.program, study)
        told = self.program.run("irsei", f"{study}/study.json")
        check(len(told["epochs"]) == 3, "not three epochs")
        self.program.run("trend", f"{study}/study.json")
        page = f"{self.program.home}/report.html"
        self.program.run("report", f"{study}/study.json", "--out", page)
        check("<svg" in self.program.outside(page).read_text("utf-8"), f"{page} shows no chart")
        return "IRSEI of 3 years, its trend, a report"

    def sends_and_receives(self) -> str:
        """Send previews to itself."""
        key, port = f"{self.program.home}/a.key", free_port()
        self.program.run("send", "--new-key", key)
        bearer = f"udp:127.0.0.1:{port}"
        station = self.program.start(
            "receive", self.project, "--listen", bearer, "--key", key, "--once", "--json"
        )
        assert station.stdout is not None
        first = station.stdout.readline()
        check("listening" in first, first)
        photos = f"{self.inputs}/photos"
        state = f"{self.program.home}/state"
        sent = self.program.run(
            "send", photos, "--to", bearer, "--key", key, "--stages", "1", "--state", state
        )
        station.communicate(timeout=LONGEST_S)
        got = list((self.program.outside(self.project) / "received").rglob("*.webp"))
        check(sent["left"] == 0 and len(got) == 2, f"{len(got)} previews came, of 2")
        return "2 previews"

    def opens_the_window(self) -> str:
        """Open the window on the project, wait until it rests, and quit."""
        return f"on a project, {self._opened_s('open', self.project):.1f} s of CPU"

    def starts_at_once(self) -> str:
        """Open the empty window, and hold its CPU time against what is wanted."""
        cpu_s = self._opened_s()
        self.program.told["start_s"] = cpu_s
        return f"{cpu_s:.1f} s of CPU (wanted: {MOST_START_S})"

    def _opened_s(self, *arguments: str) -> float:
        """Open a window, wait until it rests, quit it; return its CPU seconds until it rested."""
        started = self.program.start(*arguments)
        try:
            cpu_s = rests(started.pid)
        except Broken as fault:
            started.kill()
            raise Broken(f"{fault}\n{started.communicate()[1]}") from None
        started.send_signal(signal.SIGTERM)
        _, err = started.communicate(timeout=60)
        check(started.returncode == 0, f"exit code {started.returncode}\n{err}")
        return cpu_s

    def passes_strangers_by(self) -> str:
        """Start where the environment names the libraries of somebody else's Python."""
        folder = f"{self.program.home}/strangers"
        for name in ("json.py", "sitecustomize.py", "numpy/__init__.py"):
            path = self.program.outside(f"{folder}/{name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("raise RuntimeError('a stranger was imported')\n", encoding="utf-8")
        with_ = {"PYTHONPATH": folder, "PYTHONHOME": folder, "PYTHONSTARTUP": f"{folder}/json.py"}
        with self._among(with_):
            self.program.run("plugins")
        return "PYTHONPATH, PYTHONHOME"

    def keeps_later_settings(self) -> str:
        """Read settings of a later version, and keep what it does not know of them."""
        place = f"{self.program.home}/settings.json"
        later = {"disabled_plugins": [], "later": {"a": [1]}, "paper": {"pilot": "A", "later": 2}}
        path = self.program.outside(place)
        path.write_text(json.dumps(later), encoding="utf-8")
        own(self.program, place)
        with self._among({"MISSIONPLANNER_SETTINGS": place}):
            told = self.program.run("plugins")
            check(told["settings"] is None, str(told["settings"]))
            listed: Any = told["plugins"]
            name = listed[0]["name"]
            self.program.run("plugins", "--disable", name)
            self._opened_s()
        kept = json.loads(path.read_text("utf-8"))
        check(kept["disabled_plugins"] == [name], str(kept))
        check((kept["later"], kept["paper"]["later"]) == ({"a": [1]}, 2), str(kept))
        return "what is not known yet is kept"

    def works_without_a_home(self) -> str:
        """Open the window, and say what is not kept, where nothing of the user's can be written."""
        place = f"{self.program.home}/a file"
        self.program.outside(place).write_text("no folder", encoding="utf-8")
        names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
        # As on a processor that the shipped loops do not serve: they are compiled anew.
        with self._among({**dict.fromkeys(names, f"{place}/home"), "NUMBA_CPU_NAME": "generic"}):
            cpu_s = self._opened_s("open", self.project)
            site = f"{self.inputs}/site"
            started = self.program.start(
                "new", f"{self.program.home}/kept nowhere.mplan", "--dem", f"{site}/dem.tif",
                "--area", f"{site}/area.geojson", "--vertical-datum", "egm96",
                "--sensor", "p1-35",
            )  # fmt: skip
            _, err = started.communicate(timeout=LONGEST_S)
            check(started.returncode == 0, err)
        # Windows finds the user's folders without the environment.
        told = err.count("compiled anew at each start")
        check(told == 1 or sys.platform == "win32", f"told {told} times, not once:\n{err}")
        return f"the window, {cpu_s:.1f} s of CPU"

    @contextmanager
    def _among(self, more: dict[str, str]) -> Iterator[None]:
        self.program.more = more
        try:
            yield
        finally:
            self.program.more = {}

    def opens_the_demo(self) -> str:
        """Plan, verify and export a built-in mine."""
        self.program.run("demo", "--site", "jacksboro", "--no-window", "--out", "demo")
        found = list(self.program.outside(f"{self.program.home}/demo").rglob("*.kmz"))
        check(found, "the demo has written no mission")
        return f"{len(found)} missions"


def from_here(name: str, root: Path) -> str:
    """Return a path whole, since the program runs in a folder of its own; a command stays one."""
    return str(Path(name).resolve()) if root == Path("/") and Path(name).exists() else name


def main() -> int:
    """Run all steps; say how long each took."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("program")
    asked.add_argument("inputs")
    asked.add_argument("--home", default="", help="folder to work in, made anew")
    asked.add_argument("--root", type=Path, default=Path("/"), help="another system")
    asked.add_argument("--user", default="", help="number of who runs it there")
    asked.add_argument("--demo", action="store_true", help="a built-in mine too")
    given = asked.parse_args()
    home = given.home or f"{Path.home()}/osprey-smoke"
    program = Program(from_here(given.program, given.root), home, given.root, given.user)
    shutil.rmtree(program.outside(home), ignore_errors=True)
    program.outside(home).mkdir(parents=True)
    own(program, home)
    smoke = Smoke(program, from_here(given.inputs, given.root))
    steps: list[Callable[[], str]] = [
        smoke.says_its_version, smoke.starts_at_once, smoke.knows_its_plugins,
        smoke.reads_a_geotiff, smoke.reads_a_laz, smoke.reads_a_drawing, smoke.plans,
        smoke.exports_a_kmz, smoke.transforms_a_coordinate, smoke.writes_papers, smoke.analyses,
        smoke.sends_and_receives, smoke.opens_the_window, smoke.passes_strangers_by,
        smoke.keeps_later_settings, smoke.works_without_a_home,
    ]  # fmt: skip
    if given.demo:
        steps.append(smoke.opens_the_demo)
    for step in steps:
        began = time.monotonic()
        name = step.__name__.replace("_", " ")
        try:
            told = step()
        except (Broken, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as fault:
            print(f"FAILED  {name}: {fault}", flush=True)
            return 1
        print(f"ok  {name}: {told} ({time.monotonic() - began:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
