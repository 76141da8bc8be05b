"""Packed point clouds are unpacked in a process of their own, which may die of a damaged one.

The unpacker (lazrs 0.8) does not check what it reads: packed points overwritten with zeros end it
with a fault of the system, past every `except`. A file must not take the program with it.
"""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from missionplanner.tasks.progress import Progress

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_LOOK_S = 0.1

_kept: list[ProcessPoolExecutor] = []


class Died(Exception):
    """The process ended without an answer."""


def possible() -> bool:
    """Tell whether this process can have another beside it; one is started and kept.

    A worker of the window may not start one, and a script that does its work while it is imported
    cannot: there the work is done in place.
    """
    if multiprocessing.current_process().daemon:
        return False
    if _kept:
        return True
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    try:
        pool.submit(os.getpid).result()
    except (BrokenProcessPool, RuntimeError, OSError):
        pool.shutdown(wait=False, cancel_futures=True)
        return False
    _kept.append(pool)
    return True


def apart(
    work: Callable[Given, Answer], progress: Progress, *args: Given.args, **more: Given.kwargs
) -> Answer:
    """Return what a function of a module gives, done in the other process; see `possible`.

    Raises
    ------
    Died
        The process ended without an answer.
    Cancelled
        The user stopped it.
    """
    answer = _kept[0].submit(work, *args, **more)
    try:
        while True:
            progress.check()
            try:
                return answer.result(_LOOK_S)
            except NotYet:
                if answer.done():
                    raise  # the work's own
    except BrokenProcessPool as error:
        _drop()
        raise Died from error
    except BaseException:
        if not answer.done():
            _drop()
        raise


def _drop() -> None:
    pool = _kept.pop()
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)
