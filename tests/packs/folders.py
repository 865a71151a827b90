"""Packs in folders of their own: a copy of a shipped one, changed in one place."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.packs import SERVICE_DELIVERY, Pack, load_packs
from sdesk.paths import resource
from sdesk.practice.readiness.check_bindings import Vocabulary, check_bindings

SHIPPED = resource("packs")

Change = tuple[str, str, str]
"""File, what stands there once or more (the first is changed), and what comes in its place."""


def copied(folder: Path, changes: Iterable[Change] = (), pack: str = SERVICE_DELIVERY) -> Path:
    """A folder of packs with a copy of the shipped one in it, changed."""
    shutil.copytree(SHIPPED / pack, folder / pack, dirs_exist_ok=True)
    for file, old, new in changes:
        path = folder / pack / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def added(folder: Path, texts: Mapping[str, str], pack: str = SERVICE_DELIVERY) -> Path:
    """The same with text put behind the end of its files."""
    copied(folder, pack=pack)
    for file, text in texts.items():
        path = folder / pack / file
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
    return folder


def written(folder: Path, pack: str, **files: str) -> Path:
    """A folder of packs with one written here: `requirements`, `bindings`, `words_en` and so on."""
    place = folder / pack
    place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (place / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, ours: Vocabulary | None = None) -> tuple[Pack, ...]:
    """The packs, read and held against this program."""
    packs = load_packs(folder)
    check_bindings(packs, ours)
    return packs


def fault_of(folder: Path, ours: Vocabulary | None = None) -> str:
    """What is said of the packs."""
    with pytest.raises(SdeskError) as raised:
        loaded(folder, ours)
    return str(raised.value.message)


def fault_after(folder: Path, file: str, old: str, new: str, pack: str = SERVICE_DELIVERY) -> str:
    return fault_of(copied(folder, [(file, old, new)], pack))
