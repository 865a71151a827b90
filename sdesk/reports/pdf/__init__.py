"""A Document as a PDF file. ReportLab is imported when the first one is made."""

from sdesk.reports.blocks import Document


def render_pdf(document: Document) -> bytes:
    """The PDF of a document: the same document always gives the same bytes on one machine.

    Raises SdeskError when a text has characters that no font on this machine has, naming the characters and
    where they stand, and when the logo is not a picture.
    """
    from sdesk.reports.pdf.check import check_printable
    from sdesk.reports.pdf.render import render

    check_printable(document)
    return render(document)
