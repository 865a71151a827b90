"""Lines on the clipboard: every cell in its place, and none of them a formula."""

import csv
import io
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from sdesk.practice.exchange.copied_lines import as_html_table, as_tabbed_text
from sdesk.practice.exchange.inert_cells import inert
from sdesk.practice.exchange.list_files import ListTable

cells = st.text(alphabet="ab=+-@\t\n\r\"<&'1\u2028é", max_size=8) | st.integers() | st.none() | st.dates()


def tables(width: int) -> st.SearchStrategy[ListTable]:
    line = st.tuples(*[cells] * width)
    heads = st.tuples(*[st.text(alphabet="abc <=", min_size=1, max_size=5)] * width)
    return st.builds(ListTable, st.just("Incidents"), heads, st.lists(line, max_size=4).map(tuple))


class Cells(HTMLParser):
    """What a program that takes a table finds in its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self.is_in = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.lines.append([])
        self.is_in = tag in ("td", "th")
        if self.is_in:
            self.lines[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.is_in = False

    def handle_data(self, data: str) -> None:
        assert self.is_in
        self.lines[-1][-1] += data


@given(st.integers(1, 4).flatmap(tables))
@example(ListTable("x", ("A", "B"), (("=1+1\t2", "a\r\nb"), ("\u2028@x", None))))
def test_every_cell_keeps_its_place_and_none_is_a_formula(table: ListTable) -> None:
    text = as_tabbed_text(table)
    reader = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines = [line or [""] for line in reader]  # one empty cell is an empty line
    assert len(lines) == len(table.lines) + 1 == text.count("\n")
    read = Cells()
    read.feed(as_html_table(table))
    assert read.lines == lines
    for line in lines:
        assert len(line) == len(table.heads)
        for cell in line:
            assert cell == "" or not cell.lstrip().startswith(("=", "@")), cell
            assert inert(cell) == cell or cell.startswith("'"), "it is defused already"


def test_what_people_wrote_is_never_markup() -> None:
    table = ListTable("x", ("A",), (("<img src=x onerror=1>",),))
    assert "<img" not in as_html_table(table) and "&lt;img" in as_html_table(table)
