"""Lines of a list for the clipboard: as text between tabs and as a table, for spreadsheets and for mails.

No cell is a formula to whoever takes it in, as in the files.
"""

import re
from collections.abc import Sequence
from html import escape

from sdesk.practice.exchange.inert_cells import inert
from sdesk.practice.exchange.list_files import Cell, ListTable, cell_as_text

_BLANKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def as_tabbed_text(table: ListTable) -> str:
    """A line for each record below the heads; what would end a cell or a line within it becomes a blank."""
    lines = (table.heads, *table.lines)
    return "".join("\t".join(_cells(line)) + "\n" for line in lines)


def as_html_table(table: ListTable) -> str:
    """The same, with the line of heads as such."""
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in _cells(table.heads))
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(line))}</tr>" for line in table.lines
    )
    return f"<table><tr>{heads}</tr>{lines}</table>"


def _cells(line: Sequence[Cell]) -> list[str]:
    return [inert(_BLANKS.sub(" ", cell_as_text(cell)).replace("\0", " ")) for cell in line]


__all__ = ["as_html_table", "as_tabbed_text"]
