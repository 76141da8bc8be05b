"""Changes of a tour, written into scratch arrays: reversal, relocation, exchange of tails."""

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.types import Ints


@kernel
def copy_part(
    seq: Ints, flip: Ints, low: int, high: int, new_seq: Ints, new_flip: Ints, at: int
) -> int:
    """Copy positions low..high-1 to `at`; return the next free position."""
    for t in range(low, high):
        new_seq[at], new_flip[at] = seq[t], flip[t]
        at += 1
    return at


@kernel
def copy_reversed(
    seq: Ints, flip: Ints, low: int, high: int, new_seq: Ints, new_flip: Ints, at: int
) -> int:
    """Copy positions low..high-1 backwards, strips flown the other way."""
    for t in range(high - 1, low - 1, -1):
        new_seq[at] = seq[t]
        new_flip[at] = 1 - flip[t] if seq[t] >= 0 else 0
        at += 1
    return at


@kernel
def reverse(seq: Ints, flip: Ints, i: int, j: int, new_seq: Ints, new_flip: Ints) -> None:
    """Reverse positions i..j (2-opt)."""
    at = copy_part(seq, flip, 0, i, new_seq, new_flip, 0)
    at = copy_reversed(seq, flip, i, j + 1, new_seq, new_flip, at)
    copy_part(seq, flip, j + 1, seq.shape[0], new_seq, new_flip, at)


@kernel
def relocate(
    seq: Ints, flip: Ints, i: int, size: int, k: int, turned: int, new_seq: Ints, new_flip: Ints
) -> None:
    """Move `size` positions from i to behind position k (or-opt), turned round or not."""
    n, e = seq.shape[0], i + size
    at = copy_part(seq, flip, 0, min(i, k + 1), new_seq, new_flip, 0)
    if k >= e:
        at = copy_part(seq, flip, e, k + 1, new_seq, new_flip, at)
    if turned:
        at = copy_reversed(seq, flip, i, e, new_seq, new_flip, at)
    else:
        at = copy_part(seq, flip, i, e, new_seq, new_flip, at)
    if k < i:
        at = copy_part(seq, flip, k + 1, i, new_seq, new_flip, at)
        copy_part(seq, flip, e, n, new_seq, new_flip, at)
    else:
        copy_part(seq, flip, k + 1, n, new_seq, new_flip, at)


@kernel
def swap_tails(
    seq: Ints, flip: Ints, i: int, end_i: int, j: int, end_j: int, new_seq: Ints, new_flip: Ints
) -> None:
    """Exchange what follows i up to end_i with what follows j up to end_j (2-opt*)."""
    at = copy_part(seq, flip, 0, i + 1, new_seq, new_flip, 0)
    at = copy_part(seq, flip, j + 1, end_j, new_seq, new_flip, at)
    at = copy_part(seq, flip, end_i, j + 1, new_seq, new_flip, at)
    at = copy_part(seq, flip, i + 1, end_i, new_seq, new_flip, at)
    copy_part(seq, flip, end_j, seq.shape[0], new_seq, new_flip, at)
