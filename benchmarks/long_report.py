"""A report of a hundred pages, against the same pages made with bare ReportLab."""

import io
from pathlib import Path

from reportlab.lib.colors import grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph as BareParagraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as BareTable

from benchmarks.measuring import Ratio, compare, seconds
from sdesk.reports.blocks import Block, Column, Document, Heading, Paragraph, Row, Table
from sdesk.reports.pdf import render_pdf

CHAPTERS = 68
ROWS = 46
TURNS = 3
_HEADS = ("Number", "What happened", "Customer", "Priority", "State", "Days")
_SENTENCES = (
    "In this chapter the incidents of the period are listed with what became of them. Response and restoration "
    "are counted within the agreed service hours, holidays left out, time on hold taken off. "
)


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    ours, theirs = _pages(_ours()), _pages(_theirs())
    what = f"a report of {ours} pages ({theirs} in bare ReportLab), per page"
    return [
        compare(what, lambda: seconds(_ours) / ours, lambda: seconds(_theirs) / theirs, aim=1.5, turns=TURNS)
    ]


def _line(chapter: int, place: int) -> tuple[str, ...]:
    number = chapter * ROWS + place
    return (
        f"INC-2026-{number:04}",
        f"The printer on floor {place % 7} jams again",
        "Pier Dental",
        "3 Moderate",
        "closed",
        str(number % 9),
    )


def _ours() -> bytes:
    columns = tuple(Column(head, numeric=head == "Days") for head in _HEADS)
    blocks: list[Block] = []
    for chapter in range(CHAPTERS):
        rows = tuple(Row(_line(chapter, place)) for place in range(ROWS))
        blocks += [Heading(f"Month {chapter + 1}", 2), Paragraph(_SENTENCES * 3), Table(columns, rows)]
    return render_pdf(Document(title="Incidents of the year", blocks=tuple(blocks)))


def _theirs() -> bytes:
    """Plain cells of the same size, as the manual of ReportLab would have it; nothing embedded, measured or checked."""
    style = getSampleStyleSheet()
    look = [("FONTSIZE", (0, 0), (-1, -1), 8.5), ("LINEBELOW", (0, 0), (-1, -1), 0.25, grey),
            ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]  # fmt: skip
    story: list[object] = []
    for chapter in range(CHAPTERS):
        rows = [list(_line(chapter, place)) for place in range(ROWS)]
        story += [
            BareParagraph(f"Month {chapter + 1}", style["Heading2"]),
            BareParagraph(_SENTENCES * 3, style["BodyText"]),
            BareTable([list(_HEADS), *rows], colWidths=(80, 180, 70, 60, 50, 30), style=look, repeatRows=1),
        ]
    paper = io.BytesIO()
    SimpleDocTemplate(paper, pagesize=A4).build(story)
    return paper.getvalue()


def _pages(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)
