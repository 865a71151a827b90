"""A second start of the same workspace: the window that has it open comes to the front, and the second program ends.

By a socket (a named pipe on Windows) that this user alone may use, on this computer. Nothing but that it rang is said.
"""

import getpass
import hashlib
import os
import stat
import sys
import warnings
from pathlib import Path

from platformdirs import user_runtime_path
from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 3000
"""Milliseconds that a second program waits in all for a first one that does not answer."""
_COMING = b"coming"


class Doorbell(QObject):
    """Of an open workspace, whose lock we hold: who else listens under its name was killed. `rung` asks for its window."""

    rung = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self.hang(path)

    def hang(self, path: Path) -> None:
        """For the file that is at `path` now. Where nothing can listen, a second program says that it is open."""
        self.take_down()
        name = _name(path)
        if not name:
            return
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def take_down(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection() if self._server else None
        if caller is None:
            return
        caller.disconnected.connect(caller.deleteLater)
        self.rung.emit()
        caller.write(_COMING)
        caller.disconnectFromServer()


def ring(path: Path, *, has_just_begun: bool = False) -> bool:
    """Whether a window of this user that has the workspace open is coming to the front.

    A program that has just begun may have the lock and no window yet: it is called again for a while.
    """
    name = _name(path)
    until = QDeadlineTimer(PATIENCE)
    _let_come_forward()
    while name:
        if _is_coming(name, until):
            return True
        if until.hasExpired() or not has_just_begun:
            break
        QThread.msleep(50)
    return False


def _is_coming(name: str, until: QDeadlineTimer) -> bool:
    caller = QLocalSocket()
    caller.connectToServer(name)
    if not caller.waitForConnected(until.remainingTime()):
        return False
    answered = caller.waitForReadyRead(until.remainingTime()) and bytes(caller.readAll().data()) == _COMING
    caller.abort()
    return answered


def _name(path: Path) -> str:
    """By which file it is, however it is called; empty where no place is ours alone."""
    try:
        found = path.stat()
        user = getpass.getuser()
    except (OSError, ValueError, KeyError):
        return ""
    said = hashlib.sha256(f"{user}\n{found.st_dev}\n{found.st_ino}".encode()).hexdigest()[:24]
    if os.name != "posix":
        return f"sdesk-{said}"
    folder = _our_folder()
    return str(folder / said) if folder else ""


def _our_folder() -> Path | None:
    """Nobody else may put a socket there that answers in place of ours."""
    with warnings.catch_warnings(action="ignore"):  # of a system that has no place for it
        folder = user_runtime_path("sdesk", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return folder if is_ours else None


if sys.platform == "win32":
    import ctypes

    def _let_come_forward() -> None:
        """Only who was started by the person may let another program's window come to the front."""
        ctypes.windll.user32.AllowSetForegroundWindow(-1)

else:

    def _let_come_forward() -> None:
        """Elsewhere any window may ask for it."""


__all__ = ["Doorbell", "ring"]
