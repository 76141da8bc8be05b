"""Run the benchmarks one after another and print their tables as one page of Markdown.

    python -m benchmarks               the quick ones, a few minutes together
    python -m benchmarks --list        what there is, and what each needs
    python -m benchmarks --all         every one that needs nothing by hand: hours
    python -m benchmarks --only trend --only geodetector --out page.md
    python -m benchmarks --peers FOLDER         beside programs installed there (see each head)

Each runs in a process of its own, so that none warms the kernels of another; told is the CPU time
of that process, which a busy machine lengthens little. One that fails is told in its place, the
others go on, and the command ends with 1.
"""

import argparse
import ast
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from missionplanner import __version__

FOLDER = Path(__file__).resolve().parent

# Those that end soon, with what they are asked for here: smaller than in the README's tables.
QUICK = {
    "natural_breaks": (),
    "variable_weights": (),
    "trend": (),
    "serial_trend": ("--series", "2000"),
    "geodetector": (),
    "landscape_windows": ("--side", "256"),
    "flow_accumulation": ("--side", "1000"),
    "irsei_memory": ("--megapixels", "1", "--rounds", "3"),
    "trust_verdict": ("--studies", "10"),
    "link": ("--previews", "20", "--megabytes", "5"),
}
# Those that take the folder of their peers; without it they tell our own figures alone.
WITH_PEERS = ("flow_accumulation", "geodetector", "landscape_windows", "natural_breaks")
# What has to be given by hand: these are never run from here.
BY_HAND = {
    "area_cases": "a folder of small sites",
    "peer_runner": "areas on its input; `coverage_planners` starts it",
    "security_memory": "the data folder as its argument",
    "window_figures": "a planned project",
}


@dataclass(frozen=True)
class Benchmark:
    """One script: its name, what its first line says, and what it is started with."""

    name: str
    title: str
    arguments: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """As one would type it."""
        return " ".join(("python -m", f"benchmarks.{self.name}", *self.arguments))


@dataclass(frozen=True)
class Ran:
    """What a benchmark printed, its exit code (None: stopped), and the CPU seconds it took."""

    benchmark: Benchmark
    printed: str
    code: int | None
    cpu_s: float


def found() -> Iterator[Benchmark]:
    """Yield every script that can be started; modules that others import are none."""
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        mains = [
            one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "main"
        ]
        if mains and path.stem != "__main__":
            title = (ast.get_docstring(tree) or "").partition("\n")[0]
            yield Benchmark(path.stem, title, QUICK.get(path.stem, ()))


def ran(benchmark: Benchmark, limit_s: float) -> Ran:
    """Run one to its end, or to its limit."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", f"benchmarks.{benchmark.name}", *benchmark.arguments]
    code: int | None = None
    try:
        answer = subprocess.run(
            command, cwd=FOLDER.parent, capture_output=True, text=True, timeout=limit_s, check=False
        )
        code, printed = answer.returncode, answer.stdout
        if code:
            printed += "\n".join(answer.stderr.strip().splitlines()[-3:])
    except subprocess.TimeoutExpired as late:
        printed = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(benchmark, printed.rstrip().lstrip("\n"), code, spent)


def head() -> str:
    """Return what the figures were measured with; nothing that names the machine."""
    parts = [f"Python {platform.python_version()}", platform.system(), platform.machine()]
    parts += [f"{os.cpu_count()} processors"]
    parts += [f"{name} {version(name)}" for name in ("numpy", "numba")]
    return f"# Benchmarks of Osprey Mission Planner {__version__}\n\n{', '.join(parts)}.\n"


def section(one: Ran, limit_s: float) -> str:
    """Return the part of the page that one benchmark has."""
    name = one.benchmark.name.replace("_", " ")
    lines = [f"## {name[0].upper()}{name[1:]} — `{one.benchmark.command}`", "", one.benchmark.title]
    if one.code is None:
        lines += ["", f"**Stopped after {limit_s:.0f} s.**"]
    elif one.code:
        lines += ["", f"**Failed (exit {one.code}).**"]
    return "\n".join([*lines, "", *shown(one.printed), "", f"CPU: {one.cpu_s:.1f} s.", ""])


def shown(printed: str) -> Iterator[str]:
    """Yield what was printed: a table of Markdown stays one, all else keeps its columns."""
    if not printed.startswith("|"):
        yield from ("```", printed, "```")
        return
    lines = printed.splitlines()
    for line, after in pairwise([*lines, ""]):
        yield line
        if line.startswith("|") and not after.startswith("|"):
            yield ""


def listing(benchmarks: Sequence[Benchmark]) -> str:
    """Return the benchmarks as a table: name, whether quick, and what it tells."""
    rows = ["| benchmark | runs | tells |", "|---|---|---|"]
    for one in benchmarks:
        when = f"by hand: {BY_HAND[one.name]}" if one.name in BY_HAND else "with `--all`"
        when = "by default" if one.name in QUICK else when
        rows.append(f"| `{one.name}` | {when} | {one.title} |")
    return "\n".join(rows)


def chosen(benchmarks: Sequence[Benchmark], every: bool, only: Sequence[str]) -> list[Benchmark]:
    """Return those to run; ValueError: one is asked for that is not there."""
    known = {one.name: one for one in benchmarks}
    if unknown := [name for name in only if name not in known]:
        raise ValueError(f"there is no benchmark {unknown[0]}; --list shows all")
    if only:
        return [known[name] for name in dict.fromkeys(only)]
    return [one for one in benchmarks if one.name not in BY_HAND and (every or one.name in QUICK)]


def main(given: Sequence[str] | None = None) -> int:
    """Print the page; return 1 where a benchmark failed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--list", action="store_true", help="what there is")
    parser.add_argument("--all", action="store_true", help="those that take long, too")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--peers", default="", metavar="FOLDER", help="with other programs")
    parser.add_argument("--limit", type=float, default=None, help="seconds that one may take")
    parser.add_argument("--out", type=Path, help="write the page here as well")
    asked = parser.parse_args(given)
    benchmarks = list(found())
    if asked.list:
        print(listing(benchmarks))
        return 0
    limit_s = asked.limit or (7200.0 if asked.all else 600.0)
    try:
        wanted = chosen(benchmarks, asked.all, asked.only)
    except ValueError as error:
        parser.error(str(error))
    page, failed = [head()], False
    print(page[0])
    for benchmark in wanted:
        if asked.peers and benchmark.name in WITH_PEERS:
            folder = str(Path(asked.peers).resolve())
            benchmark = replace(benchmark, arguments=(*benchmark.arguments, "--peers", folder))
        print(f"{benchmark.command} ...", file=sys.stderr)
        one = ran(benchmark, limit_s)
        failed |= one.code != 0
        page.append(section(one, limit_s))
        print(page[-1], flush=True)
    if asked.out:
        asked.out.write_text("\n".join(page), "utf-8")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
