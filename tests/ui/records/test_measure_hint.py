"""A draft whose row says in words what a measure exists for offers the measure: taken by one press, and never without."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from sdesk.models import BusinessGoals, CustomerAgreement, ServiceCatalogue, ServiceDeliveryPolicy
from sdesk.models.measures import Measure, Sense
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.ui.pieces import Callout, RowsEditor
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.provider import Provider
from tests.ui.shell import inside

WORDS = {
    "statement": "Quick",
    "set_by": "The owner",
    "measure": "Mean time to restore",
    "target": 8.0,
    "unit": "hours",
}
OTHER = {"statement": "Grow", "set_by": "The owner", "measure": "Turnover", "target": 8.0, "unit": "% more"}
SENTENCE = "The program can count this as “Mean time to restore”: at most 480 minutes."


@pytest.fixture
def form(qtbot: Any, provider: Provider) -> Iterator[RecordForm]:
    made = RecordForm(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(700, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def hints(form: RecordForm) -> list[str]:
    found = form.findChildren(Callout)
    offered = [each for each in found if each.button.objectName() == "action.take-hint"]
    return [each.text() for each in offered if not each.isHidden()]


def take(qtbot: Any, form: RecordForm) -> None:
    QApplication.processEvents()  # it has its place once the form is laid out
    [offered] = [
        each
        for each in form.findChildren(QPushButton, "action.take-hint")
        if not each.parentWidget().isHidden()
    ]
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)


def drafted(provider: Provider, **values: Any) -> BusinessGoals:
    approved = provider.approved(BusinessGoals, **values)
    return new_version(provider.workspace, approved)


def test_the_next_version_offers_the_measure_and_the_approved_one_stays(
    qtbot: Any, form: RecordForm, provider: Provider
) -> None:
    approved = provider.approved(BusinessGoals, goals=(WORDS, OTHER))
    form.show_record(approved)
    assert hints(form) == []
    draft = new_version(provider.workspace, approved)
    form.show_record(draft)
    assert hints(form) == [SENTENCE]
    assert form.save() and reload(provider.workspace, draft).goals[0].counts is None
    take(qtbot, form)
    assert hints(form) == [] and form.save()
    first, second = reload(provider.workspace, draft).goals
    assert (first.counts, first.sense, first.target) == (Measure.MEAN_RESTORATION, Sense.AT_MOST, 480)
    assert (first.statement, first.measure, first.id) == (
        "Quick",
        "Mean time to restore",
        approved.goals[0].id,
    )
    assert second == approved.goals[1] and reload(provider.workspace, approved).goals == approved.goals


def test_a_folded_row_offers_it_too_and_unfolds(qtbot: Any, form: RecordForm, provider: Provider) -> None:
    draft = drafted(provider, goals=(OTHER, OTHER, OTHER, WORDS))
    form.show_record(draft)
    assert hints(form) == [SENTENCE]
    take(qtbot, form)
    assert form.save()
    assert [each.counts for each in reload(provider.workspace, draft).goals] == [
        None, None, None, Measure.MEAN_RESTORATION
    ]  # fmt: skip


def test_it_is_offered_in_the_policy_the_catalogue_and_an_agreement(
    qtbot: Any, form: RecordForm, provider: Provider
) -> None:
    provider.works(provider.ana)
    policy = new_version(provider.workspace, provider.workspace.find(ServiceDeliveryPolicy)[0])
    objective = {"statement": "Safe", "measure": "Changes rolled back, at most 5 %"}
    form.show_record(provider.save(policy, objectives=(objective,)))
    assert hints(form) == ["The program can count this as “Share of changes rolled back”: at most 5 %."]

    catalogue = provider.workspace.find(ServiceCatalogue)[0]
    quality = {"name": "Availability", "target": 99.5, "unit": "%"}
    services = [each.model_copy(update={"quality_measures": ()}) for each in catalogue.services]
    services[0] = type(services[0]).model_validate({**dict(services[0]), "quality_measures": (quality,)})
    form.show_record(provider.save(new_version(provider.workspace, catalogue), services=tuple(services)))
    inside(form, "ServiceCatalogue.services", RowsEditor).rowForms()[0].set_open(True)
    assert hints(form) == ["The program can count this as “Availability”: at least 99.5 %."]

    target = {"measure": "other", "detail": "Complaints, at most 2 a month"}
    agreement = provider.create(CustomerAgreement, service_targets=(target,))
    form.show_record(agreement)
    assert hints(form) == ["The program can count this as “Complaints”: at most 2 cases, each month."]
    take(qtbot, form)
    assert form.save()
    [taken] = reload(provider.workspace, agreement).service_targets
    assert (taken.measure, taken.target, taken.detail) == (
        Measure.COMPLAINTS,
        2.0,
        "Complaints, at most 2 a month",
    )


def test_the_offer_follows_the_typing_and_takes_nothing_that_is_no_value_yet(
    qtbot: Any, form: RecordForm, provider: Provider
) -> None:
    form.show_record(drafted(provider, goals=(WORDS,)))
    goals = inside(form, "BusinessGoals.goals", RowsEditor)
    line = goals.rowForms()[0].enter("target").focusProxy()
    line.selectAll()
    qtbot.keyClicks(line, "a few")
    assert hints(form) == []
    line.selectAll()
    qtbot.keyClicks(line, "4")
    assert hints(form) == [SENTENCE.replace("480", "240")]
