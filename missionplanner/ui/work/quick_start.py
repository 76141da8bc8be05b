"""What makes the start of the window cheaper: two things that look through all that is imported."""

import gc
import sys
from typing import Any

from PySide6.QtCore import QObject  # what is switched off below comes with it

from missionplanner.ui.work.collecting import Collector


def ease_start() -> None:
    """Look for no garbage and for no switches of PySide while a thousand modules come in.

    There is nothing to collect yet. PySide reads the source of each module that is imported after
    it, to know whether it may ask for `snake_case` names (`__feature__`); none of ours does. Both
    together took a fifth of the start. A PySide that has no such reading is left as it is.
    """
    gc.disable()
    feature: Any = sys.modules.get("shibokensupport.feature")  # inside a PySide that is imported
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _no_switches


def collect_again(app: QObject) -> None:
    """Collect garbage as long as `app` lives, and leave alone for good what the start has made.

    Modules and classes are a million objects that stay; each full collection would go through them
    again, in a tenth of a second in which the window does not answer.
    """
    gc.freeze()
    Collector(app)


def _no_switches(_module: object) -> bool:
    return False
