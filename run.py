#!/usr/bin/env python3
"""Set up and start Osprey Mission Planner. Needs nothing but Python.

    python3 run.py demo [...]     plan a built-in mine, export its missions, open the window
    python3 run.py test [...]     every check of the project; arguments go to pytest
    python3 run.py test --quick   ruff and the tests that need no window and no long analysis
    python3 run.py test --long    the tests that `test` leaves out: slow ones and dask clusters
    python3 run.py setup          only the set-up, which the others do by themselves
    python3 run.py VERB [...]     any verb of missionplanner: new, plan, verify, export, check ...
    python3 run.py open           the window

The first start builds .venv from requirements.lock and, on Debian and Ubuntu, installs the
system libraries that the window needs. Everything said here goes to stderr.
"""

# This file must parse on an older Python (3.6), so that it can say which one it needs.

import ctypes
import hashlib
import json
import locale
import os
import shlex
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Dict, Iterator, List, NoReturn, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up.json"
KERNELS = VENV / "kernels.json"
TRIED = VENV / "system-packages-tried.json"
WINDOWS = os.name == "nt"

OLDEST, TOO_NEW = (3, 11), (3, 14)

# Shared libraries that the Qt wheels expect of a system, and the Debian package of each.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth"}
CHINESE_FONT = "fonts-wqy-microhei"
CHINESE_FONTS = ("fonts-wqy-*", "fonts-noto-cjk*", "fonts-droid-fallback", "fonts-arphic-*")

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    # Its cache does not see that a module imported long ago has come to be.
    (
        "lint-imports",
        ["-c", "from importlinter.cli import lint_imports_command as f; f()", "--no-cache"],
    ),
)

PYTEST = ["-m", "pytest", "-n", "2", "--dist", "worksteal"]
QUICK = ["tests/architecture", "tests/unit"]
# Whole analyses and whole reports: a dozen files take as long as all others.
QUICK += ["--ignore=tests/unit/ecology/engine", "--ignore=tests/unit/report"]
LONG = ["-m", "slow or cluster"]


class SetupError(Exception):
    """The set-up cannot go on; the text says what to do."""


def say(text: str) -> None:
    """Tell the user where the set-up stands."""
    print("run.py: " + text, file=sys.stderr, flush=True)


def call(command: Sequence[str], timeout: Optional[float] = None) -> int:
    """Run a command of the set-up and return its exit code; what it prints goes to stderr."""
    return subprocess.call(
        list(command), stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), timeout=timeout
    )


def silent(command: Sequence[str], timeout: Optional[float] = None) -> bool:
    """Run a command whose words nobody needs; return whether it succeeded."""
    nothing = subprocess.DEVNULL
    code = subprocess.call(
        list(command), stdin=nothing, stdout=nothing, stderr=nothing, timeout=timeout
    )
    return code == 0


# ---- a Python that fits


def fits(version: Tuple[int, ...]) -> bool:
    """Return whether the project runs on this version of Python."""
    return OLDEST <= version[:2] < TOO_NEW


def version_of(command: Sequence[str]) -> Optional[Tuple[int, ...]]:
    """Return the (major, minor) of an interpreter, or None where it does not even start."""
    code = "import sys; print('%d %d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [*command, "-c", code],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
        )
        return tuple(int(part) for part in answer.stdout.split()) or None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def python_candidates() -> Iterator[List[str]]:
    """Yield commands that may start a newer or older Python, the likeliest first."""
    minors = range(TOO_NEW[1] - 1, OLDEST[1] - 1, -1)
    for minor in minors:
        found = shutil.which("python3.%d" % minor)
        if found:
            yield [found]
        if WINDOWS and shutil.which("py"):
            yield ["py", "-3.%d" % minor]
    pyenv = Path(os.environ.get("PYENV_ROOT", str(Path("~/.pyenv").expanduser())))
    for folder in (Path("/opt/homebrew/bin"), Path("/usr/local/bin"), Path("/usr/bin")):
        for minor in minors:
            yield [str(folder / ("python3.%d" % minor))]
    for minor in minors:
        for path in sorted(pyenv.glob("versions/3.%d.*/bin/python3" % minor)):
            yield [str(path)]


