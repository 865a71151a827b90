"""The files of starter texts, in the language that is spoken, or in English where it has none."""

import tomllib
from functools import cache
from typing import Any

from sdesk.paths import resource
from sdesk.translation.catalogues import language_spoken

_ENGLISH = "en"


def read(name: str) -> dict[str, Any]:
    """One file of `resources/starter/<language>/`. They are ours: a fault in one is a bug, and raises as such."""
    spoken = language_spoken()
    return _read(spoken if resource("starter", spoken, name).is_file() else _ENGLISH, name)


@cache
def _read(spoken: str, name: str) -> dict[str, Any]:
    return tomllib.loads(resource("starter", spoken, name).read_text(encoding="utf-8"))


__all__ = ["read"]
