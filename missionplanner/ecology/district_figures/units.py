"""Units as yearbooks write them, and the factor from one to another of the same dimension."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

Dimension = Mapping[str, int]

# Words and signs as one name each; longer ones first, so that 平方公里 is not 公里.
_NAMES = (
    (r"人民币|rmb", " "),
    (r"square\s*kilomet(?:re|er)s?|sq\.?\s*km|平方公里|平方千米|km\^2", "km2"),
    (r"square\s*met(?:re|er)s?|sq\.?\s*m(?![a-z])|平方米|m\^2", "m2"),
    (r"cubic\s*met(?:re|er)s?|立方米|m\^3", "m3"),
    (r"hectares?|公顷", "ha"),
    (r"公里|千米|kilomet(?:re|er)s?", "km"),
    (r"公斤|千克|kilogram(?:me)?s?|kgs?(?![a-z])", "kg"),
    (r"市亩|亩|mu(?![a-z])", "mu"),
    (r"吨|tonnes?|tons?(?![a-z])", "t"),
    (r"克|gram(?:me)?s?", "g"),
    (r"米|met(?:re|er)s?", "m"),
    (r"元|yuan|cny", "cny"),
    (r"人口|人|口|persons?|people|inhabitants?|residents?|capita|heads?(?![a-z])", "person"),
    (r"年|years?|annum|(?<![a-z])a(?![a-z])", "yr"),
    (r"百分比|百分数|百分率|per\s*cent(?:age)?|percent(?:age)?|pct", "%"),
    (r"千分比|千分率|per\s*mille?", "‰"),
    (r"比例|小数|fraction|ratio|share", "1"),
    (r"hundred\s*million|亿", " 100000000 "),
    (r"ten\s*thousand|万", " 10000 "),
    (r"百万|million", " 1000000 "),
    (r"billion", " 1000000000 "),
    (r"千|thousand", " 1000 "),
)  # fmt: skip

# NFKC makes 104 of 10⁴, and nobody counts in hundreds and four.
_POWERS = {f"10{power}": 10.0**power for power in (3, 4, 6, 8, 9)}
_POWER = re.compile(r"[x×*]?\s*10\s*(?:\^|\*\*)\s*(\d)")
_TOKEN = re.compile(r"([a-z%‰]+)(-?\d)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OVER = re.compile(r"\s*(?:/|\bper\b|每)\s*")
_LEADING = re.compile(r"(?<![a-z\d.-])(\d+)(?=[a-z%‰])")

_UNITS: dict[str, tuple[float, Dimension]] = {
    "m": (1.0, {"length": 1}),
    "km": (1e3, {"length": 1}),
    "ha": (1e4, {"length": 2}),
    "mu": (2000 / 3, {"length": 2}),
    "l": (1e-3, {"length": 3}),
    "g": (1e-3, {"mass": 1}),
    "kg": (1.0, {"mass": 1}),
    "t": (1e3, {"mass": 1}),
    "cny": (1.0, {"money": 1}),
    "person": (1.0, {"person": 1}),
    "yr": (1.0, {"time": 1}),
    "%": (1e-2, {}),
    "‰": (1e-3, {}),
}


@dataclass(frozen=True)
class Unit:
    """A factor to the base units of a dimension: m, kg, CNY, persons, years."""

    factor: float = 1.0
    powers: Dimension = field(default_factory=dict)

    def times(self, other: "Unit", power: int = 1) -> "Unit":
        """Return the product with a power of another unit."""
        names = {*self.powers, *other.powers}
        powers = {n: self.powers.get(n, 0) + power * other.powers.get(n, 0) for n in names}
        kept = {name: own for name, own in powers.items() if own}
        return Unit(self.factor * other.factor**power, kept)

    def alike(self, other: "Unit") -> bool:
        """Tell whether two are of one dimension.

        A head is no dimension beside another one: m2 per person is an area, persons per km2 a
        density. Alone it is one: persons are not per cent.
        """
        own, theirs = (_without_heads(unit.powers) for unit in (self, other))
        return own == theirs if own and theirs else self.powers == other.powers


@dataclass(frozen=True)
class Conversion:
    """What turns figures of one unit into another.

    `total`: they are whole amounts of districts, where amounts per area are asked for; spread over
    the area in km2 they become such.
    """

    factor: float = 1.0
    total: bool = False


def conversion(given: str, asked: str) -> Conversion | None:
    """Return what turns figures in one unit into another; None: one of them is not known.

    Raises
    ------
    ValueError
        They are of different dimensions.
    """
    if _plain(given) == _plain(asked):
        return Conversion()
    first, second = unit_of(given), unit_of(asked)
    if first is None or second is None:
        return None
    total = not first.alike(second)
    if total:
        spread = first.times(_KM2, -1)
        if not first.powers or not spread.alike(second):
            raise ValueError(f"{given} is no {asked}")
        first = spread
    return Conversion(float(f"{first.factor / second.factor:.12g}"), total)


def unit_of(text: str) -> Unit | None:
    """Return a unit as it is written; None where a part of it is not known."""
    plain = _plain(text)
    if plain in ("", "1", "-"):
        return Unit()
    above, *below = _OVER.split(plain)
    if not (above or below):
        return None
    whole = _product(above)
    for part in below:
        under = _product(part.strip("()"))
        if whole is None or under is None or not part:
            return None
        whole = whole.times(under, -1)
    return whole


_KM2 = Unit(1e6, {"length": 2})


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("−", "-").replace("–", "-")
    plain = _POWER.sub(lambda found: f" {10 ** int(found[1])} ", plain)
    for pattern, name in _NAMES:
        plain = re.sub(pattern, name, plain)
    plain = _LEADING.sub(r"\1 ", re.sub(r"[·⋅*×]", " ", plain)).replace("^", "")
    return " ".join(plain.split())


def _product(text: str) -> Unit | None:
    whole = Unit()
    for token in text.split():
        if _NUMBER.fullmatch(token):
            whole = whole.times(Unit(_POWERS.get(token, float(token))))
            continue
        found = _TOKEN.fullmatch(token)
        if not found or found[1] not in _UNITS:
            return None
        whole = whole.times(Unit(*_UNITS[found[1]]), int(found[2] or 1))
    return whole


def _without_heads(powers: Dimension) -> dict[str, int]:
    return {name: power for name, power in powers.items() if name != "person"}
