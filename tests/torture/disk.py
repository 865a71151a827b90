"""The disk as a program sees it, call by call: SQLite's through a file system of its own in front of the real one, and Python's.

What stands in front decides before each call whether it is made, refused, or the last thing that the program does.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3

_INT, _POINTER, _LONG = c_int, c_void_p, c_int64


class _Methods(Structure):
    """sqlite3_io_methods."""

    _fields_ = [("version", _INT), *((name, _POINTER) for name in (
        "close", "read", "write", "truncate", "sync", "file_size", "lock", "unlock", "check_reserved_lock", "file_control",
        "sector_size", "characteristics", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch",
    ))]  # fmt: skip


class _File(Structure):
    """sqlite3_file: what follows belongs to the real file system."""

    _fields_ = [("methods", POINTER(_Methods))]


class _FileSystem(Structure):
    """sqlite3_vfs."""

    _fields_ = [
        ("version", _INT), ("file_size", _INT), ("longest", _INT), ("next", _POINTER), ("name", c_char_p),
        ("own", _POINTER), *((name, _POINTER) for name in (
            "open", "delete", "access", "full_path", "dl_open", "dl_error", "dl_sym", "dl_close", "randomness", "sleep",
            "time", "last_error", "time_64", "set_system_call", "get_system_call", "next_system_call",
        ))]  # fmt: skip


_OPEN = CFUNCTYPE(_INT, _POINTER, _POINTER, POINTER(_File), _INT, POINTER(_INT))
_DELETE = CFUNCTYPE(_INT, _POINTER, c_char_p, _INT)
_CLOSE = CFUNCTYPE(_INT, POINTER(_File))
_WRITE = CFUNCTYPE(_INT, POINTER(_File), _POINTER, _INT, _LONG)
_TRUNCATE = CFUNCTYPE(_INT, POINTER(_File), _LONG)
_SYNC = CFUNCTYPE(_INT, POINTER(_File), _INT)


@dataclass(frozen=True)
class Call:
    """One use of the disk that changes what lies there. `at` is an offset, or the size of a file that is cut."""

    kind: str
    path: Path
    at: int = 0
    data: bytes = b""
    to: Path | None = None


Before = Callable[[Call], int]
"""Asked before each call: the error number with which it fails, 0 if it is made."""

_REFUSED = {"open": 14, "delete": 2570, "write": 778, "cut": 1546, "sync": 1034}
_FULL = 13
"""What SQLite's own way to the disk answers: SQLITE_CANTOPEN, _IOERR_DELETE, _IOERR_WRITE and so on, SQLITE_FULL."""


