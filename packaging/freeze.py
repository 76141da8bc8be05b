"""Make the folder of the frozen program: `dist/osprey`, with its kernels and licences inside.

``python packaging/freeze.py``, by a Python that has the program's packages with the extras of
`licences.EXTRAS`, and those of the dependency group `packaging`. One has to do this on the system
that the program is for: nothing is compiled across.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version as installed
from pathlib import Path

import fewer_languages
import licences
import make_icons
import sbom
from facts import (
    COMPILER,
    FROZEN,
    MAC,
    OUT,
    ROOT,
    environment,
    folder_bytes,
    licences_folder,
    program,
    sha256,
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
    without_symbols(FROZEN)
    one_copy(FROZEN)
    for library in FROZEN.rglob("PySide6/Qt/lib/libicudata.so.*"):
        fewer_languages.trim(library)
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
    # PyInstaller would keep what it has gathered where no name has changed, whatever is in it.
    shutil.rmtree(WORK / "pyinstaller", ignore_errors=True)
    spec = ROOT / "packaging" / "osprey.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(OUT), "--workpath", str(WORK / "pyinstaller"), str(spec)]
    told = {"OSPREY_ICONS": str(icons), "OSPREY_VERSION": version()}
    told["PYTHONPATH"] = str(ROOT)
    # Stored, not deflated: who packs the folder packs all of it better, and the program starts
    # without unpacking.
    told["PYINSTALLER_ZLIB_COMPRESSION_LEVEL"] = "0"
    # A traceback names the line, not the column: a fifth of the code tells columns.
    told["PYTHONNODEBUGRANGES"] = "1"
    subprocess.run(command, check=True, cwd=ROOT, env={**environment(), **told})


def package_folder() -> Path:
    """Return the folder that stands for the package in the frozen program."""
    (found,) = {path.parent for path in FROZEN.rglob("_resources") if path.is_dir()}
    return found


def source_stamp() -> str:
    """Return what a kernel's code depends on: the compiler, how it is kept, the sources of kernels.

    What stands in the rooms `kernels` and `cost` is compiled into kernels elsewhere.
    """
    mark = hashlib.sha256(f"{version()} {installed('numba')} {installed('llvmlite')}".encode())
    for source in sorted((ROOT / "missionplanner").rglob("*.py")):
        text = source.read_bytes()
        how = source.name == "compiled.py"
        if how or b"@kernel" in text or source.parent.name in ("kernels", "cost"):
            mark.update(source.relative_to(ROOT).as_posix().encode() + text)
    return mark.hexdigest()


def ship_kernels(into: Path) -> int:
    """Put the compiled kernels beside the program; return of how many functions.

    A frozen program compiles them itself, once for one state of the sources: they are kept for the
    next build. That one is not shipped.
    """
    cpu, needs = PROCESSORS[platform.machine().lower().replace("amd64", "x86_64")]
    told = {"stamp": source_stamp(), "cpu": cpu, "needs": needs}
    kept = WORK / "kernels"
    shutil.rmtree(into, ignore_errors=True)
    if not (kept / "build.json").is_file() or json.loads((kept / "build.json").read_text()) != told:
        into.mkdir()
        (into / "build.json").write_text(json.dumps(told), encoding="utf-8")
        shutil.rmtree(kept, ignore_errors=True)
        compile_kernels(kept)
        shutil.copyfile(into / "build.json", kept / "build.json")
        shutil.rmtree(into)
    shutil.copytree(kept, into)
    program(COMPILER).unlink()
    indexes = len(list(into.rglob("*.nbi")))
    if not indexes:
        raise SystemExit(f"{into}: the frozen program has kept no kernel")
    return indexes


def compile_kernels(into: Path) -> None:
    """Let a frozen program compile its kernels, without a home or a cache of somebody's."""
    with tempfile.TemporaryDirectory() as made:
        home = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"), made)
        env = {**environment(), **home, "NUMBA_CACHE_DIR": made}
        command = [str(program(COMPILER)), "--precompile"]
        subprocess.run(command, check=True, env=env, cwd=made)
        shutil.copytree(Path(made) / "kernels", into)


def without_symbols(folder: Path) -> int:
    """Take the symbols for debuggers out of shared libraries on Linux; return the bytes saved.

    Where wheels have moved a library's parts about, `strip` leaves one that does not load: such a
    one stays as it was.
    """
    if sys.platform != "linux" or not (shutil.which("strip") and shutil.which("readelf")):
        return 0
    saved = 0
    for path in sorted(folder.rglob("*.so*")):
        if not path.is_file() or path.is_symlink() or path.open("rb").read(4) != b"\x7fELF":
            continue
        aside = path.with_name(f"{path.name}.stripped")
        command = ["strip", "--strip-unneeded", "-o", str(aside), str(path)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0 and on_pages(aside) and aside.stat().st_size < path.stat().st_size:
            saved += path.stat().st_size - aside.stat().st_size
            aside.replace(path)
        aside.unlink(missing_ok=True)
    return saved


def one_copy(folder: Path) -> int:
    """Keep one of each library that two wheels bring on Linux; return the bytes saved.

    Of equal files the second becomes a link to the first. So does a second GEOS of the same
    version: its parts are found through PyInstaller's links in the top folder. Links to what was
    left out go.
    """
    if sys.platform != "linux":
        return 0
    for link in folder.rglob("*.so*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    saved, kept = 0, dict[str, Path]()
    for path in sorted(folder.rglob("*.libs/*.so*")):
        if path.is_symlink():
            continue
        name, _, number = path.name.partition(".so")
        plain = name.rpartition("-")[0]
        mark = f"{plain}{number}" if plain in ("libgeos", "libgeos_c") else sha256(path)
        first = kept.setdefault(mark, path)
        if first != path:
            saved += path.stat().st_size
            path.unlink()
            path.symlink_to(os.path.relpath(first, path.parent))
    return saved


def on_pages(library: Path) -> bool:
    """Tell whether every part of a library can be mapped: its place in file and memory agree."""
    told = subprocess.run(
        ["readelf", "-lW", str(library)], capture_output=True, text=True, check=True
    )
    parts = re.findall(r"^  LOAD +(0x\w+) (0x\w+) .* (0x\w+)$", told.stdout, re.MULTILINE)
    places = [[int(word, 16) for word in part] for part in parts]
    return bool(places) and all((at - to) % max(page, 4096) == 0 for at, to, page in places)


if __name__ == "__main__":
    main()
