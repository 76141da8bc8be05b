"""A picture's file opened, and one line where it turns out to be damaged."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from missionplanner.errors import InputError
from missionplanner.storage.reasons import reason

_DAMAGED = (OSError, ValueError, KeyError, TypeError, SyntaxError, EOFError)


@contextmanager
def opened(path: Path, fault: str = "imagery.no_picture") -> Iterator[Image.Image]:
    """Open a picture for as long as it is read; `fault` is the code of what is told of damage.

    Raises
    ------
    InputError
        It is no picture, or what is read of it is damaged.
    """
    try:
        with warnings.catch_warnings(), Image.open(path) as image:
            warnings.simplefilter("ignore")
            yield image
    except _DAMAGED as error:
        raise InputError(fault, str(path), reason=reason(error)) from error
