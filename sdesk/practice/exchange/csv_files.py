"""Records as comma-separated values: one file a kind of record, one more for each field of rows, attachments beside them."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode, rmtree
from typing import Any, TextIO

from sdesk.errors import SdeskError
from sdesk.file_names import place_in, safe_name
from sdesk.models import (
    RECORDS,
    Approval,
    Attachment,
    Contact,
    FieldSpec,
    HistoryEntry,
    Kind,
    Record,
    Row,
    fields_of,
)
from sdesk.practice.exchange.handouts import EXPORT, tell
from sdesk.practice.exchange.inert_cells import inert
from sdesk.practice.exchange.json_values import HEAD, Json, records_as_json
from sdesk.practice.lifecycle.attachments import content_of_attachment
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.file.faults import not_written
from sdesk.storage.file.files import settle_folder
from sdesk.translation import message as _
from sdesk.whole_files import own_file, own_folder

_LINE_END = re.compile("\r\n?")
"""A lone one would end the line of a cell that no quotation marks hold together."""
_ENCODING = "utf-8-sig"
"""With a mark at the beginning, without which spreadsheets take it for another encoding."""


def heads(model: type[Record], *, rows: bool = True) -> list[str]:
    """The columns of a kind of record: a contact has five, "reporter.name" and so on."""
    return [
        *HEAD,
        *(name for spec in fields_of(model) if rows or spec.kind is not Kind.ROWS for name in _names(spec)),
    ]


def cells(model: type[Record], values: dict[str, Json], *, rows: bool = True) -> list[str]:
    """The values of one record, as `records_as_json` gives them, under those heads. Rows are JSON, links have ; between."""
    line = [_cell(values[name]) for name in HEAD]
    for spec in fields_of(model):
        if rows or spec.kind is not Kind.ROWS:
            line.extend(_cells(spec, values[spec.name]))
    return line


def _names(spec: FieldSpec) -> list[str]:
    return (
        [f"{spec.name}.{part.name}" for part in fields_of(Contact)]
        if spec.kind is Kind.CONTACT
        else [spec.name]
    )


def _cells(spec: FieldSpec, value: Json) -> list[str]:
    if spec.kind is Kind.CONTACT:
        return [_cell((value or {}).get(part.name)) for part in fields_of(Contact)]
    if spec.kind is Kind.ROWS:
        return [json.dumps(value, ensure_ascii=False) if value else ""]
    return [_cell(value)]


def _cell(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else str(value)


def write_table(file: TextIO, names: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """No cell is a formula to a spreadsheet, whatever people wrote in it. Inside a cell, a line ends with "\\n"."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([inert(_LINE_END.sub("\n", cell)) for cell in line] for line in lines)


def export(
    workspace: Workspace, folder: Path, progress: Callable[[int, int], object] = lambda _done, _total: None
) -> int:
    """Write everything that is in the workspace into a new or empty folder, and tell it; how many files that were.

    `progress` hears of each file, and may call it off by raising. Raises SdeskError; nothing is left in the folder then.
    """
    count = 0
    workspace.refuse_to_save()  # where it cannot be told, nothing leaves
    try:
        if folder.exists() and any(folder.iterdir()):
            raise SdeskError(
                _("{folder} is not empty.", folder=str(folder)), _("Give a folder that is new or empty.")
            )
        with _all_or_nothing_in(folder) as part:
            for count, _path in enumerate(_write_all(workspace, part), start=1):
                progress(count, 0)
        try:
            tell(workspace, EXPORT, folder.name)
        except BaseException:  # what is not told does not leave
            rmtree(folder, ignore_errors=True)
            raise
        return count
    except OSError as fault:
        raise not_written(str(folder), fault) from fault


@contextmanager
def _all_or_nothing_in(folder: Path) -> Iterator[Path]:
    """Where to write: a part of an export would be taken for all of it. The folder is empty before, or not there."""
    folder = folder.resolve()
    if folder.exists() and (folder.is_mount() or folder.samefile(Path.cwd())):
        raise SdeskError(
            _("{folder} cannot be exchanged for one that is finished.", folder=str(folder)),
            _("Give the name of a folder in it."),
        )
    part = folder.with_name(f".{folder.name}.part")
    rmtree(part, ignore_errors=True)  # of a program that was killed
    if not part.parent.is_dir():
        own_folder(part.parent)
    part.mkdir(mode=0o700)
    try:
        if folder.exists():
            copymode(folder, part)
        yield part
        settle_folder(part, folder)
    except BaseException:
        rmtree(part, ignore_errors=True)
        raise


