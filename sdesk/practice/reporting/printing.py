"""What goes on paper: gathers the values that a print-out is made from, and keeps the prints of approved reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sdesk.models import (
    Agreement,
    Attachment,
    ChangeSchedule,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceReport,
    fields_of,
    model_named,
)
from sdesk.models.printout import (
    AuditLines,
    FindingsPrintout,
    Letterhead,
    LinkedLine,
    ListPrintout,
    Printout,
    ScheduleLine,
    SchedulePrintout,
)
from sdesk.practice.audit.printed import audit_lines, finding_lines, records_in
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.calendar.schedule import Slot, conflicts_among, slots
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.attachments import attach, attachments_of, content_of_attachment, file_names
from sdesk.practice.lifecycle.lists import Entry, Listing, entries, linking_to, page
from sdesk.practice.lifecycle.obsolete import obsolete
from sdesk.practice.lifecycle.proposed.sections import unread
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.undo import KEEP_PRINT
from sdesk.practice.lifecycle.versions import organization, to_go_by
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.change_history import review_lines, version_lines
from sdesk.practice.reporting.telling.conclusions import proposed_conclusions
from sdesk.storage import col
from sdesk.storage.anchors import anchors_of_approvals
from sdesk.storage.ledger import ids_in
from sdesk.storage.search import match_expression
from sdesk.translation import NOTHING_SAID, Message, term, word
from sdesk.translation import message as _

FROZEN = "frozen"
"""The purpose of the attachment that holds an approved report as it was printed first."""

MOST_LINKED = 60
"""Records that point to a printed one and are listed with it; of a much used item there are hundreds."""

_SHARED = ("CustomerAgreement", "SupplierAgreement", "PerformanceReport")
"""What the other side of an agreement gets to see; a print of the agreement lists nothing else that points to it."""

_CALLED_BY_NAME = ("Person", "Customer", "Supplier", "ServiceCalendar", "Service", "Organization")
Render = Callable[[Printout], bytes]


# ---------------------------------------------------------------- one record


def printout_of(workspace: Workspace, record: Record) -> Printout:
    """Everything that a print of the record shows. An approved report prints with the figures it was approved with."""
    approvals = tuple(approvals_of(workspace, record))
    kept = tuple(each for each in attachments_of(workspace, record) if each.purpose != FROZEN)
    linked = _linked(workspace, record)
    figures = reporting.figures_of(workspace, record) if isinstance(record, ServiceReport) else {}
    audited = audit_lines(workspace, record)
    return Printout(
        work_product=workspace.packs.work_product_in(type(record).__name__),
        record=record,
        letterhead=_letterhead_of_report(workspace, figures) if figures else letterhead(workspace),
        printed_at=workspace.clock(),
        labels=labels_in(workspace, [record, *records_in(audited)]),
        unread=frozenset(each.place for each in unread(record)) if record.is_draft else frozenset(),
        audit=audited,
        approvals=approvals,
        anchors=anchors_of_approvals(workspace, record.id) if approvals else {},
        attachments=kept,
        versions=version_lines(workspace, record) if record.versioned else (),
        linked_from=_linked_lines(linked),
        not_listed=max(len(linked) - MOST_LINKED, 0),
        figures=figures,
        next_review=next_review(workspace, record),
        reviews=review_lines(workspace, record),
        obsolete=over.said(workspace) if (over := obsolete(workspace, record)) else NOTHING_SAID,
    )


def _linked(workspace: Workspace, record: Record) -> list[tuple[Entry, str]]:
    """What points to the record, and by which field: the changes and incidents of an item, what came of a change."""
    if isinstance(record, ServiceReport):
        return []
    return linking_to(workspace, record.id, _SHARED if isinstance(record, Agreement) else ())


def _linked_lines(found: Sequence[tuple[Entry, str]]) -> tuple[LinkedLine, ...]:
    lines = []
    for entry, name in found[:MOST_LINKED]:
        model = model_named(entry.model)
        label = next(spec.label for spec in fields_of(model) if spec.name == name)
        lines.append(LinkedLine(called(entry), model.singular, label, entry.state))
    return tuple(lines)


def letterhead(workspace: Workspace) -> Letterhead:
    """The organization as it is now. Raises SdeskError where it is in a time zone that nobody knows."""
    ours = organization(workspace)
    if ours is None:
        return Letterhead()
    return Letterhead(
        name=ours.name,
        address=ours.address,
        paper=ours.paper.value if ours.paper else "A4",
        time_zone=zone_of(workspace).key,
        logo=_logo(workspace, ours.logo),
    )


def _letterhead_of_report(workspace: Workspace, figures: Mapping[str, Any]) -> Letterhead:
    """The organization as it was when the report's figures were computed."""
    issuer = figures["issuer"]
    logo = UUID(issuer["logo"]) if issuer["logo"] else None
    return Letterhead(
        issuer["name"], issuer["address"], issuer["paper"], issuer["time_zone"], _logo(workspace, logo)
    )


