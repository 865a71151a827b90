"""Lists as CSV and XLSX, read back by a reader that is not ours: the same values, the same bytes, no formula."""

import csv
import io
from datetime import date, datetime
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sdesk.practice.exchange.inert_cells import as_it_was
from sdesk.practice.exchange.list_files import LONGEST_CELL, ListTable, as_csv, as_xlsx
from tests.nasty import NASTY

DAY = date(2026, 3, 2)
CELLS = (
    ("plain", 5, 2.5, date(2026, 3, 2), datetime(2026, 3, 2, 23, 59, 58), None),
    ("=1+1", -3, 0.1, date(1900, 3, 1), datetime(1999, 12, 31, 0, 0, 1), ""),
    ("'quoted", 0, 1e21, date(9999, 12, 31), datetime(9999, 12, 31, 23, 59, 59), "@cmd"),
)
TABLE = ListTable("Incidents", ("A", "B", "C", "D", "E", "F"), CELLS)


def read_back(content: bytes) -> list[tuple]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [tuple(cell.value for cell in line) for line in sheet.iter_rows()]


def test_a_workbook_opens_again_with_the_same_values() -> None:
    heads, *lines = read_back(as_xlsx(TABLE, DAY))
    assert heads == TABLE.heads
    assert [tuple(_as_day(cell) for cell in line) for line in lines] == [
        tuple(cell if cell != "" else None for cell in line) for line in CELLS
    ]


def _as_day(cell):
    """The reader gives each day as a moment at midnight."""
    midnight = isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0)
    return cell.date() if midnight else cell


def test_days_and_numbers_are_what_they_are_and_texts_are_texts() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE, DAY))).worksheets[0]
    assert [cell.data_type for cell in sheet[3]][:5] == ["s", "n", "n", "d", "d"]
    assert sheet["A3"].value == "=1+1" and sheet["A3"].quotePrefix
    assert sheet["D2"].number_format == "yyyy\\-mm\\-dd"


def test_what_is_older_than_spreadsheets_can_count_is_text() -> None:
    old = ListTable("x", ("Day",), ((date(1900, 2, 28),), (datetime(1815, 6, 18, 11, 35),)))
    assert read_back(as_xlsx(old, DAY))[1:] == [("1900-02-28",), ("1815-06-18 11:35:00",)]


def test_the_same_list_of_a_day_is_the_same_bytes() -> None:
    assert as_xlsx(TABLE, DAY) == as_xlsx(TABLE, DAY) and as_csv(TABLE) == as_csv(TABLE)
    assert as_xlsx(TABLE, DAY) != as_xlsx(TABLE, date(2026, 3, 3))
    with ZipFile(io.BytesIO(as_xlsx(TABLE, DAY))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_csv_says_the_same() -> None:
    heads, first, second, _third = csv.reader(io.StringIO(as_csv(TABLE).decode("utf-8-sig")))
    assert tuple(heads) == TABLE.heads
    assert first == ["plain", "5", "2.5", "2026-03-02", "2026-03-02 23:59:58", ""]
    assert second[:3] == ["'=1+1", "-3", "0.1"]


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8))
def test_any_text_comes_back(texts: list[str]) -> None:
    """But for what no file of that kind can hold: other line ends, and signs that are no characters."""
    table = ListTable("Texts", ("Text",), tuple((text,) for text in texts))
    wanted = [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    lines = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig", "surrogatepass"), newline="")))
    assert [as_it_was(line[0]) for line in lines[1:]] == wanted
    in_xml = ["".join(c for c in text if c in "\t\n" or (c >= " " and c not in "￾￿")) for text in wanted]
    found = [line[0] or "" for line in read_back(as_xlsx(table, DAY))[1:]]
    assert [_unescaped(text) for text in found] == in_xml[: len(found)]


def _unescaped(text: str) -> str:
    return text.replace("_x005F_x", "_x")


def test_nasty_texts_make_no_formula_and_break_no_file() -> None:
    table = ListTable("a/b:[c]*?" + "x" * 40, ("Head", "Other"), tuple((text, text) for text in NASTY))
    book = load_workbook(io.BytesIO(as_xlsx(table, DAY)))
    assert {cell.data_type for line in book.worksheets[0].iter_rows() for cell in line} <= {"s", "n"}
    assert len(book.sheetnames[0]) <= 31
    assert not any(
        cell.startswith(("=", "+", "@"))
        for line in csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig")))
        for cell in line
    )


def test_a_text_that_no_cell_takes_is_cut_and_says_so() -> None:
    long = ListTable("x", ("T",), (("a" * (LONGEST_CELL + 5),),))
    assert read_back(as_xlsx(long, DAY))[1] == ("a" * (LONGEST_CELL - 1) + "…",)
    assert as_csv(long).count(b"a") == LONGEST_CELL + 5
