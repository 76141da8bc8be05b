"""Files and folders are written by one room: aside and renamed, through no link, one writer."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.source import Source, dotted, sources

ROOM = "missionplanner/storage/"
GDAL = {
    # Writes by GDAL, in a folder that `storage.folders.staging` made.
    "missionplanner/raster/files/writer.py": {"rasterio.open", "rasterio.shutil.copy"},
    "missionplanner/vector/writing.py": {"ogr.raw.write"},
}
WRITERS = {"write_text", "write_bytes", "mkdir", "makedirs", "touch", "rename", "renames"}
WRITERS |= {"symlink_to", "hardlink_to", "symlink", "copyfile", "copy2", "copytree"}
WRITERS |= {"mkstemp", "mkdtemp", "NamedTemporaryFile", "tofile", "savetxt", "to_csv", "to_file"}
FULL = {"os.open", "os.replace", "os.link", "shutil.copy", "shutil.move", "rasterio.shutil.copy"}
FULL |= {"ogr.raw.write"}
# Writers that take a stream as well as a name: given a stream they are free.
EITHER = {"np.save", "np.savez", "np.savez_compressed", "zipfile.ZipFile"}
STREAMS = {"stream", "buffer", "page", "packed"}
CSV = {"csv.writer", "csv.DictWriter"}

Rule = Callable[[ast.Call], str]


def mode(call: ast.Call) -> str:
    """The mode that something is opened with; '' where it is opened for reading."""
    given = [*call.args, *(k.value for k in call.keywords if k.arg == "mode")]
    texts = [a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return next((text for text in texts if len(text) < 4 and set(text) & set("wax+")), "")


def writes(call: ast.Call) -> str:
    """What a call writes with; '' where it writes no file."""
    name = dotted(call.func)
    last = call.func.attr if isinstance(call.func, ast.Attribute) else name
    if name in FULL or last in WRITERS:
        return name or last
    if last == "open" and mode(call):
        return name or last
    if (name in EITHER or last == "savefig") and (name != "zipfile.ZipFile" or mode(call)):
        first = call.args[0]
        return "" if isinstance(first, ast.Name) and first.id in STREAMS else name
    # Path.replace takes one place; str.replace two texts, datetime.replace keywords,
    # dataclasses.replace keywords too.
    alone = len(call.args) == 1 and not call.keywords
    return last if last == "replace" and name != "replace" and alone else ""


def cells(call: ast.Call) -> str:
    return dotted(call.func) if dotted(call.func) in CSV else ""


def found(source: Source, rule: Rule) -> Iterator[str]:
    for node in source.nodes(ast.Call):
        what = rule(node)
        if what and what not in GDAL.get(source.path, ()):
            yield f"{source.path}:{node.lineno} {what}"


@pytest.mark.parametrize("rule", [writes, cells])
def test_only_the_room_for_it_writes(rule: Rule) -> None:
    others = [source for source in sources() if not source.path.startswith(ROOM)]
    assert [place for source in others for place in found(source, rule)] == []


@pytest.mark.parametrize(
    "line",
    [
        *('p.write_text("x")', 'open(p, "w")', 'p.open("xb")', 'p.open(mode="a")', "p.mkdir()"),
        *("p.replace(q)", "a().replace(q)", "os.replace(a, b)", "os.open(p, 1)", "np.save(p, a)"),
        *(
            'zipfile.ZipFile(p, "w")',
            "shutil.copy2(a, b)",
            "f.savefig(p)",
            "ogr().raw.write(p)",
            'rasterio.open(p, "w", driver=d)',
        ),
    ],
)
def test_what_writes_is_seen(line: str) -> None:
    call = ast.parse(line, mode="eval").body
    assert isinstance(call, ast.Call) and writes(call)


@pytest.mark.parametrize(
    "line",
    [
        *('t.replace("a", "b")', "replace(a, b=1)", "when.replace(microsecond=0)", "p.open()"),
        *('p.open("rb")', "np.save(stream, a)", "zipfile.ZipFile(p)", 'open(p, encoding="utf-8")'),
    ],
)
def test_what_only_reads_is_not(line: str) -> None:
    call = ast.parse(line, mode="eval").body
    assert isinstance(call, ast.Call) and not writes(call)
