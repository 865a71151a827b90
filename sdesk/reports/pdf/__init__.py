"""A Document as a PDF file. ReportLab is imported when the first one is made."""

from sdesk.reports.blocks import Document
from sdesk.translation import Message


def render_pdf(document: Document) -> bytes:
    """The PDF of a document: the same document gives the same bytes everywhere, with no font of the machine.

    Text of any script prints. What no font has stands as a box with its code, and the last lines say so.
    Raises SdeskError when the logo is not a picture.
    """
    from sdesk.reports.pdf.check import with_remark
    from sdesk.reports.pdf.render import render

    return render(with_remark(document))


def remark_on(document: Document) -> Message | None:
    """What of a document has no letter form in the program's fonts, and where it stands; None if all has."""
    from sdesk.reports.pdf.check import remark

    return remark(document)
