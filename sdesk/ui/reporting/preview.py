"""The real PDF on the screen: pages, zoom, and finding words in it."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import Aside, column_of, quiet_button, row_of, tool_button
from sdesk.ui.pieces.lines import make_searching
from sdesk.ui.theme.look import GRID, theme
from sdesk.ui.unsaved.typing import SPOKEN_FOR

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0


class _Bar(QWidget):
    """What has a key gives way where it is narrow, the first of it first."""

    gives_way: tuple[QWidget, ...] = ()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        for each in self.gives_way:
            each.show()
        for each in self.gives_way:
            if super().minimumSizeHint().width() <= event.size().width():
                break
            each.hide()
        super().resizeEvent(event)


class PdfPane(QWidget):
    """Shows the bytes of a PDF. `content` is what is printed and saved, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = b""
        self.document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setObjectName("reports.preview")
        self._view.setAccessibleName(_("The report as it will be printed"))
        self._view.setDocument(self.document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._found = QPdfSearchModel(self)
        self._found.setDocument(self.document)
        self._view.setSearchModel(self._found)
        self._at_match = -1
        self._view.pageNavigator().currentPageChanged.connect(self._say_page)
        self._view.zoomFactorChanged.connect(self._say_zoom)
        self._lay_out(self._bar())
        theme().changed.connect(self._tint)
        self._tint()

    # ------------------------------------------------------------ making

    def _bar(self) -> QWidget:
        bar = _Bar(self)
        self._page = Aside("", bar)
        self._page.setObjectName("reports.page")
        back = tool_button("chevron-up", _("Page before") + "\tPgUp", bar, name="action.page-before")
        on = tool_button("chevron-down", _("Next page") + "\tPgDn", bar, name="action.page-after")
        smaller = tool_button("minus", _("Smaller") + "\tCtrl+-", bar, name="action.zoom-out")
        larger = tool_button("plus", _("Larger") + "\tCtrl++", bar, name="action.zoom-in")
        width = quiet_button(_("Fit width"), bar, name="action.fit-width")
        width.setToolTip(_("Fit the width") + "  Ctrl+0")
        back.clicked.connect(self.page_before)
        on.clicked.connect(self.page_after)
        smaller.clicked.connect(self.zoom_out)
        larger.clicked.connect(self.zoom_in)
        width.clicked.connect(self.fit_width)
        self._zoom = Aside("", bar)
        self._find = QLineEdit(bar)
        self._find.setObjectName("reports.find")
        self._find.setProperty(SPOKEN_FOR, True)
        self._find.setAccessibleName(_("Find in the report"))
        self._find.setPlaceholderText(_("Find in the report"))
        make_searching(self._find)
        self._find.setMaximumWidth(200)
        self._find.textChanged.connect(self._search)
        self._find.returnPressed.connect(self.next_match)
        line = row_of(inside=bar, spacing=4)
        zooming = QWidget(bar)
        row_of(smaller, self._zoom, larger, width, inside=zooming, spacing=4)
        bar.gives_way = (zooming, back, on)
        for widget in (back, on, self._page):
            line.addWidget(widget)
        line.addSpacing(2 * GRID)
        line.addWidget(zooming)
        line.addStretch(1)
        line.addWidget(self._find, 1)
        return bar

    def _lay_out(self, bar: QWidget) -> None:
        column_of(bar, (self._view, 1), inside=self)

    def _tint(self) -> None:
        ground = self._view.palette()
        ground.setColor(ground.ColorRole.Dark, theme().color("sunken"))
        self._view.setPalette(ground)

    # ------------------------------------------------------------ showing

    def show_pdf(self, content: bytes, *, keep_place: bool = False) -> None:
        """Show another PDF, from its first page; `keep_place` when it is a newer print of the same."""
        if content == self.content:
            return
        page = self.page() if keep_place else 0
        self.content = content
        self._put_up(_opened(content, self))
        self.go_to(min(page, self.pages() - 1))
        self._say_page()
        self._say_zoom()

    def _put_up(self, document: QPdfDocument) -> None:
        """Another document: one that is loaded twice keeps rendering the first one's pages."""
        before, self.document = self.document, document
        self._view.setDocument(document)
        self._found.setDocument(document)
        before.deleteLater()
        self._search(self._find.text())

    def pages(self) -> int:
        return self.document.pageCount()

    def page(self) -> int:
        """The page in sight, counted from 0."""
        return self._view.pageNavigator().currentPage()

    def go_to(self, page: int) -> None:
        if 0 <= page < self.pages():
            self._view.pageNavigator().jump(page, QPointF(), 0)

    def page_before(self) -> None:
        self.go_to(self.page() - 1)

    def page_after(self) -> None:
        self.go_to(self.page() + 1)

    def fit_width(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._say_zoom()

    def zoom_in(self) -> None:
        self._zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        self._zoom_by(1 / ZOOM_STEP)

    def _zoom_by(self, factor: float) -> None:
        now = self._shown_zoom()
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(max(LEAST_ZOOM, min(MOST_ZOOM, now * factor)))

    def _shown_zoom(self) -> float:
        """How large the pages are now, also while they fit the width."""
        if self._view.zoomMode() is QPdfView.ZoomMode.Custom or not self.pages():
            return self._view.zoomFactor()
        margins = self._view.documentMargins()
        room = self._view.viewport().width() - margins.left() - margins.right()
        points = self.document.pagePointSize(0).width() * self.logicalDpiX() / 72
        return room / points if points else 1.0

    def _say_page(self) -> None:
        pages = self.pages()
        text = _("Page {page} of {pages}").format(page=self.page() + 1, pages=pages) if pages else ""
        self._page.setText(text)

    def _say_zoom(self) -> None:
        self._zoom.setText("" if not self.pages() else f"{round(self._shown_zoom() * 100)} %")

    # ------------------------------------------------------------ finding

    def _search(self, words: str) -> None:
        self._at_match = -1
        self._found.setSearchString(words.strip())

    def next_match(self) -> None:
        """Go to the next place where the words stand; after the last one to the first."""
        count = self._found.rowCount(self._found.index(-1, -1))
        if not count:
            return
        self._at_match = (self._at_match + 1) % count
        self._view.setCurrentSearchResultIndex(self._at_match)
        link = self._found.resultAtIndex(self._at_match)
        self._view.pageNavigator().jump(link.page(), link.location(), 0)

    def start_finding(self) -> None:
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        keys = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit_width,
            Qt.Key.Key_F: self.start_finding,
        }
        if held and Qt.Key(event.key()) in keys:
            keys[Qt.Key(event.key())]()
            return
        super().keyPressEvent(event)


def _opened(content: bytes, parent: QWidget) -> QPdfDocument:
    """The bytes as a document, which keeps them for as long as it lives."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document
