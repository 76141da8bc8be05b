"""Districts' names: those of the map, and the one that somebody may have meant."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property

_LEAST_LIKE = 0.6
# What is left off or put on in tables: Xunwu, Xunwu County; 寻乌, 寻乌县.
_KINDS = re.compile(
    r"(?:\s+(?:county|district|city|town|township|prefecture|municipality)"
    r"|特别行政区|自治州|自治县|自治区|地区|[省市县区镇乡旗盟])$"
)


class Names:
    """The names of a district layer.

    Parameters
    ----------
    known : sequence of str
        None of them twice.
    """

    def __init__(self, known: Sequence[str]) -> None:
        self.known = tuple(known)

    def known_as(self, name: str) -> str | None:
        """Return a name as the layer spells it, whatever its case and blanks; None: not known."""
        return self._folded.get(folded(name))

    def nearest(self, name: str) -> str | None:
        """Return the name that is most like one that is not known; None where none is, or several.

        `Xunwu` is near `Xunwu County` by what it is of, `Dingnam County` near `Dingnan County` by
        its letters.
        """
        if not name or self.known_as(name):
            return None
        bare = _bare(name)
        same = [one for one in self.known if _bare(one) == bare]
        if same:
            return same[0] if len(same) == 1 else None
        by_bare = {_bare(one): one for one in self.known}
        found = get_close_matches(bare, by_bare, 1, _LEAST_LIKE)
        return by_bare[found[0]] if found else None

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {folded(name): name for name in self.known}


def folded(name: str) -> str:
    """Return a name without what tables write differently: case, width of letters, blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _bare(name: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return "".join(_KINDS.sub("", plain).split())
