"""All indicators of the system as one table."""

from PySide6.QtWidgets import QWidget

from missionplanner.model.security import IndicatorSpec, Sign
from missionplanner.ui.security.dock.word_table import WordTable
from missionplanner.ui.security.names import compute_words, source_words, title_of
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.widgets.kit import column, tool
from missionplanner.ui.widgets.pages import Pages


class SystemPage(QWidget):
    """Key, name, sign, way of computing, source, state and range of every indicator."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self._session = session
        self.table = WordTable(self.tr("Indicators"), (7, 24, 7, 26, 20, 16))
        copy = tool("copy", self.tr("Copy the table"), size=16, side=28)
        copy.clicked.connect(self.table.copy)
        self.page = Pages([(self.tr("Index system"), self.table)], (copy,))
        column(self).addWidget(self.page)
        self.table.picked.connect(self._on_pick)
        self.refresh()

    def refresh(self) -> None:
        """Show the system."""
        session, system = self._session, self._session.system
        heads = [
            self.tr("Key"),
            self.tr("Indicator"),
            self.tr("Sign"),
            self.tr("Computed as"),
            self.tr("Source"),
            self.tr("Range"),
        ]
        if system is None:
            self.table.show_rows(heads, [], "")
            return
        rows = [self._row(spec) for spec in system.indicators]
        self.page.note.setText(system.key)
        self.table.show_rows(heads, rows, session.indicator)

    def _row(self, spec: IndicatorSpec) -> list[str]:
        session = self._session
        note = session.reader.sources.get(spec.key)
        found = session.view.found if session.view else None
        limits = found.limits.get(spec.key) if found else None
        span = f"{limits[0]:.4g} – {limits[1]:.4g} {spec.unit}".rstrip() if limits else "–"
        sign = "+" if spec.sign is Sign.POSITIVE else "−"
        how = compute_words(spec.compute)
        return [spec.key, title_of(spec), sign, how, source_words(note), span]

    def _on_pick(self, key: str) -> None:
        self._session.pick(indicator=key)
