"""Bringing in history: choose a table, say what its columns mean, try it, do it, take it back."""

from sdesk.ui.exchange.window import ImportWindow

__all__ = ["ImportWindow"]
