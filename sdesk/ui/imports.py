"""Imports under a Qt binding that looks into each of them."""

import builtins

import PySide6.QtCore  # noqa: F401  it puts itself in the way of all that is imported after it


def import_plainly() -> None:
    """PySide6 reads the source of each module that is imported after it, to see whether it asks for names in another case.
    None does so here; what else the binding does with an import stays. It was a sixth of importing the window."""
    other = getattr(builtins, "__orig_import__", None)
    if other is not None and builtins.__import__ is getattr(builtins, "__feature_import__", None):
        builtins.__import__ = other
