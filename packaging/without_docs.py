"""Take docstrings out of libraries' code: a fifth of it, which nobody reads in a frozen program.

Left empty, not out: libraries put theirs together from pieces, and a piece that is no text would
stop them. Assertions stay, unlike with Python's own `-OO`.
"""

import dis
import inspect
from itertools import islice, pairwise
from types import CodeType

# Whose docstrings are asked for at run time: ours, those that make help texts, and numpy's, which
# checks that it finds its own words in them. Python's own library puts some together, too: it is
# left as it is (osprey.spec).
KEPT = frozenset({"missionplanner", "click", "numpy"})
# A shorter one might be the same constant as a text of the program.
SHORTEST = 80


def without_docs(code: CodeType) -> CodeType:
    """Return a module's code with empty docstrings: its own, its classes', its functions'."""
    constants = [without_docs(one) if isinstance(one, CodeType) else one for one in code.co_consts]
    place = _place_of_doc(code)
    if place is not None and len(constants[place]) >= SHORTEST:
        constants[place] = ""
    return code.replace(co_consts=tuple(constants))


def _place_of_doc(code: CodeType) -> int | None:
    """Return which constant is the docstring: a function's first, else what becomes `__doc__`."""
    if code.co_flags & inspect.CO_NEWLOCALS:
        first = next(iter(code.co_consts), None)
        return 0 if isinstance(first, str) and not code.co_name.startswith("<") else None
    for load, store in pairwise(islice(dis.get_instructions(code), 12)):
        if (load.opname, store.opname, store.argval) == ("LOAD_CONST", "STORE_NAME", "__doc__"):
            return load.arg if isinstance(load.argval, str) else None
    return None
