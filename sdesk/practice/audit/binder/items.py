"""The files that go with a binder: each record as data, each attachment, by paths that every system takes."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sdesk.file_names import safe_name, same_name
from sdesk.models import Attachment, Record
from sdesk.models.binder import Item
from sdesk.practice.exchange.json_values import records_in_full
from sdesk.practice.lifecycle.attachments import content_of_attachment
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.ledger import sha256

LONGEST_NAME = 100
"""Characters of a file in a binder: it is unpacked into some folder, and not every system takes long paths."""
RECORDS, ATTACHMENTS = "records", "attachments"


class Packed(NamedTuple):
    """An item, and what reads its content."""

    item: Item
    read: Callable[[], bytes]


def items_of(
    workspace: Workspace, models: Sequence[type[Record]], heard: Callable[[int, int], object]
) -> Iterator[Packed]:
    """One for each record of these kinds that is not deleted, and one for each file attached to one."""
    taken: set[str] = set()
    found = {model: _by_number(workspace, model) for model in models}
    done, total = 0, sum(map(len, found.values()))
    for model, records in found.items():
        folder = _folder(workspace, model)
        for record, values, files in records_in_full(workspace, records):
            heard(done := done + 1, total)
            name = _name(record)
            content = _as_text({"kind": model.__name__, **values})
            path = _free(f"{RECORDS}/{folder}", f"{name}.json", taken)
            yield Packed(Item(path, len(content), sha256(content), record.id), _giving(content))
            for file in files:
                path = _free(f"{ATTACHMENTS}/{name}", file.name, taken)
                item = Item(path, file.size, file.sha256, record.id)
                yield Packed(item, _reading(workspace, file))


def _by_number(workspace: Workspace, model: type[Record]) -> list[Record]:
    return list(workspace.find(model, order_by=[col(model.number), col(model.version), col(model.id)]))


def _folder(workspace: Workspace, model: type[Record]) -> str:
    """By what the standard and we call the kind, in English, whatever language is spoken."""
    product = workspace.packs.work_product_in(model.__name__)
    name = re.sub(r"[^a-z0-9]+", "-", model.plural.lower()).strip("-")
    return safe_name(f"{product} {name}".strip().replace("/", "-"))


def _name(record: Record) -> str:
    name = record.number or f"{type(record).__name__} {record.id}"
    return safe_name(f"{name} version {record.version}" if record.versioned and record.number else name)


def _free(folder: str, name: str, taken: set[str]) -> str:
    """The place of a file, told apart by a count where another has it."""
    kept = safe_name(name, most=LONGEST_NAME)
    free, count = f"{folder}/{kept}", 1
    while same_name(free) in taken:
        count += 1
        free = f"{folder}/{Path(kept).stem} ({count}){Path(kept).suffix}"
    taken.add(same_name(free))
    return free


def _as_text(values: object) -> bytes:
    """Half of a pair, which UTF-8 has no bytes for, stands as JSON writes it."""
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _giving(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _reading(workspace: Workspace, file: Attachment) -> Callable[[], bytes]:
    return lambda: content_of_attachment(workspace, file)


__all__ = ["Packed", "items_of"]
