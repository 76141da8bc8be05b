"""Which pages of the manual the window shows, and what of a page a window can show."""

import re
from dataclasses import dataclass
from pathlib import Path

from missionplanner.assets import docs
from missionplanner.messages.language import Language

FIRST_PAGE = "first-mission"
"""Page of somebody who has nothing open yet."""

_CONTENTS = "manual.md"
_LISTED = re.compile(r"^pilot/en/([a-z-]+)$", re.MULTILINE)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
# Tables of contents and remarks are for who builds the manual.
_NOT_SHOWN = re.compile(r"```\{toctree\}\n.*?```\n?|<!--.*?-->\n?", re.DOTALL)


@dataclass(frozen=True)
class HelpPage:
    """A page for the pilot: its key (that of a stage, where it is one's), heading and file."""

    key: str
    title: str
    path: Path


def page_of(key: str, language: Language) -> Path:
    """Return the file of a page; in English where there is none in the language.

    A key that no page has (a stage that somebody added) leads to the first page.
    """
    pilot = docs() / "pilot"
    for tried in (key, FIRST_PAGE):
        for folder in (language, "en"):
            path = pilot / folder / f"{tried}.md"
            if path.is_file():
                return path
    return pilot / "en" / f"{FIRST_PAGE}.md"


def pages(language: Language) -> tuple[HelpPage, ...]:
    """Return the pilot's pages in the manual's order; empty where the manual is not there."""
    try:
        keys = _LISTED.findall((docs() / _CONTENTS).read_text("utf-8"))
        found = ((key, page_of(key, language)) for key in keys)
        return tuple(HelpPage(key, _title(path), path) for key, path in found)
    except OSError:
        return ()


def text_of(path: Path) -> str:
    """Return a page as a window shows it: Markdown without what only a built manual needs.

    Raises
    ------
    OSError
        It cannot be read.
    """
    return _NOT_SHOWN.sub("", path.read_text("utf-8"))


def holding(words: str, language: Language) -> tuple[HelpPage, ...]:
    """Return the pages that hold all of some words, those first whose heading does."""
    sought = words.casefold().split()
    found = (page for page in pages(language) if _holds(text_of(page.path), sought))
    return tuple(sorted(found, key=lambda page: not _holds(page.title, sought)))


def anchor_of(heading: str) -> str:
    """Return the name by which a link leads to a heading, as GitHub and MyST make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _holds(text: str, sought: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in sought)


def _title(path: Path) -> str:
    found = _HEADING.search(path.read_text("utf-8"))
    return found[1] if found else path.stem
