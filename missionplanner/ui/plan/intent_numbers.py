"""Numbers of what is asked, as a pilot types them: their units, and the bounds that they keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from missionplanner.model.ending import RouteEnding
from missionplanner.model.patterns import PatternAsked
from missionplanner.model.plan import PlanIntent
from missionplanner.project.document import ProjectDocument

_BETWEEN = ("..", "–", "—", "~")
# Parts that have fields of their own.
_PARTS: dict[str, type[BaseModel]] = {
    "views": PatternAsked,
    "ending": RouteEnding,
}


class Bound(NamedTuple):
    """A bound that a number breaks: `sign` is <, <=, > or >=, `value` in the shown unit."""

    sign: str
    value: float


@dataclass(frozen=True)
class Quantity:
    """A field of `PlanIntent`, or two for a range, in the unit that is shown.

    One of a project's document beside its intent is called by its part too, as
    `ending.return_height_m`.

    Attributes
    ----------
    field : str
        One of a part of the intent is called `part.field`, as `views.tilt_deg`.
    per_si : float
        Shown units in one unit of the field: 100 for percent of a share.
    digits : int
        Most digits behind the point.
    upper : str
        The field for the greater number of a range; empty: one number only.
    """

    field: str
    per_si: float = 1.0
    digits: int = 1
    upper: str = ""

    @property
    def may_be_free(self) -> bool:
        """True where asking for nothing is possible."""
        return _info(self.field).default is None

    def shown(self, intent: PlanIntent | ProjectDocument) -> str:
        """Return what an intent asks, as it is typed; empty where it asks for nothing."""
        fields = [self.field, self.upper] if self.upper else [self.field]
        words = [self._words(_value(intent, field)) for field in fields]
        return span(*words) if self.upper else words[0]

    def typed(self, text: str) -> dict[str, float | None]:
        """Return the fields that a text asks for.

        Raises
        ------
        ValueError
            It is no number, or the lesser of a range is not the lesser.
        """
        if not text.strip() and self.may_be_free:
            return dict.fromkeys((self.field, self.upper) if self.upper else (self.field,))
        if not self.upper:
            return {self.field: self._number(text)}
        for sign in _BETWEEN:
            text = text.replace(sign, "-")
        low, between, high = text.strip().partition("-")
        range_si = self._number(low), self._number(high if between else low)
        if range_si[0] > range_si[1]:
            raise ValueError(text)
        return {self.field: range_si[0], self.upper: range_si[1]}

    def broken(self, fields: dict[str, float | None]) -> Bound | None:
        """Return a bound that numbers break, or None."""
        for field, value in fields.items():
            for bound in _bounds(field):
                if value is not None and not _keeps(value, bound):
                    return Bound(bound.sign, bound.value * self.per_si)
        return None

    def _words(self, value: float | None) -> str:
        return "" if value is None else plain(value * self.per_si, self.digits)

    def _number(self, text: str) -> float:
        value = float(text.strip().replace(",", ".").replace("−", "-"))
        if value != value:  # "nan" is a float, and no number
            raise ValueError(text)
        return value / self.per_si


def with_fields(intent: PlanIntent, fields: Mapping[str, Any]) -> PlanIntent:
    """Return an intent with fields set, those of a part by `part.field`; it is validated."""
    held = intent.model_dump()
    for name, value in fields.items():
        part, _, field = name.rpartition(".")
        (held[part] if part else held)[field] = value
    return PlanIntent.model_validate(held)


def plain(value: float, digits: int) -> str:
    """Return a number without zeros at its end."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(low: str, high: str) -> str:
    """Return two numbers as a range, one where they are the same."""
    return low if low == high else f"{low}–{high}".strip("–")


def _value(intent: PlanIntent | ProjectDocument, field: str) -> float | None:
    held: Any = reduce(getattr, field.split("."), intent)
    return None if held is None else float(held)


def _info(field: str) -> FieldInfo:
    part, _, name = field.rpartition(".")
    return (_PARTS[part] if part else PlanIntent).model_fields[name]


def _bounds(field: str) -> Iterator[Bound]:
    for mark in _info(field).metadata:
        for name, sign in (("gt", ">"), ("ge", ">="), ("lt", "<"), ("le", "<=")):
            value = getattr(mark, name, None)
            if value is not None:
                yield Bound(sign, float(value))


def _keeps(value: float, bound: Bound) -> bool:
    return {
        ">": value > bound.value,
        ">=": value >= bound.value,
        "<": value < bound.value,
        "<=": value <= bound.value,
    }[bound.sign]
