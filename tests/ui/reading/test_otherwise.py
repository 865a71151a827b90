"""A section that was read and would be said otherwise by now: both are on the page, and one press lets it stand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sdesk.models import DocumentProcedure
from sdesk.practice.lifecycle.proposed.reading import confirm
from sdesk.practice.lifecycle.proposed.sections import unread
from sdesk.practice.starter.answers import save_answers
from sdesk.practice.starter.drafting import draft_all
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.practice.starter.firms import answered, the, three
from tests.ui.shell import inside

Tick = Callable[[float], None]


@pytest.fixture
def form(qtbot: QtBot, tmp_path: Path, tick: Tick) -> Iterator[RecordForm]:
    """Of a procedure of which all was read; since then the copies are kept in another place."""
    with answered(three, tmp_path) as workspace:
        draft_all(workspace)
        procedure = the(workspace, DocumentProcedure)
        for section in unread(procedure):
            procedure = confirm(workspace, procedure, section.place)
        save_answers(workspace, {"copies": "in the bank at the harbour"})
        made = RecordForm(open_desk(workspace))
        qtbot.addWidget(made)
        made.resize(620, 640)
        made.show_record(procedure)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.enter()
        yield made
        made.close()


def test_both_are_seen_and_a_press_lets_it_stand(qtbot: QtBot, form: RecordForm, tick: Tick) -> None:
    page = form.reading
    assert page is not None and page.current().waits and page.go_to("backup")
    card = inside(page, "section.backup")
    said = inside(card, "reading.otherwise", QLabel)
    stays = inside(card, "reading.confirm", QPushButton)
    assert said.isVisible() and "in the bank at the harbour" in said.text().replace("<u>", "").replace(
        "</u>", ""
    )
    assert stays.isVisible() and stays.accessibleName() == "It stays as it is"
    assert "in the bank at the harbour" in card.accessibleDescription()
    for _press in range(4):  # to the end of it, and then that it is so
        tick(0.5)
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Space)
        if not page._cards["backup"].listed.otherwise:
            break
    assert not said.isVisible()
    workspace = page._desk.workspace
    assert "in the bank" not in the(workspace, DocumentProcedure).backup
    assert draft_all(workspace).differing == ()


def test_what_says_the_same_offers_nothing(form: RecordForm) -> None:
    page = form.reading
    assert page is not None and page.go_to("identification")
    card = inside(page, "section.identification")
    assert not inside(card, "reading.otherwise", QLabel).isVisible()
    assert not inside(card, "reading.confirm", QPushButton).isVisible()
