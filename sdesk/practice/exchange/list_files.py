"""A list as it is shown, as a file for spreadsheets: CSV, or XLSX in which dates are dates and numbers are numbers.

The workbook is written part by part: the library that reads workbooks puts the time into those that it writes, and the
same list of the same day is to be the same bytes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sdesk.practice.exchange.csv_files import write_table

Cell = str | int | float | date | datetime | None
"""What stands in a cell; moments by the clock of whoever reads it, without a zone."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook takes."""

_FIRST_DAY = date(1900, 3, 1)
_FIRST_MOMENT = datetime(1900, 3, 1)
"""Spreadsheets count a day before it that never was: what is older is written as text."""

_LINE_END = re.compile("\r\n?")
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class ListTable:
    """The lines of a list under the heads of its columns."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]


def as_csv(table: ListTable) -> bytes:
    """With a mark of its encoding at the beginning; no cell is a formula. Days and moments as 2026-03-02 08:00:00."""
    file = io.StringIO()
    write_table(file, table.heads, ([cell_as_text(cell) for cell in line] for line in table.lines))
    return file.getvalue().encode("utf-8-sig", "replace")


def cell_as_text(cell: Cell) -> str:
    """Days and moments as 2026-03-02 08:00:00."""
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0).isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def as_xlsx(table: ListTable, made_on: date) -> bytes:
    """One sheet with the heads on top. Texts are texts whatever they begin with."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in _parts(table, made_on):
            part = ZipInfo(name)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    return file.getvalue()


# ---------------------------------------------------------------- the parts of a workbook

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

_PLAIN, _HEAD, _DAY, _MOMENT, _TEXT = range(5)
"""The looks of a cell, by their place in the styles below. A text is marked as one, so that it stays one when it is edited."""

_STYLES = (
    f'<styleSheet xmlns="{_SHEETS}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _parts(table: ListTable, made_on: date) -> Iterator[tuple[str, str]]:
    yield (
        "[Content_Types].xml",
        (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KINDS}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>'
            f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>'
        ),
    )
    yield (
        "_rels/.rels",
        (
            f'<Relationships xmlns="{_LINKS}">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            f'<Relationship Id="rId2" Type="{_CORE_LINK}" Target="docProps/core.xml"/></Relationships>'
        ),
    )
    yield (
        "docProps/core.xml",
        (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{_said(table.title)}</dc:title>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{made_on.isoformat()}T00:00:00Z</dcterms:created>'
            "</cp:coreProperties>"
        ),
    )
    yield (
        "xl/workbook.xml",
        (
            f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{_name_of_sheet(table.title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'<Relationships xmlns="{_LINKS}">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ),
    )
    yield "xl/styles.xml", _STYLES
    yield "xl/worksheets/sheet1.xml", "".join(_sheet(table))


def _sheet(table: ListTable) -> Iterator[str]:
    yield f'<worksheet xmlns="{_SHEETS}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    if table.heads:
        yield "<cols>"
        for place, width in enumerate(_widths(table), start=1):
            yield f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        yield "</cols>"
    yield "<sheetData>"
    yield _line(1, [_cell(place, 1, head, _HEAD) for place, head in enumerate(table.heads)])
    for number, line in enumerate(table.lines, start=2):
        yield _line(number, [_cell(place, number, cell) for place, cell in enumerate(line)])
    yield "</sheetData></worksheet>"


def _line(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(column: int, line: int, value: Cell, look: int = _TEXT) -> str:
    at = f"{_letters(column)}{line}"
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and value >= _FIRST_MOMENT:
        since = value.replace(microsecond=0) - datetime(1899, 12, 30)
        return f'<c r="{at}" s="{_MOMENT}"><v>{since / timedelta(days=1)!r}</v></c>'
    if isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
        return f'<c r="{at}" s="{_DAY}"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    text = value if isinstance(value, str) else cell_as_text(value)
    return f'<c r="{at}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{_said(text)}</t></is></c>'


def _said(text: str) -> str:
    """A text as it may stand in XML: without what is no character there; what looks like an escape is none."""
    kept = _NOT_IN_XML.sub("", _LINE_END.sub("\n", text))
    cut = kept if len(kept) <= LONGEST_CELL else kept[: LONGEST_CELL - 1] + "…"
    return escape(_LIKE_AN_ESCAPE.sub("_x005F_", cut))


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def _name_of_sheet(title: str) -> str:
    plain = re.sub(r"[\[\]:*?/\\]", " ", _NOT_IN_XML.sub("", title)).strip(" '")[:31].strip(" '")
    return escape(plain or "1", {'"': "&quot;"})


def _widths(table: ListTable) -> Iterator[int]:
    for place, head in enumerate(table.heads):
        longest = max((len(cell_as_text(line[place])) for line in table.lines[:200]), default=0)
        yield min(60, max(8, len(head) + 2, longest + 2))


__all__ = ["Cell", "ListTable", "as_csv", "as_xlsx", "cell_as_text"]