def find_python() -> List[str]:
    """Return a command for a Python that fits, or say which one is needed."""
    for command in python_candidates():
        version = version_of(command)
        if version and fits(version):
            return command
    raise SetupError(
        "this needs Python 3.11, 3.12 or 3.13, and %s is %d.%d; install one of them "
        "(Debian, Ubuntu: apt-get install python3.11 python3.11-venv) and start again"
        % (sys.executable or "this Python", sys.version_info[0], sys.version_info[1])
    )


# ---- system packages (Debian and Ubuntu)


def loads(library: str) -> bool:
    """Return whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Return whether a package with Chinese glyphs is installed (Debian and Ubuntu only)."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}\n", *CHINESE_FONTS],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return any(line.startswith(b"ii") for line in answer.stdout.splitlines())


def missing_packages(for_tests: bool) -> List[str]:
    """Return the Debian packages that this machine still lacks."""
    missing = [package for name, package in QT_LIBRARIES.items() if not loads(name)]
    if for_tests:
        missing += [pkg for program, pkg in TEST_PROGRAMS.items() if not shutil.which(program)]
    if not has_chinese_font():
        missing.append(CHINESE_FONT)
    return missing


def root_prefix() -> Optional[List[str]]:
    """Return what to put before a command that root must run, or None where that cannot be."""
    if os.geteuid() == 0:
        return ["env"]
    if shutil.which("sudo") and silent(["sudo", "-n", "true"]):
        return ["sudo", "-n", "env"]
    return None


def apt_line(packages: Sequence[str]) -> str:
    """Return the line a user can type to install packages."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return sudo + "apt-get install -y --no-install-recommends " + " ".join(packages)


