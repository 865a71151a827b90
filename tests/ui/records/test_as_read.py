"""What a row that nobody has entered says of its links, without a field being filled: the same as the field would."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdesk.models import RECORDS, Kind, fields_of
from sdesk.models.identity import uuid7
from sdesk.practice.lifecycle.records import save
from sdesk.ui.pieces import FieldWidget, LabelledField
from sdesk.ui.pieces.chip import Chip
from sdesk.ui.records.fields.link_fields import FieldContext, RecordLinkField, RecordLinksField
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.provider import Provider

NOTHING = uuid7()
Make = Callable[[type], Any]


@pytest.fixture
def make(provider: Provider, qtbot: QtBot) -> Make:
    context = FieldContext(open_desk(provider.workspace), lambda *_: None, lambda _name: None)

    def made(kind: type) -> Any:
        field = kind(context, "Person")
        qtbot.addWidget(field)
        return field

    return made


def as_shown(field: Any, value: Any) -> tuple[Any, str]:
    field.setValue(value)
    return field.value(), field.displayText()


def test_one_link_is_read_as_its_field_shows_it(provider: Provider, make: Make) -> None:
    for value in (None, provider.ana.id, NOTHING):
        assert make(RecordLinkField).asRead(value) == as_shown(make(RecordLinkField), value)


def test_several_links_are_read_as_their_field_shows_them(provider: Provider, make: Make) -> None:
    ana: UUID = provider.ana.id
    for value in (None, (), (ana,), (ana, NOTHING), (NOTHING, ana, NOTHING)):
        assert make(RecordLinksField).asRead(value) == as_shown(make(RecordLinksField), value)


def test_a_name_that_changed_is_read_anew(provider: Provider, make: Make) -> None:
    field = make(RecordLinkField)
    before = field.asRead(provider.ana.id)[1]
    save(provider.workspace, provider.ana, {"name": f"{before} the Second"})
    assert field.asRead(provider.ana.id)[1] == f"{before} the Second"


def test_reading_makes_no_chip(provider: Provider, make: Make) -> None:
    field = make(RecordLinksField)
    field.asRead((provider.ana.id,))
    assert not field.findChildren(Chip)


class Moves(QObject):
    """Hears which fields are put into another parent than the one that they were made in."""

    def __init__(self) -> None:
        super().__init__()
        self.moved: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ParentChange and isinstance(watched, FieldWidget | LabelledField):
            self.moved.append(watched)
        return False


def test_the_fields_of_a_form_are_made_where_they_stand(provider: Provider, qtbot: QtBot) -> None:
    """The style sheet dresses what is moved a second time, with all that is in it."""
    form = RecordForm(open_desk(provider.workspace))
    qtbot.addWidget(form)
    form.show()
    moves = Moves()
    QApplication.instance().installEventFilter(moves)
    form.show_record(provider.ana.id)
    QApplication.instance().removeEventFilter(moves)
    assert len(form.findChildren(LabelledField)) > 3
    assert not moves.moved


def test_there_are_rows_with_links_to_be_read() -> None:
    """Else nothing of the above would matter."""
    columns = (column for model in RECORDS for spec in fields_of(model) for column in spec.columns)
    assert any(column.kind in (Kind.LINK, Kind.LINKS) for column in columns)
