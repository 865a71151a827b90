"""What a report says of itself: what it is for, who worked on it and receives it, how it was made, its versions."""

from sdesk.models import ImprovementReport, PerformanceReport
from sdesk.models.printout import Printout
from sdesk.reports.blocks import Block, Facts, Heading
from sdesk.reports.period.figure_blocks import Figures, period_text
from sdesk.reports.sheet import history_blocks
from sdesk.translation import gettext as _


def about_blocks(
    printout: Printout, report: PerformanceReport | ImprovementReport, figures: Figures
) -> tuple[Block, ...]:
    """A draft says what is not written yet; what an approved report leaves out, it leaves out."""
    said = (
        (_("Purpose"), report.purpose),
        (_("Contributors"), report.contributors),
        (_("Method"), report.method),
    )
    missing = _("Not written yet.") if report.is_draft else ""
    pairs = ((label, text.strip() or missing) for label, text in said)
    written = ((_("Period"), period_text(figures)), *((label, text) for label, text in pairs if text))
    return (Heading(_("About this report")), Facts(written), *history_blocks(printout))


def recipients_fact(report: PerformanceReport | ImprovementReport) -> tuple[tuple[str, str], ...]:
    """For the head: whom the report is for."""
    said = report.recipients.strip() or (_("Not written yet.") if report.is_draft else "")
    return ((_("Who receives it"), said),) if said else ()
