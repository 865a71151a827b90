"""How wide the columns of a table are: the given weights first, then what the content asks for."""

import re
from collections.abc import Sequence

from sdesk.reports.blocks import Column, Row
from sdesk.reports.pdf.style import CELL, CELL_HEAD, TextStyle
from sdesk.reports.pdf.text import text_width
from sdesk.reports.plain import plain

WIDEST_SHARE = 0.5  # of the table: what one column may ask for without a weight
WORD_SHARE = 0.3  # of the table: what is longer is broken
SHORT_SHARE = 0.17  # a column that asks for no more, such as a priority, keeps its one line
LETTERS_MEASURED = 80
READABLE = 130  # points: running text in a column of this width reads well
WORD_MOST = 150  # points: an address of a person is shorter; a word without end is broken
SIZES = (1, 0.86, 0.74)  # of the letters, tried in turn until nothing that is whole has to break


def column_widths(
    columns: Sequence[Column], rows: Sequence[Row], total: float, pad: float, size: float = 1
) -> tuple[float, ...]:
    """`size` is that of the letters, beside the usual one."""
    asked, least = _asked_and_least(columns, rows, total, pad, size)
    weights = [column.weight for column in columns]
    if any(weights):
        widths = _by_weight(weights, asked, total)
    elif sum(asked) <= total:
        widths = _widened([column.whole or column.numeric for column in columns], asked, total)
    else:
        widths = _shrunk(asked, least, total)
    return tuple(_not_below(least, widths, total))


def size_for(columns: Sequence[Column], rows: Sequence[Row], total: float, pad: float) -> float:
    """How large the letters can be for every column to have its longest word, date or number in one line."""
    fitting = (size for size in SIZES if sum(_least(columns, rows, total, pad, size)) <= total)
    return next(fitting, SIZES[-1])


def room_asked(columns: Sequence[Column], rows: Sequence[Row], pad: float) -> float:
    """The width in which the table reads well: what is whole in one line, text not broken into slivers."""
    room = 0.0
    for at, column in enumerate(columns):
        line, word = _extent(_texts(columns, rows, at), CELL)
        _head_line, head_word = _extent({column.title}, CELL_HEAD)
        readable = max(min(line, READABLE), min(word, WORD_MOST))
        wish = line if column.whole or column.numeric else readable
        room += max(wish, head_word) + 2 * pad + 1
    return room


def _texts(columns: Sequence[Column], rows: Sequence[Row], at: int) -> set[str]:
    return {row.cells[at] for row in rows if len(row.cells) == len(columns)}


def _least(
    columns: Sequence[Column], rows: Sequence[Row], total: float, pad: float, size: float
) -> list[float]:
    """What each column takes at least for its longest word, or all that it keeps in one line."""
    least = []
    for at, column in enumerate(columns):
        line, word = _extent(_texts(columns, rows, at), CELL)
        _head_line, head_word = _extent({column.title}, CELL_HEAD)
        keeps = line if column.whole or column.numeric else min(word, WORD_MOST)
        least.append(min(max(keeps, head_word) * size + 2 * pad + 1, total * WORD_SHARE))
    return least


def _asked_and_least(
    columns: Sequence[Column], rows: Sequence[Row], total: float, pad: float, size: float
) -> tuple[list[float], list[float]]:
    asked: list[float] = []
    for at, column in enumerate(columns):
        line, _word = _extent(_texts(columns, rows, at), CELL)
        head_line, _head_word = _extent({column.title}, CELL_HEAD)
        most = total if column.weight else total * WIDEST_SHARE
        asked.append(min(max(line, head_line) * size + 2 * pad + 1, most))
    least = _least(columns, rows, total, pad, size)
    unbroken = [
        max(wish, need) if wish <= total * SHORT_SHARE else need
        for wish, need in zip(asked, least, strict=True)
    ]
    least = unbroken if sum(unbroken) <= total * 0.85 else least
    return asked, [min(pair) for pair in zip(asked, least, strict=True)]


def _extent(texts: set[str], style: TextStyle) -> tuple[float, float]:
    """The width of the widest text in one line, and of the widest word. Bold is some 6 % wider."""
    widest_line = widest_word = 0.0
    space = text_width(" ", style)
    for line in {line for text in texts for line in plain(text)[: 4 * LETTERS_MEASURED].split("\n")}:
        words = [text_width(word, style) for word in _SPACES.split(line)]
        widest_line = max(widest_line, sum(words) + space * (len(words) - 1))
        widest_word = max(widest_word, max(words, default=0))
    return widest_line * 1.06, widest_word * 1.06


_SPACES = re.compile(r"[^\S\xa0\u202f]+")  # where lines may break


def _widened(whole: Sequence[bool], asked: Sequence[float], total: float) -> list[float]:
    """What is left over goes to columns of text; a number stays beside its text."""
    grow = [0 if is_whole else width for is_whole, width in zip(whole, asked, strict=True)]
    grow = grow if any(grow) else list(asked)
    spare = total - sum(asked)
    return [width + spare * part / sum(grow) for width, part in zip(asked, grow, strict=True)]


def _by_weight(weights: Sequence[float], asked: Sequence[float], total: float) -> list[float]:
    """Columns with a weight share what those without leave over, but at least half of the table."""
    free = sum(width for width, weight in zip(asked, weights, strict=True) if not weight)
    scale = min(1, total * 0.5 / free) if free else 1
    share = _shares(weights, asked, total - free * scale)
    return [
        width if weight else alone * scale for width, weight, alone in zip(share, weights, asked, strict=True)
    ]


def _shares(weights: Sequence[float], asked: Sequence[float], room: float) -> list[float]:
    """By weight; what a column does not ask for goes to those that lack it, and is shared by all where none does."""
    spare = room - sum(width for width, weight in zip(asked, weights, strict=True) if weight)
    if spare >= 0:
        return [
            width + spare * weight / sum(weights) if weight else 0.0
            for width, weight in zip(asked, weights, strict=True)
        ]
    given = [0.0] * len(weights)
    lacking = list(weights)
    while room > 0.01 and any(lacking):
        parts = [room * weight / sum(lacking) for weight in lacking]
        room = 0.0
        for at, part in enumerate(parts):
            given[at] += part
            if lacking[at] and given[at] >= asked[at]:
                room += given[at] - asked[at]
                given[at], lacking[at] = asked[at], 0
    return given


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
    if not lacking:
        return list(widths)
    if room < lacking:
        return [need * total / sum(least) for need in least]
    return [
        need if width < need else width - (width - need) * lacking / room
        for need, width in zip(least, widths, strict=True)
    ]
