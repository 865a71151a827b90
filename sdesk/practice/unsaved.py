"""What was typed and is not saved: kept beside the workspace while it is typed, and offered again after a crash."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python

from sdesk.errors import SdeskError
from sdesk.models import Approval, HistoryEntry, Record, fields_of, model_named
from sdesk.practice.exchange.json_values import Json
from sdesk.practice.lifecycle.completeness import checked_values
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import is_frozen
from sdesk.storage import col
from sdesk.storage.file.unsaved import PutAside, UnsavedFile

Failed = Callable[[SdeskError], None]
REASON = "reason of the change"
"""Why the others are changed: kept beside the fields of a record, and no field of it."""


@dataclass(frozen=True)
class TypedField:
    """One field in which something is not saved.

    `value` is what it holds, as JSON; `said` how it reads. `unreadable` says that something in it is no value (yet),
    `words` are those, by their place in the field. `before` is what was saved of it when it was typed, as JSON.
    """

    name: str
    label: str
    value: Json = None
    said: str = ""
    unreadable: bool = False
    before: Json = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TypedForm:
    """The fields of one form that are not saved.

    The form of a record has no `act`; a dialog or a box about a record, or about nothing, has the name of what it
    does. `record_id` is None for a record that is still to be.
    """

    model: str
    record_id: UUID | None
    act: str
    title: str
    fields: tuple[TypedField, ...]


@dataclass(frozen=True)
class Kept:
    """What was kept of a form: when, and the last history entry there was then."""

    id: str
    at: datetime
    after: int
    form: TypedForm


@dataclass(frozen=True)
class Difference:
    """One field: what is kept, what is saved now, and whether that was saved after it was kept (`changed_since`).

    `is_closed` says that the field takes nothing any more.
    """

    field: TypedField
    saved: Any
    changed_since: bool = False
    is_closed: bool = False


@dataclass(frozen=True)
class Offer:
    """Something kept that is not in the workspace. `record` is what it is about, as it is now; None if it is new."""

    kept: Kept
    record: Record | None
    differences: tuple[Difference, ...]

    @property
    def is_gone(self) -> bool:
        """Whether the record it is about is not there, or is a deleted draft."""
        wanted = self.kept.form.record_id is not None
        return wanted and (self.record is None or self.record.deleted_at is not None)

    @property
    def can_be_taken(self) -> bool:
        fields = (each for each in self.differences if each.field.name != REASON)
        return not self.is_gone and any(not each.is_closed for each in fields)

    @property
    def needs_a_look(self) -> bool:
        """Whether taking it over would go over what was saved since, or leave something of it behind."""
        return not self.can_be_taken or any(each.changed_since or each.is_closed for each in self.differences)


def as_json(value: Any) -> Json:
    """A field's value, as it is kept."""
    return to_jsonable_python(value)


# ---------------------------------------------------------------- keeping

_NEVER_SAVED = 2**62
"""Stands after every entry of a history."""


def keep(
    workspace: Workspace,
    forms: Mapping[str, TypedForm],
    gone: Iterable[str] = (),
    failed: Failed | None = None,
) -> Future[None]:
    """Keep what is typed in these forms, by their ids, and forget those that are `gone`: saved, or given up.

    It is written beside whoever calls, all or nothing; `failed` is called from there.
    """
    at = workspace.clock()
    try:
        after = last_entry(workspace)
    except (
        SdeskError
    ):  # the file can no longer be read: what is typed is kept all the same, as never saved since
        after = _NEVER_SAVED
    kept = {key: _written(Kept(key, at, after, form)) for key, form in forms.items()}
    return workspace.unsaved.write(kept, gone, failed)


def last_entry(workspace: Workspace) -> int:
    """Where the history ends now: what is written from here on stands after it."""
    entries = workspace.kept(
        "last entry",
        lambda: workspace.find(HistoryEntry, order_by=[col(HistoryEntry.tick).desc()], limit=1),
    )
    return next((entry.tick for entry in entries), 0)


def _written(kept: Kept) -> str:
    return json.dumps(to_jsonable_python(asdict(kept)))


def _read(text: str) -> Kept | None:
    """None for what this program did not write, or one that knows other records: it stays where it is."""
    try:
        said = json.loads(text)
        form = said["form"]
        record_id = UUID(form["record_id"]) if form["record_id"] else None
        fields = tuple(TypedField(**each) for each in form["fields"])
        if form["model"]:
            model_named(form["model"])
        typed = TypedForm(form["model"], record_id, form["act"], form["title"], fields)
        return Kept(said["id"], datetime.fromisoformat(said["at"]), int(said["after"]), typed)
    except (ValueError, TypeError, KeyError):
        return None


