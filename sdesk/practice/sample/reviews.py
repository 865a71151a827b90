"""Looking back: performance reports, the improvement report, what became of their actions, and recurring tasks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sdesk.models import ActionItem, Agreement, ImprovementReport, PerformanceReport
from sdesk.practice.periods import Period
from sdesk.practice.records import reload, save
from sdesk.practice.reporting import prepare_improvement_report, prepare_performance_report
from sdesk.practice.sample.firm import Firm, Texts, texts
from sdesk.practice.sample.year import Story, Turn
from sdesk.practice.steps import take_step
from sdesk.practice.tasks import perform_task
from sdesk.storage import col

IMPROVEMENT_DAY = -42


def review_stories(firm: Firm) -> Iterator[Story]:
    told = texts("reviews")
    for report in told["performance"]:
        yield _report_to_customer(firm, report)
    yield _report_to_management(firm, told["improvement"])
    for task in told["task"]:
        yield _task(firm, task)


def last_quarter(firm: Firm, number: int) -> Period:
    """The last quarter that was over three weeks ago (1), the one before it (2)."""
    day = firm.year.day(-21)
    period = Period.quarter(day.year, (day.month + 2) // 3, firm.year.time_zone)
    for _ in range(number):
        period = period.previous()
    return period


def _report_to_customer(firm: Firm, told: Texts) -> Story:
    period = last_quarter(firm, told["quarter"])
    begun = firm.year.working_days_later(firm.year.moment(period.last, "10:15"), told["days_after"])
    yield Turn(begun, "tomas")
    agreement = firm.now(told["agreement"])
    assert isinstance(agreement, Agreement)
    report = prepare_performance_report(firm.workspace, agreement, period)
    yield Turn(firm.year.working_days_later(begun, 1, "11:40"), "tomas")
    approved = firm.year.working_days_later(begun, 2, "15:00")
    names = ("recipients", "performance", "previous_actions", "conclusions")
    values = {name: told[name] for name in names if name in told}
    values["proposed_actions"] = _proposed(firm, told, approved.date())
    report = save(firm.workspace, reload(firm.workspace, report), values)
    yield Turn(approved, "tomas")
    report = take_step(firm.workspace, report, "approve")
    yield from _follow_up(firm, report, told["actions"], approved)


def _report_to_management(firm: Firm, told: Texts) -> Story:
    """On the twelve whole months before."""
    begun = firm.year.at(IMPROVEMENT_DAY, "9:30")
    last = begun.date().replace(day=1) - timedelta(1)
    first = last.replace(day=1).replace(year=last.year - 1, month=last.month % 12 + 1)
    first = first.replace(year=last.year if last.month == 12 else last.year - 1)
    yield Turn(begun, "ana")
    report = prepare_improvement_report(firm.workspace, Period(first, last, firm.year.time_zone))
    yield Turn(firm.year.working_days_later(begun, 1, "11:40"), "ana")
    approved = firm.year.working_days_later(begun, 3, "16:00")
    values: dict[str, Any] = {name: text for name, text in told.items() if isinstance(text, str)}
    values["improvement_actions"] = _proposed(firm, told, approved.date())
    report = save(firm.workspace, reload(firm.workspace, report), values)
    yield Turn(approved, "ana")
    report = take_step(firm.workspace, report, "approve")
    yield from _follow_up(firm, report, told["actions"], approved)


def _proposed(firm: Firm, told: Texts, approved: date) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "description": each["description"],
            "owner": firm.known[each["owner"]],
            "due": approved + timedelta(each["due"]),
        }
        for each in told["actions"]
    )


def _follow_up(
    firm: Firm,
    report: PerformanceReport | ImprovementReport,
    agreed: Sequence[Texts],
    approved: datetime,
) -> Story:
    """What became of the agreed actions up to today. The report's items are in the order of its rows."""
    items = firm.workspace.find(
        ActionItem, col(ActionItem.source) == report.id, order_by=[col(ActionItem.number)]
    )
    turns: list[tuple[datetime, str, ActionItem, str, Texts]] = []
    for item, told in zip(items, agreed, strict=True):
        for step, days in told.get("steps", {}).items():
            at = firm.year.working_days_later(approved, days, "14:45")
            turns.append((at, told["owner"], item, step, told))
    for at, owner, item, step, told in sorted(turns, key=lambda turn: turn[0]):
        if at >= firm.year.midnight:
            return
        yield Turn(at, owner)
        values = {"outcome": told["outcome"]} if step == "finish" else {}
        take_step(firm.workspace, item, step, values, reason=told.get("reason", ""))


def _task(firm: Firm, told: Texts) -> Story:
    """A recurring task as it was done through the year; what came of it is told in turn."""
    for place, day in enumerate(told["days"]):
        yield Turn(firm.year.at(day, told["clock"]), told["by"])
        perform_task(firm.workspace, told["task"], told["outcomes"][place % len(told["outcomes"])])
