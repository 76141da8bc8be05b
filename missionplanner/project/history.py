"""Undo and redo as values: a history is never changed, each step returns the next one."""

from dataclasses import dataclass, replace

from missionplanner.project.changes import NOTHING, Changes, changes_between
from missionplanner.project.document import Project

DEPTH = 200


@dataclass(frozen=True)
class Edit:
    """One step: words for the menu, the project before and after, and what it touched."""

    words: str
    before: Project
    after: Project
    changes: Changes


@dataclass(frozen=True)
class History:
    """A project with the way it came.

    Attributes
    ----------
    present : Project
    past, future : tuple of Edit
        What can be undone and redone; the nearest is the last of each.
    saved : Project or None
        The state that is on disk.
    """

    present: Project
    past: tuple[Edit, ...] = ()
    future: tuple[Edit, ...] = ()
    saved: Project | None = None

    @property
    def undo_words(self) -> str | None:
        """What *Undo* would take back, or None."""
        return self.past[-1].words if self.past else None

    @property
    def redo_words(self) -> str | None:
        """What *Redo* would do again, or None."""
        return self.future[-1].words if self.future else None

    @property
    def unsaved(self) -> bool:
        """True where the present differs from what is on disk."""
        return self.saved is None or bool(changes_between(self.saved, self.present))

    def apply(
        self, words: str, project: Project, also: Changes = NOTHING
    ) -> tuple["History", Changes]:
        """Make `project` the present; a project that differs in nothing is no step.

        Parameters
        ----------
        words : str
            For the menu: "Move home".
        project : Project
        also : Changes
            Parts touched outside the project, such as the result.
        """
        changes = changes_between(self.present, project) | also
        if not changes:
            return self, NOTHING
        edit = Edit(words, self.present, project, changes)
        past = (*self.past, edit)[-DEPTH:]
        return replace(self, present=project, past=past, future=()), changes

    def undo(self) -> tuple["History", Changes]:
        """Take the last step back; without one nothing happens."""
        if not self.past:
            return self, NOTHING
        edit = self.past[-1]
        back = replace(self, present=edit.before, past=self.past[:-1], future=(*self.future, edit))
        return back, edit.changes

    def redo(self) -> tuple["History", Changes]:
        """Do the step taken back last again; without one nothing happens."""
        if not self.future:
            return self, NOTHING
        edit = self.future[-1]
        forth = replace(self, present=edit.after, past=(*self.past, edit), future=self.future[:-1])
        return forth, edit.changes

    def mark_saved(self) -> "History":
        """Return the history with the present as the state on disk."""
        return replace(self, saved=self.present)

    def seen(self, seen: str) -> "History":
        """Return the history with every state knowing, and so free to replace, the files on disk.

        Parameters
        ----------
        seen : str
            What `Saved` tells, or `Project.seen` of a state read again.
        """
        return replace(
            self,
            present=replace(self.present, seen=seen),
            past=tuple(_seen(edit, seen) for edit in self.past),
            future=tuple(_seen(edit, seen) for edit in self.future),
        )


def _seen(edit: Edit, seen: str) -> Edit:
    before, after = (replace(state, seen=seen) for state in (edit.before, edit.after))
    return replace(edit, before=before, after=after)
