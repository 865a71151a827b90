"""What every printed record has around its content: head, change history, attachments, approvals."""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models import Approval, Document, Record, ServiceReport
from sdesk.models import Row as Line
from sdesk.models.governance import ServiceRole
from sdesk.models.governance.reports import Handover
from sdesk.models.ledger import ApprovalForm
from sdesk.models.printout import Letterhead, Printout, VersionLine
from sdesk.reports import blocks
from sdesk.reports.blocks import (
    Block,
    Callout,
    Column,
    Heading,
    KeepTogether,
    Paragraph,
    Row,
    Signature,
    SignatureLine,
    Table,
)
from sdesk.reports.words import day, day_at, moment, number
from sdesk.translation import Message, message, ngettext, word
from sdesk.translation import gettext as _

_FORMS: Mapping[ApprovalForm, Message] = {
    ApprovalForm.SIGNED_HERE: message("Signed in sdesk"),
    ApprovalForm.EMAIL: message("By e-mail"),
    ApprovalForm.PAPER: message("On paper"),
}


def paper_of(letterhead: Letterhead) -> Literal["A4", "Letter"]:
    return "Letter" if letterhead.paper == "Letter" else "A4"


def sheet(
    printout: Printout,
    title: str,
    content: Sequence[Block],
    *,
    subtitle: str = "",
    facts: Sequence[tuple[str, str]] = (),
    footer_note: str = "",
) -> blocks.Document:
    """A record's document: content between its head and its sign-off."""
    record, head = printout.record, printout.letterhead
    signed = _deciding(printout.approvals)
    return blocks.Document(
        title=title,
        blocks=tuple(content),
        subtitle=subtitle,
        number=record.number,
        version=str(record.version) if record.versioned and record.number else "",
        issuer=head.name,
        status=_(record.state or "draft"),
        state=record.state or "draft",
        date=_date_of(printout, signed),
        paper=paper_of(head),
        footer_note=footer_note,
        content_hash=signed.sha256 if signed else "",
        logo=head.logo,
        facts=tuple(facts),
        moment=local(signed.at if signed else printout.printed_at, ZoneInfo(head.time_zone)),
    )


def with_standing(printout: Printout, title: str, name: str, row: Line | None = None) -> str:
    """The title of a section; of one that the program proposed and nobody has read, also that."""
    said = _("{section} (proposed, not yet read)")
    return said.format(section=title) if printout.is_unread(name, row) else title


def _deciding(approvals: Sequence[Approval]) -> Approval | None:
    """The approval whose content is what is printed: the last one."""
    return approvals[-1] if approvals else None


def _date_of(printout: Printout, signed: Approval | None) -> str:
    """The day it counts from: date of issue, else the day of the approval, else today."""
    record, zone = printout.record, printout.letterhead.time_zone
    issued = getattr(record, "date_of_issue", None)
    if isinstance(record, Document) and issued:
        return day(issued)
    return day_at(signed.at if signed else printout.printed_at, zone)


# ---------------------------------------------------------------- sign-off


def approval_blocks(printout: Printout) -> tuple[Block, ...]:
    """Who agreed to exactly this content; while nobody has, lines to sign on for those who may."""
    zone = printout.letterhead.time_zone
    steps = {step.name: step.label for step in printout.record.steps}
    signed = (_signed(each, steps, zone, printout.anchors) for each in printout.approvals)
    lines = tuple(signed) or _to_sign(printout.record)
    return (Signature(lines, _("Approval")),) if lines else ()


def _signed(
    approval: Approval, steps: Mapping[str, str], zone: str, anchors: Mapping[UUID, str]
) -> SignatureLine:
    how = [word(_FORMS[approval.form]), approval.evidence.strip()]
    if approval.own_work:
        how.append(_("own work"))
    return SignatureLine(
        who=approval.person_name,
        role=_signed_as(role_name(approval.role), steps.get(approval.step, approval.step)),
        when=moment(approval.at, zone),
        how=_(", ").join(part for part in how if part),
        hash=approval.sha256,
        anchor=anchors.get(approval.id, ""),
    )


def _signed_as(role: str, step: str) -> str:
    """The role, and what was said yes to, where that is not simply the whole."""
    return " · ".join(part for part in (role, "" if step == "Approve" else _(step)) if part)


def role_name(role: str) -> str:
    return _(ServiceRole(role).label) if role in list(ServiceRole) else role


def _to_sign(record: Record) -> tuple[SignatureLine, ...]:
    """An empty line for the step that approves what is printed, if one leads on from here."""
    step = next((each for each in record.steps if each.approves and record.state in each.from_states), None)
    if step is None or not step.roles:
        return ()
    return (SignatureLine(who="", role=_(" or ").join(role_name(role) for role in step.roles)),)


