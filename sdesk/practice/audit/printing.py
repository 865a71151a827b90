"""What the papers about documents are made from."""

from sdesk.models import Document, ExternalDocument, Organization, Record
from sdesk.models.printout import DifferencePrintout, ReaderLine, RegisterLine, RegisterPrintout
from sdesk.practice.audit.documents import HasToKnow, Registered, register
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.reporting.printing import labels_in, letterhead
from sdesk.translation import Message
from sdesk.translation import message as _


def register_printout(workspace: Workspace, *, with_obsolete: bool = False) -> RegisterPrintout:
    ours = organization(workspace)
    lines = register(workspace, with_obsolete=with_obsolete)
    return RegisterPrintout(
        tuple(_line(each, ours) for each in lines), letterhead(workspace), workspace.clock()
    )


def _line(each: Registered, ours: Organization | None) -> RegisterLine:
    record = each.record
    return RegisterLine(
        number=record.number,
        name=record.heading,
        kind=type(record),
        edition=each.edition,
        state=record.state,
        issuer=_issuer(record, ours),
        place=each.place,
        next_review=each.next_review,
        looked_at=each.looked_at,
        is_late=each.is_late,
        readers=tuple(map(_reader, each.readers)),
        is_declared=each.declared is not None,
    )


def _issuer(record: Record, ours: Organization | None) -> str:
    if isinstance(record, ExternalDocument):
        return record.issuer
    said = record.issuing_organization if isinstance(record, Document) else ""
    return said or (ours.name if ours else "")


def _reader(each: HasToKnow) -> ReaderLine:
    knows = each.knows
    if knows is None:
        return ReaderLine(each.person.name)
    return ReaderLine(each.person.name, knows.edition, knows.on, each.is_current, knows.by_approval)


def difference_printout(workspace: Workspace, older: Record, newer: Record) -> DifferencePrintout:
    return DifferencePrintout(
        older,
        newer,
        (_approved(workspace, older), _approved(workspace, newer)),
        letterhead(workspace),
        workspace.clock(),
        labels_in(workspace, [older, newer]),
    )


def _approved(workspace: Workspace, record: Record) -> Message | str:
    signed = [each for each in approvals_of(workspace, record) if each.step == "approve"]
    if not signed:
        return ""
    return _("approved by {person} on {moment}", person=signed[-1].person_name, moment=signed[-1].at)


__all__ = ["difference_printout", "register_printout"]
