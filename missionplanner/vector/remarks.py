"""What is told of zones, short enough to be read when a country has thousands of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from missionplanner.errors import shortened
from missionplanner.messages.message import TEXT, Message, Value, message
from missionplanner.model.reading import PassedOver

_NAMED = 3
_MOST = 40
_LONGEST, _LONGEST_VALUE = 80, 400


@dataclass(frozen=True)
class Remark:
    """How a zone was understood; without a name it is said of the file."""

    what: Message
    name: str | Message = ""


def gathered(remarks: Iterable[Remark]) -> tuple[Message, ...]:
    """Return a message for every remark, those alike in one with their number."""
    names: dict[Message, list[str | Message]] = {}
    for remark in remarks:
        names.setdefault(remark.what, []).append(remark.name)
    said = [_of(what, of) for what, of in names.items()]
    more = len(said) - _MOST
    if more <= 0:
        return tuple(said)
    return (*said[:_MOST], message("vector.more_remarks", n=more))


def together(over: Iterable[PassedOver]) -> tuple[PassedOver, ...]:
    """Return what was passed over with those of one reason in one, where they are many."""
    items: dict[Message, list[PassedOver]] = {}
    for item in over:
        items.setdefault(item.why, []).append(item)
    return tuple(item for why, alike in items.items() for item in _merged(why, alike))


def _merged(why: Message, alike: list[PassedOver]) -> list[PassedOver]:
    counts: dict[Message, int] = {}
    for item in alike:
        what = _short(item.what, _LONGEST) if item.what.code == TEXT else item.what
        counts[what] = counts.get(what, 0) + item.count
    if len(counts) <= _NAMED:
        return [PassedOver(what=what, why=why, count=count) for what, count in counts.items()]
    what = message("vector.several", names=_first(counts))
    return [PassedOver(what=what, why=why, count=sum(counts.values()))]


def _of(what: Message, names: list[str | Message]) -> Message:
    what = _short(what, _LONGEST_VALUE)
    names = [shortened(n, _LONGEST) if isinstance(n, str) else n for n in names]
    if len(names) == 1:
        return message("vector.named", name=names[0], remark=what) if names[0] else what
    listed = list(dict.fromkeys(name for name in names if name))
    if not listed:
        return what
    return message("vector.zones_named", n=len(names), names=_first(listed), remark=what)


def _first(names: Iterable[Value]) -> tuple[Value, ...]:
    every = tuple(names)
    return (*every[:_NAMED], "…") if len(every) > _NAMED else every


def _short(said: Message, most: int) -> Message:
    """Return a message whose values, which may be a stranger's, are of at most so many letters."""
    return Message(said.code, {key: _short_value(v, most) for key, v in said.values.items()})


def _short_value(value: Value, most: int) -> Value:
    if isinstance(value, Message):
        return _short(value, most)
    if isinstance(value, tuple):
        return tuple(_short_value(part, most) for part in value)
    return shortened(value, most) if isinstance(value, str) else value