def _logo(workspace: Workspace, key: UUID | None) -> bytes | None:
    attachment = workspace.get(Attachment, key) if key else None
    return content_of_attachment(workspace, attachment) if attachment else None


def labels_in(workspace: Workspace, records: Sequence[Record]) -> dict[UUID, Message | str]:
    """What people call everything that the records point to."""
    return _labels(workspace, [target for record in records for target in ids_in(record)])


def _labels(workspace: Workspace, targets: Sequence[UUID]) -> dict[UUID, Message | str]:
    wanted = dict.fromkeys(targets)
    found = {key: called(entry) for key, entry in entries(workspace, wanted).items()}
    return {**found, **file_names(workspace, wanted.keys() - found)}


def called(entry: Entry) -> Message | str:
    """People, parties, calendars and services by their name; everything else by number and title.

    Of most documents the title is what they are: a word of ours.
    """
    if entry.model in _CALLED_BY_NAME:
        return entry.title
    if entry.title == model_named(entry.model).singular:
        return _("{number} {document}", number=entry.number, document=term(entry.title))
    return entry.label


# ---------------------------------------------------------------- reports kept as printed


def printed(workspace: Workspace, record: Record, render: Render) -> bytes:
    """The record on paper. Once a report is approved these are the same bytes ever after: they are kept with it."""
    kept = kept_print(workspace, record)
    if kept is not None:
        return kept
    content = render(printout_of(workspace, record))
    return keep_print(workspace, record, content)


def kept_print(workspace: Workspace, record: Record) -> bytes | None:
    """What the report was printed as when it was approved; None for anything else."""
    kept = next((each for each in attachments_of(workspace, record) if each.purpose == FROZEN), None)
    return content_of_attachment(workspace, kept) if kept else None


def keep_print(workspace: Workspace, record: Record, content: bytes) -> bytes:
    """Keep the print of an approved report, if none is kept yet. Gives what is kept; of anything else, `content`.

    In a copy that is read none is kept, so that what is shown then may be `content` of today's records.
    """
    if not isinstance(record, ServiceReport) or record.state != "approved":
        return content
    if workspace.read_only:
        return kept_print(workspace, record) or content
    with workspace.transaction(KEEP_PRINT):
        kept = kept_print(workspace, record)
        if kept is not None:
            return kept
        name = _("{number} version {version}", number=record.number, version=record.version)
        attach(workspace, record, f"{word(name)}.pdf", content, FROZEN)
    return content


def unprinted_reports(workspace: Workspace) -> list[ServiceReport]:
    """Approved reports whose print is not kept yet: for as long as it takes to make it."""
    kept = {each.record_id for each in workspace.find(Attachment, col(Attachment.purpose) == FROZEN)}
    approved: list[ServiceReport] = []
    for model in (PerformanceReport, ImprovementReport):
        approved.extend(workspace.find(model, col(model.state) == "approved"))
    return [each for each in approved if each.id not in kept]


def keep_prints(workspace: Workspace, render: Render) -> int:
    """Keep the print of every approved report that has none. How many there were."""
    reports = unprinted_reports(workspace)
    for report in reports:
        printed(workspace, report, render)
    return len(reports)


# ---------------------------------------------------------------- a report before it is a record


def performance_preview(workspace: Workspace, agreement: Agreement, period: Period) -> Printout:
    """The performance report as it would be prepared now; nothing is stored."""
    return _preview(workspace, PerformanceReport, reporting.performance_draft(workspace, agreement, period))


def improvement_preview(workspace: Workspace, period: Period) -> Printout:
    """The improvement report as it would be prepared now; nothing is stored."""
    return _preview(workspace, ImprovementReport, reporting.improvement_draft(workspace, period))


