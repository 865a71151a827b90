"""The shape before a word by which something stands, wherever it is printed: the shapes that states have on the screen."""

from collections.abc import Mapping

from sdesk.translation import gettext as _

MARKS: Mapping[str, str] = {
    **dict.fromkeys(("met", "yes", "holds", "in force"), "●"),
    **dict.fromkeys(("partly met", "in part", "partly", "late"), "◆"),
    **dict.fromkeys(("not met", "no", "fails", "not in force"), "▲"),
    **dict.fromkeys(("not shown yet", "not judged yet", "nothing yet", "nothing to judge"), "○"),
    **dict.fromkeys(("not answered", "has records"), "◐"),
    **dict.fromkeys(("not applicable", "not carried"), "–"),
}
"""By verdicts, by what a question comes to, by what a point or a statement is answered with, by how a document stands."""

ASKED_NEXT = "◐"
"""What is good practice only decides nothing: it is to be looked at, and no failure."""


def marked(stands: str) -> str:
    """Its shape and its word."""
    return f"{MARKS[stands]} {_(stands)}"


__all__ = ["ASKED_NEXT", "MARKS", "marked"]
