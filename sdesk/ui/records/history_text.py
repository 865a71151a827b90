"""What a history entry says to a person: what was done, and each field's value before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sdesk.models import (
    HANDOUT,
    SETTLED,
    TELLS_OF_COPIES,
    FieldSpec,
    HistoryEntry,
    Kind,
    Proposable,
    Record,
    fields_of,
    model_named,
)
from sdesk.models.governance import ServiceRole
from sdesk.practice.lifecycle.actions import CONFIRM_SECTION, what_was_done
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.proposed.sections import sections_of
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.records.naming import name_of
from sdesk.ui.records.reading import Names, number_text, plain_text
from sdesk.ui.wording import worded


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


def action_text(entry: HistoryEntry) -> str:
    """What was done, in a word or two."""
    return worded(what_was_done(entry))


def changes_of(workspace: Workspace, entry: HistoryEntry) -> list[FieldChange]:
    """The fields that changed, in the order of the form; for a file or an approval, what was kept."""
    if entry.model in ("Attachment", HANDOUT):
        return list(_file_changes(entry))
    if entry.model == "Approval":
        return _approval_changes(entry)
    if entry.model == SETTLED:
        return list(_settled(workspace, entry))
    try:
        model = model_named(entry.model)
    except KeyError:
        return []
    names = _names(workspace, model, entry)
    return [*_sections_read(workspace, model, entry), *_record_changes(model, entry, names)]


def _sections_read(workspace: Workspace, model: type[Record], entry: HistoryEntry) -> Iterator[FieldChange]:
    """What somebody confirmed, by what it is called now. Where text was written, that says it."""
    record = workspace.get(model, entry.record_id) if entry.action == CONFIRM_SECTION else None
    if not isinstance(record, Proposable):
        return
    read = entry.changes.get("proposed", {}).get("changed", {})
    for each in sections_of(record):
        if each.proposal is not None and {each.proposal.id.hex, str(each.proposal.id)} & read.keys():
            yield FieldChange(_("Section"), "", worded(each.label))


def _file_changes(entry: HistoryEntry) -> Iterator[FieldChange]:
    """The file; of a copy, in what kind of place it lies, up to where it goes, and what is wrong with it."""
    said = {name: str(after or "") for name, (_before, after) in entry.changes.items()}
    yield FieldChange(_("File"), "", said.get("name", ""))
    places = {
        "first": _("the folder for copies"),
        "second": _("the second place for copies"),
        "elsewhere": _("elsewhere"),
    }
    if entry.model == HANDOUT and said.get("sha256"):
        yield FieldChange(_("SHA-256"), "", said["sha256"])
    if entry.action in TELLS_OF_COPIES:
        yield FieldChange(_("Place"), "", places.get(said.get("place", ""), ""))
        for label, name in ((_("Anchor"), "anchor"), (_("What is wrong"), "damage")):
            if said.get(name):
                yield FieldChange(label, "", said[name])


def _settled(workspace: Workspace, entry: HistoryEntry) -> Iterator[FieldChange]:
    """Which field, and the value that somebody let stand; of all else what met, and where the record stood."""
    from sdesk.practice.team.ways import settled_by

    said = settled_by(workspace, entry)
    if said is None:
        return
    spec = next((each for each in fields_of(said.model) if each.name == said.field), None)
    if spec is not None:
        known = entries(workspace, set(ids_in(spec, _listed(said.value))))
        names = {key: name_of(each) for key, each in known.items()}
        yield FieldChange(_(spec.label), "", value_text(spec, _listed(said.value), names))
        return
    met = {
        "step": _("two steps"),
        "approval": _("a signed step, and what was changed elsewhere"),
        "version": _("two approved versions"),
        "deleted": _("a deletion, and what was changed elsewhere"),
        "created": _("the same, made twice"),
        "record": _("what is missing since both went together"),
        "role": _("a step in a role that was taken away"),
    }
    yield FieldChange(_("What met"), "", met.get(said.about, said.about))
    yield FieldChange(_("State"), "", _state(said.model, said.state))


def _listed(value: Any) -> Any:
    """Rows and links of a state in their order."""
    if not isinstance(value, Mapping) or not all(isinstance(each, Mapping) for each in value.values()):
        return value
    rows = sorted(value.items(), key=lambda each: each[1].get("order", ""))
    return [row if row.keys() - {"order"} else key for key, row in rows]


def _approval_changes(entry: HistoryEntry) -> list[FieldChange]:
    said = {name: str(after or "") for name, (_before, after) in entry.changes.items()}
    role = said.get("role", "")
    parts = (
        (_("Signed by"), said.get("person_name", "")),
        (_("As"), _(ServiceRole(role).label) if role else ""),
        (_("Form"), _(said.get("form", ""))),
        (_("Evidence"), said.get("evidence", "")),
    )
    return [FieldChange(label, "", text) for label, text in parts if text]


def hash_signed(entry: HistoryEntry) -> str:
    """The SHA-256 that an approval holds; empty for anything else."""
    return str(entry.changes.get("sha256", ("", ""))[1] or "") if entry.model == "Approval" else ""


def _record_changes(model: type[Record], entry: HistoryEntry, names: Names) -> Iterator[FieldChange]:
    if "state" in entry.changes and entry.action != "create":
        before, after = entry.changes["state"]
        yield FieldChange(_("State"), _state(model, before), _state(model, after))
    for spec in fields_of(model):
        if spec.name in entry.changes:
            before, after = _sides(entry.changes[spec.name])
            moved = _("in another order") if before == after == [] else ""
            yield FieldChange(
                _(spec.label), value_text(spec, before, names), moved or value_text(spec, after, names)
            )


def _sides(difference: Any) -> tuple[Any, Any]:
    """A value before and after. Of rows and links: those removed and those added; of changed ones what changed."""
    if isinstance(difference, list):
        return difference[0], difference[1]
    sides: tuple[list[Any], list[Any]] = ([], [])
    for part, side in (("removed", 0), ("added", 1)):
        rows = sorted(difference.get(part, {}).items(), key=lambda each: each[1].get("order", ""))
        sides[side].extend(row if row.keys() - {"order"} else key for key, row in rows)
    for changed in difference.get("changed", {}).values():
        if changed.keys() - {"order"}:
            for side in (0, 1):
                sides[side].append({name: values[side] for name, values in changed.items()})
    return sides


def _state(model: type[Record], name: str | None) -> str:
    return _(model.state_called(name).label) if name else ""


def value_text(spec: FieldSpec, value: Any, names: Names) -> str:
    """A value as the history keeps it (JSON), as text."""
    if value is None or value in ("", []):
        return ""
    match spec.kind:
        case Kind.DATE:
            return plain_text(date.fromisoformat(value))
        case Kind.DATE_TIME:
            return plain_text(_moment(value))
        case Kind.YES_NO:
            return plain_text(bool(value))
        case Kind.NUMBER:
            return number_text(spec, value)
        case Kind.CHOICE:
            return _(next((each.label for each in spec.choices if each.value == value), str(value)))
        case Kind.LINK:
            return names.get(UUID(value), value)
        case Kind.LINKS:
            return ", ".join(names.get(UUID(each), each) for each in value)
        case Kind.CONTACT:
            return ", ".join(part for part in value.values() if part)
        case Kind.ROWS:
            return "\n".join(_row_text(spec, row, names) for row in value)
        case _:
            return str(value)


def _row_text(spec: FieldSpec, row: dict[str, Any], names: Names) -> str:
    said = (value_text(column, row.get(column.name), names) for column in spec.columns)
    return " · ".join(" ".join(part.split()) for part in said if part)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _names(workspace: Workspace, model: type[Record], entry: HistoryEntry) -> Names:
    ids = {
        found
        for spec in fields_of(model)
        for value in _sides(entry.changes.get(spec.name, [None, None]))
        for found in ids_in(spec, value)
    }
    return {key: name_of(each) for key, each in entries(workspace, ids).items()}


def ids_in(spec: FieldSpec, value: Any) -> Iterator[UUID]:
    """What a value as the history keeps it (JSON) links to."""
    if not value:
        return
    if spec.kind is Kind.LINK:
        yield UUID(value)
    elif spec.kind is Kind.LINKS:
        yield from (UUID(each) for each in value)
    elif spec.kind is Kind.ROWS:
        for row in value:
            for column in spec.columns:
                yield from ids_in(column, row.get(column.name))
