"""A page of the guide as it is drawn: pictures as wide as there is room, links to other pages, a block to begin at."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from sdesk.paths import guide
from sdesk.translation import gettext as _
from sdesk.ui.help.pages import MARKS, Page, resolved
from sdesk.ui.theme.look import GRID, theme

_LAST_MARK = MARKS + 0x18FF
AROUND = 2 * GRID
INDENT = 3 * GRID
SHORT_TEXT, LONG_TEXT = 12, 70
"""Letters in a column of a table, between which it becomes wider with them."""
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
SETTLE = 60
"""Milliseconds after the last change of its width until pictures are drawn anew."""


class PageBrowser(QTextBrowser):
    """`asked` carries the address of a page of the guide that a link leads to, `web_asked` that of anything else."""

    asked = Signal(str)
    web_asked = Signal(QUrl)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help.text")
        self.setAccessibleName(_("User guide"))
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        self._page: Page | None = None
        self._blocks: dict[int, QTextCursor] = {}
        self._at: int | None = None
        self._words: Sequence[str] = ()
        self._left_at = 0
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._settle)
        theme().changed.connect(self._dress)

    @property
    def page(self) -> Page | None:
        return self._page

    def show_page(self, page: Page) -> None:
        """From its beginning."""
        self._page = page
        self._at, self._words = None, ()
        self.clear()
        self.document().clear()
        self.document().setDefaultFont(self.font())
        self.document().setDocumentMargin(AROUND)
        self.document().setIndentWidth(INDENT)
        self.setMarkdown(page.marked)
        edit = QTextCursor(self.document())
        edit.beginEditBlock()  # laid out once, and not again with each block
        self._take_marks_out()
        self._dress()
        edit.endEditBlock()
        self.verticalScrollBar().setValue(0)

    def go_to(self, block: int, words: Sequence[str] = ()) -> None:
        """Begin at a block, which is marked, with the words that were looked for in it."""
        self._at, self._words = block, words
        self._mark()
        if block in self._blocks:
            top = self.cursorRect(self._blocks[block]).top() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(max(0, top - 3 * GRID) if block else 0)
            self.setTextCursor(self._blocks[block])
        self._left_at = self.verticalScrollBar().value()

    def text_at(self, block: int) -> str:
        """What is drawn of a block, for a test."""
        return self._blocks[block].block().text()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures lie beside the page, and are read as large as they are drawn."""
        if QTextDocument.ResourceType(kind) is QTextDocument.ResourceType.ImageResource and self._page:
            return self._picture(QUrl(name).toString())
        return super().loadResource(kind, name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_left = self.verticalScrollBar().value() == self._left_at
        super().resizeEvent(event)
        if is_left:  # what moved is the text, by its width
            self._left_at = self.verticalScrollBar().value()
        self._settled.start()

    # ------------------------------------------------------------ drawing

    def _take_marks_out(self) -> None:
        """The mark at the end of each block goes, and where it was is kept."""
        self._blocks = {}
        document = self.document()
        block = document.begin()
        while block.isValid():
            text = block.text()
            at = next((at for at, letter in enumerate(text) if MARKS <= ord(letter) <= _LAST_MARK), None)
            if at is None:
                block = block.next()
                continue
            number = ord(text[at]) - MARKS
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + at)
            cursor.setPosition(block.position() + at + 1, QTextCursor.MoveMode.KeepAnchor)
            if at and text[at - 1] == " ":
                cursor.setPosition(block.position() + at - 1)
                cursor.setPosition(block.position() + at + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            table = cursor.currentTable()
            row = table.cellAt(cursor).row() if table is not None else 0
            self._blocks[number] = (
                table.cellAt(row, 0).firstCursorPosition() if table is not None else QTextCursor(block)
            )

    def _dress(self) -> None:
        """Colours and distances, which Markdown does not say."""
        document = self.document()
        block = document.begin()
        while block.isValid():
            form = block.blockFormat()
            level = form.headingLevel()
            cursor = QTextCursor(block)
            if level:
                form.setTopMargin(0 if block.position() == 0 else 3 * GRID if level == 2 else 2 * GRID)
                form.setBottomMargin(GRID)
            elif not cursor.currentTable():
                form.setBottomMargin(max(form.bottomMargin(), GRID * 0.75))
                if PICTURE not in block.text():
                    form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(form)
            self._colour_links(cursor)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        self._mark()

    def _colour_links(self, cursor: QTextCursor) -> None:
        colour = theme().color("link")
        parts = cursor.block().begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.charFormat().isAnchor():
                cursor.setPosition(part.position())
                cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
                form = QTextCharFormat()
                form.setForeground(colour)
                cursor.mergeCharFormat(form)
            parts += 1

    def _dress_table(self, table: QTextTable) -> None:
        form = table.format()
        form.setBorder(1)
        form.setBorderBrush(theme().color("line"))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderCollapse(True)
        form.setCellPadding(GRID * 0.75)
        form.setCellSpacing(0)
        form.setColumnWidthConstraints(_shares(table))
        form.setBottomMargin(GRID)
        table.setFormat(form)

    def _mark(self) -> None:
        """The block that was asked for has a ground of its own, and the words in it one more."""
        marked: list[QTextEdit.ExtraSelection] = []
        if self._at is not None and self._at > 0 and self._at in self._blocks:
            for start in self._cells(self._blocks[self._at]):
                marked += self._marks_in(start.block())
        self.setExtraSelections(marked)

    def _cells(self, start: QTextCursor) -> list[QTextCursor]:
        """Where the cells of a row begin; of anything else, where it begins."""
        table = start.currentTable()
        if table is None:
            return [start]
        row = table.cellAt(start).row()
        return [table.cellAt(row, column).firstCursorPosition() for column in range(table.columns())]

    def _marks_in(self, block: QTextBlock) -> list[QTextEdit.ExtraSelection]:
        whole = QTextCursor(block)
        whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        marked = [_selection(whole, theme().color("info_soft"), whole=True)]
        text = block.text().casefold()
        for word in self._words:
            at = text.find(word)
            while at >= 0:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + at)
                cursor.setPosition(block.position() + at + len(word), QTextCursor.MoveMode.KeepAnchor)
                marked.append(_selection(cursor, theme().color("warning_soft")))
                at = text.find(word, at + len(word))
        return marked

    # ------------------------------------------------------------ pictures and links

    def _room(self) -> int:
        return max(80, self.viewport().width() - 2 * AROUND - INDENT - GRID)

    def _picture(self, name: str) -> QImage:
        assert self._page is not None
        reader = QImageReader(str(guide(*resolved(self._page.address, name).split("/"))))
        image = reader.read()
        if image.isNull():
            return QImage(1, 1, QImage.Format.Format_ARGB32)
        ratio = self.devicePixelRatioF()
        width = min(self._room(), image.width())
        wanted = QSize(round(width * ratio), round(width * ratio * image.height() / image.width()))
        image = image.scaled(
            wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(ratio)
        return image

    def _settle(self) -> None:
        """In another width the block that was asked for is somewhere else; whoever has read on since stays where they are."""
        has_read_on = self.verticalScrollBar().value() != self._left_at
        self._fit_pictures()
        if self._at is not None and not has_read_on:
            self.go_to(self._at, self._words)

    def _fit_pictures(self) -> None:
        if self._page is None:
            return
        names = {name for name in self._names() if name}
        if not names:
            return
        for name in names:
            self.document().addResource(
                QTextDocument.ResourceType.ImageResource.value, QUrl(name), self._picture(name)
            )
        self.document().markContentsDirty(0, self.document().characterCount())

    def _names(self) -> list[str]:
        """The pictures of the page, as they are called in it."""
        found = []
        block = self.document().begin()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                form = parts.fragment().charFormat()
                if form.isImageFormat():
                    found.append(form.toImageFormat().name())
                parts += 1
            block = block.next()
        return found

    def _follow(self, link: QUrl) -> None:
        if link.scheme():
            self.web_asked.emit(link)
        elif self._page is not None:
            self.asked.emit(resolved(self._page.address, link.toString()))


def _shares(table: QTextTable) -> list[QTextLength]:
    """How much of the width each column has: by its longest text, as far as that is no sentence."""
    longest = [
        max(
            len(table.cellAt(row, column).firstCursorPosition().block().text()) for row in range(table.rows())
        )
        for column in range(table.columns())
    ]
    weights = [min(max(each, SHORT_TEXT), LONG_TEXT) for each in longest]
    kind = QTextLength.Type.PercentageLength
    return [QTextLength(kind, 100 * weight / sum(weights)) for weight in weights]


def _selection(cursor: QTextCursor, ground: QColor, *, whole: bool = False) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format.setBackground(ground)
    if whole:
        made.format.setProperty(QTextFormat.Property.FullWidthSelection.value, True)
    return made
