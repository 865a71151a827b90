"""A widget that files can be dropped on."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
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


def local_files(mime: QMimeData) -> list[str]:
    """The paths of the files in a drag; none if it holds anything else."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
