"""Who may import whom. The folders of `sdesk/` are rooms; this table says which doors there are."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sdesk"

FREE = (
    "sdesk.errors",
    "sdesk.file_names",
    "sdesk.kept_pictures",
    "sdesk.local_time",
    "sdesk.log",
    "sdesk.paths",
    "sdesk.system_libraries",
    "sdesk.translation",
    "sdesk.whole_files",
    "sdesk.__version__",
)
OURS = {
    "models": (),
    "packs": (),
    "storage": ("sdesk.models",),
    "practice": ("sdesk.storage", "sdesk.models", "sdesk.packs"),
    "reports": (
        "sdesk.practice.measures.figures",
        "sdesk.practice.measures.clocks",
        "sdesk.practice.measures.targets",
        "sdesk.practice.reporting.telling.findings",  # pure, of figures alone
        "sdesk.practice.reporting.telling.mark",
        "sdesk.practice.reporting.telling.sentences",
        "sdesk.models",
        "sdesk.packs",
    ),
    "ui": ("sdesk.sample", "sdesk.practice", "sdesk.reports", "sdesk.models", "sdesk.packs", "sdesk.parts"),
    "command_line": ("sdesk.sample", "sdesk.practice", "sdesk.reports", "sdesk.models", "sdesk.packs"),
    "errors": (),
    "file_names": (),
    "kept_pictures": (),
    "parts": ("sdesk.storage",),
    "paths": (),
    "local_time": (),
    "log": (),
    "system_libraries": (),
    "translation": (),
    "whole_files": (),
    "sample": ("sdesk.practice", "sdesk.storage", "sdesk.models"),
    "app": ("sdesk",),  # the composition roots
    "__main__": ("sdesk",),
}
THEIRS = {
    "PySide6": ("ui", "app"),
    "reportlab": ("reports",),
    "sqlalchemy": ("models", "storage"),
    "sqlmodel": ("models", "storage"),
    "sqlcipher3": ("storage",),
    "holidays": ("practice",),
}


@cache
def imported(source: str) -> tuple[str, ...]:
    """Full names of all that is imported, also inside functions. (ruff bans relative imports.)"""
    return tuple(_imported(source))


def _imported(source: str) -> Iterator[str]:
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


STREETS = ("governance", "control", "relationship", "incident", "audit")
"""The processes: in models, practice, ui and tests they are called the same."""
BELOW_THE_STREETS = {
    "practice": ("lifecycle", "calendar", "measures", "finding"),
    "ui": ("reading", "records", "pieces", "theme", "unsaved"),
}
"""Rooms that belong to no process, and know none."""
ABOVE_THE_STREETS = ("guidance", "starter")
"""Rooms of practice that look at all processes: no street knows them."""


def modules() -> dict[str, Path]:
    return {
        ".".join(("sdesk", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): file
        for file in PACKAGE.rglob("*.py")
    }


def imports_of(file: Path, known: Collection[str]) -> Iterator[str]:
    """The modules of ours that a file imports, wherever it does so, and were it for the types alone."""
    for name in imported(file.read_text(encoding="utf-8")):
        module = name if name in known else name.rpartition(".")[0]
        if module in known:
            yield module


@pytest.mark.parametrize("side", ["practice", "ui"])
def test_streets_meet_only_in_the_registry(side: str) -> None:
    known = modules()
    met = [
        f"{name} imports {other}"
        for name, file in known.items()
        if (room := _room(name, side)) in (*STREETS, *BELOW_THE_STREETS[side])
        for other in imports_of(file, known)
        if (street := _room(other, side)) in STREETS and street != room
    ]
    assert met == []


def test_no_street_knows_what_stands_above_it() -> None:
    known = modules()
    assert [
        f"{name} imports {other}"
        for name, file in known.items()
        if _room(name, "practice") in (*STREETS, *BELOW_THE_STREETS["practice"])
        for other in imports_of(file, known)
        if _room(other, "practice") in ABOVE_THE_STREETS
    ] == []


def _room(module: str, side: str) -> str:
    parts = module.split(".")
    return parts[2] if len(parts) > 3 and parts[1] == side else ""


def test_nothing_below_the_entrances_knows_the_registry() -> None:
    known = modules()
    entrances = ("sdesk.practice.workspaces", "sdesk.app")
    assert [
        name
        for name, file in known.items()
        for other in imports_of(file, known)
        if other in ("sdesk.practice.registry", "sdesk.ui.registry") and name not in entrances
    ] == []


def test_no_import_leads_back_to_where_it_came_from() -> None:
    known = modules()
    graph = {name: set(imports_of(file, known)) - {name} for name, file in known.items()}
    assert list(TopologicalSorter(graph).static_order())


def test_no_room_is_crowded() -> None:
    counts = Counter(file.parent for file in modules().values())
    assert {str(room.relative_to(PACKAGE)): n for room, n in counts.items() if n > 24} == {}


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
        ("models", "from sdesk.packs import shipped_packs"),
        ("packs", "from sdesk.models import ServiceIncident"),
        ("storage", "import reportlab.platypus"),
    ],
)
def test_a_wrong_import_is_seen(room: str, source: str) -> None:
    assert not all(may_import(room, name) for name in imported(source))


@pytest.mark.parametrize(
    "first", ["sdesk.ui.unsaved.fields", "sdesk.ui.process.process_tab", "sdesk.ui.audit.applicability"]
)
def test_any_module_can_be_the_first(first: str) -> None:
    assert subprocess.run([sys.executable, "-c", f"import {first}"], check=False).returncode == 0