class WatchedDisk:
    """From now on, for good: all that this process does below `folder` goes past `before`. For a process that ends soon."""

    def __init__(self, folder: Path, before: Before) -> None:
        self._folder, self._before = folder.resolve(), before
        self._kept: list[Any] = []
        self._paths: dict[int, Path] = {}
        self._methods: dict[int, Any] = {}
        self._busy = False
        self._library: Any = ctypes.CDLL(sqlcipher3._sqlite3.__file__)
        self._stand_before_sqlite()
        self._stand_before_python()

    # ---------------------------------------------------------------- SQLite

    def _stand_before_sqlite(self) -> None:
        find = self._library.sqlite3_vfs_find
        find.restype, find.argtypes = POINTER(_FileSystem), [c_char_p]
        self._real = find(None)
        own = _FileSystem.from_buffer_copy(self._real.contents)
        own.name = b"watched"
        self._real_open, self._real_delete = (
            _OPEN(self._real.contents.open),
            _DELETE(self._real.contents.delete),
        )
        own.open, own.delete = self._address(_OPEN(self._open)), self._address(_DELETE(self._delete))
        self._kept.append(own)
        self._library.sqlite3_vfs_register(byref(own), 1)

    def _address(self, function: Any) -> int:
        self._kept.append(function)
        return int(ctypes.cast(function, c_void_p).value or 0)

    def _open(self, _system: Any, name: int | None, file: Any, flags: int, out: Any) -> int:
        """The name is passed on where it lies: the real file system keeps no copy of it."""
        path = Path(os.fsdecode(ctypes.string_at(name))) if name else Path()
        creates = bool(flags & 4) and not path.exists()
        if creates and (refused := self._ask("open", path)):
            return refused
        result = self._real_open(ctypes.addressof(self._real.contents), name, file, flags, out)
        if result == 0 and file.contents.methods:
            self._paths[ctypes.addressof(file.contents)] = path
            file.contents.methods = self._watched(file.contents.methods)
        return int(result)

    def _watched(self, real: Any) -> Any:
        """The methods of a file with ours in front; one for each kind that the real file system has."""
        known = ctypes.addressof(real.contents)
        if known not in self._methods:
            own = _Methods.from_buffer_copy(real.contents)
            write, cut = _WRITE(own.write), _TRUNCATE(own.truncate)
            sync, close = _SYNC(own.sync), _CLOSE(own.close)

            def writes(file: Any, data: int, size: int, at: int) -> int:
                path = self._paths[ctypes.addressof(file.contents)]
                return self._ask("write", path, at, ctypes.string_at(data, size)) or write(
                    file, data, size, at
                )

            def cuts(file: Any, size: int) -> int:
                return self._ask("cut", self._paths[ctypes.addressof(file.contents)], size) or cut(file, size)

            def syncs(file: Any, flags: int) -> int:
                return self._ask("sync", self._paths[ctypes.addressof(file.contents)]) or sync(file, flags)

            def closes(file: Any) -> int:
                self._paths.pop(ctypes.addressof(file.contents), None)
                return int(close(file))

            own.write, own.truncate = self._address(_WRITE(writes)), self._address(_TRUNCATE(cuts))
            own.sync, own.close = self._address(_SYNC(syncs)), self._address(_CLOSE(closes))
            self._methods[known] = own
        return ctypes.pointer(self._methods[known])

    def _delete(self, _system: Any, name: bytes, syncs: int) -> int:
        path = Path(os.fsdecode(name))
        refused = self._ask("delete", path) if path.exists() else 0
        result = refused or int(self._real_delete(ctypes.addressof(self._real.contents), name, syncs))
        if result == 0 and syncs:
            self._ask("sync", path.parent)
        return result

    def _ask(self, kind: str, path: Path, at: int = 0, data: bytes = b"") -> int:
        refused = self._before(Call(kind, path, at, data)) if self._is_ours(path) else 0
        return (
            _FULL
            if refused == errno.ENOSPC and kind in ("write", "open")
            else _REFUSED[kind]
            if refused
            else 0
        )

    def _is_ours(self, path: Path) -> bool:
        return path.is_absolute() and path.is_relative_to(self._folder)

    # ---------------------------------------------------------------- Python

    def _stand_before_python(self) -> None:
        fsync, sendfile = os.fsync, os.sendfile

        def flush(descriptor: int) -> None:
            self._tell("sync", _path_of(descriptor))
            fsync(descriptor)

        def send(out: int, source: int, offset: int | None, count: int) -> int:
            self._tell("more", _path_of(out))
            return sendfile(out, source, offset, min(count, 60_000))

        os.fsync, os.sendfile = flush, send  # type: ignore[assignment]
        sys.addaudithook(self._audit)

    def _audit(self, event: str, given: tuple[Any, ...]) -> None:
        if self._busy:
            return
        if event == "open" and isinstance(given[0], (str, bytes)) and isinstance(given[2], int):
            changes = given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if changes:
                self._tell("open", Path(os.fsdecode(given[0])), given[2])
        elif event == "os.rename":
            self._tell("rename", Path(given[0]), to=Path(given[1]))
        elif event in ("os.remove", "os.mkdir", "os.rmdir"):
            folder = given[-1]
            path = Path(os.fsdecode(given[0]))
            kind = {"os.remove": "delete", "os.mkdir": "mkdir", "os.rmdir": "rmdir"}[event]
            self._tell(kind, _path_of(folder) / path if folder not in (-1, None) else path)

    def _tell(self, kind: str, path: Path, at: int = 0, to: Path | None = None) -> None:
        """Raises OSError."""
        path = path.absolute()
        if not self._is_ours(path):
            return
        self._busy = True
        try:
            refused = self._before(Call(kind, path, at, to=to and to.absolute()))
        finally:
            self._busy = False
        if refused:
            raise OSError(refused, os.strerror(refused), str(path))


def _path_of(descriptor: int) -> Path:
    return Path(f"/proc/self/fd/{descriptor}").readlink()
