"""A Document as a PDF file. ReportLab is imported when the first one is made."""

from collections.abc import Callable

from sdesk.reports.blocks import Document
from sdesk.translation import Message


def render_pdf(document: Document, heard: Callable[[int, int], object] | None = None) -> bytes:
    """The PDF of a document: the same document gives the same bytes everywhere, with no font of the machine.

    Text of any script prints. What no font has stands as a box with its code, and the last lines say so. `heard` hears
    how much of it is done, and may call it off by raising. Raises SdeskError when the logo is not a picture.
    """
    return rendered(document, heard)[0]


def rendered(
    document: Document, heard: Callable[[int, int], object] | None = None
) -> tuple[bytes, Message | None]:
    """The same, with what `remark_on` says of the document."""
    from sdesk.reports.pdf.check import with_remark
    from sdesk.reports.pdf.render import render, unheard

    said = remark_on(document)
    return render(with_remark(document, said) if said else document, heard or unheard), said


def remark_on(document: Document) -> Message | None:
    """What of a document has no letter form in the program's fonts, and where it stands; None if all has."""
    from sdesk.reports.pdf.check import remark

    return remark(document)
