"""What of a document no font has, and where it stands."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from sdesk.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Document,
    Facts,
    Heading,
    KeyFigures,
    Paragraph,
    Signature,
    Table,
    flat,
)
from sdesk.reports.pdf.fonts import missing_characters
from sdesk.translation import Message, word
from sdesk.translation import message as _

MOST_NAMED = 8


def unprintable(document: Document) -> dict[str, Message]:
    """The characters that no font has and that stand as a box with their code, each with its first place."""
    places: dict[str, Message] = {}
    for place, text in texts(document):
        for char in missing_characters(text):
            places.setdefault(char, place)
    return places


def with_remark(document: Document, said: Message) -> Document:
    """The document with what is said of such characters at its end."""
    title = word(_("Characters without a font"))
    return replace(document, blocks=(*document.blocks, Callout(word(said), "warning", title)))


def remark(document: Document) -> Message | None:
    """What a reader is told of characters that no font has; None where there are none."""
    places = unprintable(document)
    if not places:
        return None
    first = list(places.items())[:MOST_NAMED]
    named = [_("{character} in {place}", character=_name(char), place=place) for char, place in first]
    listed = reduce(lambda some, more: _("{some}; {more}", some=some, more=more), named)
    n = len(places) - MOST_NAMED
    if n > 0:
        return _("Printed as a box with its code: {listed}, and {n} more.", listed=listed, n=n)
    return _("Printed as a box with its code: {listed}.", listed=listed)


def _name(char: str) -> str:
    return f"{unicodedata.name(char, 'character without a name')} (U+{ord(char):04X})"


def texts(document: Document) -> Iterator[tuple[Message, str]]:
    """Every text of a document with the place where a reader finds it; of tables only cells that lack a font.

    A long table has thousands of cells, and wording the place of each would cost more than printing it.
    """
    yield _("the title"), document.title
    yield _("the subtitle"), document.subtitle
    yield _("the header"), " ".join((document.issuer, document.number, document.version, document.status))
    yield _("the footer"), f"{document.footer_note} {document.content_hash} {document.date}"
    for label, value in document.facts:
        yield _("the facts of the document, “{label}”", label=label), f"{label} {value}"
    section = ""
    for block in flat(document.blocks):
        if isinstance(block, Heading):
            section = block.text
            yield _("the heading “{text}”", text=block.text), block.text
        for place, text in _block_texts(block):
            yield (_("{place}, section “{name}”", place=place, name=section) if section else place), text


def _block_texts(block: Block) -> Iterator[tuple[Message, str]]:
    match block:
        case Paragraph():
            yield _("a paragraph"), block.text
        case Bullets():
            yield from ((_("a list"), item) for item in block.items)
        case Facts():
            for label, value in block.pairs:
                yield _("the field “{label}”", label=label), f"{label} {value}"
        case Table():
            yield from _table_texts(block)
        case KeyFigures():
            for figure in block.figures:
                place = _("the figure “{label}”", label=figure.label)
                yield place, " ".join((figure.label, figure.value, figure.comparison, figure.note))
        case Chart():
            names = (*block.categories, *(series.name for series in block.series))
            lines = (line.label for line in block.target_lines)
            place = _("the chart “{title}”", title=block.title)
            yield place, " ".join((block.title, block.caption, block.unit, *names, *lines))
        case Callout():
            yield _("a remark"), f"{block.title} {block.text}"
        case Signature():
            for line in block.lines:
                place = _("the signature of {who}", who=line.who)
                yield place, " ".join((block.title, line.who, line.role, line.when, line.how, line.hash))


def _table_texts(table: Table) -> Iterator[tuple[Message, str]]:
    name = _("the table “{caption}”", caption=table.caption) if table.caption else _("a table")
    yield name, " ".join((table.caption, table.empty_text, *(column.title for column in table.columns)))
    for number, row in enumerate(table.all_rows(), start=1):
        for cell in row.cells:
            if missing_characters(cell):
                yield _("{table}, row {number}", table=name, number=number), cell
