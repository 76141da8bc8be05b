"""The manual beside the window: contents, a field that searches, and the page."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from missionplanner.messages.language import spoken
from missionplanner.ui.help.pages import anchor_of, holding, page_of, pages, text_of
from missionplanner.ui.help.reading import loosen
from missionplanner.ui.widgets.kit import column, label, row, tool
from missionplanner.ui.widgets.roomy import FitsScreen

_SIZE = (960, 660)
_CONTENTS_WIDTH = 250
_PICTURE_WIDTH = 600
_MARGIN = 16
_PAGE_ENDING = ".md"
_Kind = QTextDocument.ResourceType


class PageView(QTextBrowser):
    """Shows a page of Markdown; its pictures fit, its links lead to pages and headings."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        self.anchorClicked.connect(self.follow)

    def doSetSource(self, name: QUrl | str, /, type: _Kind = _Kind.UnknownResource) -> None:
        """Read a page, and set it for reading."""
        super().doSetSource(name, type)
        loosen(self.document())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a page without what only a built manual needs, or a picture as wide as fits."""
        path = Path(QUrl(name).toLocalFile())
        if path.suffix == _PAGE_ENDING:
            return _read(path)
        if kind == int(QTextDocument.ResourceType.ImageResource.value):
            picture = QImage(str(path))
            if picture.width() > _PICTURE_WIDTH:
                smooth = Qt.TransformationMode.SmoothTransformation
                return picture.scaledToWidth(_PICTURE_WIDTH, smooth)
            return picture
        return super().loadResource(kind, name)

    def follow(self, link: QUrl) -> None:
        """Go where a link leads; what is no page of the manual is opened by the system."""
        goal = self.source().resolved(link)
        if not (goal.isLocalFile() and goal.toLocalFile().endswith(_PAGE_ENDING)):
            QDesktopServices.openUrl(goal)
            return
        anchor = goal.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        goal.setFragment("")
        if goal != self.source():
            self.setSource(goal, QTextDocument.ResourceType.MarkdownResource)
        if anchor:
            self._show_heading(anchor)

    def _show_heading(self, anchor: str) -> None:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(top))
                return
            block = block.next()


class HelpDialog(QDialog):
    """The pilot's pages in the window's language. It blocks nothing: read while you work."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Manual"))
        self.resize(*_SIZE)
        FitsScreen(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.language = spoken()
        self.sought = QLineEdit()
        self.sought.setPlaceholderText(self.tr("Search the manual"))
        self.sought.setAccessibleName(self.tr("Search the manual"))
        self.sought.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Pages"))
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = PageView()
        self.page.setAccessibleName(self.tr("Page"))
        self.back = tool("arrow-left", self.tr("Back"))
        self.forward = tool("arrow-right", self.tr("Forward"))
        self._none = label(self.tr("No page holds these words"), "muted", wrap=True)
        self._lay_out()
        self._connect()
        self._list()
        self.show_page(key)
        if parent is not None:
            parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with the window it belongs to; else the program would stay for the manual alone."""
        hides = event.type() == QEvent.Type.Hide and not event.spontaneous()
        if hides and watched is self.parent():  # spontaneous: the window is only minimised
            self.close()
        return super().eventFilter(watched, event)

    def show_page(self, key: str) -> None:
        """Show the page of a stage, or another by its key."""
        self._go(page_of(key, self.language))

    def _go(self, path: Path) -> None:
        url = QUrl.fromLocalFile(str(path))
        if url != self.page.source():
            self.page.setSource(url, QTextDocument.ResourceType.MarkdownResource)

    def _lay_out(self) -> None:
        line = row(self, (12, 12, 12, 12), 12)
        left = QWidget()
        left.setFixedWidth(_CONTENTS_WIDTH)
        box = column(left, gap=8)
        turns = row(gap=4)
        turns.addWidget(self.back)
        turns.addWidget(self.forward)
        turns.addWidget(self.sought, 1)
        box.addLayout(turns)
        box.addWidget(self._none)
        box.addWidget(self.contents, 1)
        line.addWidget(left)
        line.addWidget(self.page, 1)
        self.page.setFocus()

    def _connect(self) -> None:
        self.sought.textChanged.connect(self._list)
        # Not the current item's change: a list that gets the focus makes its first item current.
        self.contents.itemClicked.connect(self._on_chosen)
        self.contents.itemActivated.connect(self._on_chosen)
        self.back.clicked.connect(self.page.backward)
        self.forward.clicked.connect(self.page.forward)
        self.page.backwardAvailable.connect(self.back.setEnabled)
        self.page.forwardAvailable.connect(self.forward.setEnabled)
        # Not `sourceChanged`, which comes before `source()` tells the new page.
        self.page.historyChanged.connect(self._on_page)
        self.back.setEnabled(False)
        self.forward.setEnabled(False)

    def _list(self) -> None:
        words = self.sought.text().strip()
        found = holding(words, self.language) if words else pages(self.language)
        self.contents.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, str(page.path))
            self.contents.addItem(item)
        self._none.setVisible(not found)
        self._on_page()

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self._go(Path(item.data(Qt.ItemDataRole.UserRole)))
        if words := self.sought.text().split():
            self.page.find(words[0])

    def _on_page(self) -> None:
        """Choose in the contents what is shown; a page beside them chooses none."""
        shown = Path(self.page.source().toLocalFile())
        self.contents.setCurrentRow(-1)
        for place in range(self.contents.count()):
            if Path(self.contents.item(place).data(Qt.ItemDataRole.UserRole)) == shown:
                self.contents.setCurrentRow(place)


def _read(path: Path) -> str:
    try:
        return text_of(path)
    except OSError as error:
        return f"# {path.name}\n\n{error.strerror}\n"
