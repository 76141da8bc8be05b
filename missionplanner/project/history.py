"""Undo and redo as values: a history is never changed, each step returns the next one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

DEPTH = 200

DocumentT = TypeVar("DocumentT")
PartT = TypeVar("PartT")


@dataclass(frozen=True)
class Edit(Generic[DocumentT, PartT]):
    """One step: words for the menu, the document before and after, and the parts it touched."""

    words: str
    before: DocumentT
    after: DocumentT
    changes: frozenset[PartT]


@dataclass(frozen=True)
class History(Generic[DocumentT, PartT]):
    """A document, such as a project or a study, with the way it came.

    Attributes
    ----------
    present : document
    differences : callable
        Returns the parts in which two states of the document differ.
    past, future : tuple of Edit
        What can be undone and redone; the nearest is the last of each.
    saved : document or None
        The state that is on disk.
    """

    present: DocumentT
    differences: Callable[[DocumentT, DocumentT], frozenset[PartT]]
    past: tuple[Edit[DocumentT, PartT], ...] = ()
    future: tuple[Edit[DocumentT, PartT], ...] = ()
    saved: DocumentT | None = None

    @property
    def undo_words(self) -> str | None:
        """What *Undo* would take back, or None."""
        return self.past[-1].words if self.past else None

    @property
    def redo_words(self) -> str | None:
        """What *Redo* would do again, or None."""
        return self.future[-1].words if self.future else None

    @cached_property  # all of a window's buttons ask
    def unsaved(self) -> bool:
        """True where the present differs from what is on disk."""
        return self.saved is None or bool(self.differences(self.saved, self.present))

    def apply(
        self, words: str, document: DocumentT, also: frozenset[PartT] = frozenset()
    ) -> tuple["History[DocumentT, PartT]", frozenset[PartT]]:
        """Make `document` the present; one that differs in nothing is no step.

        Parameters
        ----------
        words : str
            For the menu: "Move home".
        document : document
        also : frozenset
            Parts touched outside the document, such as the result.
        """
        changes = self.differences(self.present, document) | also
        if not changes:
            return self, changes
        edit = Edit(words, self.present, document, changes)
        past = (*self.past, edit)[-DEPTH:]
        return replace(self, present=document, past=past, future=()), changes

    def undo(self) -> tuple["History[DocumentT, PartT]", frozenset[PartT]]:
        """Take the last step back; without one nothing happens."""
        if not self.past:
            return self, frozenset()
        edit = self.past[-1]
        back = replace(self, present=edit.before, past=self.past[:-1], future=(*self.future, edit))
        return back, edit.changes

    def redo(self) -> tuple["History[DocumentT, PartT]", frozenset[PartT]]:
        """Do the step taken back last again; without one nothing happens."""
        if not self.future:
            return self, frozenset()
        edit = self.future[-1]
        forth = replace(self, present=edit.after, past=(*self.past, edit), future=self.future[:-1])
        return forth, edit.changes

    def mark_saved(self) -> "History[DocumentT, PartT]":
        """Return the history with the present as the state on disk."""
        return replace(self, saved=self.present)

    def each(self, act: Callable[[DocumentT], DocumentT]) -> "History[DocumentT, PartT]":
        """Return the history with `act` done to the present and to every state of the way.

        For what is no edit but holds for all of them, such as what is now on disk.
        """
        return replace(
            self,
            present=act(self.present),
            past=tuple(_each(edit, act) for edit in self.past),
            future=tuple(_each(edit, act) for edit in self.future),
        )


def _each(
    edit: Edit[DocumentT, PartT], act: Callable[[DocumentT], DocumentT]
) -> Edit[DocumentT, PartT]:
    return replace(edit, before=act(edit.before), after=act(edit.after))
