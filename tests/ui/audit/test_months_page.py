"""Readiness over the months: a column a month, and in which of them what changed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget

from sdesk.models import ServiceCatalogue, ServiceDeliveryPolicy
from sdesk.practice.readiness.months import month_ends
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.storage import col
from sdesk.ui.audit.months_page import MonthsPage, changes_words
from sdesk.ui.registry import open_desk
from tests.practice.readiness.rules.complete import it_is, set_up_provider
from tests.ui.shell import inside


def withdraw(provider, model) -> None:
    (approved,) = provider.workspace.find(model, col(model.state) == "approved")
    provider.take(approved, "withdraw", "It is written anew, from what the year has shown.")


@pytest.fixture
def young(tmp_path):
    """Set up on 2 March 2026, the policy withdrawn in April; it is May."""
    made = set_up_provider(tmp_path / "harbour.sdesk")
    it_is(made, date(2026, 4, 10))
    withdraw(made, ServiceDeliveryPolicy)
    it_is(made, date(2026, 5, 5))
    yield made
    made.workspace.close()


@pytest.fixture
def page(qtbot, young):
    made = MonthsPage(open_desk(young.workspace))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitSignal(made._worker.finished, timeout=20_000):
        made.show()
    return made


def rows(page) -> list[list[str]]:
    table = inside(page, "months.table", QTableWidget)
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_each_month_has_its_numbers_and_what_changed_in_it(page, young):
    march, april, today = month_ends(young.workspace)
    shown = rows(page)
    assert [int(row[1]) for row in shown] == [each.number(Verdict.MET) for each in (today, april, march)]
    assert [row[-1] for row in shown] == [
        "Nothing" if today.verdicts == april.verdicts else changes_words(april, today),
        changes_words(march, april),
        "The first month",
    ]
    assert "→" in shown[1][-1]
    standings = requirements(young.workspace)
    assert int(shown[0][1]) == sum(each.met for each in standings)
    assert sum(int(number) for number in shown[0][1:5]) == len(standings)


@pytest.mark.torture
def test_what_is_changed_now_is_seen_in_today_alone(qtbot, page, young):
    before = rows(page)
    with qtbot.waitSignal(page._worker.finished, timeout=20_000):
        withdraw(young, ServiceCatalogue)
    after = rows(page)
    assert after[1:] == before[1:] and after[0] != before[0]


def test_the_chart_says_its_numbers_in_words(page, young):
    said = page.findChild(object, "months.chart").accessibleDescription()
    assert [part.split(" ")[0] for part in said.split("; ")] == ["March:", "April:", "May:"]


@pytest.mark.torture
def test_it_is_called_off_and_begun_again(qtbot, young):
    made = MonthsPage(open_desk(young.workspace))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made._worker.finished, timeout=20_000):
        made.show()
        inside(made, "action.cancel", QPushButton).click()
    assert rows(made) == []
    with qtbot.waitSignal(made._worker.finished, timeout=20_000):
        qtbot.mouseClick(inside(made, "months.again"), Qt.MouseButton.LeftButton)
    assert len(rows(made)) == 3 and not inside(made, "months.again").isVisible()