def _write_all(workspace: Workspace, folder: Path) -> Iterator[Path]:
    for model in RECORDS:
        records = workspace.find(model, order_by=[col(model.number), col(model.version)])
        if records:
            values = records_as_json(workspace, records)
            yield _write(folder / f"{_file_name(workspace, model)}.csv", heads(model, rows=False),
                         (cells(model, each, rows=False) for each in values))  # fmt: skip
            yield from _write_rows(workspace, folder, model, values)
    yield from _write_attachments(workspace, folder)
    yield _write_plain(workspace, folder / "approvals.csv", Approval, _APPROVAL)
    yield _write_plain(workspace, folder / "history.csv", HistoryEntry, _HISTORY)


def _file_name(workspace: Workspace, model: type[Record]) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", model.plural.lower()).strip("-")
    product = workspace.packs.work_product_in(model.__name__)
    return f"{product}-{name}" if product else name


def _write(path: Path, names: Sequence[str], lines: Iterable[Sequence[str]]) -> Path:
    with own_file(path).open("w", encoding=_ENCODING, newline="") as file:
        write_table(file, names, lines)
    return path


def _write_rows(
    workspace: Workspace, folder: Path, model: type[Record], values: list[dict[str, Json]]
) -> Iterator[Path]:
    """Each field of rows in a file of its own: number and version of the record, the place of the row, its columns."""
    for spec in fields_of(model):
        lines = [
            ([each["number"], str(each["version"]), str(place)], row)
            for each in values
            for place, row in enumerate(each[spec.name] if spec.kind is Kind.ROWS else (), start=1)
        ]
        if lines and spec.row:
            stem = f"{_file_name(workspace, model)}.{spec.name}"
            yield from _write_lines(folder, stem, ["number", "version", "row"], spec.row, lines)


def _write_lines(
    folder: Path,
    stem: str,
    keys: list[str],
    row_type: type[Row],
    lines: list[tuple[list[str], dict[str, Json]]],
) -> Iterator[Path]:
    """A file for the rows, and one for each field of rows in them, whose keys are one longer."""
    flat = [spec for spec in fields_of(row_type) if spec.kind is not Kind.ROWS]
    yield _write(
        folder / f"{stem}.csv",
        [*keys, *(name for spec in flat for name in _names(spec))],
        ([*key, *(cell for spec in flat for cell in _cells(spec, row[spec.name]))] for key, row in lines),
    )
    for spec in fields_of(row_type):
        if spec.row:
            inner = [
                ([*key, str(place)], each)
                for key, row in lines
                for place, each in enumerate(row[spec.name], start=1)
            ]
            yield from _write_lines(
                folder, f"{stem}.{spec.name}", [*keys, f"row of {spec.name}"], spec.row, inner
            )


def _write_attachments(workspace: Workspace, folder: Path) -> Iterator[Path]:
    """attachments/NUMBER/name, and a list of them. Two of the same name in one record are told apart by a count."""
    kept = workspace.find(
        Attachment, col(Attachment.removed_at).is_(None), order_by=[col(Attachment.added_at)]
    )
    if not kept:
        return
    numbers = {record.id: record.number for model in RECORDS for record in workspace.find(model)}
    lines: list[list[str]] = []
    for attachment in kept:
        place = _place_of(folder / "attachments", numbers.get(attachment.record_id, "other"), attachment.name)
        own_file(place).write_bytes(content_of_attachment(workspace, attachment))
        lines.append(
            [place.parent.name, place.name, attachment.purpose, str(attachment.size), attachment.sha256]
        )
        yield place
    yield _write(folder / "attachments.csv", ["number", "file", "purpose", "bytes", "sha256"], lines)


def _place_of(folder: Path, number: str, name: str) -> Path:
    """The number and the name may say anything: a file is made by others too."""
    of_record = folder / safe_name(number, "other")
    own_folder(of_record)
    return place_in(of_record, name)


_APPROVAL = (
    "number",
    "version",
    "step",
    "person_name",
    "role",
    "at",
    "form",
    "evidence",
    "own_work",
    "sha256",
    "content",
)
_HISTORY = (
    "operation",
    "place",
    "number",
    "at",
    "device",
    "person_name",
    "action",
    "reason",
    "changes",
    "previous_hash",
    "hash",
)


def _write_plain(workspace: Workspace, path: Path, model: Any, names: Sequence[str]) -> Path:
    order = [model.tick, model.operation, model.place] if model is HistoryEntry else [model.id]
    found = workspace.find(model, order_by=order)
    return _write(path, names, ([_text(getattr(each, name)) for name in names] for each in found))


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if hasattr(value, "isoformat") else _cell(value)


__all__ = ["cells", "export", "heads", "write_table"]
