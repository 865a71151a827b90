"""The reports there are: for which occasion, what each asks for, and how its document is made. No widgets here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from sdesk.models import (
    ActionItem,
    AdoptedPack,
    Agreement,
    CustomerAgreement,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceIncident,
    ServiceReport,
    SupplierAgreement,
)
from sdesk.practice.audit.checklist.printing import checklist_printout, statements_printout
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.audit.printing import register_printout
from sdesk.practice.exchange.list_files import ListTable
from sdesk.practice.lifecycle.lists import Listing
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.versions import in_effect, latest
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.work.statement import work_printout, work_table
from sdesk.practice.workspaces import Workspace
from sdesk.reports.audit_overview import audit_document
from sdesk.reports.blocks import Document
from sdesk.reports.catalogue import catalogue_document
from sdesk.reports.checklist import checklist_document, statements_document
from sdesk.reports.document_register import register_document
from sdesk.reports.finding_blocks import findings_document
from sdesk.reports.list_print import list_document
from sdesk.reports.paper import document_of
from sdesk.reports.schedule import schedule_document
from sdesk.reports.work_statement import work_document
from sdesk.translation import gettext as _
from sdesk.translation import message


class Occasion(Enum):
    CUSTOMER = "customer review"
    MANAGEMENT = "management review"
    AUDIT = "audit"
    DAILY = "daily"

    @property
    def title(self) -> str:
        return {
            Occasion.CUSTOMER: _("Customer review"),
            Occasion.MANAGEMENT: _("Management review"),
            Occasion.AUDIT: _("Audit"),
            Occasion.DAILY: _("Daily"),
        }[self]


@dataclass(frozen=True)
class Wanted:
    """What was chosen at the right: a period, an agreement, a kind of record."""

    period: Period | None = None
    agreement: UUID | None = None
    model: str = ""


@dataclass(frozen=True)
class Lacking:
    """Why a report cannot be made yet, and the kind of record to go to."""

    sentence: str
    why: str
    action: str
    model: type[Record]


Make = Callable[[Workspace, Wanted], Document]
MakeTable = Callable[[Workspace, Wanted], ListTable]
FindAgreements = Callable[[Workspace], Sequence[Agreement]]
NothingYet = Callable[[Workspace], Lacking | None]


@dataclass(frozen=True)
class ReportKind:
    """`reports` is the model of the reports that are prepared and approved; None for what is only printed. `table` makes
    it for a spreadsheet, `agreements` finds those to choose from."""

    name: str
    occasion: Occasion
    title: str
    why: str
    make: Make
    asks_agreement: bool = False
    asks_period: bool = False
    asks_weeks: bool = False
    asks_model: bool = False
    reports: type[ServiceReport] | None = None
    for_browsers: bool = False
    table: MakeTable | None = None
    agreements: FindAgreements | None = None
    lacking: NothingYet = lambda workspace: None


def find_agreement(workspace: Workspace, key: UUID | None) -> Agreement | None:
    if key is None:
        return None
    return workspace.get(CustomerAgreement, key) or workspace.get(SupplierAgreement, key)


def count_report(kind: ReportKind, wanted: Wanted, workspace: Workspace) -> reporting.CountedDraft[Any]:
    """What a draft of this kind on the days and agreement that were chosen is made of."""
    period = _days(workspace, wanted)
    if kind.reports is ImprovementReport:
        return reporting.count_improvement_report(workspace, period)
    agreement = find_agreement(workspace, wanted.agreement)
    if agreement is None:
        raise Refused(message("Choose the agreement that the report is about."))
    return reporting.count_performance_report(workspace, agreement, period)


def _days(workspace: Workspace, wanted: Wanted) -> Period:
    """In the time zone of then."""
    assert wanted.period is not None
    return reporting.report_period(workspace, wanted.period.first, wanted.period.last)


def agreements_to_report_on(workspace: Workspace) -> list[Agreement]:
    """Customers' first."""
    return [*agreements_of_customers(workspace), *reporting.agreements(workspace, SupplierAgreement)]


def agreements_of_customers(workspace: Workspace) -> list[Agreement]:
    return list(reporting.agreements(workspace, CustomerAgreement))


# ---------------------------------------------------------------- how each is made


def _performance(workspace: Workspace, wanted: Wanted) -> Document:
    agreement = find_agreement(workspace, wanted.agreement)
    assert agreement is not None
    return document_of(printing.performance_preview(workspace, agreement, _days(workspace, wanted)))


def _work(workspace: Workspace, wanted: Wanted) -> Document:
    return work_document(work_printout(workspace, *_whose_month(workspace, wanted)))


def _work_table(workspace: Workspace, wanted: Wanted) -> ListTable:
    return work_table(workspace, *_whose_month(workspace, wanted))


def _whose_month(workspace: Workspace, wanted: Wanted) -> tuple[CustomerAgreement, Period]:
    agreement = workspace.get(CustomerAgreement, wanted.agreement) if wanted.agreement else None
    assert agreement is not None
    return agreement, _days(workspace, wanted)


def _improvement(workspace: Workspace, wanted: Wanted) -> Document:
    return document_of(printing.improvement_preview(workspace, _days(workspace, wanted)))


def _catalogue(workspace: Workspace, wanted: Wanted) -> Document:
    catalogue = in_effect(workspace, ServiceCatalogue) or latest(workspace, ServiceCatalogue)
    assert catalogue is not None
    return catalogue_document(printing.printout_of(workspace, catalogue))


def _audit(workspace: Workspace, wanted: Wanted) -> Document:
    return audit_document(audit_printout(workspace))


def _findings(workspace: Workspace, wanted: Wanted) -> Document:
    return findings_document(printing.findings_printout(workspace))


