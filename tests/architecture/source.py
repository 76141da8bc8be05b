"""The program's own source, read as syntax trees; shared by the tests of this folder."""

import ast
import gc
import shutil
import subprocess
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar, cast

ROOT = Path(__file__).resolve().parents[2]
CODE = ("missionplanner", "plugins")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Source:
    """One file of the program: its path from the root, its dotted name, its tree."""

    path: str
    module: str
    lines: int
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package that relative imports of this file start from."""
        return self.module if self.path.endswith("__init__.py") else self.module.rpartition(".")[0]

    def nodes(self, kind: type[Node]) -> list[Node]:
        """Every node of one kind, from the outside inwards."""
        return cast("list[Node]", self._walked[0][kind])

    def in_function(self, node: ast.AST) -> bool:
        """Whether an import stands inside a function."""
        return id(node) in self._walked[1]

    @cached_property
    def _walked(self) -> tuple[dict[type[ast.AST], list[ast.AST]], set[int]]:
        # Walked once for all tests: the nodes by kind, and which imports stand in functions.
        found: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        within: set[int] = set()
        left: deque[tuple[ast.AST, bool]] = deque([(self.tree, False)])
        while left:
            node, inside = left.popleft()
            found[type(node)].append(node)
            if inside and isinstance(node, ast.Import | ast.ImportFrom):
                within.add(id(node))
            inside = inside or isinstance(node, Function)
            left.extend((child, inside) for child in ast.iter_child_nodes(node))
        return found, within


@dataclass(frozen=True)
class Import:
    """One import statement: the dotted name it asks for, where, and inside a function or not."""

    source: Source
    line: int
    target: str
    names: tuple[str, ...]
    in_function: bool

    @property
    def place(self) -> str:
        return f"{self.source.path}:{self.line}"


@cache
def read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    short = path.relative_to(ROOT)
    parts = short.with_suffix("").parts
    module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Source(short.as_posix(), module, len(text.splitlines()), ast.parse(text))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below the folders (by default, the program's own)."""
    places = [ROOT / folder for folder in folders or CODE]
    # Else the collector looks through a million new nodes, none of them waste, again and again.
    gc.disable()
    try:
        return tuple(read(path) for place in places for path in sorted(place.rglob("*.py")))
    finally:
        gc.enable()


def functions(source: Source) -> list[Function]:
    return [*source.nodes(ast.FunctionDef), *source.nodes(ast.AsyncFunctionDef)]


def length(function: Function) -> int:
    """Lines from `def` to the end, docstring included, decorators not."""
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute, also where it is called; '' for anything else."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return node.id if isinstance(node, ast.Name) else ""


def imports(source: Source) -> Iterator[Import]:
    """Every import of a file, relative ones made absolute."""
    for node in source.nodes(ast.Import):
        for alias in node.names:
            yield Import(source, node.lineno, alias.name, (), source.in_function(node))
    for node in source.nodes(ast.ImportFrom):
        names = tuple(alias.name for alias in node.names)
        origin = _origin(source, node)
        yield Import(source, node.lineno, origin, names, source.in_function(node))


def _origin(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = source.package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


def tracked_files() -> list[Path] | None:
    """Files under version control, or None outside a checkout and without git."""
    if not shutil.which("git"):
        return None
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listed.returncode != 0 or not listed.stdout:
        return None
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
