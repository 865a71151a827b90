"""From a printout to a document, whatever kind of record it is, and on to PDF."""

from sdesk.models import Audit, Finding, ImprovementReport, ManagementReview, PerformanceReport
from sdesk.models.printout import Printout
from sdesk.reports.audit_report import audit_report
from sdesk.reports.blocks import Document
from sdesk.reports.finding_blocks import finding_document
from sdesk.reports.management_review import management_review_document
from sdesk.reports.pdf import render_pdf
from sdesk.reports.period.improvement import improvement_document
from sdesk.reports.period.performance import performance_document
from sdesk.reports.record_print import record_document


def document_of(printout: Printout) -> Document:
    """What is printed of a record: reports, reviews, audits and findings in their own layout, all else as its form has it."""
    if isinstance(printout.record, PerformanceReport):
        return performance_document(printout)
    if isinstance(printout.record, ImprovementReport):
        return improvement_document(printout)
    if isinstance(printout.record, Audit):
        return audit_report(printout)
    if isinstance(printout.record, Finding) and printout.audit.findings:
        return finding_document(printout)
    if isinstance(printout.record, ManagementReview):
        return management_review_document(printout)
    return record_document(printout)


def pdf_of(printout: Printout) -> bytes:
    """The record as PDF."""
    return render_pdf(document_of(printout))
