"""Which files a drag brings."""

from PySide6.QtCore import QMimeData


def local_files(mime: QMimeData) -> list[str]:
    """The paths of the files in a drag; none if it holds anything else."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
