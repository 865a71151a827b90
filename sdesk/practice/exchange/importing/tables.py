"""A table as it comes from elsewhere: CSV or XLSX, its separator, encoding and order of dates guessed or given."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

from sdesk.errors import SdeskError
from sdesk.practice.exchange.inert_cells import as_it_was
from sdesk.translation import message as _

SEPARATORS = (",", ";", "\t", "|")
ENCODING_NAMES = {
    "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows (1252)", "cp850": "DOS (850)", "mac_roman": "Mac Roman",
}  # fmt: skip
ENCODINGS = tuple(ENCODING_NAMES)
DATE_ORDERS = ("day-month-year", "month-day-year", "year-month-day")
MOST_LINES = 200_000
MOST_COLUMNS = 300
MOST_CELLS = 10_000_000
"""Of a sheet, the empty ones among filled ones counted."""
LONGEST_CELL = 1_000_000
"""Characters."""
LARGEST_FILE = 100 * 1024 * 1024
"""Bytes, of a workbook when it is unpacked too."""

_CUT = _("Cut it into several files.")

csv.field_size_limit(LONGEST_CELL)


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
    encoding = guess_encoding(raw)
    text = raw.decode(encoding, "replace")
    head = next(iter(io.StringIO(text, newline="")), "")  # also where lines end as on an old Mac
    separator = max(SEPARATORS, key=head.count)
    return TableFormat(separator, encoding, guess_date_order(text[:200_000], separator))


def guess_encoding(raw: bytes) -> str:
    """What the bytes say by a mark or by being UTF-8; else Windows, unless another one makes much better words."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if _decodes(raw, "utf-8-sig"):
        return "utf-8-sig"
    oddness = {name: _oddness(raw, name) for name in ("cp1252", "cp850", "mac_roman") if _decodes(raw, name)}
    best = min(oddness, key=lambda name: oddness[name])
    usual = oddness.get("cp1252")
    return "cp1252" if usual is not None and usual < oddness[best] + 0.1 else best


def _oddness(raw: bytes, encoding: str) -> float:
    """From 0 for text as people write it, as the lines with other letters than ASCII show."""
    from charset_normalizer import from_bytes

    told = b"\n".join(line for line in raw[:1_000_000].splitlines() if not line.isascii())[:50_000]
    found = from_bytes(told, cp_isolation=[encoding], threshold=1.0).best()
    return found.chaos if found is not None else 1.0


def guess_date_order(text: str, separator: str) -> str:
    """The order for which every date in the text makes sense; the year first if it does, then the day."""
    found: list[str] = []
    with suppress(csv.Error):  # reading it says what is wrong
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found += (cell.strip() for cell in line)
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
        return _table(path, _workbook_lines(path))
    form = form or guess_format(path)
    try:
        text = _read(path).decode(form.encoding)
    except UnicodeError as fault:
        raise SdeskError(
            _("{file} is not written in {encoding}.", file=path.name, encoding=form.encoding),
            _("Choose another encoding."),
        ) from fault
    try:
        return _table(path, _numbered(text, form.separator))
    except csv.Error as fault:
        raise SdeskError(
            _("{file} is not a table of this kind: {fault}.", file=path.name, fault=str(fault)),
            _("Choose another separator, and check quotation marks in the text."),
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
        raise SdeskError(_("{file} is empty.", file=path.name), _("Choose another file."))
    heads = tuple(cell.strip() for cell in filled[0][1])
    if len(heads) > MOST_COLUMNS:
        raise SdeskError(
            _(
                "{file} has {n} columns; more than {most} are not read.",
                file=path.name,
                n=len(heads),
                most=MOST_COLUMNS,
            ),
            _("Check the separator, or take out what is not needed."),
        )
    doubled = next((head for head, times in Counter(heads).items() if times > 1), None)
    if doubled is not None:
        raise SdeskError(
            _("{file} has two columns called “{name}”.", file=path.name, name=doubled[:60]),
            _("Give one of them another name."),
        )
    if len(filled) - 1 > MOST_LINES:
        raise SdeskError(_("{file} has more than {most} lines.", file=path.name, most=MOST_LINES), _CUT)
    for number, line in filled[1:]:
        if len(line) != len(heads):
            raise SdeskError(
                _(
                    "{file}, line {line}: {cells} cells, but {heads} column heads.",
                    file=path.name,
                    line=number,
                    cells=len(line),
                    heads=len(heads),
                ),
                _("Check the separator, and quotation marks in the text."),
            )
    numbers = tuple(number for number, _line in filled[1:])
    return ImportedTable(heads, tuple(tuple(map(as_it_was, line)) for _number, line in filled[1:]), numbers)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm")


def _workbook_lines(path: Path) -> list[tuple[int, list[str]]]:
    """The filled lines of the first sheet with their numbers. Raises SdeskError for what is no workbook."""
    from openpyxl import load_workbook

    content = io.BytesIO(_read(path))
    try:
        _refuse_bomb(path, content)
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


def _refuse_bomb(path: Path, content: io.BytesIO) -> None:
    """Raises BadZipFile for no archive, SdeskError for one that is far larger than it looks."""
    with ZipFile(content) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > LARGEST_FILE:
        raise SdeskError(
            _(
                "{file} holds more than {most} MB when it is unpacked.",
                file=path.name,
                most=_in_mb(LARGEST_FILE),
            ),
            _("Save the lines that are needed as a smaller file."),
        )


def _filled(path: Path, rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    """The lines with something in them, each as wide as that: a workbook counts cells that are only coloured too."""
    cells = 0
    for number, row in enumerate(rows, start=1):
        cells += len(row)
        if cells > MOST_CELLS or number > 1_048_576:
            raise SdeskError(_("{file} has too many cells.", file=path.name), _CUT)
        line = [_as_text(cell) for cell in row] if any(cell is not None for cell in row) else []
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


def _read(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Raises SdeskError also for what is no file: reading from a pipe would wait for ever."""
    try:
        if path.exists() and not path.is_file():
            raise SdeskError(_("{file} is not a file.", file=str(path)), _("Choose a file."))
        if path.stat().st_size > largest:
            raise SdeskError(
                _("{file} is larger than {most} MB.", file=path.name, most=_in_mb(largest)), _CUT
            )
        return path.read_bytes()
    except (OSError, ValueError) as fault:
        cause = fault.strerror or str(fault) if isinstance(fault, OSError) else _("no file is called so")
        said = _("{file} could not be read: {cause}.", file=str(path), cause=cause)
        raise SdeskError(said, _("Check the name of the file.")) from fault


def _in_mb(size: int) -> int:
    return size // 1024 // 1024


def read_text(path: Path, largest: int) -> str:
    """A file of text in UTF-8. Raises SdeskError."""
    try:
        return _read(path, largest).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SdeskError(_("{file} is not written in UTF-8.", file=path.name), _("Save it so.")) from fault


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
