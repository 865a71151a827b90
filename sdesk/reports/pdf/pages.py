"""Pieces and pages: what stands on which page, decided before anything is drawn."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas


class Piece(Protocol):
    """Something of known height that is drawn on a page."""

    @property
    def height(self) -> float: ...

    @property
    def space_before(self) -> float:
        """Empty height above; not kept at the top of a page, and shared with the space after what is above."""

    @property
    def space_after(self) -> float: ...

    @property
    def keep_with_next(self) -> bool:
        """A heading never stands alone at the foot of a page."""

    @property
    def least(self) -> float:
        """The height without which it does not begin on a page: all of it, when it cannot be split."""

    def split(self, room: float) -> "tuple[Piece, Piece | None] | None":
        """What fits into `room` and the rest, if there is any; or None when it is not to be split there."""

    def draw(self, canvas: Canvas, x: float, top: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Blank:
    """A piece that only takes place; `ends_page` sends what follows to a new page."""

    height: float = 0
    ends_page: bool = False
    space_before: float = 0
    space_after: float = 0
    keep_with_next: bool = False

    @property
    def least(self) -> float:
        return 0

    def split(self, room: float) -> "tuple[Piece, Piece] | None":
        return Blank(room), Blank()

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        return


@dataclass(frozen=True, slots=True)
class Stack:
    """Pieces that are moved to the next page together."""

    pieces: tuple[Piece, ...]

    @property
    def height(self) -> float:
        return run_height(self.pieces)

    @property
    def least(self) -> float:
        return self.height

    @property
    def space_before(self) -> float:
        return self.pieces[0].space_before

    @property
    def space_after(self) -> float:
        return self.pieces[-1].space_after

    @property
    def keep_with_next(self) -> bool:
        return self.pieces[-1].keep_with_next

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        for placed in stacked(self.pieces):
            placed.piece.draw(canvas, x, top - placed.down)


@dataclass(frozen=True, slots=True)
class Placed:
    piece: Piece
    down: float  # from the top of the page's body to the top of the piece


@dataclass(slots=True)
class Page:
    placed: list[Placed] = field(default_factory=list)


def gap(above: Piece | None, below: Piece) -> float:
    return max(above.space_after, below.space_before) if above else 0


def stacked(pieces: Sequence[Piece]) -> list[Placed]:
    """The pieces one below the other."""
    placed: list[Placed] = []
    down, above = 0.0, None
    for piece in pieces:
        down += gap(above, piece)
        placed.append(Placed(piece, down))
        down += piece.height
        above = piece
    return placed


def run_height(pieces: Sequence[Piece]) -> float:
    last = stacked(pieces)[-1]
    return last.down + last.piece.height


def paginate(pieces: Iterable[Piece], body_height: float) -> list[Page]:
    """Fill pages from the top. Every piece comes out, in order; one that cannot be split starts a new page."""
    waiting = deque(pieces)
    pages = [Page()]
    down, above = 0.0, None
    while waiting:
        piece = waiting.popleft()
        if isinstance(piece, Blank) and piece.ends_page:
            if above:
                pages.append(Page())
                down, above = 0.0, None
            continue
        start = down + gap(above, piece)
        if above and start + _needed(piece, waiting) > body_height + 0.01:
            pages.append(Page())
            down, above = 0.0, None
            waiting.appendleft(piece)
            continue
        if start + piece.height > body_height + 0.01 and (parts := piece.split(body_height - start)):
            piece, rest = parts
            waiting.extendleft((rest, Blank(ends_page=True)) if rest else ())
        pages[-1].placed.append(Placed(piece, start))
        down, above = start + piece.height, piece
    return pages if pages[-1].placed or len(pages) == 1 else pages[:-1]


def _needed(piece: Piece, following: Sequence[Piece]) -> float:
    """The height to begin a piece: a heading needs all headings after it and the beginning of the text too."""
    if not piece.keep_with_next:
        return min(piece.least, piece.height)
    height, above = piece.height, piece
    for below in following:
        height += gap(above, below)
        if not below.keep_with_next:
            return height + min(below.least, below.height)
        height += below.height
        above = below
    return height
