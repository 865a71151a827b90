"""What leaves the workspace: written whole or not at all, and told in the history.

A mail that was drafted is told by what it was drafted for: the customer told, the answer given.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.practice.lifecycle.actions import BINDER, EXPORT, PASSPHRASE, PRINT, SAVE_FILE
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.storage import history
from sdesk.storage.file.faults import not_written
from sdesk.storage.file.held import refuse_held
from sdesk.translation import message as _
from sdesk.whole_files import writing_whole


def hand_out(
    workspace: Workspace, path: Path, content: bytes, record: UUID | None = None, action: str = SAVE_FILE
) -> None:
    """Write a file that was made from the workspace, and tell it. Raises SdeskError."""
    with handing_out(workspace, path, record, action) as file:
        file.write(content)


@contextmanager
def handing_out(
    workspace: Workspace,
    path: Path,
    record: UUID | None = None,
    action: str = SAVE_FILE,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[BinaryIO]:
    """The same for what is written piece by piece. Where the block raises, nothing has left. `more` is told with the name."""
    workspace.refuse_to_save()  # where it cannot be told, nothing leaves
    _refuse_own_files(workspace.path.resolve(), path.resolve())
    with _writing(path, private=action == PASSPHRASE) as file:
        yield file
    tell(workspace, action, path.name, record, **more)


def _refuse_own_files(own: Path, path: Path) -> None:
    """The workspace, and what belongs to it: its journal, the note of who has it, what is typed."""
    beside = path.parent == own.parent and path.name.startswith(
        (f"{own.name}-", f"{own.name}.", f".{own.name}.")
    )
    if beside or (path.exists() and path.samefile(own)):
        said = _("{name} is the open workspace, or belongs to it. Nothing was written.", name=path.name)
        raise SdeskError(said, _("Choose another name."))


def tell(workspace: Workspace, action: str, name: str, record: UUID | None = None, **more: str) -> None:
    """Let the history of a record, or of the organization, say that something left the workspace, and how it was called.

    Raises SdeskError: then it has left all the same.
    """
    ours = organization(workspace)
    about = record or (ours.id if ours else None)
    if about is None:
        return
    with workspace.transaction(action):
        history.tell_of_handout(workspace, about, name, **more)


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file whole, or leave what is there as it is. `private`: its owner alone may read it. Raises SdeskError."""
    with _writing(path, private=private) as file:
        file.write(content)


@contextmanager
def _writing(path: Path, *, private: bool) -> Iterator[BinaryIO]:
    refuse_held(path)
    try:
        with writing_whole(path, private=private) as file:
            yield file
    except OSError as fault:
        raise not_written(path.name, fault) from fault


__all__ = [
    "BINDER",
    "EXPORT",
    "PASSPHRASE",
    "PRINT",
    "SAVE_FILE",
    "hand_out",
    "handing_out",
    "tell",
    "write_file",
]
