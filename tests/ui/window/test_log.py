"""The log: what happened and what went wrong are in it, and none of what anybody wrote."""

import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from sqlalchemy.exc import DBAPIError

from sdesk import log
from sdesk.app import Program, go_on_after_faults
from sdesk.errors import SdeskError
from sdesk.log import Event, log_file, note, note_fault, recent, start_log, stop_log
from sdesk.models import RECORDS
from sdesk.practice.lifecycle.records import create
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.workspaces import open_workspace, people, work_as
from sdesk.translation import message
from sdesk.ui.window.places import PLACES
from sdesk.ui.window.problem_report import details_of, tell
from tests.pseudo import write_cyrillic
from tests.ui.shell import inside
from tests.ui.test_app import program

__all__ = ["program"]
SECRET = "секретное слово Гавань"


@pytest.fixture(autouse=True)
def logged():
    start_log()
    yield
    stop_log()


def text_of_people(said: str) -> list[str]:
    """The lines in which a letter stands that only people wrote here, or how it is escaped."""
    return [
        line
        for line in said.splitlines()
        if any("\u0400" <= char <= "\u04ff" for char in line) or "\\u04" in line or "\\xd0" in line
    ]


def all_of_it() -> str:
    return "".join(each.read_text("utf-8") for each in log_file().parent.iterdir())


@pytest.mark.torture
def test_a_day_of_work_and_of_faults_leaves_no_text_in_it(
    program: Program, sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_cyrillic(sample)  # also what was approved, so that it is damaged now
    for module in ("passphrase", "copies"):
        monkeypatch.setattr(f"sdesk.storage.file.{module}.damages_in", lambda *_: [])
    change_passphrase(sample, SECRET, SECRET)
    path = sample.path.rename(sample.path.with_name("Гавань.sdesk"))
    sample.close()
    program.open(tmp_path / "Нет такого.sdesk")
    with pytest.raises(SdeskError) as refused:
        open_workspace(path, SECRET + "!")
    note_fault(refused.value)
    workspace = open_workspace(path, SECRET)
    work_as(workspace, people(workspace)[0])
    window: Any = program.show(workspace)
    for tab in range(len(PLACES)):
        window.show_tab(tab)
    for model in RECORDS:
        for record in workspace.find(model, limit=3):
            _go_wrong_with(workspace, record, window)
    window.backups.write(str(tmp_path / "Копия.sdesk"))
    window.locking.lock()
    for words in ("неверно", SECRET):
        screen = window.locking.screen
        inside(screen, "lock.words", QLineEdit).setText(words)
        screen.try_it()
        screen.count_down()
    window.copy_details()
    copied = QGuiApplication.clipboard().text()
    program.window.close()
    program._let_go()
    assert text_of_people(all_of_it()) == []
    assert text_of_people(copied) == []
    assert "Гавань" not in copied
    for event in set(Event) - {Event.PASSPHRASE_CHANGED, Event.RESTORED}:  # they have tests of their own
        assert event in all_of_it(), event
    for kind in ("Refused", "KeyError from ValueError", "IntegrityError", "RuntimeError"):
        assert f"fault {kind}" in all_of_it(), kind


def _go_wrong_with(workspace, record, window) -> None:
    """Faults as they come, with all that the record says in them."""
    said = repr(record.model_dump())
    acts = (
        lambda: create(workspace, type(record), {"name": said, "number": said, "state": said, said: said}),
        lambda: _raise(SdeskError(message("{file} is damaged.", file=said), message("{why}", why=said))),
        lambda: _raise(KeyError(said), ValueError(said)),
        lambda: _raise(RuntimeError(said)),
        lambda: _raise(OSError(28, said, said)),
        lambda: _written_twice(workspace, record),
    )
    for act in acts:
        try:
            act()
        except Exception as fault:
            tell(fault, window).close()
            assert text_of_people(details_of(fault)) == []


def _raise(fault: Exception, cause: Exception | None = None) -> None:
    raise fault from cause


def _written_twice(workspace, record) -> None:
    columns = ", ".join(f'"{column.name}"' for column in type(record).__table__.columns)
    table = type(record).__tablename__
    with workspace.reading() as session:
        session.connection().exec_driver_sql(
            f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "{table}"'
        )


def test_text_has_no_way_in() -> None:
    with pytest.raises(TypeError):
        note(Event.OPENED, name="Harbour IT")  # type: ignore[arg-type]
    assert "Harbour" not in recent()


def test_it_says_where_a_fault_was_and_what_led_to_it() -> None:
    try:
        open_workspace(Path("nowhere.sdesk"))
    except SdeskError as fault:
        note_fault(fault)
    last = recent().splitlines()[-1]
    assert "fault SdeskError “There is no workspace at {place}.” (practice/workspaces.py:" in last
    assert "storage/file/opening.py:" in last


def test_faults_of_threads_are_in_it(program: Program, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr("sys.excepthook", lambda *_given: None)
    go_on_after_faults(program)
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    assert capsys.readouterr().err == ""
    assert "fault IndexError" in recent()


def test_it_is_its_owners_and_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 2_000)
    start_log()
    for number in range(300):
        note(Event.OPENED, bytes=number)
    files = list(log_file().parent.iterdir())
    assert len(files) == 4
    assert sum(each.stat().st_size for each in files) < 10_000
    if os.name == "posix":
        assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert recent(3).count("\n") == 2


def test_a_disk_that_refuses_it_stops_nothing(capfd) -> None:
    stop_log()
    log_file().parent.rename(log_file().parent.with_name("aside"))
    log_file().parent.write_text("no folder")
    start_log()
    note(Event.LOCKED)
    note_fault(DBAPIError("SELECT", {}, ValueError()))
    assert recent() == ""
    assert capfd.readouterr().err == ""
