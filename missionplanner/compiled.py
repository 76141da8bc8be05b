"""One way to compile inner loops, and where their machine code is kept.

A frozen program brings machine code with it (`assets.kernels`), made when it was built for the
oldest processor that it serves well. What is not there is compiled when it is first called, and
kept in the user's folder of caches.
"""

import functools
import json
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, overload

from llvmlite.binding import get_host_cpu_features
from numba import njit
from numba.core import config as _numba_config
from numba.core.caching import (
    CompileResultCacheImpl,
    FunctionCache,
    IndexDataCacheFile,
    InTreeCacheLocator,
    UserProvidedCacheLocator,
    UserWideCacheLocator,
)
from platformdirs import user_cache_path

from missionplanner import assets
from missionplanner.compiling import KernelEvent, tell

F = TypeVar("F", bound=Callable[..., Any])
Errors = Literal["numpy", "python"]
Inline = Literal["never", "always"]

# What numba reads from the environment, without types.
config: Any = _numba_config

KERNELS: list[Any] = []
"""Every kernel imported so far, but for those that live inside others."""

STAMP_FILE = "build.json"

# What comes of a file that a power cut left half written, or that another version wrote.
_UNREADABLE = (
    ImportError, AttributeError, EOFError, OSError, pickle.UnpicklingError, ValueError, IndexError,
    KeyError, TypeError,
)  # fmt: skip


@overload
def kernel(function: F, /) -> F: ...
@overload
def kernel(*, error_model: Errors = "numpy", inline: Inline = "never") -> Callable[[F], F]: ...
def kernel(
    function: F | None = None, /, *, error_model: Errors = "numpy", inline: Inline = "never"
) -> F | Callable[[F], F]:
    """Compile a function with numba: without the GIL, and kept on disk.

    Parameters
    ----------
    function : callable, optional
        In the way of numba; with keywords a decorator is returned.
    error_model : str
        `numpy`: a division by zero gives infinity; `python`: it raises ZeroDivisionError.
    inline : str
        `always`: it becomes a part of each kernel that calls it.
    """

    def compiled(plain: F) -> F:
        made: Any = njit(nogil=True, error_model=error_model, inline=inline)(plain)
        # As `cache=True` does, with a cache that outlives a class of another version.
        tolerant: Any = _Cache
        made._cache = tolerant(plain)
        if inline != "always":
            KERNELS.append(made)
        return cast(F, made)

    return compiled if function is None else compiled(function)


class _FrozenLocator(UserProvidedCacheLocator):
    """The cache of a frozen program, whose functions have no files of their own.

    numba would look for them from the current folder, and take another cache in every folder.
    """

    def __init__(self, py_func: Any, py_file: str) -> None:
        numbas: Any = super()
        numbas.__init__(py_func, py_file)
        top = Path(config.CACHE_DIR) if config.CACHE_DIR else user_cache_path("osprey", False)
        self._cache_path = str(top / "kernels" / py_func.__module__)

    def get_source_stamp(self) -> Any:
        """Return which build this is: a kernel that calls a changed one has to change too."""
        return _build().get("stamp") or cast(Any, super()).get_source_stamp()

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Any:
        """Return the locator in a frozen program, else None; nothing is written yet."""
        return cls(py_func, py_file) if getattr(sys, "frozen", False) else None


class _NowhereLocator(UserProvidedCacheLocator):
    """Where no folder can be written: each start compiles what it needs."""

    def __init__(self, py_func: Any, py_file: str) -> None:
        numbas: Any = super()
        numbas.__init__(py_func, py_file)
        self._cache_path = str(Path(os.devnull) / "nowhere")

    def get_source_stamp(self) -> Any:
        """Return nothing in particular: nothing is kept."""
        return ""

    def ensure_cache_path(self) -> None:
        """Refuse, so that nothing is kept."""
        raise PermissionError(self._cache_path)

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Any:
        """Return the locator, for every function."""
        return cls(py_func, py_file)


