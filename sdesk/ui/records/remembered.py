"""How somebody left their lists and splits on this laptop."""

from typing import Any

from PySide6.QtCore import QByteArray, QSettings


def _kept() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "sdesk", "lists")


def remembered_words(key: str) -> list[str]:
    """A list of words kept under `key`; empty if there is none."""
    words: Any = _kept().value(key)
    if isinstance(words, str):
        return [words] if words else []
    return [str(word) for word in words] if isinstance(words, list) else []


def remember_words(key: str, words: list[str]) -> None:
    _kept().setValue(key, words)


def remembered_layout(key: str) -> QByteArray:
    known = _kept().value(key)
    return known if isinstance(known, QByteArray) else QByteArray()


def remember_layout(key: str, layout: QByteArray) -> None:
    _kept().setValue(key, layout)
