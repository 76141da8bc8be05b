"""Looks at the site anew after edits, in a process that the next edit ends."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.project.changes import Changes, Part, changes_between
from missionplanner.project.document import Project
from missionplanner.tasks.runner import Failed, Job
from missionplanner.ui.plan.edited_site import edited_site
from missionplanner.ui.plan.views import SiteView
from missionplanner.ui.work.errands import Errands

SITE_STANDS_ON: Changes = frozenset(
    {Part.TERRAIN, Part.AREA, Part.THREATS, Part.HOME, Part.WEATHER, Part.AIRCRAFT}
)
"""Parts after whose change the figures of the site are others."""

# A hand that types or drags on is not disturbed by work that it makes useless at once.
_REST_MS = 250
_MOST_KEPT = 12


class SiteLooks(QObject):
    """Views of the states that a project went through; the latest state's is worked out.

    Signals
    -------
    seen(SiteView)
        The present state was looked at.
    changed()
        Looking has begun or ended.

    Attributes
    ----------
    refused : Failed or None
        Why the present state makes no site: terrain that is gone, a zone over home.
    """

    seen = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.refused: Failed | None = None
        self._kept: list[tuple[Project, SiteView]] = []
        self._wanted: Project | None = None
        self._remote = ""
        self.errands = Errands(self)
        self.errands.failed.connect(self._on_failed)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._look)

    @property
    def working(self) -> bool:
        """True while the present state's figures are still to come."""
        return self._rest.isActive() or not self.errands.idle

    def begin(self, project: Project, site: SiteView, remote: str) -> None:
        """Begin with an opened project; `remote` names the module that looks."""
        self.close()
        self._kept, self._remote = [(project, site)], remote

    def at(self, project: Project) -> SiteView:
        """Return a state's view: as it was looked at, or as far as it is known at once.

        Where figures are missing they are worked out, and `seen` hands on the whole view.
        """
        self.close()
        for kept, site in reversed(self._kept):
            if not changes_between(kept, project) & SITE_STANDS_ON:
                return site
        kept, site = self._kept[-1]
        self._wanted = project
        self._rest.start()
        self.changed.emit()
        return edited_site(site, kept, project)

    def again(self) -> None:
        """Look at the present state again: a file may have come back."""
        if self._wanted is not None:
            self._look()

    def close(self) -> None:
        """Look at nothing any more; what runs is given up."""
        self._rest.stop()
        self.errands.clear()
        self.refused = self._wanted = None

    def _look(self) -> None:
        self.refused = None
        self.errands.clear()
        job = partial(Job, f"{self._remote}:site_of", self._wanted)
        self.errands.ask("look", job, self._on_done)
        self.changed.emit()

    def _on_done(self, value: object) -> None:
        project, self._wanted = self._wanted, None
        if project is not None and isinstance(value, SiteView):
            self._kept = [*self._kept, (project, value)][-_MOST_KEPT:]
            self.seen.emit(value)
        self.changed.emit()

    def _on_failed(self, failure: Failed) -> None:
        self.refused = failure
        self.changed.emit()
