"""`sdesk report`: a report over a period, as PDF."""

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened_to_write
from sdesk.errors import SdeskError
from sdesk.models import CustomerAgreement, ImprovementReport, PerformanceReport, SupplierAgreement
from sdesk.practice.exchange.handouts import hand_out
from sdesk.practice.finding.search import find_record, matching
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.printing import improvement_preview, performance_preview, printed
from sdesk.practice.reporting.reports import agreement_of, report_period
from sdesk.practice.workspaces import Workspace
from sdesk.reports.paper import pdf_of
from sdesk.translation import gettext as _
from sdesk.translation import message


def report(options: Options) -> int:
    with opened_to_write(options) as workspace:
        period = report_period(workspace, options.first, options.last)
        performance = options.kind == "performance"
        agreement = _agreement(workspace, options.agreement) if performance else None
        approved = _approved(workspace, agreement, period)
        if approved is not None:
            content = printed(workspace, approved, pdf_of)
        elif agreement is not None:
            content = pdf_of(performance_preview(workspace, agreement, period))
        else:
            content = pdf_of(improvement_preview(workspace, period))
        hand_out(workspace, options.output, content, approved.id if approved else None)
    if approved is not None:
        said = _("{file} is written ({number}, as it was approved).")
        print(said.format(file=options.output, number=approved.number))
    else:
        said = _("{file} is written (a draft: the workspace holds no such report).")
        print(said.format(file=options.output))
    return 0


def _approved(
    workspace: Workspace, agreement: CustomerAgreement | SupplierAgreement | None, period: Period
) -> PerformanceReport | ImprovementReport | None:
    """The approved report on exactly this period, which is printed as it was approved."""
    days = (f"period_start={period.first}", f"period_end={period.last}", "state=approved")
    if agreement is None:
        return next(iter(matching(workspace, ImprovementReport, days)), None)
    for each in matching(workspace, PerformanceReport, days):
        about = agreement_of(workspace, each)
        if about is not None and about.number == agreement.number:
            return each
    return None


def _agreement(workspace: Workspace, number: str) -> CustomerAgreement | SupplierAgreement:
    found = find_record(workspace, number)
    if not isinstance(found, (CustomerAgreement, SupplierAgreement)):
        said = message("{number} is not an agreement.", number=found.number)
        raise SdeskError(said, message("Give one, such as AGR-0001 or SUP-0001."))
    return found
