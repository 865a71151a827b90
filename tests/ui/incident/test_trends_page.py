"""Potential incidents: counted by what they have in common, made into a change request, and recorded as looked at."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from sdesk.models import ChangeProcedure, ServiceChangeRequest, TaskPerformance
from sdesk.practice.finding.trends import Grouping
from sdesk.ui.incident.trends_page import TrendsPage
from tests.provider import Provider, incident
from tests.ui.shell import inside, shown_window


def happened(provider: Provider, summary: str, days: int = 0) -> None:
    at = provider.clock.now - timedelta(days=days)
    provider.take(incident(provider, "recorded", summary=summary, started_at=at), "record")


@pytest.fixture
def page(qtbot, desk) -> TrendsPage:
    made = TrendsPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_lines_say_how_often_and_when(page, provider):
    happened(provider, "Disk full", 40)
    happened(provider, "Disk slow")
    page.show_grouping(Grouping.CAUSE)
    assert page.lines()[0] == "disk: 2 (0, 0, 0, 1, 0, 1), rising"


def test_nothing_that_happened_twice_says_so(page):
    page.show_grouping(Grouping.CAUSE)
    assert page.lines() == []


def test_new_incidents_are_counted_at_once(page, provider):
    page.show_grouping(Grouping.SERVICE)
    assert page.lines() == []
    happened(provider, "Disk full")
    assert page.lines()[0].startswith("Name in words: 1")


def test_the_buttons_choose_what_lines_have_in_common(page, provider):
    happened(provider, "Disk full")
    inside(page, "trends.customer", QPushButton).click()
    assert page.lines()[0].startswith("CUS-")
    assert inside(page, "trends.customer", QPushButton).isChecked()


def test_a_line_becomes_a_change_request_and_looking_is_recorded_with_it(page, provider, desk, qtbot):
    happened(provider, "Disk full")
    page.show_grouping(Grouping.SERVICE)
    with qtbot.waitSignal(desk.record_asked) as asked:
        inside(page, "trends.request.1", QPushButton).click()
    change = provider.workspace.get(ServiceChangeRequest, asked.args[0])
    assert change and len(change.related) == 1
    provider.works(provider.ben)
    page._outcome.setValue("Disks fill up, a change was requested")
    inside(page, "trends.done", QPushButton).click()
    done = provider.workspace.first(TaskPerformance)
    assert done and (done.task, done.outcome) == ("IN.1.3", "Disks fill up, a change was requested")
    assert done.related == (change.id, *change.related)
    assert "Disks fill up" in page._last.text()


def test_looking_that_does_not_count_yet_says_what_it_waits_for(page, provider):
    happened(provider, "Disk full")
    page.show_grouping(Grouping.SERVICE)
    procedure = provider.workspace.first(ChangeProcedure)
    provider.take(procedure, "withdraw", reason="A new one is being written by Ben.")
    provider.works(provider.ben)
    page._outcome.setValue("Disks fill up, and nobody knows why yet")
    inside(page, "trends.done", QPushButton).click()
    assert provider.workspace.count(TaskPerformance) == 1
    assert page._trouble.isVisible()
    assert page._trouble.text().startswith("IN.1.3 is recorded, and not done yet. Last recorded on ")
    assert page._trouble.text().endswith("Create a change request is missing.")


def test_looking_without_a_word_of_what_came_of_it_is_refused(page, provider):
    inside(page, "trends.done", QPushButton).click()
    assert page._trouble.isVisible()
    assert provider.workspace.count(TaskPerformance) == 0


def test_it_has_its_place_in_the_incidents_tab(qtbot, provider, tmp_path: Path):
    happened(provider, "Disk full")
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        tab = window.show_tab(4)
        tab.panel.row("trends").click()
        assert inside(tab, "trends", TrendsPage).isVisible()
        assert not tab.form.isVisible()
        tab.panel.row("WP.18").click()
        assert not inside(tab, "trends", TrendsPage).isVisible()
        assert inside(tab, "ServiceIncident.list").isVisible()
