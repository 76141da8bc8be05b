"""Letters that tell which groups do not differ (compact letter display)."""

from collections.abc import Collection, Sequence

Pair = tuple[int, int]


def letters(count: int, different: Collection[Pair], order: Sequence[int]) -> tuple[str, ...]:
    """Return a word a group; groups that share a letter do not differ.

    By insertion and absorption (Piepho 2004, J. Comput. Graph. Stat. 13, 456-466).

    Parameters
    ----------
    count : int
        Groups, numbered from 0.
    different : pairs of groups that differ
    order : sequence of int
        Groups in the order that letters are given out, from 'a'.
    """
    columns = [frozenset(range(count))]
    for one, other in sorted(tuple(sorted(pair)) for pair in different):
        split: list[frozenset[int]] = []
        for column in columns:
            both = {one, other} <= column
            split += [column - {one}, column - {other}] if both else [column]
        columns = _absorbed(split)
    rank = {group: place for place, group in enumerate(order)}
    columns.sort(key=lambda column: sorted(rank[group] for group in column))
    return tuple(
        "".join(_letter(i) for i, column in enumerate(columns) if group in column)
        for group in range(count)
    )


def _absorbed(columns: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Return the columns that lie within no other, each once."""
    unique = list(dict.fromkeys(columns))
    return [a for a in unique if not any(a < b for b in unique)]


def _letter(place: int) -> str:
    return chr(ord("a") + place % 26)
