"""Rules of the reports (WP.07, WP.19) and agreements (WP.03, WP.21)."""

from collections.abc import Iterator, Mapping

from sdesk.models import Agreement, PerformanceReport, Record, ServiceReport
from sdesk.practice.lifecycle.problem import Problem, Rule
from sdesk.storage import Workspace


def period_is_in_order(workspace: Workspace, report: ServiceReport, state: str) -> Iterator[Problem]:
    if report.period_start and report.period_end and report.period_end < report.period_start:
        yield Problem("period_end", "The period ends before it starts.", "Correct one of the two days.")


def is_about_an_agreement(workspace: Workspace, report: PerformanceReport, state: str) -> Iterator[Problem]:
    """WP.19: the report is about one customer or one supplier, by their agreement."""
    chosen = [each for each in (report.customer_agreement, report.supplier_agreement) if each]
    if state == "approved" and len(chosen) != 1:
        yield Problem(
            "customer_agreement",
            "The report is about exactly one agreement.",
            "Choose a customer agreement or a supplier agreement.",
        )


def dates_are_in_order(workspace: Workspace, agreement: Agreement, state: str) -> Iterator[Problem]:
    if agreement.start and agreement.end and agreement.end <= agreement.start:
        yield Problem("end", "The agreement ends before it starts.", "Correct one of the two days.")
    if agreement.start and agreement.review_date and agreement.review_date < agreement.start:
        yield Problem("review_date", "The review is before the start.", "Correct one of the two days.")


RULES: Mapping[type[Record], tuple[Rule, ...]] = {
    ServiceReport: (period_is_in_order,),
    PerformanceReport: (is_about_an_agreement,),
    Agreement: (dates_are_in_order,),
}
