"""Reports whose words alone are looked at are written without drawing their figures."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from missionplanner.report import page


@contextmanager
def undrawn(really: bool = True) -> Iterator[None]:
    """Leave every figure blank: it is composed but not drawn.

    Drawing is most of what a report takes; the same figures are drawn in full by the fixture
    `page` of each module.
    """
    with pytest.MonkeyPatch.context() as patched:
        if really:
            patched.setattr(page, "inline_svg", lambda *_: "<svg></svg>")
        yield
