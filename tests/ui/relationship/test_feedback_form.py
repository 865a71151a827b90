"""The form of feedback asks which supplier only where it is about one."""

import pytest
from PySide6.QtWidgets import QApplication

from sdesk.models import FeedbackEntry, Supplier
from sdesk.models.governance import FeedbackAbout
from sdesk.ui.records.fields.link_fields import FieldContext
from sdesk.ui.records.form.body import FormBody


@pytest.fixture
def body(qtbot, desk) -> FormBody:
    made = FormBody(FeedbackEntry, FieldContext(desk, lambda *asked: None, lambda name: None))
    qtbot.addWidget(made)
    made.resize(1000, 900)
    fill(made, FeedbackEntry())
    made.show()
    return made


def fill(body: FormBody, entry: FeedbackEntry) -> None:
    """As a sheet does."""
    body.fill(entry)
    body.suit(None, ("recorded",))


def asks(body: FormBody) -> bool:
    QApplication.processEvents()  # what is put in its place anew is shown then
    return body.fields["supplier"].isVisible()


def choose(body: FormBody, about: FeedbackAbout | None) -> None:
    body.fields["about"].setValue(about)
    body.fields["about"].changed.emit()


def test_the_supplier_is_asked_for_where_it_is_about_one(body):
    assert not asks(body)
    for about, expected in (
        (FeedbackAbout.SUPPLIER, True),
        (FeedbackAbout.US, False),
        (FeedbackAbout.DISPUTE, True),
        (None, False),
    ):
        choose(body, about)
        assert asks(body) is expected, about


def test_what_is_filled_in_is_never_hidden(body, provider):
    supplier = provider.create(Supplier, name="Northnet")
    entry = provider.create(FeedbackEntry, about=FeedbackAbout.SUPPLIER, supplier=supplier.id)
    fill(body, entry)
    choose(body, FeedbackAbout.US)
    assert asks(body)


def test_another_record_in_the_same_form_has_its_own(body, provider):
    supplier = provider.create(Supplier, name="Northnet")
    fill(body, provider.create(FeedbackEntry, about=FeedbackAbout.DISPUTE, supplier=supplier.id))
    assert asks(body)
    fill(body, FeedbackEntry())
    assert not asks(body)
