"""Single elements: known in their place, once, there where they must be, and well filled."""

from collections import Counter
from collections.abc import Iterator

from missionplanner.api import Severity

from .faults import Fault, error, warning
from .markup import KML, PLAIN, WPMZ
from .schema import Rule, Table, holds, known_names, parameters, place
from .tree import Node, Sheet, short
from .values import complaint

# Names that are wrong in a place, and rules of names that are not there.
_Shape = tuple[tuple[str, ...], tuple[Rule, ...]]
_TYPES = frozenset({"waypoint", "mapping2d", "mapping3d", "mappingStrip", "mappingPrism"})


def judge_elements(sheet: Sheet, strict: bool) -> list[Fault]:
    """Return the faults of single elements of one file.

    Parameters
    ----------
    sheet : Sheet
    strict : bool
        The aircraft is one whose elements are all written down (M300, M350): a name that nobody
        knows is an error, not a warning.
    """
    walk = _Walk(sheet, strict)
    walk.into(sheet.document, place(sheet.kind, "Document"), None)
    return walk.faults


def fits(folder: Node) -> bool:
    """Return whether a template holds what its type says: waypoints, or areas and lines."""
    kind = folder.word("templateType")
    for mark in folder.all("Placemark"):
        area = "Polygon" in mark.first or "LineString" in mark.first
        if area if kind == "waypoint" else kind in _TYPES and "Point" in mark.first:
            return False
    return True


class _Walk:
    """One pass over a file; `faults` grows on the way."""

    def __init__(self, sheet: Sheet, strict: bool) -> None:
        self.sheet, self.strict = sheet, strict
        self.faults: list[Fault] = []
        self._shapes: dict[tuple[int, tuple[str, ...]], _Shape] = {}

    def into(self, node: Node, table: Table, point: int | None) -> None:
        """Judge what stands in a place."""
        self._shape(node, table, point)
        if node.text.strip() and node.kids:
            message = f"{node.name} holds loose text: {short(node.text.strip())}"
            self.faults.append(self._warn("OSP-202", node.name, message, point))
        for kid in node.kids:
            rule = table.get(kid.name)
            if rule is None:
                continue
            if kid.space != (KML if kid.name in PLAIN else self.sheet.spaces.get("wpml", "")):
                self._space(kid, point)
            if rule.kind:
                self._value(rule, kid, point)
        self._deeper(node, table, point)

    def _deeper(self, node: Node, table: Table, point: int | None) -> None:
        number = 0
        for kid in node.kids:
            rule = table.get(kid.name)
            if rule is None or rule.kind:
                continue
            if kid.name == "Placemark":
                point, number = number, number + 1
            inside = self._table(node, kid)
            if inside is not None:
                self.into(kid, inside, point)

    def _table(self, node: Node, kid: Node) -> Table | None:
        if kid.name == "actionActuatorFuncParam":
            return parameters(node.word("actionActuatorFunc"))
        kind = ""
        if kid.name == "Folder":
            kind = kid.word("templateType")
            if self.sheet.kind == "template" and not fits(kid):
                return None
        elif kid.name == "Placemark" and self.sheet.kind == "template":
            kind = node.word("templateType")
            if kind not in _TYPES:
                return None
        elif kid.name == "actionTrigger":
            kind = kid.word("actionTriggerType")
        return place(self.sheet.kind, kid.name, kind)

    def _value(self, rule: Rule, kid: Node, point: int | None) -> None:
        if kid.kids:
            message = f"{kid.name} holds {kid.kids[0].name}, not a value"
            self.faults.append(error(rule.code, self.sheet.name, kid.name, message, point))
            return
        wrong = complaint(rule, kid.text)
        if wrong:
            serious = rule.serious or "visible" in kid.text.split(",")
            severity = Severity.ERROR if serious else Severity.WARNING
            message = f"{kid.name} {wrong}"
            self.faults.append(
                Fault(rule.code, severity, self.sheet.name, kid.name, message, point)
            )

    def _space(self, kid: Node, point: int | None) -> None:
        if kid.space.startswith(WPMZ) and kid.name not in PLAIN and "wpml" not in self.sheet.spaces:
            return  # another prefix throughout, which is told once
        message = f"{kid.name} stands in the namespace {short(kid.space) or 'of none'}"
        self.faults.append(error("OSP-114", self.sheet.name, "namespace", message, point))

    def _shape(self, node: Node, table: Table, point: int | None) -> None:
        # Nearly all waypoints hold the same names, so what these lack is found once.
        names = tuple(kid.name for kid in node.kids)
        key = (id(table), names)
        if key not in self._shapes:
            absent = tuple(r for r in table.values() if (r.need or r.usual) and r.name not in names)
            self._shapes[key] = (tuple(_misshapen(names, table)), absent)
        wrong, absent = self._shapes[key]
        for name in wrong:
            self.faults.append(self._misplaced(node, name, table, point))
        for rule in absent:
            self._absent(node, rule, point)

    def _misplaced(self, node: Node, name: str, table: Table, point: int | None) -> Fault:
        if name in table:
            values = {kid.text.strip() for kid in node.all(name)}
            differ = f", as {' and '.join(short(v) for v in sorted(values))}" if any(values) else ""
            message = f"{name} stands twice in {node.name}{differ}"
            return error("OSP-207", self.sheet.name, f"twice {name}", message, point)
        held = short(node.word(name))
        value = f" (it holds {held})" if held else ""
        message = f"{node.name} has no element {name}{value}; a stray element made aircraft refuse"
        if name == "efficiencyFlightModeEnable" and held not in {"0", "1"}:
            message += ", and its value is not 0 or 1"
        known = name in known_names()
        if known or self.strict or node.name == "Document":
            return error("OSP-111", self.sheet.name, name, message, point)
        return self._warn("OSP-111", name, message, point)

    def _absent(self, node: Node, rule: Rule, point: int | None) -> None:
        if rule.need == "yes" or (rule.need and holds(rule.need, node)):
            why = "" if rule.need == "yes" else f" where {_spoken(rule.need)}"
            message = f"{rule.name} is missing in {node.name}{why}"
            where, kind = self.sheet.name, f"no {rule.name}"
            self.faults.append(error(rule.missing, where, kind, message, point))
        elif rule.usual:
            message = f"{rule.name} is missing in {node.name}; DJI's software always writes it"
            self.faults.append(self._warn(rule.missing, f"no {rule.name}", message, point))

    def _warn(self, code: str, kind: str, message: str, point: int | None) -> Fault:
        return warning(code, self.sheet.name, kind, message, point)


def _misshapen(names: tuple[str, ...], table: Table) -> Iterator[str]:
    for name, times in Counter(names).items():
        if name not in table or (times > 1 and not table[name].many):
            yield name


def _spoken(need: str) -> str:
    name, _, value = need.partition("=")
    return f"{name[:-1]} is not {value}" if name.endswith("!") else f"{name} is {value}"
