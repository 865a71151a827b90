"""The folder of mails, in the whole window: what comes is offered, answers go to their cases, nothing is taken in twice."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from sdesk.models import Customer, ServiceIncident
from sdesk.practice.intake.mail_folder import Look
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.versions import organization
from sdesk.translation import message
from sdesk.ui.exchange.mail_bar import MailBar
from sdesk.ui.exchange.mail_place import MailPlace
from sdesk.ui.exchange.mail_watch import MailWatch
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from sdesk.ui.pieces import Callout
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.preferences import PreferencesDialog
from tests.practice.intake.test_mail_folder import mail
from tests.provider import Provider, incident, working_provider
from tests.ui.shell import inside, shown_window


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    made = working_provider(tmp_path / "harbour.sdesk")
    made.extra["school"] = made.create(
        Customer, name="Dock School", contacts=({"name": "Rui Mota", "email": "rui@school.example"},)
    )
    yield made
    made.workspace.close()


@pytest.fixture
def mails(tmp_path: Path, provider: Provider) -> Path:
    """A folder that was chosen on this laptop before."""
    folder = tmp_path / "mails"
    folder.mkdir()
    settings = Settings(tmp_path / "settings.ini")
    settings.remember_mail_folder(organization(provider.workspace).id, folder)
    settings.save()
    return folder


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider), "record")


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - 60,) * 2)
    return path


def said(window: MainWindow, name: str) -> str:
    line = window.findChild(Callout, f"mails.{name}")
    return line.text() if line is not None and line.isVisible() else ""


def act(window: MainWindow, name: str) -> None:
    inside(window, f"mails.{name}", Callout).button.click()


def test_what_came_while_it_was_closed_is_offered_one_after_the_other(
    qtbot, provider: Provider, mails: Path, tmp_path: Path
) -> None:
    put(mails, "a.eml", mail("No e-mail", "1"))
    put(mails, "b.eml", mail("Door is stuck", "2"))
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        qtbot.waitUntil(lambda: bool(said(window, "came")))
        assert said(window, "came") == "2 mails have come. The first is from Rui: No e-mail"
        assert provider.workspace.count(ServiceIncident) == 0
        act(window, "came")
        quick = inside(window, "quick.incident", QuickIncidentWindow)
        assert quick.isVisible() and quick.what.value() == "No e-mail"
        assert quick.who.reporter().name == "Rui Mota"
        QTest.keyClick(quick, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: said(window, "came") == "1 mail has come, from Rui: Door is stuck")
        inside(window, "mails.leave", QPushButton).click()
        assert not window.findChild(MailBar).isVisible()
    assert [each.summary for each in provider.workspace.find(ServiceIncident)] == ["No e-mail"]
    assert sorted(each.name for each in mails.iterdir()) == ["a.eml", "b.eml"]


def test_what_was_taken_in_or_left_out_is_not_offered_the_next_day(
    qtbot, provider: Provider, mails: Path, tmp_path: Path
) -> None:
    test_what_came_while_it_was_closed_is_offered_one_after_the_other(qtbot, provider, mails, tmp_path)
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        qtbot.waitUntil(lambda: window._mails is not None)
        assert said(window, "came") == "" and said(window, "fault") == ""
        assert provider.workspace.count(ServiceIncident) == 1


def test_an_answer_goes_into_its_story_by_itself_and_says_so(
    qtbot, provider: Provider, mails: Path, case: ServiceIncident, tmp_path: Path
) -> None:
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        qtbot.waitUntil(lambda: window._mails is not None)
        with qtbot.waitSignal(window.desk.said, timeout=8000) as told:
            put(mails, "b.eml", mail(f"Re: {case.number}"))
        assert told.args == [f"An answer came: {case.number}."]
        steps = reload(provider.workspace, case).steps_taken
        assert "Since nine." in steps[-1].text
        window._watch.look()
        assert reload(provider.workspace, case).steps_taken == steps
        assert not window.findChild(MailBar).isVisible()


def test_what_cannot_be_read_is_named_and_stops_no_other(
    qtbot, provider: Provider, mails: Path, case: ServiceIncident, tmp_path: Path
) -> None:
    put(mails, "a.eml", b"\x00\x01")
    put(mails, "b.eml", mail(f"Re: {case.number}", "2"))
    put(mails, "c.eml", mail("Help", "3"))
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        qtbot.waitUntil(lambda: bool(said(window, "fault")))
        assert said(window, "fault") == (
            "a.eml in the folder of mails is not taken in: This is no mail that can be read."
        )
        assert "from Rui: Help" in said(window, "came")
        assert "Since nine." in reload(provider.workspace, case).steps_taken[-1].text
        act(window, "fault")
        assert said(window, "fault") == "" and said(window, "came")


def test_one_that_is_still_written_is_taken_when_it_is_whole(
    qtbot, provider: Provider, mails: Path, tmp_path: Path
) -> None:
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        qtbot.waitUntil(lambda: window._mails is not None)
        whole = mail("Help")
        (mails / "a.eml").write_bytes(whole[: len(whole) // 2])
        window._watch.look()
        assert said(window, "came") == "" and said(window, "fault") == ""
        put(mails, "a.eml", whole)
        qtbot.waitUntil(lambda: "from Rui: Help" in said(window, "came"), timeout=8000)


def test_a_call_that_is_being_typed_is_not_written_over(
    qtbot, provider: Provider, mails: Path, tmp_path: Path
) -> None:
    put(mails, "a.eml", mail("Help"))
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        qtbot.waitUntil(lambda: bool(said(window, "came")))
        window.new_incident()
        quick = inside(window, "quick.incident", QuickIncidentWindow)
        QTest.keyClicks(inside(quick, "quick.what.edit", QLineEdit), "Another call")
        act(window, "came")
        assert quick.what.value() == "Another call" and not quick.arrivals.all()
        assert "first, then take the mail in" in quick._trouble.text()
        quick.discard()
        assert said(window, "came")


def test_a_folder_that_is_gone_is_said_and_the_program_goes_on(
    qtbot, provider: Provider, mails: Path, tmp_path: Path
) -> None:
    mails.rmdir()
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        qtbot.waitUntil(lambda: bool(said(window, "fault")))
        assert str(mails) in said(window, "fault")
        act(window, "fault")
        window._watch.look()
        assert said(window, "fault") == ""
        mails.mkdir()
        put(mails, "a.eml", mail("Help"))
        window._watch.look()
        assert said(window, "came")


def test_where_a_copy_is_read_nothing_is_taken_in(
    qtbot, provider: Provider, mails: Path, case: ServiceIncident, tmp_path: Path
) -> None:
    put(mails, "b.eml", mail(f"Re: {case.number}"))
    put(mails, "c.eml", mail("Help", "3"))
    provider.workspace.read_only = message("This is a copy.")
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.watch_mails()
        window._watch.look()
        assert said(window, "came") == "" and not window.findChild(MailBar).isVisible()
        assert all("Since nine." not in step.text for step in reload(provider.workspace, case).steps_taken)


def test_it_is_chosen_in_the_preferences_for_this_workspace_alone(
    qtbot, provider: Provider, tmp_path: Path
) -> None:
    folder = tmp_path / "chosen"
    folder.mkdir()
    put(folder, "a.eml", mail("Help"))
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.show_preferences()
        dialog = inside(window, "preferences", PreferencesDialog)
        place = dialog.findChild(MailPlace)
        assert inside(dialog, "mails.folder", QLabel).text() == "No folder of mails is looked into."
        place.choose(str(folder))
        assert "from Rui: Help" in said(window, "came")
        ours: Any = organization(provider.workspace)
        assert window.settings.mail_folder(ours.id) == folder
        assert window.settings.mail_folder(provider.ana.id) is None
        inside(dialog, "action.no-mails", QPushButton).click()
        assert said(window, "came") == "" and window.settings.mail_folder(ours.id) is None
        dialog.close()


def test_another_folder_that_is_chosen_while_one_is_read_is_read_next(
    qtbot, provider: Provider, mails: Path, tmp_path: Path
) -> None:
    """Whoever has the workspace for a moment keeps the first look waiting in its thread."""
    other, ours = tmp_path / "other", organization(provider.workspace).id
    other.mkdir()
    put(mails, "a.eml", mail("Help", "1"))
    put(other, "b.eml", mail("Door is stuck", "2"))
    settings = Settings(tmp_path / "settings.ini")
    parent = QObject()
    watch = MailWatch(open_desk(provider.workspace), settings, False, parent)
    told: list[Look] = []
    watch.told.connect(told.append)
    with provider.workspace.reading():
        watch.begin()
        settings.remember_mail_folder(ours, other)
        watch.begin()
        assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert [each.subject for each in told[-1].new] == ["Door is stuck"]
