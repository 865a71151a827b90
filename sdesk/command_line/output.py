"""How commands print: JSON for programs, aligned text for people."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic_core import to_json

from sdesk.command_line.plain_output import exact_output
from sdesk.translation import gettext as _

WIDEST = 48
"""Characters of the widest cell of a table; what is longer ends in …"""


_OBEYED = re.compile("[\x7f-\x9f]")
"""What JSON leaves as it is."""


def print_json(value: Any) -> None:
    """What a terminal would obey is escaped here, so that it goes out as it is."""
    said = to_json(value, indent=2, inf_nan_mode="constants").decode()
    print(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", said), file=exact_output())


def print_table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Columns as wide as their widest cell; the last one is never cut."""
    cells = [list(heads), *([_cell(text) for text in line[:-1]] + [_flat(line[-1])] for line in lines)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(heads))]
    for line in cells:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    flat = _flat(text)
    return flat if len(flat) <= WIDEST else f"{flat[: WIDEST - 1]}…"


def as_text(value: Any) -> str:
    """A value, as `--json` has it, in one line for people."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(as_text(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(as_text(each) for each in value.values() if each not in (None, ""))
    return str(value)
