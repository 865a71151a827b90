"""Somebody reads a policy of which the program has written some sections."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sdesk.models import Document, ServiceDeliveryPolicy, field_of
from sdesk.practice.lifecycle.proposed.reading import Proposal, propose
from sdesk.practice.lifecycle.proposed.sections import Section, section_at
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.ui.reading.page import ReadingPage
from sdesk.ui.reading.presses import Presses
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.provider import Provider
from tests.ui.shell import inside

D = TypeVar("D", bound=Document)

TOLD = "Whoever takes a call tells the customer within an hour what happens next, and again at each change."
KEPT = "Only who is named for it changes what is stored, and each change tells who made it and when it was."
SAFE = "Passwords are in the safe of Ana Reyes, and nobody else opens it."
LONG = "\n".join(f"{n}. {TOLD}" for n in range(60))


def draft_with(provider: Provider, model: type[D], **proposals: Proposal) -> D:
    """A draft that says in these sections what is proposed, and in all others what was approved before."""
    workspace = provider.workspace
    approved = in_effect(workspace, model)
    assert approved is not None
    draft = new_version(workspace, approved)
    blank = {name: field_of(model, name).default for name in (each.partition("/")[0] for each in proposals)}
    provider.save(draft, **blank)
    with workspace.transaction("propose") as session:
        propose(workspace, session.get_one(model, draft.id), proposals)
    return reload(workspace, draft)


class Reader:
    """Reads in a form, with keys."""

    def __init__(
        self, qtbot: QtBot, provider: Provider, form: RecordForm, tick: Callable[[float], None]
    ) -> None:
        self.qtbot = qtbot
        self.provider = provider
        self.form = form
        self.wait = tick

    @property
    def page(self) -> ReadingPage:
        page = self.form.reading
        assert page is not None
        return page

    @property
    def at(self) -> str:
        current = self.page.current()
        assert current is not None
        return current.place

    @property
    def focus(self) -> QWidget:
        found = self.form.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A press of its own, half a second after the one before."""
        self.wait(0.5)
        self.qtbot.keyClick(self.focus, key, modifier)

    def hold(self, key: Qt.Key, text: str) -> None:
        """The key is still down: the keyboard repeats it."""
        again = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
        QApplication.sendEvent(self.focus, again)

    def click(self, name: str) -> None:
        self.wait(0.5)
        card = inside(self.page, f"section.{self.at}")
        self.qtbot.mouseClick(inside(card, name), Qt.MouseButton.LeftButton)

    def section(self, place: str) -> Section:
        return section_at(self.stored, place)

    @property
    def stored(self) -> Any:
        assert self.form.record is not None
        return reload(self.provider.workspace, self.form.record)


@pytest.fixture
def tick(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets time pass between two presses."""
    seconds = [100.0]
    monkeypatch.setattr(Presses, "now", staticmethod(lambda: seconds[0]))

    def pass_time(by: float) -> None:
        seconds[0] += by

    return pass_time


@pytest.fixture
def reads(qtbot: QtBot, provider: Provider, tick: Callable[[float], None]) -> Iterator[Callable[..., Reader]]:
    """Opens a policy with these proposals, and goes to the first section."""
    forms: list[RecordForm] = []

    def opens(**proposals: Proposal) -> Reader:
        form = RecordForm(open_desk(provider.workspace))
        qtbot.addWidget(form)
        form.resize(620, 640)
        form.show_record(draft_with(provider, ServiceDeliveryPolicy, **proposals))
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        form.enter()
        forms.append(form)
        return Reader(qtbot, provider, form, tick)

    yield opens
    for form in forms:
        form.close()
