"""The case of a change that is no light one: where it is, what is next and who decides, its papers, its facts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from sdesk.models import CustomerAgreement, ServiceChangeRequest, ServiceDesign, ServiceIncident
from sdesk.practice.control.changes import add_step as note_on_change
from sdesk.practice.incident.handling import add_step
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.control.case_way import way_of
from sdesk.ui.desk import Desk
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.provider import Provider, change, incident
from tests.ui.cases import adds, case_of, entered, fact_named, fact_of, line_of, page_in_sight, pages, turn_to
from tests.ui.shell import inside

Key = Qt.Key


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)


@pytest.fixture
def form(qtbot, desk: Desk):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    made = RecordForm(desk, window)
    made.setGeometry(592, 0, 774, 660)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made
    window.close()


def requested(provider: Provider, **values: object) -> ServiceChangeRequest:
    return provider.take(change(provider, "approved", **values), "submit")


def approved(provider: Provider, **values: object) -> ServiceChangeRequest:
    return provider.take(
        requested(provider, **values), "approve", decision_reason="It pays for itself in a year."
    )


def told(form: RecordForm) -> str:
    case = case_of(form)
    return "\n".join(each.text() for each in case.findChildren(QLabel) if each.isVisible())


def test_a_change_opens_on_its_case_with_the_form_behind(form, provider):
    form.show_record(requested(provider))
    assert pages(form)[:2] == ["Case", "Form"] and page_in_sight(form) == "Case"
    form.show_record(change(provider))
    assert page_in_sight(form) == "Record"


def test_where_it_is_on_its_way(form, desk, provider):
    request = approved(provider)
    form.show_record(request)
    stands = dict(way_of(desk, request))
    assert [name for name, how in stands.items() if how == "now"] == ["approved"]
    assert stands["draft"] == stands["requested"] == "done"
    assert stands["scheduled"] == stands["closed"] == "next"
    said = inside(case_of(form), "case.way").accessibleName()
    assert said.index("Requested: done") < said.index("Approved: now") < said.index("Closed: to come")


def test_each_step_that_is_taken_moves_it_on(form, desk, provider):
    request = requested(provider)
    before = [name for name, how in way_of(desk, request) if how == "done"]
    after = [name for name, how in way_of(desk, approved(provider)) if how == "done"]
    assert len(after) == len(before) + 1
    gone = provider.take(request, "withdraw", "Nobody wants it any more")
    way = way_of(desk, gone)
    assert way[-1] == ("withdrawn", "now") and all(how != "next" for _name, how in way)


def test_what_is_next_and_who_decides_it(form, provider):
    form.show_record(requested(provider))
    said = inside(case_of(form), "case.next", QLabel).text()
    assert said.startswith("Approve change: ") and "decides" in said and "Ana Reyes" in said


def test_its_papers_stand_there_with_their_state_and_open(form, desk, provider, qtbot):
    request = approved(provider)
    form.show_record(request)
    assert inside(case_of(form), "case.start.ServiceDesign").isVisible()
    paper = provider.create(ServiceDesign, change=request.id)
    QApplication.processEvents()
    line = inside(case_of(form), f"link.{paper.number}", QPushButton)
    assert "Draft" in told(form)
    with qtbot.waitSignal(desk.record_asked) as asked:
        line.click()
    assert asked.args == [paper.id]


def test_a_paper_that_is_missing_is_begun_for_this_change(form, desk, provider, qtbot):
    request = approved(provider)
    form.show_record(request)
    with qtbot.waitSignal(desk.new_asked) as asked:
        inside(case_of(form), "case.start.ServiceDesign", QPushButton).click()
    assert asked.args == [ServiceDesign, {"change": request.id}]


def test_the_evaluation_leads_to_its_rows_in_the_form(form, provider):
    form.show_record(requested(provider))
    inside(case_of(form), "case.evaluation", QPushButton).click()
    assert page_in_sight(form) == "Form"
    assert form.sheet.body.fields["evaluation"].isVisible()


def test_open_incidents_on_its_items_are_named_and_closed_ones_are_not(form, provider):
    request = requested(provider)
    items = request.configuration_items
    assert items
    there = provider.take(incident(provider, "recorded", configuration_items=items), "record")
    gone = provider.take(incident(provider, "recorded", configuration_items=items), "record")
    gone = provider.take(gone, "cancel", "Told twice")
    form.show_record(request)
    assert isinstance(there, ServiceIncident) and there.number in " ".join(
        each.text() for each in case_of(form).findChildren(QPushButton)
    )
    assert case_of(form).findChild(QPushButton, f"link.{gone.number}") is None


def test_a_fact_of_a_change_is_its_field_and_saved(form, provider):
    request = requested(provider)
    form.show_record(request)
    fact = fact_of(form, "assigned_to")
    fact.setFocus()
    QTest.keyClick(fact, Key.Key_Return)
    QTest.keyClicks(entered(form, "assigned_to"), "Cleo")
    QTest.keyClick(QApplication.activePopupWidget() or entered(form, "assigned_to"), Key.Key_Return)
    fact_of(form, "customer").setFocus()
    assert reload(provider.workspace, request).assigned_to == provider.cleo.id
    assert "Cleo" in fact.text()


def test_a_pre_approved_one_has_no_papers(form, provider):
    form.show_record(requested(provider, kind="pre-approved", standing_procedure="As written"))
    assert "Its papers" not in told(form)


def test_the_light_page_leads_for_a_light_change(form, provider):
    from tests.practice.control import lightly

    form.show_record(lightly.requested(provider))
    assert page_in_sight(form) == "Light" and "Case" in pages(form)
    turn_to(form, "Case")
    assert case_of(form).isVisible()


def test_the_work_of_this_month_is_that_of_its_customers_agreement(form, provider):
    agreement = provider.approved(CustomerAgreement, included_minutes=120)
    form.show_record(requested(provider, customer=None))
    assert fact_named(form, "work").text() == ""
    form.show_record(requested(provider, customer=agreement.customer))
    assert fact_named(form, "work").text() == "0 min of 2 h"
    theirs = provider.take(incident(provider, "recorded", customer=agreement.customer), "record")
    add_step(provider.workspace, theirs, "Put a new mainboard in", 150)
    form.show_record(reload(provider.workspace, form.record))
    assert fact_named(form, "work").text() == "2 h 30 of 2 h, 30 min beyond"
    provider.take(reload(provider.workspace, agreement), "end", "They have another firm now.")
    form.show_record(reload(provider.workspace, form.record))
    assert fact_named(form, "work").text() == ""


def test_what_was_done_is_noted_below_with_its_minutes_and_counts_for_the_customer(form, provider):
    agreement = provider.take(
        provider.complete(CustomerAgreement, "approved", included_minutes=60), "approve"
    )
    request = approved(provider, customer=agreement.customer)
    form.show_record(note_on_change(provider.workspace, request, "Ordered the router", 20))
    adds(form, "Spoke with the reseller", "1 h 10")
    assert line_of(form).toPlainText() == ""
    noted = reload(provider.workspace, request).steps_taken
    assert [(step.text, step.minutes, step.person) for step in noted] == [
        ("Ordered the router", 20, provider.ana.id),
        ("Spoke with the reseller", 70, provider.ana.id),
    ]
    said = told(form)
    assert said.index("Ordered the router") < said.index("Spoke with the reseller") and "1 h 10" in said
    newest = case_of(form).findChildren(QWidget, "case.step")[-1]
    assert newest.visibleRegion().boundingRect().height() == newest.height()
    assert fact_named(form, "work").text().startswith("1 h 30 of 1 h")


def test_what_is_typed_below_stays_with_its_change(form, provider):
    one, other = approved(provider), requested(provider)
    form.show_record(one)
    line_of(form).setFocus()
    QTest.keyClicks(line_of(form), "Half a sentence")
    form.show_record(other)
    assert line_of(form).toPlainText() == "" and form.unsaved() == (one.number,)
    form.show_record(one)
    assert line_of(form).toPlainText() == "Half a sentence"
    assert form.save_all() and reload(provider.workspace, one).steps_taken[0].text == "Half a sentence"


def test_a_change_that_is_over_takes_no_line(form, provider):
    gone = provider.take(requested(provider), "withdraw", "Nobody wants it any more")
    form.show_record(gone)
    assert not line_of(form).isVisible()
    with pytest.raises(Refused, match="withdrawn"):
        note_on_change(provider.workspace, gone, "Too late", 5)
