"""Single elements: known in their place, once, there where they must be, and well filled."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from missionplanner.api import Message, Severity, message

from .faults import Fault, error, warning
from .markup import KML, PLAIN, WPMZ
from .schema import Rule, Table, holds, known_names, parameters, place
from .tree import Node, OpenedSheet, short
from .values import complaint

_TYPES = frozenset({"waypoint", "mapping2d", "mapping3d", "mappingStrip", "mappingPrism"})


def judge_elements(sheet: OpenedSheet, strict: bool) -> list[Fault]:
    """Return the faults of single elements of one file.

    Parameters
    ----------
    sheet : OpenedSheet
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


# Places of which all that may stand there is written down.
_CLOSED = frozenset(
    {"missionConfig", "droneInfo", "Folder", "Placemark", "Point", "waypointHeadingParam"}
    | {"globalWaypointHeadingParam", "waypointTurnParam", "actionGroup", "actionTrigger", "action"}
)


@dataclass(frozen=True)
class _Shape:
    """What follows from the names in a place: nearly all waypoints hold the same.

    `wrong` names should not be there, or not twice; `absent` rules may miss theirs; `parts` are
    rule and namespace of each element; `inner` are the places among them; `fine` are nodes already
    found sound in such a place.
    """

    wrong: tuple[str, ...]
    absent: tuple[Rule, ...]
    parts: tuple[tuple[Rule | None, str], ...]
    inner: tuple[int, ...]
    fine: set[int]


class _Walk:
    """One pass over a file; `faults` grows on the way."""

    def __init__(self, sheet: OpenedSheet, strict: bool) -> None:
        self.sheet, self.strict = sheet, strict
        self._wpml = sheet.spaces.get("wpml", "")
        self.faults: list[Fault] = []
        # Elements that hold the same are one node (see tree.grown), and are looked at once.
        self._sound: set[tuple[int, int]] = set()
        self._shapes: dict[tuple[int, tuple[str, ...]], _Shape] = {}

    def into(self, node: Node, table: Table, point: int | None) -> None:
        """Judge what stands in a place."""
        if (id(node), id(table)) in self._sound:
            return
        before = len(self.faults)
        shape = self._shape(node, table)
        for name in shape.wrong:
            self.faults.append(self._misplaced(node, name, table, point))
        for rule in shape.absent:
            self._absent(node, rule, point)
        if node.text.strip() and node.kids:
            said = message("dji_wpml.loose_text", name=node.name, text=short(node.text.strip()))
            self.faults.append(self._warn("OSP-202", node.name, said, point))
        for kid, (held, space) in zip(node.kids, shape.parts, strict=True):
            if held is not None and held.kind == "float" and kid.space == space and not kid.kids:
                # The most there is, and nearly all of it sound.
                if held.above < kid.value and held.lowest <= kid.value <= held.highest:
                    continue
            elif id(kid) in shape.fine:
                continue
            if held is None:
                shape.fine.add(id(kid))
            elif kid.space != space:
                self._space(kid, point)
            elif held.kind and (kid.kids or complaint(held, kid)):
                self._value(held, kid, point)
            elif held.kind:
                shape.fine.add(id(kid))
        if shape.inner:
            self._deeper(node, shape.inner, point)
        if len(self.faults) == before:
            self._sound.add((id(node), id(table)))

    def _deeper(self, node: Node, inner: tuple[int, ...], point: int | None) -> None:
        number = 0
        for at in inner:
            kid = node.kids[at]
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
            said = message("dji_wpml.no_value", name=kid.name, held=kid.kids[0].name)
            self.faults.append(error(rule.code, self.sheet.name, kid.name, said, point))
            return
        serious = rule.serious or "visible" in kid.text.split(",")
        severity = Severity.ERROR if serious else Severity.WARNING
        said = message("dji_wpml.wrong_value", name=kid.name, why=complaint(rule, kid) or "")
        self.faults.append(Fault(rule.code, severity, self.sheet.name, kid.name, said, point))

    def _space(self, kid: Node, point: int | None) -> None:
        if kid.space.startswith(WPMZ) and kid.name not in PLAIN and "wpml" not in self.sheet.spaces:
            return  # another prefix throughout, which is told once
        space = short(kid.space) or message("dji_wpml.of_none")
        said = message("dji_wpml.namespace", name=kid.name, space=space)
        self.faults.append(error("OSP-114", self.sheet.name, "namespace", said, point))

    def _shape(self, node: Node, table: Table) -> _Shape:
        names = node.names
        key = (id(table), names)
        if key not in self._shapes:
            self._shapes[key] = _Shape(
                wrong=tuple(_misshapen(names, table)),
                absent=tuple(
                    r for r in table.values() if (r.need or r.usual) and r.name not in names
                ),
                parts=tuple((table.get(n), KML if n in PLAIN else self._wpml) for n in names),
                inner=tuple(i for i, n in enumerate(names) if n in table and not table[n].kind),
                fine=set(),
            )
        return self._shapes[key]

    def _misplaced(self, node: Node, name: str, table: Table, point: int | None) -> Fault:
        if name in table:
            values = {kid.text.strip() for kid in node.all(name)}
            said = message("dji_wpml.twice", name=name, place=node.name)
            if any(values):
                listed = _listed([short(value) for value in sorted(values)])
                said = message("dji_wpml.twice_as", name=name, place=node.name, listed=listed)
            return error("OSP-207", self.sheet.name, f"twice {name}", said, point)
        held = short(node.word(name))
        value = message("dji_wpml.it_holds", held=held) if held else ""
        odd = name == "efficiencyFlightModeEnable" and held not in {"0", "1"}
        also = message("dji_wpml.nor_flag") if odd else ""
        said = message("dji_wpml.stray", place=node.name, name=name, value=value, also=also)
        known = name in known_names()
        if node.name == "Document" or (_closed(node) and (known or self.strict)):
            return error("OSP-111", self.sheet.name, name, said, point)
        return self._warn("OSP-111", name, said, point)

    def _absent(self, node: Node, rule: Rule, point: int | None) -> None:
        if rule.need == "yes" or (rule.need and holds(rule.need, node)):
            said = message("dji_wpml.missing", name=rule.name, place=node.name)
            if rule.need != "yes":
                need = _spoken(rule.need)
                said = message("dji_wpml.missing_where", name=rule.name, place=node.name, need=need)
            where, kind = self.sheet.name, f"no {rule.name}"
            self.faults.append(error(rule.missing, where, kind, said, point))
        elif rule.usual:
            said = message("dji_wpml.always_written", name=rule.name, place=node.name)
            self.faults.append(self._warn(rule.missing, f"no {rule.name}", said, point))

    def _warn(self, code: str, kind: str, said: Message, point: int | None) -> Fault:
        return warning(code, self.sheet.name, kind, said, point)


def _closed(node: Node) -> bool:
    # Of areas and payloads DJI's software writes more than is documented, and ever more.
    return node.name in _CLOSED and (node.name != "Placemark" or "Point" in node.first)


def _misshapen(names: tuple[str, ...], table: Table) -> Iterator[str]:
    for name, times in Counter(names).items():
        if name not in table or (times > 1 and not table[name].many):
            yield name


def _spoken(need: str) -> Message:
    name, _, value = need.partition("=")
    if name.endswith("!"):
        return message("dji_wpml.need_not", name=name[:-1], value=value)
    return message("dji_wpml.need", name=name, value=value)


def _listed(values: list[str]) -> Message | str:
    *others, last = values
    return message("dji_wpml.and", others=_listed(others), last=last) if others else last
