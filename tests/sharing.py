"""What is expensive to make is made once a run, by the first process that asks; the others wait for it.

A process that is killed while it makes it lets go of the lock: the next one begins anew.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # Windows: each process makes its own
    fcntl = None  # type: ignore[assignment]


def folder_of_the_run(factory: pytest.TempPathFactory) -> Path:
    """That all processes of this run have in common."""
    own = factory.getbasetemp()
    alone = fcntl is None or "PYTEST_XDIST_WORKER" not in os.environ
    return (own if alone else own.parent) / "made-once"


def made_once_a_run(folder: Path, make: Callable[[Path], object]) -> Path:
    """The folder, filled by `make`: whole, or not there."""
    folder.parent.mkdir(exist_ok=True)
    with _locked(folder.with_suffix(".lock")):
        if not folder.exists():
            begun = folder.with_suffix(".begun")
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(folder)
    return folder


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as held:
        if fcntl is not None:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
