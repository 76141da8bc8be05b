"""Qt itself, begun so that a computer without a screen is told so in one line."""

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from missionplanner.errors import PlannerError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import of_locale
from missionplanner.messages.message import message

_EXIT_WRONG = 2
# Qt reads no locale but UTF-8, and says so in four lines; the window has a language of its own.
_UNNEEDED = "Detected locale"


def opened_application(arguments: Sequence[str]) -> QApplication:
    """Return the application; ends the process in one line where there is no screen to show it.

    Qt ends the process by itself then, with the signal of a fault and a page on its own plugins:
    nothing can be raised, so what it says last is said in our words.
    """
    said: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, words: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            _end(said[0] if said else words)
        said.append(words)

    before = qInstallMessageHandler(hear)
    try:
        made = QApplication(list(arguments))
    finally:
        qInstallMessageHandler(before)
    for words in said:
        if not words.startswith(_UNNEEDED):
            print(words, file=sys.stderr)  # noqa: T201  as Qt would have
    return made


def _end(reason: str) -> None:
    language = of_locale()
    line = PlannerError("window.not_opened", reason=reason.splitlines()[0]).line(language)
    if sys.stderr is not None:  # a program without a console has none
        sys.stderr.write(sentence(message("cli.error", line=line), language) + "\n")
        sys.stderr.flush()
    os._exit(_EXIT_WRONG)
