"""Reports and lists of a workspace with more than a page holds: no page half empty, nothing outside of it, no list twice."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from sdesk.models import ActionItem, ServiceIncident
from sdesk.practice.lifecycle.lists import Listing
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.printing import improvement_preview, list_printout, performance_preview
from sdesk.reports.blocks import Document
from sdesk.reports.list_print import list_document
from sdesk.reports.paper import document_of
from sdesk.reports.pdf import render_pdf
from sdesk.reports.pdf.style import MARGIN_FOOT, MARGIN_SIDE, MARGIN_TOP
from tests.provider import Provider
from tests.reports.crowded import crowded
from tests.reports.reading import printed, rows, tables, titles

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31), "UTC")


@pytest.fixture
def documents(provider: Provider) -> dict[str, Document]:
    made = crowded(provider, incidents=150)
    ours = provider.workspace
    return {
        "improvement": document_of(improvement_preview(ours, QUARTER)),
        "performance": document_of(performance_preview(ours, made.agreement, QUARTER)),
        "incidents": list_document(list_printout(ours, Listing(ServiceIncident.__name__))),
        "actions": list_document(list_printout(ours, Listing(ActionItem.__name__))),
    }


@pytest.mark.torture
def test_a_crowded_workspace_is_printed_as_a_careful_person_would(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        reader = PdfReader(BytesIO(render_pdf(document)))
        texts = printed(reader)
        for at, page in enumerate(reader.pages):
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            here = [each for each in texts if each.page == at and each.x > 0]
            assert all(MARGIN_SIDE - 1 <= each.x < width - MARGIN_SIDE for each in here), (name, at)
            body = [each.y for each in here if MARGIN_FOOT - 8 < each.y < height - MARGIN_TOP + 2]
            if at < len(reader.pages) - 1:
                empty = (min(body) - MARGIN_FOOT) / (height - MARGIN_TOP - MARGIN_FOOT)
                assert empty < 0.42, (name, at, empty)
        listed = [each for each in tables(document) if each.name.startswith("cases-")]
        told = [(titles(each), rows(each)) for each in listed]
        assert all(each not in told[:at] for at, each in enumerate(told)), name
    assert len(rows(tables(documents["incidents"])[0])) == 150
    assert len(rows(tables(documents["actions"])[0])) == 40
