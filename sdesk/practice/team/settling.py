"""What a person has to settle after the work of several laptops came together, in words; and settling it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sdesk.models import Approval, AssignedRoles, Record, field_of, fields_of, model_named
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.actions import done_in
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import delete_draft, save
from sdesk.practice.lifecycle.roles import counts_on
from sdesk.practice.lifecycle.versions import newest_approved
from sdesk.practice.team.drafts import DRAFTS, drafts_apart
from sdesk.practice.team.rows import rows_with, says_of_row
from sdesk.storage.directory import entries
from sdesk.storage.merging.meeting import Kind
from sdesk.storage.merging.settling import (
    ROLE,
    Open,
    Side,
    approved_while_roles_changed,
    note_settled,
    open_meetings,
)
from sdesk.storage.state import plain
from sdesk.translation import Message, sentences, term
from sdesk.translation import message as _

LACKING = "lacking"
"""What is to settle besides what met: a record lacks something now that its state needs."""


@dataclass(frozen=True)
class ToSettle:
    """Something that a person has to decide. `field` is "" where it is about the record as a whole. `one` is the earlier in
    the order of the history, `other` the later; of what a record lacks, the last that both did to it. `sides` are all that met
    there, where more than two did. `step` is the name of the step that it is about: of one that met something, the one that does not
    stand; of a role that was taken away, the one that was taken in it.

    `may_choose`: whether one side can be taken by `settle`; otherwise it is settled in the record itself, or let stand."""

    record: UUID
    model: type[Record]
    number: str
    kind: str
    field: str
    said: Message
    one: Side
    other: Side
    row: str = ""
    sides: tuple[Side, ...] = ()
    may_choose: bool = False
    problems: tuple[Problem, ...] = ()
    step: str = ""

    def concerns(self, record: UUID) -> bool:
        """Whether it is about that record; of drafts of one version, about each of them."""
        return record == self.record or any(side.record == record for side in self.sides)


def to_settle(workspace: Workspace) -> list[ToSettle]:
    """All of it, the earliest first; nothing where one laptop writes."""
    return [*reversed([*_from_meetings(workspace)]), *_from_drafts(workspace), *_from_roles(workspace)]


def put_together(workspace: Workspace) -> list[Open]:
    """The long texts that were put together of both sides, until somebody writes on."""
    return [each for each in open_meetings(workspace) if each.meeting.kind is Kind.TEXT]


def to_look_at(workspace: Workspace) -> list[ToSettle]:
    """The same in words. Nobody has to settle it: who lets it stand has seen it, and it is listed no more."""
    return [*reversed([*_from_meetings(workspace, of_texts=True)])]


def settle(workspace: Workspace, each: ToSettle, side: Side | None = None, reason: str = "") -> None:
    """Let stand what stands; or, with a side of it, what that one wrote. Raises Refused where that cannot be."""
    if each.kind == DRAFTS:
        _leave_one_draft(workspace, each, side)
        return
    with workspace.transaction("settle", reason):
        record = workspace.get(each.model, each.record)
        if record is None:
            raise Refused(_("{number} is not there any more.", number=each.number))
        if side is not None:
            if not each.may_choose:
                raise Refused(_("This is decided in {number} itself.", number=each.number))
            wrote = rows_with(record, each.field, each.row, side.value) if each.row else side.value[1]
            save(workspace, record, {each.field: wrote}, reason)
        note_settled(workspace, each.record, Kind.RECORD if each.kind == LACKING else each.kind, each.field)


def _leave_one_draft(workspace: Workspace, each: ToSettle, side: Side | None) -> None:
    if side is None:
        raise Refused(_("There are two drafts of {number}. One of them goes on.", number=each.number))
    with workspace.transaction("settle"):
        for other in each.sides:
            draft = workspace.get(each.model, other.record) if other.record != side.record else None
            if draft is not None and draft.is_draft and draft.deleted_at is None:
                delete_draft(workspace, draft)


# ---------------------------------------------------------------- what met

_Place = tuple[UUID, Kind, str, str]


def _place(each: Open) -> _Place:
    return each.meeting.record, each.meeting.kind, each.meeting.field, each.meeting.row


def _from_meetings(workspace: Workspace, *, of_texts: bool = False) -> Iterator[ToSettle]:
    """The latest first: where more than two met in one place, the last of them is told."""
    found_open = open_meetings(workspace)
    known = entries(workspace, {each.meeting.record for each in found_open})
    sides: dict[_Place, dict[UUID, Side]] = defaultdict(dict)
    for each in found_open:
        for side in (each.one, each.other):
            sides[_place(each)].setdefault(side.operation, side)
    seen: set[_Place] = set()
    for each in reversed(found_open):
        meeting, place = each.meeting, _place(each)
        entry = known.get(meeting.record)
        if entry is None or (meeting.kind is Kind.TEXT) is not of_texts or place in seen:
            continue
        seen.add(place)
        model = model_named(entry.model)
        if meeting.kind in (Kind.FIELD, Kind.TEXT) and _is_computed(model, meeting.field):
            continue
        found: tuple[Problem, ...] = ()
        kind: str = meeting.kind
        if meeting.kind is Kind.RECORD:
            found, kind = _lacking(workspace, model, meeting.record), LACKING
            if not found:
                continue
        said = meeting_said(entry.number, model, each, found)
        chooses = _is_field(model, meeting.field) and _has_both(each)
        yield ToSettle(
            meeting.record, model, entry.number, kind, meeting.field, said, each.one, each.other,
            meeting.row, tuple(sides[place].values()), chooses, found, _fallen(each).action,
        )  # fmt: skip


def _is_computed(model: type[Record], field: str) -> bool:
    """Nobody typed it, so nobody has to decide it: it follows from what was."""
    return any(spec.name == field and spec.content.computed for spec in fields_of(model))


def _lacking(workspace: Workspace, model: type[Record], key: UUID) -> tuple[Problem, ...]:
    """What it lacks for the state that it is in."""
    record = workspace.get(model, key)
    if record is None or record.is_draft or record.deleted_at is not None:
        return ()
    return tuple(problems(workspace, record, record.state))


def _has_both(each: Open) -> bool:
    """Whether it is known what each side made of it."""
    sides = (each.one.value, each.other.value)
    if each.meeting.kind is Kind.ROW:
        return all(says_of_row(value, each.meeting.row) for value in sides)
    return each.meeting.kind is Kind.FIELD and all(isinstance(value, list) for value in sides)


def _is_field(model: type[Record], name: str) -> bool:
    return any(spec.name == name for spec in fields_of(model))


def _label(model: type[Record], name: str) -> Message:
    if _is_field(model, name):
        return term(field_of(model, name).label)
    return term(name.replace("_", " ").capitalize())


def _who(side: Side) -> Message:
    return _("{who} on {device}", who=side.who or _("somebody"), device=side.device)


def _value(side: Side) -> Message | str:
    value = plain(side.value[1]) if isinstance(side.value, list) else None
    if value in (None, "", [], {}):
        return _("nothing")
    return _("“{value}”", value=str(value))


def _fallen(each: Open) -> Side:
    """The side that does not stand; the later one where both do, or neither."""
    return each.one if not each.one.stands and each.other.stands else each.other


def _field_said(number: str, model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    return _(
        "{number}: {field} was written on both sides: {one} wrote {value}, {other} wrote {theirs}.",
        number=number, field=_label(model, each.meeting.field), one=_who(each.one), value=_value(each.one),
        other=_who(each.other), theirs=_value(each.other),
    )  # fmt: skip


def _text_said(number: str, model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    return _(
        "{number}: {field} was put together of what {one} and {other} wrote in different paragraphs.",
        number=number, field=_label(model, each.meeting.field), one=_who(each.one), other=_who(each.other),
    )  # fmt: skip


def _row_said(number: str, model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    return _(
        "{number}: {one} and {other} changed the same line of {field}, or one of them took it out.",
        number=number, field=_label(model, each.meeting.field), one=_who(each.one), other=_who(each.other),
    )  # fmt: skip


def _step_said(number: str, model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    return _(
        "{number}: “{step}” by {one} met “{another}” by {other}. Only the first that fits stands, and nothing of the other.",
        number=number, one=_who(each.one), step=done_in(model, each.one.action), other=_who(each.other),
        another=done_in(model, each.other.action),
    )  # fmt: skip


def _signed_said(number: str, model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    signed = _fallen(each)
    other = each.one if signed is each.other else each.other
    return _(
        "{number}: “{step}” was signed by {one} for a text that {other} changed elsewhere; neither knew of the other. “{step}” "
        "does not stand. What was written is there.",
        number=number, step=done_in(model, signed.action), one=_who(signed), other=_who(other),
    )  # fmt: skip


def _version_said(number: str, _model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    return _(
        "Two versions of {number} were approved, by {one} and by {other}. The first counts, the other is a draft again.",
        number=number, one=_who(each.one), other=_who(each.other),
    )  # fmt: skip


def _deleted_said(number: str, _model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    return _(
        "{number} was deleted on one side and worked on on the other, by {one} and {other}. It is still there.",
        number=number, one=_who(each.one), other=_who(each.other),
    )  # fmt: skip


def _created_said(number: str, _model: type[Record], each: Open, _found: tuple[Problem, ...]) -> Message:
    return _(
        "{number} was made on both sides, by {one} and by {other}. It is one record now.",
        number=number, one=_who(each.one), other=_who(each.other),
    )  # fmt: skip


def _lacking_said(number: str, _model: type[Record], each: Open, found: tuple[Problem, ...]) -> Message:
    said = _(
        "{number}: what {one} and {other} did goes together, and now it lacks something.",
        number=number, one=_who(each.one), other=_who(each.other),
    )  # fmt: skip
    return sentences(said, *(problem.text for problem in found))


def meeting_said(number: str, model: type[Record], each: Open, found: tuple[Problem, ...] = ()) -> Message:
    """What met, in a sentence or two; of what is called by a step, by the word for that one."""
    return _SAID[each.meeting.kind](number, model, each, found)


_SAID: Mapping[Kind, Callable[[str, type[Record], Open, tuple[Problem, ...]], Message]] = {
    Kind.FIELD: _field_said,
    Kind.TEXT: _text_said,
    Kind.ROW: _row_said,
    Kind.STEP: _step_said,
    Kind.APPROVAL: _signed_said,
    Kind.VERSION: _version_said,
    Kind.DELETED: _deleted_said,
    Kind.CREATED: _created_said,
    Kind.RECORD: _lacking_said,
}


# ---------------------------------------------------------------- drafts begun apart


def _from_drafts(workspace: Workspace) -> Iterator[ToSettle]:
    for each in drafts_apart(workspace):
        first, one, other = each.drafts[0], each.sides[0], each.sides[-1]
        said = _(
            "{one} and {other} each began version {version} of {number}. Both are drafts, and one of them goes on.",
            number=first.number, version=first.version, one=_who(one), other=_who(other),
        )  # fmt: skip
        yield ToSettle(
            first.id,
            type(first),
            first.number,
            DRAFTS,
            "",
            said,
            one,
            other,
            sides=each.sides,
            may_choose=True,
        )


# ---------------------------------------------------------------- roles


def _held(workspace: Workspace, approval: Approval) -> bool:
    """By the list that was approved last, whatever the clock of this computer says of its first day."""
    roles, day = newest_approved(workspace, AssignedRoles), day_of(workspace, approval.at)
    return roles is None or any(
        each.role == approval.role
        and approval.person_id in (each.person, each.deputy)
        and counts_on(each, day)
        for each in roles.assignments
    )


def _from_roles(workspace: Workspace) -> Iterator[ToSettle]:
    """Approvals of people who by the list that now stands did not hold the role in which they approved."""
    seen: set[UUID] = set()
    for each in approved_while_roles_changed(workspace):
        approval = workspace.get(Approval, each.approval)
        if approval is None or not approval.role or each.approval in seen:
            continue
        if _held(workspace, approval):
            continue
        seen.add(each.approval)
        model = model_named(approval.model)
        said = _(
            "{number}: “{step}” was signed by {who} as {role}, while that role was taken from them on {device}. It stands "
            "until somebody takes it back.",
            number=approval.number, step=done_in(model, approval.step), who=approval.person_name,
            role=term(approval.role), device=each.other.device,
        )  # fmt: skip
        yield ToSettle(
            each.record, model, approval.number, ROLE, "", said, each.side, each.other,
            sides=(each.side, each.other), step=approval.step,
        )  # fmt: skip


__all__ = [
    "DRAFTS",
    "LACKING",
    "ROLE",
    "Side",
    "ToSettle",
    "meeting_said",
    "put_together",
    "settle",
    "to_look_at",
    "to_settle",
]
