"""Getting a report out of the program: to a printer, or into a file. History tells it."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.practice.exchange.handouts import PRINT, SAVE_FILE, hand_out, tell
from sdesk.practice.exchange.list_files import ListTable, as_csv
from sdesk.practice.workspaces import Workspace
from sdesk.reports.blocks import Document
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.reporting.preview import PdfPane
from sdesk.ui.wording import worded


class Output(QObject):
    """Prints and saves what a pane shows: `record`, or the whole. `said` is a word for the status bar, `failed` what went wrong.

    `action` is what history tells; None for what each way out is called.
    """

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, pane: PdfPane, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pane = pane
        self._window = parent
        self.name = ""
        self.document: Document | None = None
        self.record: UUID | None = None
        self.action: str | None = None

    def print(self) -> None:
        def printed() -> None:
            tell(self._workspace, self.action or PRINT, self.name, self.record)
            self.said.emit(_("{name} went to the printer.").format(name=self.name))

        try:
            self._workspace.refuse_to_save()  # where it cannot be told, nothing is printed
        except SdeskError as fault:
            self.failed.emit(worded(fault))
            return
        ask_printer(self._window, self._pane.document, self.name, printed, self.failed.emit)

    def save_pdf(self) -> None:
        ask_file(self._window, _("Save as PDF"), self.name, ".pdf", self.write_pdf)

    def save_html(self) -> None:
        ask_file(self._window, _("Save as a web page"), self.name, ".html", self.write_html)

    def save_csv(self, table: Callable[[], ListTable]) -> None:
        def write(path: Path) -> None:
            self._write(path, as_csv(table()))

        ask_file(self._window, _("Save as CSV"), self.name, ".csv", write)

    def write_pdf(self, path: Path) -> None:
        """What is on the screen, byte for byte."""
        self._write(path, self._pane.content)

    def write_html(self, path: Path) -> None:
        """One file that needs nothing beside it."""
        from sdesk.reports.html import render_html

        if self.document is not None:
            self._write(path, render_html(self.document).encode())

    def _write(self, path: Path, content: bytes) -> None:
        try:
            hand_out(self._workspace, path, content, self.record, self.action or SAVE_FILE)
        except SdeskError as fault:
            self.failed.emit(worded(fault))
        else:
            self.said.emit(_("Saved as {name}.").format(name=path.name))


FINEST = 300
"""Dots per inch in which pages are handed to a printer; more is not seen and takes gigabytes."""


def ask_printer(
    parent: QWidget,
    document: QPdfDocument,
    name: str,
    printed: Callable[[], None],
    failed: Callable[[str], None],
) -> None:
    """Ask which printer and which pages, and print them. `printed` is done then, `failed` hears what went wrong."""

    def print_it() -> None:
        try:
            print_pages(printer, document)
            printed()
        except SdeskError as fault:
            failed(worded(fault))

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setResolution(min(printer.resolution(), FINEST))
    printer.setFromTo(1, document.pageCount())
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("reports.printer")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinMax(1, document.pageCount())
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.accepted.connect(print_it)
    QDialog.open(dialog)


def print_pages(printer: QPrinter, document: QPdfDocument) -> int:
    """Print the pages that the printer was asked for, each as large as its paper allows. How many there were.

    Raises SdeskError when the printer does not take them.
    """
    first = max(1, printer.fromPage()) - 1
    last = (printer.toPage() or document.pageCount()) - 1
    painter = QPainter()
    if not painter.begin(printer):
        raise SdeskError(
            message("The printer did not take the pages."),
            message("Look whether it is on, or choose another one."),
        )
    for page in range(first, last + 1):
        if page > first:
            printer.newPage()
        _print_page(painter, printer, document, page)
    if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
        raise SdeskError(message("The printer failed."), message("Look what came out, and print again."))
    return last - first + 1


def _print_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """The page in its own size where it fits the paper: the PDF has margins, the printer's would shrink it twice."""
    points = document.pagePointSize(page)
    pixels = QSize(
        round(points.width() * printer.resolution() / 72), round(points.height() * printer.resolution() / 72)
    )
    sheet = printer.pageLayout().fullRectPixels(printer.resolution()).size()
    shown = (
        pixels
        if pixels.width() <= sheet.width() and pixels.height() <= sheet.height()
        else pixels.scaled(sheet, Qt.AspectRatioMode.KeepAspectRatio)
    )
    offset = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    left = (sheet.width() - shown.width()) // 2 - offset.x()
    top = (sheet.height() - shown.height()) // 2 - offset.y()
    painter.drawImage(QRect(left, top, shown.width(), shown.height()), document.render(page, shown))


def ask_file(parent: QWidget, title: str, name: str, kind: str, save: Callable[[Path], None]) -> None:
    """Ask where to save; `kind` is the ending, with its dot."""
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("reports.file")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind.removeprefix("."))
    kinds = {
        ".pdf": _("PDF files (*.pdf)"),
        ".html": _("Web pages (*.html)"),
        ".csv": _("CSV files (*.csv)"),
        ".xlsx": _("Workbooks (*.xlsx)"),
    }
    dialog.setNameFilter(kinds[kind])
    dialog.selectFile(f"{name}{kind}")
    dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
    dialog.open()


def file_name(*parts: str) -> str:
    """A name that every system takes, made of what is known about the report."""
    joined = " ".join(part for part in parts if part)
    kept = "".join("-" if char in '<>:"/\\|?*' or not char.isprintable() else char for char in joined)
    return safe_name(kept[:120], _("Report"))
