"""Fields that link to other records: picked by typing part of a name, created on the spot, opened by a click."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sdesk.models import Record, model_named
from sdesk.practice.lifecycle.lists import entries, search
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Candidate, LinkPicker, LinksPicker
from sdesk.ui.pieces.fields.chips_field import ChipsField
from sdesk.ui.records.naming import candidate_of, candidates

CREATABLE = ("Person", "Customer", "Supplier", "ServiceCalendar", "ConfigurationItem")
"""What can be made in the middle of something else, without leaving it."""

_GONE = {"left", "superseded", "withdrawn", "cancelled"}

Create = Callable[[type[Record], Mapping[str, Any], QWidget, Callable[[Record], None]], object]
"""Ask for a new record of a model, filled with values, over a widget; then hand it on."""


@dataclass(frozen=True)
class FieldContext:
    """What fields of a form may ask of what is around them."""

    desk: Desk
    create: Create
    value_of: Callable[[str], Any]
    record: str = ""
    ask_files: Callable[[], object] | None = None


class LinkSearch:
    """The best matches for what is typed, among records of one kind: "Service", "Record" for any, or a model."""

    def __init__(self, desk: Desk, target: str) -> None:
        self._desk = desk
        self._target = target

    def __call__(self, words: str) -> Sequence[Candidate]:
        models = () if self._target == "Record" else (self._target,)
        found = search(self._desk.workspace, words, models)
        if self._target == "Record":
            found = [entry for entry in found if entry.part_of is None]
        return [candidate_of(entry) for entry in found if entry.state not in _GONE]


def _connect(field: ChipsField, context: FieldContext, target: str) -> None:
    """Let chips open what they name, and *Create* lead to a small form."""

    def opens(record_id: UUID) -> None:
        entry = entries(context.desk.workspace, (record_id,)).get(record_id)
        context.desk.open_record(entry.opens if entry else record_id)

    def creates(typed: str) -> None:
        model = model_named(target)
        context.create(model, {model.title: typed} if typed else {}, field, takes)

    def takes(record: Record) -> None:
        field.add(candidates(context.desk.workspace, (record.id,))[0])

    field.opened.connect(opens)
    field.createRequested.connect(creates)


class RecordLinkField(LinkPicker):
    """One link; `value()` and `setValue` speak of ids."""

    def __init__(self, context: FieldContext, target: str, parent: QWidget | None = None) -> None:
        super().__init__(LinkSearch(context.desk, target), parent, can_create=target in CREATABLE)
        self._desk = context.desk
        _connect(self, context, target)

    def setValue(self, value: UUID | Candidate | None) -> None:
        if isinstance(value, UUID):
            value = candidates(self._desk.workspace, (value,))[0]
        super().setValue(value)

    def asRead(self, value: UUID | None) -> tuple[UUID | None, str]:
        """Its name, without a chip."""
        return value, _names(self._desk, () if value is None else (value,))


class RecordLinksField(LinksPicker):
    """Several links; `value()` and `setValue` speak of ids."""

    def __init__(self, context: FieldContext, target: str, parent: QWidget | None = None) -> None:
        super().__init__(LinkSearch(context.desk, target), parent, can_create=target in CREATABLE)
        self._desk = context.desk
        _connect(self, context, target)

    def setValue(self, value: Iterable[UUID | Candidate] | None) -> None:
        given = list(value or ())
        ids = [each.id if isinstance(each, Candidate) else each for each in given]
        super().setValue(candidates(self._desk.workspace, ids))

    def asRead(self, value: Iterable[UUID] | None) -> tuple[tuple[UUID, ...], str]:
        """Their names, without chips."""
        ids = tuple(value or ())
        return ids, _names(self._desk, ids)


def _names(desk: Desk, ids: Sequence[UUID]) -> str:
    return ", ".join(each.text for each in candidates(desk.workspace, ids)) if ids else ""
