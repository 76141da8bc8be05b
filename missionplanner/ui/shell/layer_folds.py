"""What is folded, picked and hidden as a group in the layer panel, kept with a project."""

from missionplanner.ui.work.memory import Memory

_SITE, _STUDY = "flights", "study"
#: What is folded before anybody has folded anything: a study is looked at without its flights.
_USUAL: dict[str, tuple[str, ...]] = {_SITE: (), _STUDY: ("airspace", "routes")}
_PICKED = {_SITE: "relief", _STUDY: ""}


class LayerFolds:
    """The state of the panel in front of a site's own layers, and of a study's.

    Parameters
    ----------
    memory : Memory
    place : str
        What the map is remembered by: its project's folder, or its study's file.
    """

    def __init__(self, memory: Memory, place: str) -> None:
        self._memory, self._place = memory, place
        folded, picked = (self._kept(name) for name in ("folded", "picked"))
        self._folded = {side: _names(folded.get(side), _USUAL[side]) for side in _USUAL}
        self._picked = {side: str(picked.get(side, usual)) for side, usual in _PICKED.items()}
        self._hidden = {name: _names(keys, ()) for name, keys in self._kept("hidden").items()}

    def is_folded(self, group: str, *, study: bool) -> bool:
        """Tell whether a group shows its name alone."""
        return group in self._folded[_side(study)]

    def toggle(self, group: str, *, study: bool) -> None:
        """Fold a group, or unfold it."""
        self._folded[_side(study)] ^= {group}
        self._keep("folded", {side: sorted(groups) for side, groups in self._folded.items()})

    def picked(self, *, study: bool) -> str:
        """Return the key of the layer that shows its legend; empty: the raster in front."""
        return self._picked[_side(study)]

    def pick(self, key: str, *, study: bool) -> None:
        """Let a layer show its legend."""
        if self._picked[_side(study)] != key:
            self._picked[_side(study)] = key
            self._keep("picked", dict(self._picked))

    def seen_before(self, group: str, *, study: bool) -> set[str]:
        """Return the keys of what was seen of a group before its eye hid it; empty: not hidden."""
        return self._hidden.get(f"{_side(study)} {group}", set())

    def hide(self, group: str, seen: set[str], *, study: bool) -> None:
        """Remember what was seen of a group that is hidden; none: it is shown again."""
        self._hidden[f"{_side(study)} {group}"] = seen
        self._keep("hidden", {name: sorted(keys) for name, keys in self._hidden.items() if keys})

    def _kept(self, name: str) -> dict[str, object]:
        kept = self._memory.layers(self._place).get(name)
        return kept if isinstance(kept, dict) else {}

    def _keep(self, name: str, values: object) -> None:
        if self._place:
            self._memory.keep_layers(self._place, **{name: values})


def _side(study: bool) -> str:
    return _STUDY if study else _SITE


def _names(kept: object, usual: tuple[str, ...]) -> set[str]:
    return {str(name) for name in kept} if isinstance(kept, list) else set(usual)
