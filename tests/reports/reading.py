"""Reading a document as a person does: its headings, its tables, its words."""

from io import BytesIO

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


def card(document: Document, label: str) -> KeyFigure:
    cards = [
        each for block in flat(document.blocks) if isinstance(block, KeyFigures) for each in block.figures
    ]
    return next(each for each in cards if each.label == label)


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
