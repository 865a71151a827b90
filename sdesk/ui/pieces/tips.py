"""Tips that appear over a widget. Qt draws what looks like markup in them; what people wrote is never markup."""

from html import escape

from PySide6.QtGui import Qt

LONGEST = 1000
"""Characters in a tip; more would not fit on the screen."""


def plain_tip(text: str) -> str:
    """The text so that it is shown as it stands, cut where it is too long for a tip."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    shown = shown.replace("\0", "�")
    if not Qt.mightBeRichText(shown):
        return shown
    return f'<span style="white-space: pre-wrap">{escape(shown)}</span>'
