"""A widget that files can be dropped on."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class TakesFiles(QWidget):
    """Takes files from the file manager while it accepts drops; a drag of anything else goes by."""

    def attach_files(self, names: Sequence[str]) -> None:
        """Do something with the files at these paths."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.attach_files(local_files(event.mimeData()))
        event.acceptProposedAction()


class FilesGoBy(QObject):
    """Keeps a line or text from taking the path of a file for text: what the line is in may take the file."""

    def __init__(self, edit: QWidget) -> None:
        super().__init__(edit)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragMoveEvent) and local_files(event.mimeData()):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def local_files(mime: QMimeData) -> list[str]:
    """The paths of the files in a drag; none if it holds anything else."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