class _Kept(CompileResultCacheImpl):
    _locator_classes = [  # noqa: RUF012  as numba has it
        _FrozenLocator,
        UserProvidedCacheLocator,
        InTreeCacheLocator,
        UserWideCacheLocator,
        _NowhereLocator,
    ]

    def reduce(self, data: Any) -> Any:
        """Return what is kept of a compiled function: all but numba's listing of its types.

        Nobody reads that, it is a good part of a file, and it names the folder of the program, so
        that two builds of one state would differ.
        """
        numbas: Any = super()
        return numbas.reduce(data._replace(type_annotation=""))


class _Cache(FunctionCache):
    """Machine code on disk; what another version of the program left there is thrown away.

    The index of a file holds the classes of the arguments, and is read before numba looks whether
    the file has changed: a class that has moved since would end the program. A disk that takes
    nothing costs time, not the work.
    """

    _impl_class: Any = _Kept

    def __init__(self, function: Callable[..., Any]) -> None:
        numbas: Any = super()
        numbas.__init__(function)
        self._title = f"{function.__module__}.{function.__qualname__}"
        self._shipped = _shipped_file(self)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the kept code for a signature, or None."""
        found = self._load_shipped(sig, target_context)
        if found is None:
            found = self._load_own(sig, target_context)
        tell(KernelEvent(self._title, compiled=found is None))
        return found

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code of a signature, where the disk lets us."""
        numbas: Any = super()
        unkept_in = ""
        try:
            # Not `save_overload`, which on Windows hides that a folder cannot be written.
            numbas._save_overload(sig, data)
        except OSError as error:
            unkept_in = self._hinders(error)
        tell(KernelEvent(self._title, compiled=False, unkept_in=unkept_in))

    def _hinders(self, error: OSError) -> str:
        """Return the folder that does not take code; empty where it will the next time."""
        here: Any = self
        locator = here._impl.locator
        # Of the places that took nothing, the last that numba looks at.
        nowhere = isinstance(locator, _NowhereLocator)
        folder = str(user_cache_path("numba", False) if nowhere else here.cache_path)
        try:
            locator.ensure_cache_path()
        except OSError:
            return folder
        # On Windows a file that another process has just open refuses as one without rights does.
        return "" if isinstance(error, PermissionError) else folder

    def _load_shipped(self, sig: Any, target_context: Any) -> Any:
        if self._shipped is None:
            return None
        target_context.refresh()
        here: Any = self
        try:
            data = self._shipped.load(here._index_key(sig, target_context.codegen()))
            return None if data is None else here._impl.rebuild(target_context, data)
        except _UNREADABLE:
            return None

    def _load_own(self, sig: Any, target_context: Any) -> Any:
        numbas: Any = super()
        try:
            return numbas.load_overload(sig, target_context)
        except _UNREADABLE:
            try:
                numbas.flush()
            except OSError:
                pass
            return None


@functools.cache
def _build() -> dict[str, str]:
    """Return what the shipped kernels were made for; empty where none are shipped."""
    folder = assets.kernels()
    if folder is None:
        return {}
    try:
        told = json.loads((folder / STAMP_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}


def _shipped_file(cache: Any) -> Any:
    folder = assets.kernels()
    if folder is None or "stamp" not in _build():
        return None
    place = folder / cache._py_func.__module__
    file: Any = IndexDataCacheFile
    return file(str(place), cache._impl.filename_base, _build()["stamp"])


def _take_shipped_processor() -> None:
    """Compile, and look for code, for the processor of the shipped kernels if this one has all.

    Then shipped code and code made here fit together. An older processor gets code of its own.
    """
    wanted = _build()
    if "cpu" not in wanted or config.CPU_NAME is not None:
        return
    has = get_host_cpu_features()
    if all(has.get(feature, False) for feature in wanted.get("needs", "").split()):
        # The environment too, for processes to come.
        os.environ.update(NUMBA_CPU_NAME=wanted["cpu"], NUMBA_CPU_FEATURES="")
        config.CPU_NAME, config.CPU_FEATURES = wanted["cpu"], ""


_take_shipped_processor()
