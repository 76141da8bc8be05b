"""Names are the field's: a file says what it holds, and a class name means one thing."""

import ast
from collections import defaultdict
from pathlib import PurePosixPath

from tests.architecture.source import sources

# What could hold anything holds everything in the end. A folder `tools` holds gestures on a map.
EMPTY = {"words", "misc", "helper", "helpers", "util", "utils", "common", "tools", "warm", "stuff"}
GESTURES = "missionplanner/ui/map/tools"

# Public class names with two meanings, and why they may have them.
TWICE = {
    "Effort": "what the search reckons and what the verifier measures; neither may know the other",
    "Flight": "constants of the search's kernels, and a sortie as the verifier measured it",
    "Ground": "rasters under the search's kernels, and the terrain under the map",
    "Step": "of long work, and of the security panel, whose words are translated by this name",
    "Verdict": "on an index, and on judgements, whose words are translated by this name",
}
# Files in one folder whose names differ by a plural alone, and why.
ONE_AND_MANY = {
    "missionplanner/ecology/engine/security/source": "what one is; `sources` builds all of them",
}


def public_classes() -> dict[str, list[str]]:
    """Where each public class of a module is defined."""
    places: dict[str, list[str]] = defaultdict(list)
    for source in sources():
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(source.path)
    return places


def test_no_file_is_called_by_nothing() -> None:
    paths = [PurePosixPath(source.path) for source in sources()]
    empty = [
        path.as_posix()
        for path in paths
        if path.stem in EMPTY
        or any(
            folder.name in EMPTY and folder.as_posix() != GESTURES
            for folder in path.parents
            if folder.name
        )
    ]
    assert empty == []


def test_a_class_name_means_one_thing() -> None:
    twice = {name: places for name, places in public_classes().items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in TWICE} == {}
    assert {name: len(places) for name, places in twice.items() if len(places) > 2} == {}


def test_no_exception_outlives_its_reason() -> None:
    places = public_classes()
    assert [name for name in TWICE if len(places[name]) < 2] == []


def test_files_side_by_side_differ_by_more_than_a_plural() -> None:
    stems = {PurePosixPath(source.path).with_suffix("").as_posix() for source in sources()}
    alike = {stem for stem in stems if f"{stem}s" in stems}
    assert alike == set(ONE_AND_MANY)
