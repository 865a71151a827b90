"""A work in a process of its own whose disk is watched: killed, refused, or noted down call by call."""

import errno
import os
import pickle
import select
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sdesk.errors import SdeskError
from tests.forking import forked
from tests.torture.disk import Before, Call, WatchedDisk
from tests.torture.power import Recorder
from tests.torture.works import Work

MEMORY = os.environ.get("PYTEST_DEBUG_TEMPROOT")
Do = Callable[[Callable[[str], None]], None]


@cache
def _prepared(work: Work) -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory(dir=MEMORY)
    before = Path(folder.name) / "before"
    before.mkdir()
    work.prepare(before)
    return folder, before


def before_of(work: Work) -> Path:
    """The folder that it begins with; not to be changed."""
    return _prepared(work)[1]


@contextmanager
def folder_for(work: Work) -> Iterator[Path]:
    """What the work begins with, in a folder that goes with the block."""
    with TemporaryDirectory(dir=MEMORY) as place:
        yield Path(shutil.copytree(before_of(work), Path(place) / "office"))


def _apart(do: Do, kill_after: float | None = None) -> tuple[list[str], bool]:
    """What was said by a process that does it, and whether it ended by itself. AssertionError with what it fails by."""
    reads, writes = os.pipe()
    child = forked()
    if child == 0:
        try:
            do(lambda said: void(os.write(writes, f"{said}\n".encode())))
        except BaseException:
            os.write(writes, traceback.format_exc().encode())
            os._exit(1)
        os._exit(0)
    os.close(writes)
    if kill_after is not None:
        select.select([], [], [], kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reads, encoding="utf-8") as file:
        said = file.read().splitlines()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL), "\n".join(said)
    return said, ended == 0


def void(_: object) -> None:
    """For what returns something that nobody wants."""


def killed_at(call: int, work: Work, folder: Path) -> list[str]:
    """What it said before its `call`th use of the disk, which is never made."""

    def kill(number: int) -> int:
        if number == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    return _apart(lambda say: _watched(work, folder, kill, say))[0]


def killed_after(seconds: float, work: Work, folder: Path) -> list[str]:
    return _apart(lambda say: work.do(folder, say), seconds)[0]


def refused_at(call: int, error: int, work: Work, folder: Path, *, for_good: bool) -> list[str]:
    """What it said when its `call`th use of the disk fails, alone or with all that follow. It may only raise SdeskError."""

    def refuse(number: int) -> int:
        return error if number == call or (for_good and number > call) else 0

    def do(say: Callable[[str], None]) -> None:
        try:
            _watched(work, folder, refuse, say)
        except SdeskError as refusal:
            assert "\n" not in str(refusal)

    return _apart(do)[0]


def _watched(work: Work, folder: Path, answer: Callable[[int], int], say: Callable[[str], None]) -> None:
    number = 0

    def before(call: Call) -> int:
        nonlocal number
        number += 1
        return answer(number)

    WatchedDisk(folder, before)
    work.do(folder, say)


@cache
def calls_of(work: Work) -> tuple[Path, list[Call]]:
    """Where it was done, every use that the work made of the disk there, and what it said in between."""
    with folder_for(work) as folder:
        notes = folder.with_name("notes of calls")
        recorder = Recorder(folder)

        def do(_say: Callable[[str], None]) -> None:
            WatchedDisk(folder, recorder.before)
            work.do(folder, recorder.say)
            notes.write_bytes(pickle.dumps(recorder.end()))

        _apart(do)
        return folder, pickle.loads(notes.read_bytes())


def how_many(work: Work) -> int:
    """Uses that it makes of the disk."""
    with folder_for(work) as folder:
        return int(_apart(lambda say: _counted(work, folder, say))[0][-1])


def _counted(work: Work, folder: Path, say: Callable[[str], None]) -> None:
    count = 0

    def note(number: int) -> int:
        nonlocal count
        count = number
        return 0

    _watched(work, folder, note, say)
    say(str(count))


def moments(number: int, most: int, seed: str) -> list[int]:
    """So many of 1 to `most`, spread over them, by chance of this seed."""
    chance, step = Random(seed), most / max(1, number)
    return sorted({min(most, 1 + int(step * place + chance.random() * step)) for place in range(number)})


FAULTS = (errno.ENOSPC, errno.EIO)

__all__ = [
    "FAULTS",
    "Before",
    "calls_of",
    "folder_for",
    "how_many",
    "killed_after",
    "killed_at",
    "moments",
    "refused_at",
]
