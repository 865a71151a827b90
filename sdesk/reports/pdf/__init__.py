"""A Document as a PDF file. ReportLab is imported when the first one is made."""

from sdesk.reports.blocks import Document
from sdesk.translation import Message


def render_pdf(document: Document) -> bytes:
    """The PDF of a document: the same document gives the same bytes everywhere, with no font of the machine.

    Text of any script prints. What no font has stands as a box with its code, and the last lines say so.
    Raises SdeskError when the logo is not a picture.
    """
    return rendered(document)[0]


def rendered(document: Document) -> tuple[bytes, Message | None]:
    """The same, with what `remark_on` says of the document."""
    from sdesk.reports.pdf.check import with_remark
    from sdesk.reports.pdf.render import render

    said = remark_on(document)
    return render(with_remark(document, said) if said else document), said


def remark_on(document: Document) -> Message | None:
    """What of a document has no letter form in the program's fonts, and where it stands; None if all has."""
    from sdesk.reports.pdf.check import remark

    return remark(document)
