"""How wide the columns of a table are: the given weights first, then what the content asks for."""

from collections.abc import Sequence

from sdesk.reports.blocks import Column, Row
from sdesk.reports.pdf.style import CELL, CELL_HEAD, TextStyle
from sdesk.reports.pdf.text import text_width
from sdesk.reports.plain import plain

WIDEST_SHARE = 0.5  # of the table: what one column may ask for without a weight
WORD_SHARE = 0.3  # a longer word is broken
SHORT_SHARE = 0.17  # a column that asks for no more, such as a date or a state, keeps its one line
LETTERS_MEASURED = 80


def column_widths(
    columns: Sequence[Column], rows: Sequence[Row], total: float, pad: float
) -> tuple[float, ...]:
    asked, least = _asked_and_least(columns, rows, total, pad)
    weights = [column.weight for column in columns]
    if any(weights):
        widths = _by_weight(weights, asked, total)
    elif sum(asked) <= total:
        widths = [width * total / sum(asked) for width in asked]
    else:
        widths = _shrunk(asked, least, total)
    return tuple(_not_below(least, widths, total))


def _asked_and_least(
    columns: Sequence[Column], rows: Sequence[Row], total: float, pad: float
) -> tuple[list[float], list[float]]:
    asked: list[float] = []
    least: list[float] = []
    for at, column in enumerate(columns):
        texts = {row.cells[at] for row in rows if len(row.cells) == len(columns)}
        head_line, head_word = _extent({column.title}, CELL_HEAD)
        line, word = _extent(texts, CELL)
        asked.append(min(max(line, head_line) + 2 * pad + 1, total * WIDEST_SHARE))
        least.append(min(max(word, head_word) + 2 * pad + 1, total * WORD_SHARE))
    unbroken = [
        wish if wish <= total * SHORT_SHARE else need for wish, need in zip(asked, least, strict=True)
    ]
    least = unbroken if sum(unbroken) <= total * 0.85 else least
    return asked, [min(pair) for pair in zip(asked, least, strict=True)]


def _extent(texts: set[str], style: TextStyle) -> tuple[float, float]:
    """The width of the widest text in one line, and of the widest word. Bold is some 6 % wider."""
    widest_line = widest_word = 0.0
    space = text_width(" ", style)
    for text in texts:
        words = [text_width(word, style) for word in plain(text)[: 4 * LETTERS_MEASURED].split()]
        widest_line = max(widest_line, sum(words) + space * (len(words) - 1))
        widest_word = max(widest_word, max(words, default=0))
    return widest_line * 1.06, widest_word * 1.06


def _by_weight(weights: Sequence[float], asked: Sequence[float], total: float) -> list[float]:
    """Columns with a weight share what those without leave over, but at least half of the table."""
    free = sum(width for width, weight in zip(asked, weights, strict=True) if not weight)
    scale = min(1, total * 0.5 / free) if free else 1
    rest = total - free * scale
    whole = sum(weights)
    return [
        rest * weight / whole if weight else width * scale
        for width, weight in zip(asked, weights, strict=True)
    ]


def _shrunk(asked: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """Every column gets its longest word; what is left goes to those that ask for more."""
    spare = total - sum(least)
    if spare <= 0:
        return [width * total / sum(least) for width in least]
    wishes = [wish - need for wish, need in zip(asked, least, strict=True)]
    return [need + spare * wish / sum(wishes) for need, wish in zip(least, wishes, strict=True)]


def _not_below(least: Sequence[float], widths: Sequence[float], total: float) -> list[float]:
    """Raise columns to their longest word at the cost of those with room."""
    lacking = sum(max(need - width, 0) for need, width in zip(least, widths, strict=True))
    room = sum(max(width - need, 0) for need, width in zip(least, widths, strict=True))
    if not lacking or room < lacking:
        return list(widths)
    return [
        need if width < need else width - (width - need) * lacking / room
        for need, width in zip(least, widths, strict=True)
    ]
