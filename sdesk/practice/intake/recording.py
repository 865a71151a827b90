"""One intake, three kinds: a call becomes the record that it is, with what came with it, as one operation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sdesk.models import ChangeModel, Contact, Record, ServiceIncident
from sdesk.models.governance import FeedbackKind
from sdesk.practice.control.change_models import request_from_model
from sdesk.practice.incident.merging import report_again
from sdesk.practice.incident.recording import keep_draft, record_quickly
from sdesk.practice.intake.came_with import CameWith, keep_with
from sdesk.practice.intake.kinds import CallKind
from sdesk.practice.lifecycle.attachments import attach, attachments_of, content_of_attachment
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, delete_draft, save
from sdesk.practice.lifecycle.steps import missing, take_step
from sdesk.translation import message as _
from sdesk.translation import word

RECORD = "record quickly"
"""What history calls it."""


@dataclass(frozen=True)
class Told:
    """All that was told, by the fields of an incident in `values`; what the kind has no field for goes into its notes.

    `change_model` and `date_needed` are of what is wanted, `feedback` is of what was said.
    """

    kind: CallKind
    values: Mapping[str, Any]
    solved_by: str = ""
    belongs_to: Iterable[UUID] = ()
    known_errors: Iterable[UUID] = ()
    change_model: UUID | None = None
    date_needed: date | None = None
    feedback: FeedbackKind | None = None
    came: tuple[CameWith, ...] = ()


@dataclass(frozen=True)
class Kept:
    """The record as it was kept, with what it lacks for its first step."""

    record: Record
    missing: tuple[Problem, ...] = ()


def record_call(workspace: Workspace, told: Told, draft: Record | None = None) -> Kept:
    """Make the record that it is, recorded or requested if that is all it takes, else a draft that says what it lacks.

    `draft` is what was kept of this call before; one of another kind gives way, and its number stays as the reference.
    What came with the call is kept with what is made; not yet with an incident or feedback that lacks something, as
    whoever takes the call goes on with it. Raises SdeskError, and nothing is made then.
    """
    with workspace.transaction(RECORD):
        own, gone = _given_way(workspace, told, draft)
        number = gone.number if gone is not None else ""
        if told.kind is CallKind.WANTED:
            kept = _wanted(workspace, told, own, number)
        elif told.kind is CallKind.SAID:
            kept = _said(workspace, told, own, number)
        else:
            kept = _broken(workspace, told, own, number)
        _keep_files_of(workspace, gone, kept.record)
        if not kept.missing or told.kind is CallKind.WANTED:
            keep_with(workspace, kept.record, told.came)
    return kept


def keep_call(workspace: Workspace, told: Told, draft: Record | None = None) -> Record:
    """Keep all of it as a draft of its kind, to go on with later. Raises SdeskError."""
    with workspace.transaction(RECORD):
        own, gone = _given_way(workspace, told, draft)
        number = gone.number if gone is not None else ""
        if told.kind is CallKind.BROKEN:
            given = {**_referring(told.values, number), "details": _all_said(told)}
            kept: Record = keep_draft(workspace, given, own if isinstance(own, ServiceIncident) else None)
        else:
            kept = _draft(workspace, told, own, number)
        _keep_files_of(workspace, gone, kept)
        keep_with(workspace, kept, told.came)
    return kept


def add_call(
    workspace: Workspace, incident: ServiceIncident, told: Told, draft: Record | None = None
) -> ServiceIncident:
    """It is the same as this incident: whoever called waits to hear of it, and what they told and what came goes there.

    Raises SdeskError.
    """
    with workspace.transaction("report again"):
        reporter: Contact | None = told.values.get("reporter")
        live = report_again(workspace, incident, reporter, _in_words(told))
        keep_with(workspace, live, told.came)
        if draft is not None:
            delete_draft(workspace, draft)
    return live


def _given_way(workspace: Workspace, told: Told, draft: Record | None) -> tuple[Record | None, Record | None]:
    """The draft to go on with, or the one that goes, as it is none of this kind."""
    if draft is None or (isinstance(draft, told.kind.model) and told.change_model is None):
        return draft, None
    return None, delete_draft(workspace, draft)


def _keep_files_of(workspace: Workspace, gone: Record | None, kept: Record) -> None:
    for file in attachments_of(workspace, gone) if gone is not None else ():
        attach(workspace, kept, file.name, content_of_attachment(workspace, file), file.purpose)


def _referring(values: Mapping[str, Any], number: str) -> dict[str, Any]:
    return {**values, "reference": number} if number else dict(values)


def _all_said(told: Told) -> str:
    """What solved it has no place in a draft but its details."""
    return "\n".join(filter(None, (str(told.values.get("details") or ""), told.solved_by.strip())))


def _in_words(told: Told) -> str:
    """All that was typed of it, for a story that is there already."""
    summary, impact = (str(told.values.get(name) or "") for name in ("summary", "impact_in_words"))
    return "\n".join(filter(None, (summary, _all_said(told), impact)))


# ---------------------------------------------------------------- each kind


def _broken(workspace: Workspace, told: Told, own: Record | None, number: str) -> Kept:
    kept = record_quickly(
        workspace,
        _referring(told.values, number),
        own if isinstance(own, ServiceIncident) else None,
        belongs_to=told.belongs_to,
        known_errors=told.known_errors,
        solved_by=told.solved_by,
    )
    return Kept(kept.incident, kept.missing)


def _wanted(workspace: Workspace, told: Told, own: Record | None, number: str) -> Kept:
    model = workspace.get(ChangeModel, told.change_model) if told.change_model else None
    if model is None and not told.values.get("summary"):
        raise Refused(
            _("Say what is wanted."), [Problem("summary", _("Nothing says yet what is to be different."))]
        )
    if model is None:
        return _taken_up(workspace, _draft(workspace, told, own, number), "submit")
    given = _referring({name: value for name, value in _of_change(told).items() if value}, number)
    change = request_from_model(workspace, model, given)
    return Kept(
        change, tuple(missing(workspace, change, change.step_called("submit"))) if change.is_draft else ()
    )


def _said(workspace: Workspace, told: Told, own: Record | None, number: str) -> Kept:
    return _taken_up(workspace, _draft(workspace, told, own, number), "record")


def _taken_up(workspace: Workspace, draft: Record, step: str) -> Kept:
    lacks = missing(workspace, draft, draft.step_called(step))
    return Kept(draft, tuple(lacks)) if lacks else Kept(take_step(workspace, draft, step))


def _draft(workspace: Workspace, told: Told, own: Record | None, number: str) -> Record:
    of_kind = _of_change(told) if told.kind is CallKind.WANTED else _of_feedback(workspace, told)
    values = _referring(of_kind, number)
    return create(workspace, told.kind.model, values) if own is None else save(workspace, own, values)


def _of_change(told: Told) -> dict[str, Any]:
    said = told.values
    return {
        **_of_both(told),
        "purpose": said.get("summary") or "",
        "requirement": said.get("details") or "",
        "requester": said.get("reporter"),
        **({"date_needed": told.date_needed} if told.date_needed else {}),
    }


def _of_feedback(workspace: Workspace, told: Told) -> dict[str, Any]:
    said = told.values
    return {
        **_of_both(told),
        "kind": told.feedback,
        "description": "\n\n".join(filter(None, (said.get("summary"), said.get("details")))),
        "contact": said.get("reporter"),
        "received_at": said.get("started_at") or workspace.clock(),
    }


def _of_both(told: Told) -> dict[str, Any]:
    """What only an incident has a field for was typed all the same: it stands in the notes."""
    said = told.values
    besides = (
        _("Impact in words: {text}", text=said["impact_in_words"]) if said.get("impact_in_words") else None,
        _("What was done: {text}", text=told.solved_by.strip()) if told.solved_by.strip() else None,
    )
    notes = "\n".join(word(each) for each in besides if each is not None)
    related = tuple(told.belongs_to)
    return {
        "customer": said.get("customer"),
        "service": said.get("service"),
        **({"related": related} if related else {}),
        **({"notes": notes} if notes else {}),
    }


__all__ = ["RECORD", "Kept", "Told", "add_call", "keep_call", "record_call"]
