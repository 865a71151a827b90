"""What a laptop remembers is there again at the next start, and damage to it stops nobody."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QByteArray

from sdesk.practice.kept_copies import Copy
from sdesk.ui.settings import MOST_RECENT, Settings

PLACE = uuid4()


@pytest.fixture
def again(tmp_path: Path):
    """Settings, as a new start of the program reads them."""

    def read() -> Settings:
        return Settings(tmp_path / "sdesk.ini")

    return read


def workspace(folder: Path, name: str) -> Path:
    path = folder / f"{name}.sdesk"
    path.touch()
    return path


def test_a_laptop_keeps_the_name_it_was_given(again, tmp_path):
    first = again()
    name = first.device
    first.save()
    assert again().device == name
    assert Settings(tmp_path / "other.ini").device != name


def test_the_workspace_opened_last_comes_first(again, tmp_path):
    settings = again()
    one, two = workspace(tmp_path, "one"), workspace(tmp_path, "two")
    for path in (one, two, one):
        settings.remember(path)
    settings.save()
    assert again().recent() == [one, two]
    assert again().last == one


def test_only_so_many_are_remembered(again, tmp_path):
    settings = again()
    for number in range(MOST_RECENT + 3):
        settings.remember(workspace(tmp_path, f"w{number}"))
    assert len(settings.recent()) == MOST_RECENT


def test_a_workspace_that_is_gone_is_not_offered(again, tmp_path):
    settings = again()
    path = workspace(tmp_path, "one")
    settings.remember(path)
    path.unlink()
    assert settings.recent() == []
    assert settings.last is None


def test_who_worked_and_the_last_backup_are_kept_for_each_workspace(again, tmp_path):
    settings = again()
    person, made = uuid4(), datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    settings.remember_person(PLACE, person)
    settings.remember_backup(PLACE, Copy(tmp_path / "copy.sdesk", made, "0123456789ab"))
    settings.save()
    assert again().person(PLACE) == person
    assert again().backup(PLACE) == Copy(tmp_path / "copy.sdesk", made, "0123456789ab")
    assert again().person(uuid4()) is None
    assert again().backup(uuid4()) is None


def test_a_window_is_put_back_where_it_was(again):
    settings = again()
    settings.remember_layout("window", QByteArray(b"\x00somewhere"))
    settings.save()
    assert again().layout("window") == QByteArray(b"\x00somewhere")
    assert again().layout("another").isEmpty()


@pytest.mark.parametrize("written", ["[General]\ntheme=plaid\n", "not an ini file at all \x00", ""])
def test_what_makes_no_sense_is_taken_for_nothing(tmp_path, written):
    file = tmp_path / "sdesk.ini"
    file.write_text(written, encoding="utf-8")
    settings = Settings(file)
    assert settings.theme == "system"
    assert settings.recent() == []
    settings.theme = "dark"
    assert settings.theme == "dark"
