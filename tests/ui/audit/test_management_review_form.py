"""The form of a management review: what the program collects is not added by hand, and what lacks a remark is found."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from sdesk.models import ManagementReview
from sdesk.practice.audit.management_review import prepare_review
from sdesk.ui.pieces import Callout
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker
from tests.ui.shell import inside


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def form(qtbot, provider):
    made = RecordForm(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(560, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def test_the_inputs_are_collected_from_above_the_form_and_never_added(qtbot, provider, form):
    review = provider.create(ManagementReview)
    form.show_record(review)
    adds = inside(form, "ManagementReview.inputs").findChildren(QPushButton, "ManagementReview.inputs.edit")
    assert adds and not any(each.isVisible() for each in adds)
    offer = inside(form, "review.collect", Callout)
    qtbot.mouseClick(offer.button, Qt.MouseButton.LeftButton)
    live = provider.workspace.get(ManagementReview, review.id)
    assert len(live.inputs) == 8
    assert not offer.isVisible()
    rows = inside(form, "ManagementReview.inputs").rowForms()
    assert len(rows) == 8 and not any(row.findChildren(QWidget, "action.row") for row in rows)
    assert rows[0].summary() == "Results against goals · no remark yet"


def test_a_new_review_begins_where_something_can_be_said(form):
    form.start_new(ManagementReview)
    form.edit()
    assert not inside(form, "ManagementReview.inputs").isAncestorOf(QApplication.focusWidget())


def test_what_is_missing_leads_to_the_line_that_lacks_it(provider, form):
    review = prepare_review(provider.workspace)
    first, *rest = review.inputs
    provider.save(review, inputs=(first.model_copy(update={"remark": "We are content with this."}), *rest))
    form.show_record(review)
    form.jump_to("inputs")
    row = inside(form, "ManagementReview.inputs").rowForms()[1]
    assert row.is_open() and row.isAncestorOf(QApplication.focusWidget())
    assert row.fields["remark"].isAncestorOf(QApplication.focusWidget())
    documents = inside(form, "ManagementReview.documents").rowForms()
    assert documents[0].summary().endswith("version 1 · not all is said yet")
