"""Reports whose words alone are looked at are written without drawing their figures."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from missionplanner.report.charts import style

DOT = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@contextmanager
def undrawn(really: bool = True) -> Iterator[None]:
    """Put a dot in the place of every figure, which is composed but not drawn.

    Drawing is most of what a report takes; the same figures are drawn in full by the fixture
    `page` of each module.
    """
    with pytest.MonkeyPatch.context() as patched:
        if really:
            patched.setattr(style, "_uri", lambda *_: DOT)
        yield
