"""What once stood in several places stands in one: it is counted here, so that it stays so."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Source, dotted, imports, sources
from tests.architecture.test_names import public_classes

SHELL = "missionplanner/ui/shell/"
STAGES = f"{SHELL}stages.py"
# Keys of stages are names of menus, actions and groups of layers too.
OTHER_KEYS = {f"{SHELL}{file}.py" for file in ("actions", "top_bar", "layer_panel", "scene")}

ENGINE = "missionplanner.ecology.engine"
# The steps in the life of a stage of the analysis: only its driver takes them.
LIFE = {
    f"{ENGINE}.alone": {"alone"},
    f"{ENGINE}.freshness": {"fingerprint", "tags", "work_key", "is_fresh"},
    f"{ENGINE}.results": {"saved", "save"},
}
DRIVER = "missionplanner/ecology/engine/stage.py"
LIVES_ELSEWHERE = {
    # Says which rasters make a saved result fresh.
    "missionplanner/ecology/engine/results.py": {"is_fresh"},
    # The verdict on the index is written into the result of security; its rasters stay.
    "missionplanner/operations/security.py": {"save"},
    # A stack of rasters belongs to no study: it is made anew each time, and nothing of it is kept.
    "missionplanner/ecology/engine/change/stack.py": {"alone", "save"},
    # Drivers hold as long as the rasters that they were found from.
    "missionplanner/operations/geodetector.py": {"is_fresh"},
}


def callers(name: str, folder: str) -> set[str]:
    """Files below a folder that call something by its bare name."""
    return {
        source.path
        for source in sources("missionplanner")
        if source.path.startswith(folder)
        for node in source.nodes(ast.Call)
        if dotted(node.func).split(".")[-1] == name
    }


def stage_keys() -> set[str]:
    """First words of whatever stands in the tuple of stages."""
    (source,) = [one for one in sources("missionplanner") if one.path == STAGES]
    return {
        node.args[0].value
        for node in source.nodes(ast.Call)
        if dotted(node.func) in ("Stage", "_of_site")
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def base_name(base: ast.expr) -> str:
    """Name of a base class, without what it is generic in."""
    return dotted(base.value if isinstance(base, ast.Subscript) else base)


def own_keys(source: Source) -> set[int]:
    """Constants that are keys of a dict: of actions, of fields."""
    return {id(key) for node in source.nodes(ast.Dict) for key in node.keys}


def path_of(module: str) -> str:
    """File of a module, from the root."""
    return f"{module.replace('.', '/')}.py"


def test_work_in_the_background_has_one_bridge_to_the_window() -> None:
    owners = {path_of("missionplanner.ui.work.session"), path_of("missionplanner.ui.work.errands")}
    assert callers("Worker", "missionplanner/") == owners
    assert public_classes()["Worker"] == [path_of("missionplanner.ui.work.worker")]


def test_there_is_one_list_of_what_can_be_undone() -> None:
    assert public_classes()["History"] == ["missionplanner/project/history.py"]
    undoing = {
        source.path
        for source in sources("missionplanner")
        for node in source.nodes(ast.ClassDef)
        for member in node.body
        if isinstance(member, ast.FunctionDef) and member.name == "undo"
    }
    # The sessions' base hands on to it, the actions to the session in front.
    assert undoing == {
        "missionplanner/project/history.py",
        "missionplanner/ui/shell/actions.py",
        path_of("missionplanner.ui.work.session"),
    }


def test_sessions_have_one_base() -> None:
    home = path_of("missionplanner.ui.work.session")
    bases = {
        source.path: {base_name(base) for base in node.bases}
        for source in sources("missionplanner/ui")
        for node in source.nodes(ast.ClassDef)
        if node.name.endswith("Session") and source.path != home
    }
    assert len(bases) >= 3
    # The shell says by a protocol what it asks of them.
    # `PlanByHand` is an `EditSession`: the plan shown, apart from the verbs.
    # `ShownSurvey` is a `WorkSession`: what is looked at, apart from what is asked.
    known = {"WorkSession", "EditSession", "PlanByHand", "ShownSurvey", "Protocol"}
    assert {path: names for path, names in bases.items() if not names & known} == {}


def test_only_the_tuple_names_the_stages_of_the_window() -> None:
    keys = stage_keys()
    assert {"site", "plan", "ecology", "security"} <= keys
    named = [
        f"{source.path}:{node.lineno} {node.value}"
        for source in sources("missionplanner/ui/shell")
        if source.path not in {STAGES, *OTHER_KEYS}
        for node in source.nodes(ast.Constant)
        if isinstance(node.value, str) and node.value in keys and id(node) not in own_keys(source)
    ]
    assert named == []


def lives() -> Iterator[tuple[str, str]]:
    for source in sources("missionplanner"):
        for entry in imports(source):
            for name in LIFE.get(entry.target, set()) & set(entry.names):
                yield source.path, name


def test_only_the_driver_lives_the_life_of_a_stage() -> None:
    found = {(path, name) for path, name in lives() if path != DRIVER}
    allowed = {(path, name) for path, names in LIVES_ELSEWHERE.items() for name in names}
    assert found - allowed == set()
    assert {name for path, name in lives() if path == DRIVER} >= {"alone", "tags", "save"}


@pytest.mark.parametrize("room", ["indicators", "index", "change", "security"])
def test_each_part_of_the_analysis_has_its_stage(room: str) -> None:
    made = callers("AnalysisStage", f"missionplanner/ecology/engine/{room}/")
    assert made, "a stage is data that the driver runs"
    assert all("stage" in path or "/change/" in path for path in made)
