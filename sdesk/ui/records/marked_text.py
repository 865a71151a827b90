"""Texts in which what differs from another is marked, not by colour alone."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sdesk.models.differing import Piece, pieces
from sdesk.translation import ngettext
from sdesk.ui.pieces import ReadText
from sdesk.ui.pieces.texts import repolish

BESIDE = 1
"""Paragraphs that are shown on each side of a change."""
FEW = 3
"""Words in a row that have to have stayed, so that they are shown as such between two changes."""


class MarkedText(ReadText):
    """A text in which what the other version has not is underlined or struck through, not by colour alone."""

    def __init__(self, parts: list[Piece], kept: str, parent: QWidget) -> None:
        super().__init__("", parent)
        own = [each for each in parts if each.how in ("same", kept)]
        self.plain = "".join(each.text for each in own)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText("".join(map(_marked, own)) or self.NOTHING)
        self.setProperty("empty", not self.plain)
        if not self.plain:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there is nothing to read in it
        self.setAlignment(Qt.AlignmentFlag.AlignTop)


class ChangedText(ReadText):
    """What somebody made of a text, with what they took out struck through and what they wrote underlined. Paragraphs far from any
    change are left out, and it says how many. `plain` is what they left."""

    def __init__(self, before: str, after: str, parent: QWidget) -> None:
        super().__init__("", parent)
        self.plain = after
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText("<br>".join(_changed(before.split("\n"), after.split("\n"))) or self.NOTHING)
        self.setProperty("empty", False)
        repolish(self)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)


def _changed(before: list[str], after: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from _unchanged(before[i1:i2], is_first=i1 == 0, is_last=i2 == len(before))
        else:
            parts = parts_of("\n".join(before[i1:i2]), "\n".join(after[j1:j2]))
            yield "".join(map(_marked, _in_runs(parts)))


def _in_runs(parts: list[Piece]) -> Iterator[Piece]:
    """What was taken out in a row, then what was written for it: a single word that stayed between two changes is part of both."""
    removed = added = ""
    for place, each in enumerate(parts):
        is_between = bool(removed or added) and place + 1 < len(parts) and len(each.text.split()) < FEW
        if each.how == "same" and not is_between:
            yield from (Piece(removed, "removed"), Piece(added, "added"), each)
            removed = added = ""
            continue
        removed += each.text if each.how != "added" else ""
        added += each.text if each.how != "removed" else ""
    yield from (Piece(removed, "removed"), Piece(added, "added"))


def _unchanged(same: list[str], *, is_first: bool, is_last: bool) -> Iterator[str]:
    """The paragraphs beside a change, and how many others there are."""
    above, below = 0 if is_first else BESIDE, 0 if is_last else BESIDE
    left_out = len(same) - above - below
    if left_out < 2:
        yield from map(escape, same)
        return
    yield from map(escape, same[:above])
    said = ngettext("… {n} paragraph is the same …", "… {n} paragraphs are the same …", left_out)
    yield f"<i>{escape(said.format(n=left_out))}</i>"
    yield from map(escape, same[len(same) - below :])


def parts_of(before: str, after: str) -> list[Piece]:
    """Word by word; of two texts that have little in common each as a whole."""
    parts = [*pieces(before, after)]
    same = sum(len(each.text) for each in parts if each.how == "same")
    if same * 3 >= max(len(before), len(after)) and len(before.split()) > 1:
        return parts
    return [Piece(before, "removed"), Piece(after, "added")] if before != after else [Piece(before)]


def _marked(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    ways = {"same": "{}", "removed": "<s>{}</s>", "added": "<b><u>{}</u></b>"}
    if not text:
        return ""
    return ways[piece.how].format(text)
