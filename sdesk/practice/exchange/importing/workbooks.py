"""The first sheet of an XLSX workbook as lines of text. What is in the archive is looked through before a library reads it."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZipFile

from sdesk.errors import SdeskError
from sdesk.practice.exchange.importing.files import CUT, LARGEST_FILE, in_mb, read_bytes
from sdesk.translation import message as _

MOST_COLUMNS = 300
MOST_LINES_OF_A_SHEET = 1_048_576
MOST_CELLS = 10_000_000
"""Of a sheet, the empty ones among filled ones counted."""
MOST_ELEMENTS = 2_000_000
"""Of all parts of a workbook: a filled cell has two, and a million of them take some eight seconds."""
DEEPEST = 100
LONGEST_MARK = 1024 * 1024
"""Bytes of one mark of XML, with all that stands in it."""
LONGEST_PLACE = 20
"""Characters in which a cell says where it stands: "XFD1048576"."""

_AS_CSV = _("Save it as CSV, of which more is read, or cut it into several files.")


def lines_of_workbook(path: Path) -> list[tuple[int, list[str]]]:
    """The filled lines of the first sheet with their numbers. Raises SdeskError for what is no workbook."""
    from openpyxl import load_workbook

    content = io.BytesIO(read_bytes(path))
    try:
        _look_through(path, content)
        book = load_workbook(content, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its size may be anything
            lines = list(_filled(path, sheet.iter_rows(values_only=True)))
        finally:
            book.close()
    except SdeskError:
        raise
    except Exception as fault:  # whatever the library makes of what is in there
        raise SdeskError(
            _("{file} is not an XLSX workbook.", file=path.name), _("Save it as XLSX or CSV.")
        ) from fault
    width = max((len(line) for _, line in lines), default=0)
    return [(number, [*line, *[""] * (width - len(line))]) for number, line in lines]


def _look_through(path: Path, content: io.BytesIO) -> None:
    """Raises BadZipFile for no archive, SdeskError for one with far more in it than it looks, or made to break."""
    left = MOST_ELEMENTS
    with ZipFile(content) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_FILE:
            said = _(
                "{file} holds more than {most} MB when it is unpacked.",
                file=path.name,
                most=in_mb(LARGEST_FILE),
            )
            raise SdeskError(said, _("Save the lines that are needed as a smaller file."))
        for part in archive.infolist():
            with archive.open(part) as file:
                left -= _elements(file, left)  # type: ignore[arg-type]
                if left < 0:
                    raise SdeskError(_("{file} has too many cells.", file=path.name), _AS_CSV)


class _MadeToBreak(ValueError):
    """XML that no spreadsheet writes: entities, marks without end, elements in elements in elements."""


def _elements(file: BinaryIO, most: int) -> int:
    """How many elements a part has up to its first fault, where every reader ends; more than `most` are not counted."""
    count = depth = 0

    def begin(_name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if depth > DEEPEST or len(attributes.get("r", "")) > LONGEST_PLACE:
            raise _MadeToBreak

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_declared: object) -> None:
        raise _MadeToBreak

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = refuse
    fed = 0
    try:
        while count <= most and (piece := file.read(65_536)):
            fed += len(piece)
            parser.Parse(piece)
            if fed - parser.CurrentByteIndex > LONGEST_MARK:
                raise _MadeToBreak
    except expat.ExpatError:
        pass  # a picture, or what no reader goes on behind
    return count


def _filled(path: Path, rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    """The lines with something in them, each as wide as that: a workbook counts cells that are only coloured too."""
    cells = characters = 0
    for number, row in enumerate(rows, start=1):
        cells += len(row)
        line = [_as_text(cell) for cell in row] if any(cell is not None for cell in row) else []
        characters += sum(map(len, line))
        if cells > MOST_CELLS or characters > LARGEST_FILE or number > MOST_LINES_OF_A_SHEET:
            raise SdeskError(_("{file} has too many cells.", file=path.name), CUT)
        while line and not line[-1].strip():
            line.pop()
        if len(line) > MOST_COLUMNS:
            raise SdeskError(
                _(
                    "{file}, line {line}: something stands in column {column}; "
                    "more than {most} columns are not read.",
                    file=path.name,
                    line=number,
                    column=len(line),
                    most=MOST_COLUMNS,
                ),
                _("Take it out, and try again."),
            )
        if line:
            yield number, line


def _as_text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
