"""The program as a user has it: started without a Python, its answers, and its seconds of CPU."""

import json
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_S = 1800.0


class Broken(Exception):
    """A step has not done what it should."""


@dataclass
class Program:
    """The frozen program, and the system that it runs in.

    Attributes
    ----------
    path, home : str
        As the system inside names them.
    root : Path
        Where that system is, seen from here.
    user : str
        Who runs it: a number, or empty for whoever asks.
    told : dict
        Figures measured on the way.
    more : dict
        What stands in its environment besides.
    """

    path: str
    home: str
    root: Path = Path("/")
    user: str = ""
    told: dict[str, float] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    def outside(self, inside: str) -> Path:
        """Return a path of that system as it is named here."""
        return self.root / inside.lstrip("/") if self.root != Path("/") else Path(inside)

    def environment(self) -> dict[str, str]:
        """Return an environment that knows no Python, no cache and no display."""
        kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP", "TMP") if key in os.environ}
        homes = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
        return {
            **kept,
            **dict.fromkeys(homes, self.home),
            "PATH": kept.get("SYSTEMROOT", "/usr/bin:/bin"),
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
            **self.more,
        }

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start it; what it says on either stream is kept."""
        command = [self.path, *arguments]
        if self.root != Path("/"):
            who = [f"--userspec={self.user}:{self.user}"] if self.user else []
            shell = 'cd "$1" && shift && exec "$@"'
            command = [
                shutil.which("chroot") or "/usr/sbin/chroot",
                *who,
                str(self.root),
                "/bin/sh",
                "-c",
                shell,
                "sh",
                self.home,
                *command,
            ]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self.environment(),
            cwd=None if self.root != Path("/") else self.home,
        )

    def run(self, *arguments: str) -> dict[str, object]:
        """Run a verb to its end and return what it tells as JSON."""
        done = self.start(*arguments, "--json")
        out, err = done.communicate(timeout=LONGEST_S)
        if done.returncode != 0:
            raise Broken(f"{' '.join(arguments)}: exit code {done.returncode}\n{out}\n{err}")
        answer: dict[str, object] = json.loads(out.splitlines()[-1])
        return answer


def check(holds: object, words: str) -> None:
    """Raise where something does not hold."""
    if not holds:
        raise Broken(words)


def own(program: Program, path: str) -> None:
    """Hand a folder to who runs the program."""
    if program.user:
        for one in (program.outside(path), *program.outside(path).rglob("*")):
            os.chown(one, int(program.user), int(program.user))


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rests(pid: int) -> float:
    """Wait until a process rests, and return its CPU seconds; 0.0 where no /proc tells them.

    It rests when it slept at each of many looks and used less than a tenth of their time.
    """
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        time.sleep(20)
        return 0.0
    tick, slept, before = os.sysconf("SC_CLK_TCK"), 0, 0.0
    end = time.monotonic() + 300
    while time.monotonic() < end:
        fields = stat.read_text().rpartition(")")[2].split()
        if fields[0] == "Z":
            raise Broken("the window has closed by itself")
        cpu = (int(fields[11]) + int(fields[12])) / tick
        slept = slept + 1 if fields[0] == "S" and cpu - before < 0.02 else 0
        if slept >= 8 and cpu > 0.3:
            return cpu
        before = cpu
        time.sleep(0.25)
    raise Broken("the window does not come to rest")
