"""Make the folder of the frozen program: `dist/osprey`, with its kernels and licences inside.

``python packaging/freeze.py``, by a Python that has the program's packages with the extras of
`licences.EXTRAS`, and those of the dependency group `packaging`. One has to do this on the system
that the program is for: nothing is compiled across.
"""

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version as installed
from pathlib import Path

import licences
import make_icons
import sbom
from facts import (
    FROZEN,
    MAC,
    OUT,
    ROOT,
    environment,
    folder_bytes,
    licences_folder,
    program,
    version,
)

WORK = ROOT / "build" / "frozen"

# The oldest processor that the shipped kernels serve, in LLVM's words, and what it must have. An
# older one compiles its own at the first start.
PROCESSORS = {
    "x86_64": ("x86-64-v3", "avx avx2 bmi bmi2 f16c fma lzcnt movbe popcnt sse4.2"),
    "arm64": ("apple-m1", ""),
    "aarch64": ("generic", ""),
}


def main() -> None:
    """Freeze, compile, collect; say how large it is and how long it took."""
    began = time.monotonic()
    WORK.mkdir(parents=True, exist_ok=True)
    icons = WORK / "icons"
    draw_icons(icons)
    freeze(icons)
    inside = package_folder()
    licences.collect(licences_folder())
    sbom.write(licences_folder() / "sbom.cdx.json")
    count = ship_kernels(inside / "_kernels")
    if MAC:  # what was put in since has no signature
        subprocess.run(["codesign", "--force", "--deep", "-s", "-", str(FROZEN)], check=True)
    told = f"{folder_bytes(FROZEN) / 1e6:.0f} MB, {count} kernels shipped"
    print(f"{FROZEN}: {told}, {time.monotonic() - began:.0f} s")


def draw_icons(out: Path) -> None:
    """Draw the icons in a process of its own: it leaves a Qt behind."""
    subprocess.run([sys.executable, make_icons.__file__, str(out)], check=True)


def freeze(icons: Path) -> None:
    """Let PyInstaller gather the program."""
    shutil.rmtree(FROZEN, ignore_errors=True)
    spec = ROOT / "packaging" / "osprey.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(OUT), "--workpath", str(WORK / "pyinstaller"), str(spec)]
    told = {"OSPREY_ICONS": str(icons), "OSPREY_WORK": str(WORK), "OSPREY_VERSION": version()}
    told["PYTHONPATH"] = str(ROOT)
    subprocess.run(command, check=True, cwd=ROOT, env={**environment(), **told})


def package_folder() -> Path:
    """Return the folder that stands for the package in the frozen program."""
    (found,) = {path.parent for path in FROZEN.rglob("_resources") if path.is_dir()}
    return found


def source_stamp() -> str:
    """Return what a kernel's code depends on: our sources, and the compiler."""
    mark = hashlib.sha256(f"{version()} {installed('numba')} {installed('llvmlite')}".encode())
    for source in sorted((ROOT / "missionplanner").rglob("*.py")):
        mark.update(source.relative_to(ROOT).as_posix().encode() + source.read_bytes())
    return mark.hexdigest()


def ship_kernels(into: Path) -> int:
    """Let the frozen program compile its kernels, and put them beside it; return how many."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    cpu, needs = PROCESSORS[machine]
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    told = {"stamp": source_stamp(), "cpu": cpu, "needs": needs}
    (into / "build.json").write_text(json.dumps(told), encoding="utf-8")
    with tempfile.TemporaryDirectory() as made:
        home = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"), made)
        env = {**environment(), **home, "NUMBA_CACHE_DIR": made}
        subprocess.run([str(program()), "--precompile"], check=True, env=env, cwd=made)
        for folder in sorted((Path(made) / "kernels").iterdir()):
            shutil.copytree(folder, into / folder.name)
    indexes = len(list(into.rglob("*.nbi")))
    if not indexes:
        raise SystemExit(f"{into}: the frozen program has kept no kernel")
    return indexes


if __name__ == "__main__":
    main()
