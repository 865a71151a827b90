"""Reading a document as a person does: its headings, its tables, its words."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from sdesk.reports.blocks import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Signature,
    SignatureLine,
    Table,
    flat,
)


def headings(document: Document) -> list[str]:
    return [block.text for block in flat(document.blocks) if isinstance(block, Heading)]


def tables(document: Document) -> list[Table]:
    return [block for block in flat(document.blocks) if isinstance(block, Table)]


def table_with(document: Document, column: str) -> Table:
    """The first table with a column of that title. Fails if there is none."""
    return next(each for each in tables(document) if column in titles(each))


def titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def rows(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.all_rows()]


def row_starting(table: Table, start: str) -> Row:
    return next(row for row in table.all_rows() if row.cells[0].startswith(start))


def cell(table: Table, start: str, column: str) -> str:
    """What stands in the column of the row that begins so."""
    return row_starting(table, start).cells[titles(table).index(column)]


def cards(document: Document) -> list[KeyFigure]:
    return [
        each for block in flat(document.blocks) if isinstance(block, KeyFigures) for each in block.figures
    ]


def card(document: Document, label: str) -> KeyFigure:
    return next(each for each in cards(document) if each.label == label)


def signatures(document: Document) -> list[SignatureLine]:
    return [line for block in flat(document.blocks) if isinstance(block, Signature) for line in block.lines]


def facts(document: Document) -> dict[str, str]:
    return {
        label: value
        for block in flat(document.blocks)
        if isinstance(block, Facts)
        for label, value in block.pairs
    }


def words(document: Document) -> str:
    """Everything that paragraphs and callouts say."""
    return "\n".join(_text(block) for block in flat(document.blocks))


def _text(block: Block) -> str:
    if isinstance(block, Callout):
        return f"{block.title} {block.text}"
    return block.text if isinstance(block, (Paragraph, Heading)) else ""


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@dataclass(frozen=True)
class Printed:
    """A text of a page and where it begins, in points from the lower left."""

    page: int
    x: float
    y: float
    text: str


def printed(reader: PdfReader) -> list[Printed]:
    """Every text in the order in which it was set; what lies aslant behind the page is no text of it."""
    found: list[Printed] = []
    for number, page in enumerate(reader.pages):

        def seen(text: str, cm: Any, tm: Any, font: Any, size: Any, page: int = number) -> None:
            if text.strip() and not cm[1]:
                found.append(Printed(page, tm[4] + cm[4], tm[5] + cm[5], text.strip()))

        page.extract_text(visitor_text=seen)
    return found


@dataclass(frozen=True)
class Led:
    """A link: where its field is, and the place that it leads to."""

    page: int
    field: tuple[float, float, float, float]
    said: str
    to_page: int
    top: float


def links(reader: PdfReader) -> list[Led]:
    """Fails for one that leads nowhere in the file."""
    numbers = {
        page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference
    }
    found = []
    for at, page in enumerate(reader.pages):
        for each in page.get("/Annots", ()):
            link = each.get_object()
            if link["/Subtype"] == "/Link":
                to, _kind, _left, top, _zoom = link["/Dest"]
                field = tuple(map(float, link["/Rect"]))
                said = str(link["/Contents"])
                found.append(
                    Led(at, (field[0], field[1], field[2], field[3]), said, numbers[to.idnum], float(top))
                )
    return found


def first_below(texts: list[Printed], page: int, top: float) -> Printed:
    """What a reader sees first at that place."""
    below = [each for each in texts if each.page == page and each.y <= top]
    return max(below, key=lambda each: (round(each.y), -each.x))
