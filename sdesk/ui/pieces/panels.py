"""Grounds to put things on."""

from PySide6.QtWidgets import QFrame

from sdesk.ui.pieces.fields.calendar_popup import PopupFrame

__all__ = ["Card", "PopupFrame", "SidePanel"]


class Card(QFrame):
    """A raised piece of the page."""


class SidePanel(QFrame):
    """The panel at the left of a tab."""
