"""Who may import whom. The folders of `sdesk/` are rooms; this table says which doors there are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sdesk"

FREE = (
    "sdesk.errors",
    "sdesk.file_names",
    "sdesk.local_time",
    "sdesk.paths",
    "sdesk.translation",
    "sdesk.__version__",
)
OURS = {
    "models": (),
    "profile": (),
    "packs": (),
    "storage": ("sdesk.models",),
    "practice": ("sdesk.storage", "sdesk.models", "sdesk.packs", "sdesk.profile"),
    "reports": (
        "sdesk.practice.measures.figures",
        "sdesk.practice.measures.clocks",
        "sdesk.models",
        "sdesk.packs",
        "sdesk.profile",
    ),
    "ui": ("sdesk.practice", "sdesk.reports", "sdesk.models", "sdesk.packs", "sdesk.profile"),
    "command_line": ("sdesk.practice", "sdesk.reports", "sdesk.models", "sdesk.packs", "sdesk.profile"),
    "errors": (),
    "file_names": (),
    "paths": (),
    "local_time": (),
    "translation": (),
    "app": ("sdesk",),  # the composition roots
    "__main__": ("sdesk",),
}
THEIRS = {
    "PySide6": ("ui", "app"),
    "reportlab": ("reports",),
    "sqlalchemy": ("models", "storage"),
    "sqlmodel": ("models", "storage"),
    "sqlcipher3": ("storage",),
}


def imported(source: str) -> Iterator[str]:
    """Full names of all that is imported, also inside functions. (ruff bans relative imports.)"""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def may_import(room: str, name: str) -> bool:
    first = name.split(".")[0]
    if first != "sdesk":
        return room in THEIRS.get(first, (room,))
    doors = (*FREE, f"sdesk.{room}", *OURS[room])
    return any(f"{name}.".startswith(f"{door}.") for door in doors)


def test_every_import_goes_through_a_door() -> None:
    files = [file for file in PACKAGE.rglob("*.py") if file != PACKAGE / "__init__.py"]
    trespassers = [
        f"{file.relative_to(PACKAGE)} imports {name}"
        for file in files
        for name in imported(file.read_text(encoding="utf-8"))
        if not may_import(file.relative_to(PACKAGE).with_suffix("").parts[0], name)
    ]
    assert len(files) > len(OURS)
    assert trespassers == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("ui", "from sdesk import storage"),
        ("ui", "def later():\n    import sqlmodel"),
        ("reports", "from sdesk.practice import incidents"),
        ("reports", "from sdesk.practice import figures, incidents"),
        ("practice", "from PySide6.QtCore import QObject"),
        ("practice", "from sqlalchemy import text"),
        ("models", "from sdesk.profile import service_delivery"),
        ("packs", "from sdesk.models import ServiceIncident"),
        ("storage", "import reportlab.platypus"),
    ],
)
def test_a_wrong_import_is_seen(room: str, source: str) -> None:
    assert not all(may_import(room, name) for name in imported(source))
