"""Making a binder: as a PDF, or as a ZIP file of that PDF, the items, and a list of all with their hashes.

Nothing in the ZIP file is compressed and nothing in it tells the time, so that its bytes follow from its content alone, and
`verifying.py` can tell it from any other file.
"""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

from sdesk.errors import SdeskError
from sdesk.models.binder import Binder, Item
from sdesk.practice.audit.binder.collecting import Collected, Heard, collect, share
from sdesk.practice.exchange.handouts import BINDER, handing_out
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage.ledger import sha256
from sdesk.translation import message as _

PAPER, MANIFEST, SEAL = "binder.pdf", "manifest.json", "manifest.json.sha256"
FORMAT = "sdesk binder"
VERSION = 1
CHUNK = 1 << 20

Render = Callable[[Binder, Heard], bytes]
Opens = Callable[[], IO[bytes]]


def make_binder(
    workspace: Workspace,
    path: Path,
    render: Render,
    variant: str | None = None,
    heard: Heard = lambda _done, _total: None,
) -> None:
    """Write the binder of the variant (the workspace's own, if none is given), by the ending of its name, and tell it with the
    SHA-256 of its list, or of the paper where that is all.

    Whole, or not at all, also where `heard` calls it off by raising. Raises SdeskError.
    """
    ending = path.suffix.lower()
    if ending not in (".zip", ".pdf"):
        said = _("{file} ends neither in .zip nor in .pdf.", file=path.name)
        raise SdeskError(said, _("Give a name that says which of the two it shall be."))
    workspace.refuse_to_save()  # before the work, not after
    collected = collect(workspace, variant, share(heard, 0, 60))
    paper = render(collected.binder, share(heard, 60, 95))
    manifest = manifest_of(
        collected.binder, (*collected.binder.items, Item(PAPER, len(paper), sha256(paper)))
    )
    is_zip = ending == ".zip"
    seal = {"sha256": sha256(manifest if is_zip else paper)}
    with handing_out(workspace, path, action=BINDER, more=seal) as file:
        if is_zip:
            write_zip(file, _files(collected, paper, manifest, share(heard, 95, 100)))
        else:
            heard(100, 100)
            file.write(paper)


def _files(collected: Collected, paper: bytes, manifest: bytes, heard: Heard) -> Iterator[tuple[str, Opens]]:
    contents = {each.item.path: each.read for each in collected.packed}
    contents |= {
        PAPER: lambda: paper,
        MANIFEST: lambda: manifest,
        SEAL: lambda: seal_of(manifest),
    }
    for number, path in enumerate(sorted(contents), start=1):
        heard(number, len(contents))
        yield path, lambda read=contents[path]: BytesIO(read())  # type: ignore[misc]


def manifest_of(binder: Binder, items: Iterable[Item]) -> bytes:
    """What is in the ZIP file, what it shows, and where the history ended that it was made from."""
    head = binder.head
    said: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "organization": binder.letterhead.name,
        "profile": binder.profile,
        "variant": binder.variant,
        "day": binder.day.isoformat(),
        "verdicts": {each.id: each.verdict for each in binder.requirements},
        "head": {"hash": head.hash, "anchor": head.anchor, "operation": head.number, "device": head.device}
        if head
        else None,
        "items": [
            {"path": each.path, "size": each.size, "sha256": each.sha256}
            for each in sorted(items, key=lambda item: item.path)
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def seal_of(manifest: bytes) -> bytes:
    """The hash of the list, as `sha256sum -c` reads it."""
    return f"{sha256(manifest)}  {MANIFEST}\n".encode()


def write_zip(file: BinaryIO, files: Iterable[tuple[str, Opens]]) -> None:
    """The files in the order in which they come: equal files give equal bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path, opens in files:
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o600 << 16  # whatever system it is made on
            with opens() as source, archive.open(info, "w") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)


__all__ = [
    "FORMAT", "MANIFEST", "PAPER", "SEAL", "VERSION",
    "make_binder", "manifest_of", "seal_of", "write_zip",
]  # fmt: skip
