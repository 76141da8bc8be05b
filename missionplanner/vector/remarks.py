"""What is told of zones, short enough to be read when a country has thousands of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from missionplanner.errors import shortened
from missionplanner.model.reading import PassedOver

_NAMED = 3
_SENTENCES = 40
_LONGEST, _LONGEST_SENTENCE = 80, 400


@dataclass(frozen=True)
class Remark:
    """How a zone was understood; without a name it is said of the file."""

    what: str
    name: str = ""


def sentences(remarks: Iterable[Remark]) -> tuple[str, ...]:
    """Return a sentence for every remark, those alike in one with their number."""
    names: dict[str, list[str]] = {}
    for remark in remarks:
        names.setdefault(remark.what, []).append(remark.name)
    said = [_sentence(what, of) for what, of in names.items()]
    more = len(said) - _SENTENCES
    return (*said[:_SENTENCES], f"and {more} more such remarks") if more > 0 else tuple(said)


def together(over: Iterable[PassedOver]) -> tuple[PassedOver, ...]:
    """Return what was passed over with those of one reason in one, where they are many."""
    items: dict[str, list[PassedOver]] = {}
    for item in over:
        items.setdefault(item.why, []).append(item)
    return tuple(item for why, alike in items.items() for item in _merged(why, alike))


def _merged(why: str, alike: list[PassedOver]) -> list[PassedOver]:
    counts: dict[str, int] = {}
    for item in alike:
        what = shortened(item.what, _LONGEST)
        counts[what] = counts.get(what, 0) + item.count
    if len(counts) <= _NAMED:
        return [PassedOver(what=what, why=why, count=count) for what, count in counts.items()]
    return [PassedOver(what=_list(list(counts)), why=why, count=sum(counts.values()))]


def _sentence(what: str, names: list[str]) -> str:
    what = shortened(what, _LONGEST_SENTENCE)
    names = [shortened(name, _LONGEST) for name in names]
    if len(names) == 1:
        return f"{names[0]}: {what}" if names[0] else what
    listed = _list(list(dict.fromkeys(name for name in names if name)))
    return f"{len(names)} zones ({listed}): {what}" if listed else what


def _list(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