def apt_install(packages: Sequence[str]) -> bool:
    """Ask apt for packages; return whether it installed them."""
    prefix = root_prefix()
    if prefix is None:
        return False
    say("installing system packages: " + " ".join(packages))
    apt = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    patience = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20"]
    patience += ["-o", "DPkg::Lock::Timeout=60"]
    try:
        # A failed update may only mean that some other source of packages is away.
        silent([*apt, *patience, "update"], timeout=180)
        install = [*apt, *patience, "install", "-y", "--no-install-recommends", *packages]
        return silent(install, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return False


def provide_system_packages(for_tests: bool, again: bool = False) -> None:
    """Install what the window needs of the system, or say the exact line; never fail."""
    if not sys.platform.startswith("linux"):
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        lacking = [name for name in QT_LIBRARIES if not loads(name)]
        if lacking:
            say("the window needs these system libraries: " + " ".join(lacking))
        return
    missing = missing_packages(for_tests)
    if missing and (again or read_json(TRIED) != missing):
        # Apart, because a system without the font's archive still needs the libraries.
        libraries = [package for package in missing if package != CHINESE_FONT]
        for group in (libraries, [CHINESE_FONT]):
            if group and group[0] in missing:
                apt_install(group)
        missing = missing_packages(for_tests)
        TRIED.write_text(json.dumps(missing), encoding="utf-8")
    if missing:
        say("system packages are missing, going on without; to install: " + apt_line(missing))


# ---- the virtual environment


def venv_program(name: str) -> Path:
    """Return the path of a program inside the virtual environment."""
    return VENV / "Scripts" / (name + ".exe") if WINDOWS else VENV / "bin" / name


def lock_hash() -> str:
    """Return the hash of the locked requirements, the same on every system."""
    text = LOCK.read_text(encoding="utf-8")  # universal newlines: git may have changed them
    return hashlib.sha256(text.encode()).hexdigest()


def venv_version() -> str:
    """Return the version of Python that the environment was made with, or ''."""
    config = VENV / "pyvenv.cfg"
    if not (config.is_file() and venv_program("python").exists()):
        return ""
    fields = (line.partition("=") for line in config.read_text(encoding="utf-8").splitlines())
    values = {key.strip(): value.strip() for key, _, value in fields}
    return values.get("version") or values.get("version_info") or ""


def wanted_stamp() -> Dict[str, str]:
    """Return what the stamp says when the environment is up to date."""
    return {"lock": lock_hash(), "python": venv_version(), "root": str(ROOT)}


def read_json(path: Path) -> object:
    """Return what a small file of the set-up says, or None where there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def usable_venv() -> bool:
    """Return whether an environment stands here, made for here, with a Python that fits."""
    stamp = read_json(STAMP)
    if isinstance(stamp, dict) and stamp.get("root") != str(ROOT):
        return False  # moved or copied: its scripts name the old place
    version = version_of([str(venv_program("python"))]) if venv_version() else None
    return version is not None and fits(version)


def make_venv(uv: Optional[str]) -> None:
    """Build an empty environment in .venv."""
    if VENV.exists():
        say("building .venv anew")
        shutil.rmtree(str(VENV))
    if uv and call([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)]) == 0:
        return
    can_seed = [sys.executable, "-c", "import ensurepip"]
    if not silent(can_seed) and shutil.which("apt-get"):
        apt_install([venv_package()])
    # Without ensurepip an environment can still be filled from outside, by this Python's own pip.
    bare = [] if silent(can_seed) else ["--without-pip"]
    if call([sys.executable, "-m", "venv", *bare, str(VENV)]) != 0:
        raise SetupError("python -m venv failed; its message stands above")


def venv_package() -> str:
    """Return the Debian package that gives this Python's environments their pip."""
    return "python%d.%d-venv" % sys.version_info[:2]


def pip_command() -> List[str]:
    """Return a pip that fills the environment."""
    python = str(venv_program("python"))
    inside = [python, "-m", "pip"]
    outside = [sys.executable, "-m", "pip", "--python", python]
    if silent([*inside, "--version"]) or silent([python, "-m", "ensurepip"]):
        return inside
    if silent([*outside, "--version"]):
        return outside
    remedy = "python -m ensurepip"
    if shutil.which("apt-get"):
        remedy = apt_line([venv_package()])
    raise SetupError("this Python has no pip; run `%s` and start again" % remedy)


def install_requirements(uv: Optional[str]) -> None:
    """Install the locked packages, each checked against its hash."""
    options = ["--require-hashes", "--no-deps", "-r", str(LOCK)]
    if uv:
        say("installing the locked packages with uv")
        install = [uv, "pip", "install", "--quiet", "--python", str(venv_program("python"))]
        if call([*install, *options]) == 0:
            return
        # A network whose certificates only the system knows; the switch has two names.
        os.environ.update(UV_SYSTEM_CERTS="true", UV_NATIVE_TLS="true")
        if call([*install, *options]) == 0:
            return
        say("uv did not manage; trying pip")
    pip = pip_command()
    say("installing the locked packages with pip (about 300 MB; one to three minutes)")
    if call([*pip, "install", "-qq", "--disable-pip-version-check", *options]) != 0:
        raise SetupError("packages could not be installed; is the network there? Start again then")


def link_project() -> None:
    """Make `missionplanner` importable, and a command, in the environment."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    python = venv_program("python")
    answer = subprocess.run([str(python), "-c", code], stdout=subprocess.PIPE, check=True)
    packages = Path(os.fsdecode(answer.stdout).strip())
    # `site` reads this file in the system's encoding, which matters under a Chinese user name.
    encoding = locale.getpreferredencoding(False)
    (packages / "missionplanner-checkout.pth").write_text(str(ROOT) + "\n", encoding=encoding)
    # -I: a PYTHONPATH that is set for other programs (GIS, robots) brings no module in here.
    if WINDOWS:
        script = venv_program("missionplanner").with_suffix(".cmd")
        script.write_text('@"%~dp0python.exe" -I -m missionplanner %*\n')
    else:
        script = venv_program("missionplanner")
        # In single quotes a shell reads no `$` and no blank; bytes, since any name may be there.
        line = 'exec %s -I -m missionplanner "$@"' % shlex.quote(str(python))
        script.write_bytes(os.fsencode("#!/bin/sh\n" + line + "\n"))
        script.chmod(0o755)


def wanted_kernels() -> Dict[str, str]:
    """Return what the stamp of the compiled kernels says when they are up to date."""
    mark = hashlib.sha256()
    for source in sorted((ROOT / "missionplanner").rglob("*.py")):
        text = source.read_bytes()
        rooms = ("kernels", "cost")  # what stands there is compiled into kernels elsewhere
        if b"@njit" in text or b"@kernel" in text or source.parent.name in rooms:
            mark.update(str(source.relative_to(ROOT)).encode() + text)
    return {"kernels": mark.hexdigest(), **wanted_stamp()}


def forget_kernels() -> None:
    """Remove compiled kernels: numba does not see that a function they call has changed."""
    for ending in ("*.nbi", "*.nbc"):
        for compiled in (ROOT / "missionplanner").rglob("__pycache__/" + ending):
            compiled.unlink()


def warm_kernels() -> None:
    """Compile the planner's kernels now, so that the first plan does not wait for it."""
    if read_json(KERNELS) == wanted_kernels():
        return
    say("compiling the planner's kernels (about a minute)")
    forget_kernels()
    if call([str(venv_program("python")), "-I", "-m", "missionplanner.precompile"]) != 0:
        say("that failed; the first plan will compile them")
        return
    KERNELS.write_text(json.dumps(wanted_kernels(), indent=1), encoding="utf-8")


def set_up(for_tests: bool = False, again: bool = False) -> None:
    """Bring the environment and the system up to date; quick where they are.

    For tests the kernels are left to `run_checks`, which compiles them beside the fences.
    """
    if read_json(STAMP) != wanted_stamp():
        began = time.time()
        os.environ["UV_PYTHON_DOWNLOADS"] = "never"
        uv = shutil.which("uv")
        if not usable_venv():
            say("making .venv with Python %d.%d.%d" % sys.version_info[:3])
            make_venv(uv)
        install_requirements(uv)
        link_project()
        provide_system_packages(for_tests, again)
        STAMP.write_text(json.dumps(wanted_stamp(), indent=1), encoding="utf-8")
        if not for_tests:
            warm_kernels()
        say("ready after %.0f s" % (time.time() - began))
    else:
        provide_system_packages(for_tests, again)
        if not for_tests:
            warm_kernels()


# ---- verbs


def chosen(arguments: Sequence[str]) -> Tuple[Sequence[Tuple[str, List[str]]], List[str]]:
    """Return the fences and the arguments of pytest for `test`, `test --quick`, `test --long`."""
    rest = [word for word in arguments if word not in ("--quick", "--long")]
    if "--long" in arguments:
        return (), [*LONG, *rest]
    if "--quick" in arguments:
        os.environ.setdefault("HYPOTHESIS_PROFILE", "quick")
        return CHECKS[:2], [*QUICK, *rest]
    return CHECKS, rest


def run_checks(arguments: Sequence[str]) -> int:
    """Run the fences, then the tests; return 0 where all passed."""
    python = str(venv_program("python"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(str(ROOT))
    checks, options = chosen(arguments)
    failed = []
    # The fences work on one processor; meanwhile another compiles what the tests call.
    kernels = threading.Thread(target=warm_kernels)
    kernels.start()
    for name, command in checks:
        say(name)
        if subprocess.call([python, *command]) != 0:
            failed.append(name)
    kernels.join()
    say("FAILED: " + ", ".join(failed) if failed else "pytest")
    return subprocess.call([python, *PYTEST, *options]) or bool(failed)


def hand_over(command: List[str]) -> NoReturn:
    """Become another command, with its exit code and its signals."""
    if WINDOWS:
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def main(arguments: List[str]) -> int:
    """Do what the command line asks; return the exit code."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    if not fits(sys.version_info[:2]):
        hand_over([*find_python(), str(ROOT / "run.py"), *arguments])
    verb, rest = arguments[0], arguments[1:]
    set_up(for_tests=verb == "test", again=verb == "setup")
    if verb == "setup":
        return 0
    if verb == "test":
        return run_checks(rest)
    hand_over([str(venv_program("python")), "-I", "-m", "missionplanner", *arguments])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        say(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