class FirstRunTexts:
    """What is typed for a workspace that is still to be made: in a plain file of its own that its owner alone reads."""

    def __init__(self, folder: Path) -> None:
        self._file = UnsavedFile(folder / "first-run", "", lambda: "first run")

    def keep(self, texts: Mapping[str, str]) -> None:
        self._file.write({"texts": json.dumps(texts)})

    def read(self) -> dict[str, str]:
        """What was kept, by field; nothing where it cannot be read."""
        try:
            texts = json.loads(self._file.read().get("texts", "{}"))
        except (SdeskError, ValueError):
            return {}
        return {str(name): str(text) for name, text in texts.items()} if isinstance(texts, dict) else {}

    def close(self) -> None:
        """What is kept stays for the next time."""
        self._file.close()

    def forget(self) -> None:
        self._file.write({}, ["texts"])
        self._file.close()


# ---------------------------------------------------------------- offering it again


def offers(workspace: Workspace) -> list[Offer]:
    """What was kept and is not saved, oldest first; what is saved by now is forgotten without a word.

    Raises SdeskError where the file cannot be read: it is put aside then, and what is typed from now on is kept.
    """
    found = [kept for text in workspace.unsaved.read().values() if (kept := _read(text)) is not None]
    offered = [offer for kept in found if (offer := offer_of(workspace, kept)) is not None]
    saved = {kept.id for kept in found} - {offer.kept.id for offer in offered}
    if saved:
        keep(workspace, {}, saved)
    return sorted(offered, key=lambda offer: offer.kept.at)


def offer_of(workspace: Workspace, kept: Kept) -> Offer | None:
    """How this differs from what is saved now; None if it does not."""
    form = kept.form
    record = _record(workspace, form)
    if form.act or record is None:
        done = _was_carried_out(workspace, kept) if form.act else _was_created(workspace, kept)
        return None if done else Offer(kept, record, tuple(Difference(each, None) for each in form.fields))
    differing = tuple(_differences(workspace, record, form.fields))
    is_open = any(each.field.name != REASON for each in differing)
    return Offer(kept, record, differing) if is_open else None


def values_to_take(workspace: Workspace, offer: Offer) -> dict[str, Any]:
    """The values that go into the form, in the types of its fields; words that are no value are left out."""
    form = offer.kept.form
    given = {
        each.field.name: each.field.value
        for each in offer.differences
        if not each.is_closed and (not each.field.unreadable or (each.field.words and each.field.value))
    }
    return _values(workspace, model_named(form.model), given)


def _record(workspace: Workspace, form: TypedForm) -> Record | None:
    return workspace.get(model_named(form.model), form.record_id) if form.record_id and form.model else None


def _values(workspace: Workspace, model: type[Record], given: Mapping[str, Json]) -> dict[str, Any]:
    known = {spec.name for spec in fields_of(model)}
    fitting, _faults = checked_values(
        workspace, model, {name: each for name, each in given.items() if name in known}
    )
    return fitting


def _differences(workspace: Workspace, record: Record, typed: Sequence[TypedField]) -> Iterator[Difference]:
    values = _values(workspace, type(record), {each.name: each.value for each in typed})
    for each in typed:
        if each.name == REASON:
            yield Difference(each, None)
            continue
        saved = getattr(record, each.name, None)
        if not each.unreadable and (values.get(each.name, each) == saved or as_json(saved) == each.value):
            continue
        closed = each.name not in {spec.name for spec in fields_of(type(record))} or is_frozen(
            record, each.name
        )
        yield Difference(each, saved, as_json(saved) != each.before, closed)


def _was_created(workspace: Workspace, kept: Kept) -> bool:
    """Whether a record with all this was made after it was kept: the program ended between saving and forgetting."""
    if kept.form.record_id is not None:
        return False
    model = model_named(kept.form.model)
    given = {each.name: each.value for each in kept.form.fields if not each.unreadable}
    if len(given) < len(kept.form.fields):
        return False
    values = _values(workspace, model, given)
    made = {entry.record_id for entry in _entries_after(workspace, kept) if entry.action == "create"}
    found = (workspace.get(model, key) for key in made)
    return any(
        record is not None and all(_same(record, name, values, given) for name in given) for record in found
    )


def _same(record: Record, name: str, values: Mapping[str, Any], given: Mapping[str, Json]) -> bool:
    saved = getattr(record, name, None)
    return as_json(saved) == given[name] or (name in values and values[name] == saved)


def _was_carried_out(workspace: Workspace, kept: Kept) -> bool:
    """Whether every text of it was written down after it was kept."""
    texts = {text.strip() for each in kept.form.fields for text in _texts(each.value or each.said)}
    wanted = {text for text in texts if text}
    if not wanted:
        return False
    entries = _entries_after(workspace, kept)
    written = [text for entry in entries for text in (entry.reason, *_texts(entry.changes))]
    signed = workspace.find(Approval, col(Approval.record_id) == kept.form.record_id)
    written += [approval.evidence for approval in signed if approval.at >= kept.at]
    return all(any(text in each for each in written) for text in wanted)


def _entries_after(workspace: Workspace, kept: Kept) -> list[HistoryEntry]:
    return workspace.find(HistoryEntry, col(HistoryEntry.tick) > kept.after)


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each)


__all__ = [
    "REASON", "Difference", "FirstRunTexts", "Kept", "Offer", "PutAside", "TypedField", "TypedForm", "as_json", "keep",
    "last_entry", "offer_of", "offers", "values_to_take",
]  # fmt: skip
