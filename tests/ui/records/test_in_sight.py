"""A form shows at once what is in sight; what is below follows by itself, and is never of another record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sdesk.models import CustomerAgreement, ServiceDeliveryPolicy
from sdesk.practice.lifecycle.records import save
from sdesk.ui.pieces.tab_order import stops_in
from sdesk.ui.records.form.body import FormBody
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.sections import FormSection
from sdesk.ui.registry import open_desk


@pytest.fixture
def form(qtbot, sample) -> RecordForm:
    made = RecordForm(open_desk(sample))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitActive(made)
    return made


def body_of(form: RecordForm) -> FormBody:
    assert form.sheet is not None
    return form.sheet.body


def seen(body: FormBody) -> list[str]:
    """The titles of the sections that are seen."""
    return [each.title for each in body.findChildren(FormSection) if not each.isHidden()]


def titles(body: FormBody) -> list[str]:
    body.lay_out()
    return seen(body)


def said(body: FormBody) -> dict[str, object]:
    """What stands in each field that is seen."""
    return {
        name: field.value() for name, field in body.fields.made.items() if not _section_of(field).isHidden()
    }


def _section_of(widget) -> FormSection:
    while not isinstance(widget, FormSection):
        widget = widget.parentWidget()
    return widget


def test_what_is_in_sight_comes_at_once_and_the_rest_by_itself(qtbot, form, sample):
    form.show_record(sample.find(ServiceDeliveryPolicy)[-1])
    body = body_of(form)
    first = seen(body)
    assert first and len(first) < 4
    qtbot.waitUntil(lambda: seen(body) == titles(body))
    assert len(titles(body)) > len(first) and titles(body)[: len(first)] == first


def test_what_is_shown_covers_what_can_be_seen(form, sample):
    """Nobody sees an empty place below: what is there at once reaches to the foot of the window, or is all."""
    for model in (ServiceDeliveryPolicy, CustomerAgreement):
        for height in (300, 500, 900):
            form.clear()
            form.resize(700, height)
            form.show_record(sample.find(model)[-1])
            body = body_of(form)
            for _pass in range(3):
                QApplication.sendPostedEvents()  # as far as it gets before it is painted
            shown = [each for each in body.findChildren(FormSection) if not each.isHidden()]
            foot = max(each.mapTo(form, each.rect().bottomLeft()).y() for each in shown)
            assert foot >= form.height() - 1 or len(shown) == len(titles(body)), (model, height)


def test_a_section_that_waits_says_nothing_of_the_record_before(form, sample):
    """Whatever is seen, at whatever moment, is of the record that is shown."""
    agreements = sample.find(CustomerAgreement)
    assert len({each.number for each in agreements}) > 1
    for record in [*agreements, *agreements]:
        form.show_record(record)
        body = body_of(form)
        for _turn in range(9):
            values = said(body)
            assert values
            for name, value in values.items():
                if isinstance(getattr(record, name), str):
                    assert value == getattr(record, name), name
            QApplication.processEvents()
        assert set(said(body)) == set(body.fields)


def test_whoever_asks_for_a_field_that_waits_gets_it_as_it_is(form, sample):
    agreements = sample.find(CustomerAgreement)
    form.show_record(agreements[0])
    body_of(form).lay_out()
    other = next(each for each in agreements if each.notes != agreements[0].notes or each is agreements[-1])
    form.show_record(other)
    body = body_of(form)
    assert "notes" in body.fields.stale
    assert body.fields["notes"].value() == other.notes
    form.jump_to("notes")
    assert body.fields["notes"].isVisible() and seen(body) == titles(body)


def test_tab_goes_through_what_was_not_there_yet(form, sample):
    policy = sample.find(ServiceDeliveryPolicy)[-1]
    form.show_record(policy)
    body = body_of(form)
    before = seen(body)
    assert form.sheet is not None
    form.sheet.setFocus()
    QTest.keyClick(form.sheet, Qt.Key.Key_Tab)
    stops = stops_in(form)
    assert len(seen(body)) > len(before)
    for title in ("Communication", "About this document"):
        section = next(each for each in body.findChildren(FormSection) if each.title == title)
        assert any(section.isAncestorOf(each) for each in stops), title


def test_the_focus_stays_where_it_is_when_the_record_is_read_again(qtbot, form, sample):
    policy = sample.find(ServiceDeliveryPolicy)[-1]
    form.show_record(policy)
    form.jump_to("notes")
    focused = QApplication.focusWidget()
    assert focused is not None and body_of(form).isAncestorOf(focused)
    body_of(form).fill(policy)
    assert form.sheet is not None
    form.sheet.suit()
    assert QApplication.focusWidget() is focused


def test_what_waits_is_saved_and_kept_as_it_stands(form, sample):
    """A value below what is in sight is not taken for changed, and is not lost."""
    policy = sample.find(ServiceDeliveryPolicy)[-1]
    form.show_record(policy)
    assert form.sheet is not None
    assert not form.sheet.is_unsaved
    copy = form.sheet.as_typed()
    assert {name: getattr(copy, name) for name in body_of(form).fields} == {
        name: getattr(policy, name) for name in body_of(form).fields
    }


def test_what_somebody_changed_meanwhile_is_said_below_too(qtbot, form, sample):
    policy = sample.find(ServiceDeliveryPolicy)[-1]
    form.show_record(policy)
    save(sample, policy, {"notes": "Read again with the customers"})
    body = body_of(form)
    qtbot.waitUntil(lambda: seen(body) == titles(body))
    assert body.fields["notes"].value() == "Read again with the customers"
