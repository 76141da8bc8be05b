from collections.abc import Iterator

import pytest

from tests.architecture.source import read, sources


@pytest.fixture(scope="package", autouse=True)
def trees() -> Iterator[None]:
    """Forget the trees at the end: every later collection of waste would look through them."""
    yield
    sources.cache_clear()
    read.cache_clear()
