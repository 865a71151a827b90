"""A table as it comes from elsewhere: CSV or XLSX, its separator, encoding and order of dates guessed or given."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from sdesk.errors import SdeskError
from sdesk.practice.inert_cells import as_it_was

SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8-sig", "cp1252")
DATE_ORDERS = ("day-month-year", "month-day-year", "year-month-day")
MOST_LINES = 200_000


@dataclass(frozen=True)
class TableFormat:
    """How a file is written. `dates` is one of DATE_ORDERS; ISO dates are understood in any case."""

    separator: str = ","
    encoding: str = "utf-8-sig"
    dates: str = "year-month-day"


@dataclass(frozen=True)
class ImportedTable:
    """Column heads and lines of text, and at which line of the file each of them begins, for messages."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()

    def cells(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The number of each line and its cells by column head."""
        for number, line in zip(self.numbers, self.lines, strict=True):
            yield number, dict(zip(self.heads, line, strict=True))


def guess_format(path: Path) -> TableFormat:
    """Separator and encoding from the beginning of the file, the order of dates from cells that leave no doubt."""
    if _is_workbook(path):
        return TableFormat()
    raw = _read(path)
    encoding = next(each for each in ENCODINGS if _decodes(raw, each))
    text = raw.decode(encoding)
    head = text.partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    return TableFormat(separator, encoding, guess_date_order(text[:200_000], separator))


def guess_date_order(text: str, separator: str) -> str:
    """The order for which every date in the text makes sense; the year first if it does, then the day."""
    found = [cell.strip() for line in csv.reader(io.StringIO(text), delimiter=separator) for cell in line]
    dates = [parts for cell in found if (parts := _date_parts(cell))]
    if any(len(first) == 4 for first, *_ in dates) or not dates:
        return "year-month-day"
    return "month-day-year" if any(int(second) > 12 for _, second, _ in dates) else "day-month-year"


def _date_parts(cell: str) -> tuple[str, str, str] | None:
    day = cell.split(" ")[0].split("T")[0]
    for mark in "-/.":
        parts = day.split(mark)
        if len(parts) == 3 and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            return parts[0], parts[1], parts[2]
    return None


def read_table(path: Path, form: TableFormat | None = None) -> ImportedTable:
    """The table in the file. Raises SdeskError that names the file and the line."""
    if _is_workbook(path):
        return _table(path, list(enumerate(_workbook_lines(path), start=1)))
    form = form or guess_format(path)
    try:
        text = _read(path).decode(form.encoding)
    except UnicodeDecodeError as fault:
        raise SdeskError(
            f"{path.name} is not written in {form.encoding}.", "Choose another encoding."
        ) from fault
    try:
        return _table(path, _numbered(text, form.separator))
    except csv.Error as fault:
        raise SdeskError(
            f"{path.name} is not a table of this kind: {fault}.", "Choose another separator."
        ) from fault


def _numbered(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Each line with the number at which it begins: a cell in quotation marks may run over several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    begins = 1
    for line in reader:
        lines.append((begins, line))
        begins = reader.line_num + 1
    return lines


def _table(path: Path, lines: Sequence[tuple[int, Sequence[str]]]) -> ImportedTable:
    filled = [(number, line) for number, line in lines if any(cell.strip() for cell in line)]
    if not filled:
        raise SdeskError(f"{path.name} is empty.", "Choose another file.")
    heads = tuple(cell.strip() for cell in filled[0][1])
    doubled = next((head for head in heads if heads.count(head) > 1), None)
    if doubled is not None:
        raise SdeskError(f"{path.name} has two columns called “{doubled}”.", "Give one of them another name.")
    if len(filled) - 1 > MOST_LINES:
        raise SdeskError(f"{path.name} has more than {MOST_LINES} lines.", "Cut it into several files.")
    for number, line in filled[1:]:
        if len(line) != len(heads):
            raise SdeskError(
                f"{path.name}, line {number}: {len(line)} cells, but {len(heads)} column heads.",
                "Check the separator, and quotation marks in the text.",
            )
    numbers = tuple(number for number, _line in filled[1:])
    return ImportedTable(heads, tuple(tuple(map(as_it_was, line)) for _number, line in filled[1:]), numbers)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm")


def _workbook_lines(path: Path) -> list[list[str]]:
    """The first sheet. Raises SdeskError for what is no workbook."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(_read(path)), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as fault:
        raise SdeskError(f"{path.name} is not an XLSX workbook.", "Save it as XLSX or CSV.") from fault
    try:
        return _without_empty_columns(
            [[_as_text(cell) for cell in line] for line in book.worksheets[0].iter_rows(values_only=True)]
        )
    finally:
        book.close()


def _without_empty_columns(lines: list[list[str]]) -> list[list[str]]:
    """Without those at the right that are only coloured or framed: a workbook counts them as columns too."""
    width = max(
        (place for line in lines for place, cell in enumerate(line, start=1) if cell.strip()), default=0
    )
    return [[*line[:width], *[""] * (width - len(line))] for line in lines]


def _as_text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise SdeskError(
            f"{path} could not be read: {fault.strerror}.", "Check the name of the file."
        ) from fault


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return encoding == ENCODINGS[-1]
    return True
