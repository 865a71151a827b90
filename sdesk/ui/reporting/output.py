"""Getting a report out of the program: to a printer, or into a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.reports.blocks import Document
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.reporting.preview import PdfPane
from sdesk.ui.wording import worded


class Output(QObject):
    """Prints and saves what a pane shows. `said` is a word for the status bar, `failed` what went wrong."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, pane: PdfPane, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = pane
        self._window = parent
        self.name = ""
        self.document: Document | None = None

    def print(self) -> None:
        ask_printer(self._window, self._pane.document, self.name)

    def save_pdf(self) -> None:
        ask_file(self._window, _("Save as PDF"), self.name, ".pdf", self.write_pdf)

    def save_html(self) -> None:
        ask_file(self._window, _("Save as a web page"), self.name, ".html", self.write_html)

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
            write_file(path, content)
        except SdeskError as fault:
            self.failed.emit(worded(fault))
        else:
            self.said.emit(_("Saved as {name}.").format(name=path.name))


FINEST = 300
"""Dots per inch in which pages are handed to a printer; more is not seen and takes gigabytes."""


def ask_printer(parent: QWidget, document: QPdfDocument, name: str) -> None:
    """Ask which printer and which pages, and print them."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setResolution(min(printer.resolution(), FINEST))
    printer.setFromTo(1, document.pageCount())
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("reports.printer")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinMax(1, document.pageCount())
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.accepted.connect(lambda: print_pages(printer, document))
    QDialog.open(dialog)


def print_pages(printer: QPrinter, document: QPdfDocument) -> int:
    """Print the pages that the printer was asked for, each as large as its paper allows. How many there were."""
    first = max(1, printer.fromPage()) - 1
    last = (printer.toPage() or document.pageCount()) - 1
    painter = QPainter(printer)
    for page in range(first, last + 1):
        if page > first:
            printer.newPage()
        _print_page(painter, printer, document, page)
    painter.end()
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
    dialog.setNameFilter({".pdf": _("PDF files (*.pdf)"), ".html": _("Web pages (*.html)")}[kind])
    dialog.selectFile(f"{name}{kind}")
    dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
    dialog.open()


def write_file(path: Path, content: bytes) -> None:
    """Raises SdeskError when it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise SdeskError(
            message(
                "{name} could not be written: {cause}.", name=path.name, cause=fault.strerror or str(fault)
            ),
            message("Choose another place."),
        ) from fault


def file_name(*parts: str) -> str:
    """A name that every system takes, made of what is known about the report."""
    joined = " ".join(part for part in parts if part)
    kept = "".join("-" if char in '<>:"/\\|?*' or not char.isprintable() else char for char in joined)
    return safe_name(kept[:120], _("Report"))
