"""The binder on paper: one document of all that an auditor is shown, in which everything leads to where it stands."""

from collections.abc import Callable

from sdesk.models.binder import Binder
from sdesk.reports.binder.document import binder_document
from sdesk.reports.pdf import render_pdf


def pdf_of_binder(binder: Binder, heard: Callable[[int, int], object] | None = None) -> bytes:
    """`heard` hears how much of it is done, and may call it off by raising."""
    return render_pdf(binder_document(binder), heard)


__all__ = ["binder_document", "pdf_of_binder"]