def _documents(workspace: Workspace, wanted: Wanted) -> Document:
    return register_document(register_printout(workspace))


def _checklist(workspace: Workspace, wanted: Wanted) -> Document:
    return checklist_document(checklist_printout(workspace))


def _standards(workspace: Workspace, wanted: Wanted) -> Document:
    others = workspace.packs.packs[1:]
    return statements_document([statements_printout(workspace, each) for each in others])


def _no_other_standard(workspace: Workspace) -> Lacking | None:
    if workspace.packs.packs[1:]:
        return None
    return Lacking(
        _("No other standard is adopted."),
        _("Adopt one in the Audit tab: its statements are then listed with the records that carry them."),
        _("Go to the adopted standards"),
        AdoptedPack,
    )


def _schedule(workspace: Workspace, wanted: Wanted) -> Document:
    assert wanted.period is not None
    return schedule_document(printing.schedule_printout(workspace, wanted.period))


def _list(workspace: Workspace, wanted: Wanted) -> Document:
    return list_document(printing.list_printout(workspace, Listing(wanted.model)))


def _under_way(model: type[Record], sort: str) -> Make:
    """The records that somebody still has to do something about."""
    states = tuple(state.name for state in model.states if not state.ended and state.name != "draft")

    def make(workspace: Workspace, wanted: Wanted) -> Document:
        listing = Listing(model.__name__, states=states, sort=sort, descending=False)
        return list_document(printing.list_printout(workspace, listing))

    return make


# ---------------------------------------------------------------- what has to be there first


def _no_agreement(workspace: Workspace) -> Lacking | None:
    if agreements_to_report_on(workspace):
        return None
    return Lacking(
        _("No agreement is approved yet."),
        _("The report holds what was done against what an agreement promises."),
        _("Go to the agreements"),
        CustomerAgreement,
    )


def _no_agreement_of_a_customer(workspace: Workspace) -> Lacking | None:
    if agreements_of_customers(workspace):
        return None
    return Lacking(
        _("No agreement with a customer is approved yet."),
        _("It says how much work its price includes; what was noted in incidents is counted against that."),
        _("Go to the agreements"),
        CustomerAgreement,
    )


def _no_catalogue(workspace: Workspace) -> Lacking | None:
    if latest(workspace, ServiceCatalogue) is not None:
        return None
    return Lacking(
        _("There is no service catalogue yet."),
        _("It tells customers what they can have, in their words."),
        _("Go to the catalogue"),
        ServiceCatalogue,
    )


def report_kinds() -> tuple[ReportKind, ...]:
    """Every report, in the order of the list."""
    return (
        ReportKind(
            "performance",
            Occasion.CUSTOMER,
            _("Service performance report"),
            _("What was promised beside what was done, for one agreement and one period."),
            _performance,
            asks_agreement=True,
            asks_period=True,
            reports=PerformanceReport,
            lacking=_no_agreement,
        ),
        ReportKind(
            "work",
            Occasion.CUSTOMER,
            _("Statement of work"),
            _("What was done for a customer and how long it took, for the invoice: included, used, beyond."),
            _work,
            asks_agreement=True,
            asks_period=True,
            table=_work_table,
            agreements=agreements_of_customers,
            lacking=_no_agreement_of_a_customer,
        ),
        ReportKind(
            "catalogue",
            Occasion.CUSTOMER,
            _("Service catalogue"),
            _("To give to customers, on paper or as one page for a browser."),
            _catalogue,
            for_browsers=True,
            lacking=_no_catalogue,
        ),
        ReportKind(
            "improvement",
            Occasion.MANAGEMENT,
            _("Improvement report"),
            _("The whole of service delivery, seen from both sides, for management to decide on."),
            _improvement,
            asks_period=True,
            reports=ImprovementReport,
        ),
        ReportKind(
            "audit",
            Occasion.AUDIT,
            _("Audit overview"),
            _("Every requirement of the profile with the evidence there is for it today."),
            _audit,
        ),
        ReportKind(
            "findings",
            Occasion.AUDIT,
            _("Findings"),
            _("What audits found, what is done about it, and whether somebody else saw that it helped."),
            _findings,
        ),
        ReportKind(
            "checklist",
            Occasion.AUDIT,
            _("Checklist of evidence"),
            _(
                "Every point of evidence: what the program judges, what it lays out, and what people answered."
            ),
            _checklist,
        ),
        ReportKind(
            "standards",
            Occasion.AUDIT,
            _("Other standards"),
            _("The adopted ones statement by statement: which records carry each, and how it was answered."),
            _standards,
            lacking=_no_other_standard,
        ),
        ReportKind(
            "list",
            Occasion.AUDIT,
            _("List of records"),
            _("All records of one kind, as an auditor picks samples from them."),
            _list,
            asks_model=True,
        ),
        ReportKind(
            "documents",
            Occasion.AUDIT,
            _("Register of documents"),
            _("Every document with its version and next review, and who has confirmed which version."),
            _documents,
        ),
        ReportKind(
            "schedule",
            Occasion.DAILY,
            _("Change schedule"),
            _("What changes on which day, who does it, and what must not be disturbed."),
            _schedule,
            asks_weeks=True,
        ),
        ReportKind(
            "open-incidents",
            Occasion.DAILY,
            _("Open incidents"),
            _("All incidents that are not closed."),
            _under_way(ServiceIncident, "priority"),
        ),
        ReportKind(
            "open-changes",
            Occasion.DAILY,
            _("Changes under way"),
            _("All changes that are asked for and not closed."),
            _under_way(ServiceChangeRequest, "date_needed"),
        ),
        ReportKind(
            "open-actions",
            Occasion.DAILY,
            _("Open action items"),
            _("What was agreed to be done and is not done."),
            _under_way(ActionItem, "due"),
        ),
    )