# ---------------------------------------------------------------- change history, attachments, links


def history_blocks(printout: Printout) -> tuple[Block, ...]:
    """The change history of a document, made from its versions."""
    if not printout.versions:
        return ()
    zone = printout.letterhead.time_zone
    rows = [
        (
            str(line.version),
            _(line.state),
            day_at(line.begun, zone),
            day_at(line.approved, zone) or "–",
            line.approved_by or "–",
            _what_changed(line, printout.record),
            "\n".join(line.reasons) or "–",
            _given_to(line.given_to if line.version < printout.record.version else ()) or "–",
        )
        for line in printout.versions
    ]
    columns = (
        Column(_("Version"), weight=1, align="center"),
        Column(_("State"), weight=1.4, whole=True),
        Column(_("Begun"), weight=1.5, whole=True),
        Column(_("Approved"), weight=1.5, whole=True),
        Column(_("By"), weight=2),
        Column(_("What changed"), weight=5),
        Column(_("Why"), weight=3),
        Column(_("Given to"), weight=3),
    )
    return (KeepTogether((Heading(_("Change history"), 2), Table(columns, tuple(rows)).told())),)


def review_blocks(printout: Printout) -> tuple[Block, ...]:
    """That this version was read again and left as it is."""
    if not printout.reviews:
        return ()
    rows = tuple(
        (day(each.on), word(each.by), each.outcome.strip(), day(each.next), each.number)
        for each in printout.reviews
    )
    columns = (
        Column(_("Read on"), weight=1.6, whole=True),
        Column(_("By"), weight=2),
        Column(_("What came of it"), weight=6),
        Column(_("Next review"), weight=1.6, whole=True),
        Column(_("Number"), weight=2, whole=True),
    )
    return (KeepTogether((Heading(_("Reviews without change"), 2), Table(columns, rows))),)


def obsolete_blocks(printout: Printout) -> tuple[Block, ...]:
    """Before anything else, that this is not the version to work by."""
    said = word(printout.obsolete, zone=ZoneInfo(printout.letterhead.time_zone))
    return (Callout(said, "warning"),) if said else ()


def _given_to(handed: Sequence[Handover]) -> str:
    """Who received an earlier version, when and how. A report's own paper is made before anybody has received it."""
    return "\n".join(
        _(", ").join(part for part in (each.who, day(each.on), each.how) if part) for each in handed
    )


def _what_changed(line: VersionLine, record: Record) -> str:
    if line.version == 1:
        return _("First version")
    if line.changed:
        return _(", ").join(map(_, line.changed))
    if isinstance(record, ServiceReport):
        return _("Counted again, the text as it was")
    return _("No change of content")


def attachment_blocks(printout: Printout) -> tuple[Block, ...]:
    """The files that belong to the record, each with its SHA-256."""
    if not printout.attachments:
        return ()
    zone = printout.letterhead.time_zone
    rows = tuple(
        Row((each.name, file_size(each.size), day_at(each.added_at, zone), each.sha256))
        for each in printout.attachments
    )
    columns = (
        Column(_("File"), weight=3),
        Column(_("Size"), numeric=True, weight=1),
        Column(_("Added"), weight=1.3, whole=True),
        Column(_("SHA-256"), weight=5),
    )
    return (Heading(_("Attachments"), 2), Table(columns, rows))


def file_size(size: int) -> str:
    """As "812 bytes", "14 kB", "2.4 MB"."""
    if size < 1000:
        return ngettext("{n} byte", "{n} bytes", size).format(n=size)
    if size < 1_000_000:
        return _("{n} kB").format(n=f"{size / 1000:.0f}")
    return _("{n} MB").format(n=f"{size / 1_000_000:.1f}")


def linked_blocks(printout: Printout) -> tuple[Block, ...]:
    """What points to the record."""
    if not printout.linked_from:
        return ()
    rows = tuple(
        (_(each.kind), word(each.label), _(each.field), _(each.state)) for each in printout.linked_from
    )
    columns = (
        Column(_("Kind"), weight=2),
        Column(_("Record"), weight=5),
        Column(_("By its field"), weight=2),
        Column(_("State"), weight=1.5, whole=True),
    )
    more = printout.not_listed
    text = ngettext("{n} more record points here.", "{n} more records point here.", more)
    note = (Paragraph(text.format(n=number(more)), "small"),) if more else ()
    return (Heading(_("Records that point here"), 2), Table(columns, rows), *note)


def closing_blocks(printout: Printout) -> tuple[Block, ...]:
    """Everything that follows the content of a printed record."""
    return (
        *attachment_blocks(printout),
        *linked_blocks(printout),
        *history_blocks(printout),
        *review_blocks(printout),
        *approval_blocks(printout),
    )
