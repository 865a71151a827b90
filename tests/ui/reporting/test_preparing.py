"""Preparing a report is counted beside the window: it stays alive, and what is called off or closed stores nothing."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.errors import SdeskError
from sdesk.models import PerformanceReport
from sdesk.practice.lifecycle.records import history_of, reload
from sdesk.practice.reporting.reports import (
    CountedDraft,
    count_performance_report,
    figures_of,
    prepare_performance_report,
)
from sdesk.translation import message
from sdesk.ui.reporting.preparing import Preparing
from sdesk.ui.worker import Worker
from tests.provider import working_provider
from tests.reported_quarter import MARCH, Quarter, at, fill_march, reported_quarter


@pytest.fixture
def quarter(tmp_path: Path) -> Iterator[Quarter]:
    provider = working_provider(tmp_path / "harbour.sdesk")
    made = reported_quarter(provider)
    fill_march(made)
    yield made
    provider.workspace.close()


@pytest.fixture
def form(qtbot) -> Iterator[QLineEdit]:
    """A window with a line to type in."""
    window = QWidget()
    line = QLineEdit(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    yield line


class Held:
    """Counts as the program does, but not before it is let go."""

    def __init__(self, quarter: Quarter) -> None:
        self._quarter = quarter
        self.begun, self.let_go = Event(), Event()
        self.times = 0

    def __call__(self, workspace) -> CountedDraft[PerformanceReport]:
        self.times += 1
        assert current_thread() is not main_thread()
        self.begun.set()
        assert self.let_go.wait(30)
        return count_performance_report(workspace, self._quarter.agreement, MARCH)


def drafts(quarter: Quarter) -> list[PerformanceReport]:
    return list(quarter.provider.workspace.find(PerformanceReport))


def preparing(quarter: Quarter, parent: QWidget) -> Preparing:
    return Preparing(quarter.provider.workspace, parent)


def test_the_window_lives_while_it_is_counted(qtbot, quarter: Quarter, form: QLineEdit) -> None:
    made, held = preparing(quarter, form.window()), Held(quarter)
    made.start(held)
    qtbot.waitUntil(held.begun.is_set)
    ticks: list[None] = []
    timer = QTimer(form, interval=0)
    timer.timeout.connect(lambda: ticks.append(None))
    timer.start()
    qtbot.keyClicks(form, "still typing")
    qtbot.waitUntil(lambda: len(ticks) > 10)
    made.start(held)  # pressed once more
    quarter.provider.save(quarter.item, name="Renamed meanwhile")
    assert form.text() == "still typing" and drafts(quarter) == []
    with qtbot.waitSignal(made.prepared) as prepared:
        held.let_go.set()
    assert [each.id for each in drafts(quarter)] == [prepared.args[0].id]
    assert held.times == 1
    assert form.text() == "still typing" and form.hasFocus()


def test_it_is_the_report_that_counting_in_one_go_makes(qtbot, quarter: Quarter, form: QLineEdit) -> None:
    workspace = quarter.provider.workspace
    made, held = preparing(quarter, form.window()), Held(quarter)
    held.let_go.set()
    with qtbot.waitSignal(made.prepared) as prepared:
        made.start(held)
    one, other = prepared.args[0], prepare_performance_report(workspace, quarter.agreement, MARCH)
    for name in ("subject", "period_start", "period_end", "customer_agreement", "conclusions", "recipients"):
        assert getattr(one, name) == getattr(other, name)
    assert [each.what for each in one.judgements] == [each.what for each in other.judgements]
    assert reload(workspace, one).figures["targets"] == figures_of(workspace, other)["targets"]
    assert len(history_of(workspace, one)) == len(history_of(workspace, other))


def test_what_is_called_off_stores_nothing(qtbot, quarter: Quarter, form: QLineEdit) -> None:
    made, held = preparing(quarter, form.window()), Held(quarter)
    made.start(held)
    qtbot.waitUntil(held.begun.is_set)
    made.line.cancelled.emit()
    with qtbot.waitSignal(made._worker.finished):
        held.let_go.set()
    assert drafts(quarter) == []
    again = Held(quarter)
    again.let_go.set()
    with qtbot.waitSignal(made.prepared):
        made.start(again)
    assert len(drafts(quarter)) == 1


def test_called_off_at_the_last_moment_stores_nothing_either(
    qtbot, quarter: Quarter, form: QLineEdit
) -> None:
    """When it is counted already, and the window has not heard of it yet."""
    made, held = preparing(quarter, form.window()), Held(quarter)
    held.let_go.set()
    made.start(held)
    thread = made._worker._thread
    assert thread is not None and thread.has_ended(30)
    with qtbot.waitSignal(made._worker.finished):
        made.call_off()
    assert drafts(quarter) == []


def test_a_window_that_closes_stores_nothing_and_waits_for_the_thread(
    qtbot, quarter: Quarter, form: QLineEdit
) -> None:
    made, held = preparing(quarter, form.window()), Held(quarter)
    made.start(held)
    qtbot.waitUntil(held.begun.is_set)
    held.let_go.set()
    for worker in form.window().findChildren(Worker):
        worker.wait()
    assert not any(each.isRunning() for each in made._worker.children() if hasattr(each, "isRunning"))
    qtbot.waitUntil(lambda: not made._worker.is_busy())
    assert drafts(quarter) == []


def test_why_there_is_none_is_said(qtbot, quarter: Quarter, form: QLineEdit) -> None:
    made = preparing(quarter, form.window())

    def refuse(workspace) -> CountedDraft[PerformanceReport]:
        raise SdeskError(message("Choose the agreement that the report is about."))

    with qtbot.waitSignal(made.refused) as refused:
        made.start(refuse)
    assert refused.args == ["Choose the agreement that the report is about."]
    assert drafts(quarter) == []


def test_what_is_recorded_while_it_is_counted_is_no_reason_to_store_half(
    qtbot, quarter: Quarter, form: QLineEdit
) -> None:
    """The draft says what was counted; its figures are asked anew whenever they are looked at."""
    made, held = preparing(quarter, form.window()), Held(quarter)
    made.start(held)
    qtbot.waitUntil(held.begun.is_set)
    with qtbot.waitSignal(made.prepared) as prepared:
        held.let_go.set()
    report = prepared.args[0]
    before = figures_of(quarter.provider.workspace, report)["counted"]["incidents"]
    quarter.incident(at(3, 30, 9), priority="4 low")
    assert figures_of(quarter.provider.workspace, report)["counted"]["incidents"] == before + 1
