"""Keeps a picture of Today for the next start: at rest, and when the window was closed."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sdesk.kept_pictures import Picture, forget_picture, keep_picture, state_of, thin_pictures
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.passphrase import is_encrypted
from sdesk.practice.workspaces import Workspace
from sdesk.ui import wall
from sdesk.ui.picture.shown import look_here
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker

REST = 3_000
"""Milliseconds without a key, a press, a change or another look at Today."""
TODAY = 0


class KeepingPicture(QObject):
    """Of the workspace of one window, if anybody who may read the disk may read it too: never of an encrypted one."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._workspace = window.desk.workspace
        self._kept: tuple[object, ...] = ()
        self._worker = Worker(self)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.keep_at_rest)
        today: Any = window.pages.page(TODAY)
        self._today = today
        self._today.was_read.connect(self._rest.start)
        window.desk.changed.connect(self._wait)
        window.desk.moved.connect(self._forget_if_encrypted)
        self._forget_if_encrypted()
        self._rest.start()

    def keep_at_rest(self) -> None:
        """If Today is in sight, and something is other than in the picture that there is."""
        if self._worker.is_busy() or self._window.locking.seconds_at_rest() * 1000 < REST:
            self._rest.start()
            return
        in_front = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if self._today.isVisible() and self._today.is_whole and in_front is None:
            self._settings.remember_layout("window", self._window.saveGeometry())
            picture = self._to_keep()
            if picture is not None:
                image = self._window.grab().toImage()
                self._worker.start(
                    "", lambda _progress: _keep(self._workspace, picture, image), self._done, self._done
                )

    def keep_last(self) -> None:
        """The window has been closed, and nobody waits for it any more; the file is still held. What is not judged says so."""
        self._worker.wait()
        if not self._may_keep() or self._window.isVisible():
            return
        self._window.show_tab(TODAY)
        self._today.read_to_leave()
        self._window.copies.tell()
        picture = self._to_keep()
        if picture is not None:
            _keep(self._workspace, picture, self._window.grab().toImage())

    def _wait(self, _ids: object) -> None:
        self._rest.start()

    def _done(self, _outcome: object) -> None:
        """What could not be kept is not there at the next start, and nothing else is other than it would be."""

    def _forget_if_encrypted(self) -> None:
        if is_encrypted(self._workspace):
            forget_picture(self._workspace.path)

    def _may_keep(self) -> bool:
        workspace = self._workspace
        return (
            workspace.is_open
            and not workspace.read_only
            and not is_encrypted(workspace)
            and self._settings.keeps_pictures
            and self._window.copies.is_known  # until then it is said that there is none
        )

    def _to_keep(self) -> Picture | None:
        """All of it but the image; None where the file is no longer what Today was read of, or nothing is other than before."""
        if not self._may_keep():
            return None
        ours, state = organization(self._workspace), self._today.read_of
        if ours is None or state is None or state != state_of(self._workspace.path):
            return None
        look = look_here(self._settings, self._window.screen(), ours.id.hex)
        shown = (state, tuple(map(str, look.items())), self._window.size())
        if shown == self._kept and self._window.isVisible():
            return None
        self._kept = shown
        path, title = self._workspace.path.resolve(), self._window.windowTitle()
        return Picture(path, state, self._today.read_at, str(wall.zone()), title, look, b"")


def _keep(workspace: Workspace, picture: Picture, image: QImage) -> None:
    """Raises nothing where the disk refuses it. A passphrase may be set meanwhile, beside this."""
    try:
        if not is_encrypted(workspace):
            keep_picture(replace(picture, image=_png(image)))
            thin_pictures()
    except OSError:
        forget_picture(picture.path)
    if is_encrypted(workspace):
        forget_picture(picture.path)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know names of files alone
    return bytes(buffer.data().data())
