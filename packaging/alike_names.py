"""Names in shipped machine code that do not hang on who builds it."""

from itertools import count

from numba.np.ufunc import array_exprs


def name_alike() -> None:
    """Let numba name what it makes of array expressions by count, not by an address in memory.

    The names stand in the code that is kept: two builds of one state would not be the same.
    """
    numbers = count(1)
    # It asks for nothing else by this name, and a module's own comes before Python's.
    array_exprs.hash = lambda _: next(numbers)
