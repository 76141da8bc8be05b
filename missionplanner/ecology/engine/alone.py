"""One run at a time in a folder of results: two would write and clear away the same block files."""

from collections.abc import Iterator
from contextlib import contextmanager

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.results import made
from missionplanner.messages.message import message
from missionplanner.storage.lock import held


@contextmanager
def alone(place: RunPlace) -> Iterator[None]:
    """Let no other run, of any process, be at work in a folder of results meanwhile.

    Within one thread it may be taken again; the folder is made. See `storage.lock`.

    Raises
    ------
    OutputError
        Another run is at work there, or the folder cannot be made.
    """
    busy, remedy = message("engine.another_run"), message("engine.wait_or_elsewhere")
    with held(made(place), wait_s=0.0, busy=busy, remedy=remedy):
        yield
