"""From a printout to a document, whatever kind of record it is, and on to PDF."""

from sdesk.models import ImprovementReport, PerformanceReport
from sdesk.models.printout import Printout
from sdesk.reports.blocks import Document
from sdesk.reports.pdf import render_pdf
from sdesk.reports.period.improvement import improvement_document
from sdesk.reports.period.performance import performance_document
from sdesk.reports.record_print import record_document


def document_of(printout: Printout) -> Document:
    """What is printed of a record: both reports in their own layout, everything else as its form has it."""
    if isinstance(printout.record, PerformanceReport):
        return performance_document(printout)
    if isinstance(printout.record, ImprovementReport):
        return improvement_document(printout)
    return record_document(printout)


def pdf_of(printout: Printout) -> bytes:
    """The record as PDF."""
    return render_pdf(document_of(printout))
