"""What the program lays out for a point of evidence that a person answers: the words of the records, how they are kept,
how they were used. It judges nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sdesk.models import Contact, DocumentProcedure, FieldSpec, Kind, Record, Row, field_of, model_named
from sdesk.models.content import Choice
from sdesk.practice.audit.checklist.points import Point
from sdesk.practice.audit.checklist.population import population
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.rules.asked import Asked, Layer, Shown
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as
from sdesk.practice.told_copies import told_copies
from sdesk.translation import NOTHING_SAID, Message, counted, term
from sdesk.translation import message as _

MOST = 12
"""So many records are quoted; how many there are is said."""


@dataclass(frozen=True)
class Prepared:
    """Lines to read, and the records that they are from."""

    lines: tuple[Message, ...] = ()
    records: tuple[Shown, ...] = ()


NOTHING_PREPARED = Prepared()


def words_of_records(on: Grounds, point: Point) -> Prepared:
    """What the records say in the fields named, the newest first."""
    named = [_named(point, part) for part in point.bound.parts]
    model = named[0][0] if named else point.model
    records = [each.record for each in population(on, model)][::-1]
    lines = [_how_many(records, model)]
    for record in records[:MOST]:
        for _model, name, column in named:
            said = _said(on.workspace, record, name, column)
            label = field_of(type(record), name).label
            lines.append(
                _("{number}, {field}: {said}", number=record.number, field=term(label), said=said)
                if said
                else _("{number}, {field}: nothing.", number=record.number, field=term(label))
            )
    return Prepared(tuple(lines), tuple(map(shown_as, records)))


def _named(point: Point, part: str) -> tuple[type[Record], str, str]:
    """`services.costs` is a column of the point's own records, `ServiceChangeRequest.purpose` a field of others."""
    first, _dot, second = part.partition(".")
    return (model_named(first), second, "") if first[:1].isupper() else (point.model, first, second)


def _how_many(records: list[Record], model: type[Record]) -> Message:
    if not records:
        return _("There is no {record} that counts.", record=term(model.singular))
    return _("{n} to look at: {records}.", n=len(records), records=term(model.plural))


def _said(workspace: Workspace, record: Record, name: str, column: str) -> Message | str:
    """A value as people read it."""
    spec, value = field_of(type(record), name), getattr(record, name)
    if spec.kind is Kind.ROWS:
        shown = [each for each in spec.columns if each.name == column] if column else spec.columns[:2]
        lines = [[_word(workspace, each, getattr(row, each.name)) for each in shown] for row in value]
        texts = tuple(_joined([each for each in line if each]) for line in lines)
        return _("{lines}", lines=tuple(filter(None, texts))) if any(texts) else ""
    return _word(workspace, spec, value)


def _joined(parts: list[Message | str]) -> Message | str:
    if len(parts) == 2:
        return _("{first}: {second}", first=parts[0], second=parts[1])
    return parts[0] if parts else ""


def _word(workspace: Workspace, spec: FieldSpec, value: Any) -> Message | str:
    match value:
        case None | () | "":
            return ""
        case Choice():
            return term(value.label)
        case bool():
            return _("yes") if value else _("no")
        case UUID():
            found = entries(workspace, [value])
            return found[value].title if value in found else ""
        case datetime() | date():
            return _("{day}", day=value)
        case Contact():
            return ", ".join(filter(None, (value.name, value.organization, value.email, value.telephone)))
        case tuple() if spec.kind is Kind.LINKS:
            return ", ".join(entry.title for entry in entries(workspace, value).values())
        case tuple():
            return ", ".join(str(_first_text(row)) for row in value if isinstance(row, Row))
        case _:
            return str(value)


def _first_text(row: Row) -> str:
    texts = (getattr(row, name) for name in type(row).model_fields)
    return next((each for each in texts if isinstance(each, str) and each), "")


def how_it_is_kept(on: Grounds, point: Point) -> Prepared:
    """Number, version, place, protection and the last verified copy, beside what the document procedure says of it."""
    workspace = on.workspace
    records = [each.record for each in population(on, point.model)]
    return Prepared(tuple(_kept(on, point, records, workspace)), tuple(map(shown_as, records)))


def _kept(on: Grounds, point: Point, records: list[Record], workspace: Workspace) -> Iterator[Message]:
    yield _how_many(records, point.model)
    if records:
        newest = records[-1]
        yield _(
            "The last by number is {number}, version {version}.", number=newest.number, version=newest.version
        )
    file = workspace.path.name
    yield (
        _("They are kept in {file}, encrypted with a passphrase.", file=file)
        if workspace.passphrase
        else _("They are kept in {file}, without a passphrase: whoever has the file can read it.", file=file)
    )
    yield _(
        "Every change is told in a chained history with who and when; what is approved is frozen and hashed."
    )
    yield last_copy(workspace)
    procedure = next(iter(on.approved(DocumentProcedure)), None)
    if procedure is None:
        yield _("No document procedure is in force that says how it should be.")
        return
    for name in ("identification", "versioning", "protection", "location"):
        label = field_of(DocumentProcedure, name).label
        yield _("{number} says of “{subject}”: {text}",
                number=procedure.number, subject=term(label), text=getattr(procedure, name))  # fmt: skip


def last_copy(workspace: Workspace) -> Message:
    """When a copy was verified the last time, and by what name; of one that failed after it nothing is claimed."""
    good = NOTHING_SAID
    for each in told_copies(workspace):
        if not each.failed:
            good = _("The copy {name} was verified on {day}.", name=each.name, day=each.at)
        else:
            good = _("The copy {name} was found damaged on {day}.", name=each.name, day=each.at)
    return good or _("No copy of the workspace was verified yet.")


def how_it_was_used(on: Grounds, point: Point, asked: Sequence[Asked]) -> Prepared:
    """What the rules of the requirements named ask of its use, as figures; where kinds of record are named, of those."""
    models = [model_named(each) for each in point.bound.parts if each[:1].isupper() and each[1:2].islower()]
    own = [each for model in models or [point.model] for each in population(on, model)]
    used = [
        each
        for each in asked
        if each.layer is Layer.USED
        and each.records
        and (not models or all(record.model in models for record in each.records))
    ]
    records = (
        *(record for each in used for record in each.records),
        *(shown_as(each.record) for each in own),
    )
    count = counted("{n} record counts in the period.", "{n} records count in the period.", n=len(own))
    by_id = {each.record: each for each in reversed(records)}
    return Prepared((count, *(each.sentence for each in used)), tuple(by_id.values()))


PREPARATIONS: Mapping[str, Callable[[Grounds, Point], Prepared]] = {
    "show": words_of_records,
    "storage": how_it_is_kept,
}
"""By the names that bindings use; "use" is asked of the rule of a requirement, by `checklist`."""

__all__ = ["NOTHING_PREPARED", "PREPARATIONS", "Prepared", "how_it_was_used", "last_copy"]
