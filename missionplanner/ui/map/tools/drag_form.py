"""Drag a handle of a circle, corridor or rectangle, or all of it; it stays what it is."""

from collections.abc import Callable

from missionplanner.errors import InputError
from missionplanner.geo.forms import FormOnSite
from missionplanner.geo.snapping import Guide
from missionplanner.ui.map.tools.drag import Drag, guides_beside
from missionplanner.ui.map.tools.gesture import Floats, Pointer, Sketch

FormJudge = Callable[[FormOnSite], str]
Change = Callable[[FormOnSite, Pointer], FormOnSite]


class DragForm(Drag):
    """What the mouse makes of a form.

    Parameters
    ----------
    form : FormOnSite
    judge : callable
        Says why a form would not be taken.
    change : callable
        Returns the form with the mouse at a place.
    number : int, optional
        The handle that follows the mouse.
    whole : bool
        The shape moves as a whole.

    Attributes
    ----------
    form : FormOnSite
        As it is now.
    """

    def __init__(
        self,
        form: FormOnSite,
        judge: FormJudge,
        change: Change,
        number: int | None = None,
        *,
        whole: bool = False,
    ) -> None:
        super().__init__(form.outline(), True, lambda _: judge(self.form))
        self.form, self._first, self._change = form, form, change
        self.dragged, self.whole = number, whole

    def sketch(self) -> Sketch:
        """Return the ring it gives, what it was, and its handles."""
        return Sketch(
            self.corners,
            True,
            before=self.before,
            dragged=self.dragged,
            refused=self._refused,
            handles=self.form.handles(),
        )

    def guides(self) -> list[Guide]:
        """Return the lines in line with the edges of a corridor's middle line."""
        if self.dragged is None or self._first.closed or len(self._first.places) < 2:
            return []
        return guides_beside(self._first.places, False, self.dragged)

    def _moved(self, pointer: Pointer) -> Floats:
        form = self._change(self._first, pointer)
        try:
            made = form.outline()
        except InputError:  # no ground at all: judged as it is, drawn as it was
            made = self.corners
        self.form = form
        return made
