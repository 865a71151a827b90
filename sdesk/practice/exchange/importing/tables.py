"""A table as it comes from elsewhere: CSV or XLSX, its separator, encoding and order of dates guessed or given."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.practice.exchange.importing.files import CUT, read_bytes
from sdesk.practice.exchange.importing.workbooks import MOST_COLUMNS, lines_of_workbook
from sdesk.practice.exchange.inert_cells import as_it_was
from sdesk.translation import message as _

SEPARATORS = (",", ";", "\t", "|")
ENCODING_NAMES = {
    "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows (1252)", "cp850": "DOS (850)", "mac_roman": "Mac Roman",
}  # fmt: skip
ENCODINGS = tuple(ENCODING_NAMES)
DATE_ORDERS = ("day-month-year", "month-day-year", "year-month-day")
MOST_LINES = 200_000
MOST_LINES_OF_TEXT = 5_000_000
"""Of a file: a cell may run over several, and lines may be empty."""
MOST_CELLS = 8_000_000
LONGEST_CELL = 1_000_000
"""Characters."""

MOST_LOOKED_AT = 1_000_000
"""Bytes at the beginning of a file, by which it is guessed how it is written."""

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
    raw = read_bytes(path)
    encoding = guess_encoding(raw)
    text = raw[:MOST_LOOKED_AT].decode(encoding, "replace")
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

    told = b"\n".join(line for line in raw[:MOST_LOOKED_AT].splitlines() if not line.isascii())[:50_000]
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
        return _table(path, lines_of_workbook(path))
    form = form or guess_format(path)
    try:
        return _table(path, _numbered(path, form))
    except UnicodeError as fault:
        raise SdeskError(
            _("{file} is not written in {encoding}.", file=path.name, encoding=form.encoding),
            _("Choose another encoding."),
        ) from fault
    except csv.Error as fault:
        raise SdeskError(
            _("{file} is not a table of this kind: {fault}.", file=path.name, fault=str(fault)),
            _("Choose another separator, and check quotation marks in the text."),
        ) from fault


def _numbered(path: Path, form: TableFormat) -> Iterator[tuple[int, list[str]]]:
    """Each line with the number at which it begins: a cell in quotation marks may run over several."""
    lines = _not_too_wide(path, _text_of(read_bytes(path), form.encoding), form.separator)
    reader = csv.reader(lines, delimiter=form.separator, strict=True)
    begins, cells = 1, 0
    for line in reader:
        cells += len(line)
        if cells > MOST_CELLS:
            raise SdeskError(_("{file} has too many cells.", file=path.name), CUT)
        yield begins, line
        begins = reader.line_num + 1
        if begins > MOST_LINES_OF_TEXT:
            raise _too_many_lines(path)


def _not_too_wide(path: Path, lines: Iterable[str], separator: str) -> Iterator[str]:
    """A line with more separators than the longest cell could have is not even cut into cells."""
    for line in lines:
        if len(line) > LONGEST_CELL and line.count(separator) > LONGEST_CELL:
            raise _too_many_columns(path, line.count(separator) + 1)
        yield line


def _too_many_lines(path: Path) -> SdeskError:
    return SdeskError(_("{file} has more than {most} lines.", file=path.name, most=MOST_LINES), CUT)


def _too_many_columns(path: Path, columns: int) -> SdeskError:
    said = _(
        "{file} has {n} columns; more than {most} are not read.",
        file=path.name,
        n=columns,
        most=MOST_COLUMNS,
    )
    return SdeskError(said, _("Check the separator, or take out what is not needed."))


def _table(path: Path, lines: Iterable[tuple[int, Sequence[str]]]) -> ImportedTable:
    filled: list[tuple[int, Sequence[str]]] = []
    said: dict[str, str] = {}
    """Of what stands in many cells one text is enough for all of them."""
    for number, line in lines:
        if any(cell.strip() for cell in line):
            filled.append((number, [said.setdefault(cell, cell) for cell in line]))
        if len(filled) - 1 > MOST_LINES:
            raise _too_many_lines(path)
    if not filled:
        raise SdeskError(_("{file} is empty.", file=path.name), _("Choose another file."))
    heads = tuple(cell.strip() for cell in filled[0][1])
    if len(heads) > MOST_COLUMNS:
        raise _too_many_columns(path, len(heads))
    doubled = next((head for head, times in Counter(heads).items() if times > 1), None)
    if doubled is not None:
        raise SdeskError(
            _("{file} has two columns called “{name}”.", file=path.name, name=doubled[:60]),
            _("Give one of them another name."),
        )
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


def _decodes(raw: bytes, encoding: str) -> bool:
    """Piece by piece: one letter outside of what most people write makes all of a text four times as large."""
    text = _text_of(raw, encoding)
    try:
        while text.read(1_000_000):
            pass
    except UnicodeError:
        return False
    return True


def _text_of(raw: bytes, encoding: str) -> io.TextIOWrapper:
    """Its lines end as they do in there."""
    return io.TextIOWrapper(io.BytesIO(raw), encoding, newline="")
