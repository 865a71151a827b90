"""Grounds to put things on."""

from PySide6.QtWidgets import QFrame

from sdesk.ui.pieces.fields.calendar_popup import PopupFrame
from sdesk.ui.pieces.fields.row_forms import Card

__all__ = ["Card", "PopupFrame", "SidePanel"]


class SidePanel(QFrame):
    """The panel at the left of a tab."""
