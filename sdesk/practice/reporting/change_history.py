"""The change history of a record as it is printed: its versions, and that one was read again and left as it is."""

from typing import Any

from sdesk.models import Approval, Person, Record, ServiceReport, fields_of
from sdesk.models.printout import ReviewLine, VersionLine
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import history_of, versions_of
from sdesk.practice.lifecycle.reviews import reviews_without_change


def review_lines(workspace: Workspace, record: Record) -> tuple[ReviewLine, ...]:
    """That this version was read again and left as it is, the oldest first."""
    done = reviews_without_change(workspace).get(record.id, ())
    people = {each.by: workspace.get(Person, each.by) for each in done}
    return tuple(
        ReviewLine(
            each.number, each.on, person.name if (person := people[each.by]) else "", each.next, each.outcome
        )
        for each in done
    )


def version_lines(workspace: Workspace, record: Record) -> tuple[VersionLine, ...]:
    """The change history of a document, made from its versions up to this one, oldest first."""
    all_versions = sorted(versions_of(workspace, record), key=lambda each: each.version)
    upto = [each for each in all_versions if each.version <= record.version]
    lines = []
    for place, version in enumerate(upto):
        before = upto[place - 1] if place else None
        lines.append(_version_line(workspace, version, before))
    return tuple(lines)


def _version_line(workspace: Workspace, record: Record, before: Record | None) -> VersionLine:
    signed = [each for each in approvals_of(workspace, record) if each.step == "approve"]
    last: Approval | None = signed[-1] if signed else None
    return VersionLine(
        version=record.version,
        state=record.state,
        begun=record.created_at,
        approved=last.at if last else None,
        approved_by=last.person_name if last else "",
        changed=_changed_fields(record, before) if before else (),
        **(_told_of_report(workspace, record) if isinstance(record, ServiceReport) else {}),
    )


def _told_of_report(workspace: Workspace, report: ServiceReport) -> dict[str, Any]:
    """The reasons that were given for its steps and changes, and to whom it was handed."""
    told = (each.reason.strip() for each in reversed(history_of(workspace, report)) if each.action != "supersede")  # fmt: skip
    return {"reasons": tuple(dict.fromkeys(filter(None, told))), "given_to": report.given_to}


def _changed_fields(record: Record, before: Record) -> tuple[str, ...]:
    """To whom a report was handed has a column of its own, and begins anew with each version."""
    return tuple(
        spec.label
        for spec in fields_of(type(record))
        if spec.name != "given_to" and getattr(record, spec.name) != getattr(before, spec.name)
    )


__all__ = ["review_lines", "version_lines"]
