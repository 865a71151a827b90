"""What is dropped on a window or pasted in it that is no text: files, a mail, a picture."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from sdesk.ui.pieces.file_drops import local_files

MAIL = "message/rfc822"


class ComingIn(QObject):
    """Stands before all lines of a window, which would take the path of a file for text. Text that is pasted stays text."""

    files = Signal(list)
    mail = Signal(bytes)
    picture = Signal(bytes)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        texts = window.findChildren(QPlainTextEdit)
        for each in (window, *window.findChildren(QLineEdit), *texts, *(text.viewport() for text in texts)):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and is_taken(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take(event.mimeData())
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pasted = (
                QGuiApplication.clipboard().mimeData()
                if event.matches(QKeySequence.StandardKey.Paste)
                else None
            )
            if pasted is not None and is_taken(pasted):
                self.take(pasted)
                return True
        return super().eventFilter(watched, event)

    def take(self, mime: QMimeData) -> None:
        """Say what has come, one thing after the other."""
        if files := local_files(mime):
            self.files.emit(files)
        elif mime.hasFormat(MAIL):
            self.mail.emit(bytes(mime.data(MAIL).data()))
        elif picture := _as_png(mime):
            self.picture.emit(picture)


def is_taken(mime: QMimeData) -> bool:
    """Programs put a picture beside the text that is copied: then the text is meant."""
    if local_files(mime) or mime.hasFormat(MAIL):
        return True
    return mime.hasImage() and not mime.hasFormat("text/plain")


def _as_png(mime: QMimeData) -> bytes:
    image = QImage(mime.imageData())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    is_whole = not image.isNull() and QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data()) if is_whole else b""


__all__ = ["ComingIn", "is_taken"]
