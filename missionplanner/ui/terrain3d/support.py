"""Whether this computer can draw in space; asked before anything of OpenGL is imported."""

from functools import lru_cache
from importlib.util import find_spec

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

_OLDEST = (2, 1)
translate = QCoreApplication.translate


@lru_cache(maxsize=1)
def can_draw() -> bool:
    """Tell whether a context of OpenGL can be had, and the library that draws with it is there."""
    if find_spec("OpenGL") is None:
        return False
    context = QOpenGLContext()
    if not context.create():
        return False
    # What a remote desktop and Windows without a driver have: it would fail at each painting.
    if not context.isOpenGLES() and context.format().version() < _OLDEST:
        return False
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    able = surface.isValid() and context.makeCurrent(surface)
    if able:
        context.doneCurrent()
    return bool(able)


def why_not() -> str:
    """Return why there is no view in space, in the window's language; empty: there is one."""
    return "" if can_draw() else no_space()


def no_space() -> str:
    """Return what is said where there is no view in space, in the window's language."""
    return translate(
        "Terrain3D",
        "This computer shows no 3D: it has no OpenGL, or its graphics driver is missing. "
        "Map and profile show the same plan.",
    )
