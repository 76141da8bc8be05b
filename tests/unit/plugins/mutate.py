"""Small faults put into a sound mission, as hands, scripts and bad cards make them."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from lxml import etree

from tests.unit.plugins.kit import TEMPLATE, WAYLINES

WPMZ = "{http://www.dji.com/wpmz/1.0.6}"
# Other words that the format knows: the most hidden way in which a word can be wrong.
WORDS = {
    "safely": "pointToPoint",
    "goHome": "autoLand",
    "executeLostAction": "goContinue",
    "goBack": "hover",
    "waypoint": "mapping2d",
    "EGM96": "relativeToStartPoint",
    "GPS": "RTKBaseStation",
    "manual": "usePointSetting",
    "followWayline": "smoothTransition",
    "followBadArc": "clockwise",
    "coordinateTurn": "toPointAndPassWithContinuityCurvature",
    "toPointAndStopWithDiscontinuityCurvature": "coordinateTurn",
    "reachPoint": "betweenAdjacentPoints",
    "multipleDistance": "multipleTiming",
    "gimbalRotate": "gimbalEvenlyRotate",
    "takePhoto": "startRecord",
    "north": "aircraft",
    "absoluteAngle": "relativeAngle",
    "ir": "wide",
}


@dataclass(frozen=True)
class Mutation:
    """One fault: what was done, to which element of which half, and the mission that it leaves."""

    kind: str
    half: str
    element: str
    inside: str
    before: str
    after: str
    files: tuple[bytes, bytes]

    def __str__(self) -> str:
        told = f" {self.before!r} -> {self.after!r}" if self.kind in {"value", "both"} else ""
        return f"{self.kind} {self.half} {self.inside}/{self.element}{told}"


def mutations(template: str, waylines: str, number: int, seed: int) -> Iterator[Mutation]:
    """Yield `number` missions with one fault each; the same seed gives the same."""
    random = Random(seed)
    while number:
        roots = {
            TEMPLATE: etree.fromstring(template.encode()),
            WAYLINES: etree.fromstring(waylines.encode()),
        }
        half = random.choice((TEMPLATE, WAYLINES))
        elements = [e for e in roots[half].iter() if _name(e) not in {"kml", "Document"}]
        # Waypoints are many: else nothing but the tenth waypoint would ever be hurt.
        chosen = random.choice(sorted({_path(e) for e in elements}))
        element = random.choice([e for e in elements if _path(e) == chosen])
        kind = random.choices(list(_KINDS), _WEIGHTS)[0]
        name, inside, before = _name(element), _name(element.getparent()), element.text or ""
        if not _KINDS[kind](element, roots, random):
            continue
        after = element.text or ""
        files = (etree.tostring(roots[TEMPLATE]), etree.tostring(roots[WAYLINES]))
        if files == (
            etree.tostring(etree.fromstring(template.encode())),
            etree.tostring(etree.fromstring(waylines.encode())),
        ):
            continue
        number -= 1
        yield Mutation(kind, half, name, inside, before.strip(), after.strip(), files)


def _name(element) -> str:
    return etree.QName(element).localname


def _path(element) -> str:
    return "/".join(_name(e) for e in [*reversed(list(element.iterancestors())), element])


def _value(element, roots, random) -> bool:
    if len(element) or not (element.text or "").strip():
        return False
    element.text = _other(element.text.strip(), random)
    return True


def _other(text: str, random: Random) -> str:
    if text in WORDS:
        return random.choice([WORDS[text], f"{text}s", f" {text}", "", text.upper()])
    if re.fullmatch(r"[01]", text):
        return random.choice(["1" if text == "0" else "0", "2", "true", ""])
    if re.fullmatch(r"[-+.\d]+", text):
        number = float(text)
        ways = [number * 1.1 + 0.1, -number - 1, number + 1, 1e308, number * 10 + 1]
        return random.choice([*(f"{way:.9g}" for way in ways), "nan", "1,5", ""])
    if "," in text:
        parts = text.split(",")
        i = random.randrange(len(parts))
        parts[i] = f"{float(parts[i]) + random.choice([1e-4, 1.0, 300.0]):.9f}"
        return random.choice([",".join(parts), ",".join(parts[::-1]), parts[0], text + ",x,"])
    return text[::-1] + "x"


def _removed(element, roots, random) -> bool:
    element.getparent().remove(element)
    return True


def _doubled(element, roots, random) -> bool:
    twin = copy.deepcopy(element)
    if not len(twin) and twin.text and random.random() < 0.5:
        twin.text = _other(twin.text.strip(), random)
    element.addnext(twin)
    return True


def _renamed(element, roots, random) -> bool:
    name = _name(element)
    space = element.tag[: -len(name)]
    element.tag = space + random.choice([f"{name}s", name.upper(), name[:-1], "value"])
    return True


def _respaced(element, roots, random) -> bool:
    element.tag = "{http://www.opengis.net/kml/2.3}" + _name(element)
    return True


def _stray(element, roots, random) -> bool:
    name = random.choice(["efficiencyFlightModeEnable", "height", "remark", "actionGroup"])
    stray = etree.Element(WPMZ + name)
    stray.text = random.choice(["0", "543584032"])
    element.addnext(stray)
    return True


def _moved(element, roots, random) -> bool:
    following = element.getnext()
    if following is None or following.tag != element.tag:
        return False
    following.addnext(element)
    return True


def _elsewhere(element, roots, random) -> bool:
    # An action group that wandered to another waypoint.
    if _name(element) != "actionGroup":
        return False
    marks = [e for e in element.getparent().getparent() if _name(e) == "Placemark"]
    marks.remove(element.getparent())
    random.choice(marks).append(element)
    return True


def _emptied(element, roots, random) -> bool:
    if not len(element):
        return False
    for child in list(element):
        element.remove(child)
    return True


_KINDS = {
    "value": _value,
    "removed": _removed,
    "doubled": _doubled,
    "renamed": _renamed,
    "respaced": _respaced,
    "stray": _stray,
    "moved": _moved,
    "elsewhere": _elsewhere,
    "emptied": _emptied,
}
# Wrong values are the most, and the hardest to see.
_WEIGHTS = (10, 4, 3, 3, 1, 2, 2, 1, 1)