def _preview(
    workspace: Workspace,
    model: type[PerformanceReport] | type[ImprovementReport],
    values: Mapping[str, Any],
) -> Printout:
    report = model(state="draft", version=1, **values)
    printout = printout_of(workspace, report)
    report.conclusions = proposed_conclusions(printout.figures)
    return replace(printout, versions=())


# ---------------------------------------------------------------- lists, schedule, audit


def list_printout(workspace: Workspace, listing: Listing, columns: Sequence[str] = ()) -> ListPrintout:
    """The records that a list shows, in its order."""
    model = model_named(listing.model)
    found = tuple(page(workspace, listing, limit=-1))
    asked_for = [value for _name, value in listing.where if isinstance(value, UUID)]
    labels = {**labels_in(workspace, found), **_labels(workspace, asked_for)}
    return ListPrintout(
        model=model,
        records=found,
        columns=tuple(columns) or model.columns,
        letterhead=letterhead(workspace),
        printed_at=workspace.clock(),
        labels=labels,
        chosen_by=_chosen_by(listing, labels),
    )


def _chosen_by(listing: Listing, labels: Mapping[UUID, Message | str]) -> Message:
    """All that the listing asks for. Signs without a letter or digit are no words: nothing is searched by them."""
    words, states = listing.words if match_expression(listing.words) else "", tuple(map(term, listing.states))
    asked = _("in the states {states}", states=states) if states else NOTHING_SAID
    if words:
        asked = _("with the words “{words}”", words=words)
    if words and states:
        asked = _("with the words “{words}”, in the states {states}", words=words, states=states)
    for name, value in listing.where:
        specs = fields_of(model_named(listing.model))
        label = next((spec.label for spec in specs if spec.name == name), name)
        said = labels.get(value, str(value)) if isinstance(value, UUID) else term(str(value))
        only = _("{field}: {value}", field=term(label), value=said)
        asked = _("{asked}, {only}", asked=asked, only=only) if asked else only
    return asked


def schedule_printout(workspace: Workspace, period: Period) -> SchedulePrintout:
    """What is on the change schedule in the period, with its conflicts (WP.12)."""
    found = slots(workspace, period.start_utc, period.end_utc)
    names = entries(
        workspace, [key for slot in found for key in (*slot.items, slot.customer, slot.carried_out_by) if key]
    )
    rules = to_go_by(workspace, ChangeSchedule, min(period.last_moment, workspace.clock()))
    clashes = _clashes(found)
    return SchedulePrintout(
        first=period.first,
        last=period.last,
        lines=tuple(_schedule_line(slot, names, clashes.get(slot.record_id, ())) for slot in found),
        letterhead=letterhead(workspace),
        printed_at=workspace.clock(),
        rules=rules.rules if rules else "",
        quiet_times=rules.quiet_times if rules else "",
    )


def _clashes(found: Sequence[Slot]) -> dict[UUID, tuple[Message, ...]]:
    clashes: dict[UUID, tuple[Message, ...]] = {}
    for conflict in conflicts_among(found):
        for one, other in ((conflict.change, conflict.other), (conflict.other, conflict.change)):
            text = _("{number}: {reason}", number=other.number, reason=conflict.reason)
            clashes[one.record_id] = (*clashes.get(one.record_id, ()), text)
    return clashes


def _schedule_line(slot: Slot, names: Mapping[UUID, Entry], clashes: tuple[Message, ...]) -> ScheduleLine:
    def name(key: UUID | None) -> Message | str:
        return called(names[key]) if key and key in names else ""

    return ScheduleLine(
        number=slot.number,
        title=slot.title,
        kind=slot.kind.value,
        state=slot.state,
        start=slot.start,
        end=slot.end,
        customer=name(slot.customer),
        items=tuple(name(item) for item in slot.items if item in names),
        carried_out_by=name(slot.carried_out_by),
        conflicts=clashes,
    )


def findings_printout(workspace: Workspace) -> FindingsPrintout:
    """All findings, as they stand today."""
    lines = finding_lines(workspace)
    labels = labels_in(workspace, records_in(AuditLines(findings=lines)))
    return FindingsPrintout(lines, letterhead(workspace), workspace.clock(), labels)
