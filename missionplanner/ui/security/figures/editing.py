"""The draft behind the table: every edit a step that can be undone, faults found after each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from missionplanner.ecology.district_figures.draft import (
    FIRST_FIGURE,
    FigureDraft,
    differences,
)
from missionplanner.ecology.district_figures.faults import CellFault, Wanting, faults, wanting
from missionplanner.ecology.district_figures.layout import PastedFigures, understood
from missionplanner.ecology.district_figures.names import Names
from missionplanner.ecology.district_figures.numbers import Decimal
from missionplanner.ecology.district_figures.pasted import cells_of
from missionplanner.errors import PlannerError
from missionplanner.model.security_inputs import SpreadWay
from missionplanner.project.history import History
from missionplanner.ui.work.session import EditSession


class FigureEditing(EditSession[FigureDraft, str]):
    """`changed` after each step and when districts' names are known; `told` what a step tells."""

    changed = Signal()
    told = Signal(object)

    def __init__(
        self, draft: FigureDraft, years: Sequence[int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.years = tuple(sorted(set(years)))
        self.names: Names | None = None
        self._on_study: tuple[str, ...] = ()
        self._history = History(draft, differences, saved=draft)

    @property
    def draft(self) -> FigureDraft:
        """The table as it now is."""
        assert self._history is not None
        return self._history.present

    @property
    def unsaved(self) -> bool:
        """True where something was changed."""
        return self._history is not None and self._history.unsaved

    @cached_property
    def faults(self) -> tuple[CellFault, ...]:
        """All that is wrong now."""
        return faults(self.draft, self.names)

    @cached_property
    def wanting(self) -> tuple[Wanting, ...]:
        """What an analysis would ask for and is not known."""
        return wanting(self.draft, self.districts_of, self.years)

    def districts_of(self, key: str) -> Sequence[str] | None:
        """Return the districts whose figures of an indicator an analysis needs; None: not known."""
        if self.names is None:
            return None
        reaching = self.draft.spread_of(key) == "inverse-distance"
        return self.names.known if reaching else self._on_study

    # ---- steps

    def begin(self, draft: FigureDraft) -> None:
        """Begin with what was read from the study; there is nothing to undo yet."""
        self._history = History(draft, differences, saved=draft)
        self._tell()

    def know(self, names: Sequence[str] | None, on_study: Sequence[str] | None = None) -> None:
        """Take over the names of the district layer; None: they are not known.

        `on_study`: those whose ground is the study's; None: all.
        """
        self.names = None if names is None else Names(names)
        self._on_study = tuple(names or () if on_study is None else on_study)
        self._tell()

    def type(self, row: int, place: int, text: str) -> None:
        """Put what was typed into a cell."""
        self._edit(self.tr("Type a figure"), self.draft.with_cell(row, place, text))

    def clear(self, cells: Iterable[tuple[int, int]]) -> None:
        """Empty cells."""
        draft = self.draft
        for row, place in cells:
            if row < len(draft.rows):
                draft = draft.with_cell(row, place, "")
        self._edit(self.tr("Clear cells"), draft)

    def paste(self, text: str, row: int, place: int) -> None:
        """Put in what was copied: a table by its heads, bare cells from a cell on."""
        columns = self.draft.columns
        key = columns[place - FIRST_FIGURE].key if place >= FIRST_FIGURE else ""
        try:
            grid = cells_of(text)
            found = understood(grid, columns, self.names, key)
        except PlannerError as error:
            self.told.emit((error.message,))
            return
        if found is not None:
            self.take(found)
        elif grid:
            self._edit(self.tr("Paste"), self.draft.with_block(row, place, grid))
            self.told.emit(())

    def take(self, found: PastedFigures) -> None:
        """Put in a table that says what its columns are."""
        self._edit(self.tr("Paste"), self.draft.with_rows(found.rows, found.keys))
        self.told.emit(found.told)

    def add_districts(self) -> None:
        """Add a row for each district that is needed and year of an epoch that has none."""
        keys = [column.key for column in self.draft.columns]
        needed = {name for key in keys for name in self.districts_of(key) or ()}
        if self.names is not None:
            names = [name for name in self.names.known if name in needed]
            draft = self.draft.with_districts_of(names, self.years)
            self._edit(self.tr("Add the districts"), draft)

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out."""
        self._edit(self.tr("Take rows out"), self.draft.without(rows))

    def take_nearest(self) -> None:
        """Rename all districts that are not known to the nearest that is."""
        if self.names is not None:
            self._edit(self.tr("Take the nearest names"), self.draft.with_nearest(self.names))

    def read_commas(self, decimal: Decimal) -> None:
        """Read all commas in doubt in one way."""
        self._edit(self.tr("Read the commas"), self.draft.with_commas(decimal))

    def spread(self, key: str, way: SpreadWay) -> None:
        """Let an indicator's figures reach the cells in another way."""
        self._edit(self.tr("Change how figures reach the cells"), self.draft.with_spread(key, way))

    def use_districts(self, file: str) -> None:
        """Name another file of districts."""
        self._edit(self.tr("Choose the districts"), replace(self.draft, districts=file))

    def _edit(self, words: str, draft: FigureDraft) -> None:
        self._step(lambda history: history.apply(words, draft))

    def _show_edited(self, changes: frozenset[str]) -> None:
        if changes:
            self._tell()

    def _tell(self) -> None:
        for known in ("faults", "wanting"):
            self.__dict__.pop(known, None)
        self.changed.emit()
