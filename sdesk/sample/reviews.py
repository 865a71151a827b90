"""Looking back: performance reports, the improvement report, what became of their actions, and recurring tasks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sdesk.models import (
    ActionItem,
    Agreement,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceReport,
    model_named,
)
from sdesk.models.governance import ActionDecision, ImprovementAction
from sdesk.models.governance.reports import Handover
from sdesk.models.measures import Judgement
from sdesk.practice.lifecycle.records import reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.versions import each_in_effect
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.periods import Period
from sdesk.practice.readiness.tasks import perform_task
from sdesk.practice.reporting.reports import prepare_improvement_report, prepare_performance_report
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn, about
from sdesk.storage import col
from sdesk.translation.amounts import number

IMPROVEMENT_DAY = -42
LAST_CASES = 5


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
    yield Turn(firm.year.working_days_later(begun, 1, about("11:40", told["conclusions"])), "tomas")
    approved = firm.year.working_days_later(begun, 2, "15:00")
    report = reload(firm.workspace, report)
    values = {name: told[name] for name in ("previous_actions", "conclusions") if name in told}
    values["performance"] = (
        f"{_kept_or_not(_agreed(report.figures['targets']), 'measure', 'targets')} {told['performance']}"
    )
    values["judgements"] = _judged(firm, report, told)
    values["proposed_actions"] = _proposed(firm, told, firm.year.day_of(approved))
    report = save(firm.workspace, report, values)
    yield Turn(approved, "tomas")
    report = take_step(firm.workspace, report, "approve")
    handed = Handover(
        on=firm.year.day_of(approved), who=told["given_to"], how="By e-mail, and read together."
    )
    save(firm.workspace, report, {"given_to": (handed,)})
    yield from _follow_up(firm, report, told["actions"], approved)


def _report_to_management(firm: Firm, told: Texts) -> Story:
    """On the twelve whole months before."""
    begun = firm.year.at(IMPROVEMENT_DAY, "9:30")
    last = firm.year.day_of(begun).replace(day=1) - timedelta(1)
    first = last.replace(day=1).replace(year=last.year - 1, month=last.month % 12 + 1)
    first = first.replace(year=last.year if last.month == 12 else last.year - 1)
    yield Turn(begun, "ana")
    report = prepare_improvement_report(firm.workspace, Period(first, last, firm.year.time_zone))
    yield Turn(firm.year.working_days_later(begun, 1, about("11:40", told["conclusions"])), "ana")
    approved = firm.year.working_days_later(begun, 3, "16:00")
    report = reload(firm.workspace, report)
    values: dict[str, Any] = {name: text for name, text in told.items() if isinstance(text, str)}
    goals = _kept_or_not(_in_figures(report.figures["goals"]["rows"]), "measure", "goals that are measured")
    values["customer_view"] = f"{goals} {told['customer_view']}"
    values["judgements"] = _judged(firm, report, told)
    values["improvement_actions"] = _proposed(firm, told, firm.year.day_of(approved))
    report = save(firm.workspace, report, values)
    yield Turn(approved, "ana")
    decided = _decided(firm, reload(firm.workspace, report), told["actions"], firm.year.day_of(approved))
    report = save(firm.workspace, report, {"improvement_actions": decided})
    report = take_step(firm.workspace, report, "approve")
    yield from _follow_up(firm, report, told["actions"], approved)


def _judged(firm: Firm, report: ServiceReport, told: Texts) -> tuple[Judgement, ...]:
    """What the program does not count, as somebody judged it; a line that nobody has an answer for goes."""
    said = {each["about"]: each for each in told.get("judgements", ())}
    return tuple(
        line.model_copy(update={**answer, "judged_by": firm.workspace.person_id})
        for line in report.judgements
        for about, answer in ((key, _answer(each)) for key, each in said.items())
        if line.what.startswith(about)
    )


def _answer(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "about"}


_NUMBERS = ("none", "one", "two", "three", "four", "five", "six")


def _kept_or_not(rows: Sequence[Mapping[str, Any]], name: str, what: str) -> str:
    """What the figures say of targets or goals, in a sentence or two, as somebody who reads them would put it."""
    met = _NUMBERS[sum(row["met"] is True for row in rows)]
    missed = [_missed(row, name) for row in rows if row["met"] is False]
    unknown = [str(row[name]).lower() for row in rows if row["word"] == "no data"]
    if not missed and not unknown:
        return f"All {_NUMBERS[len(rows)]} {what} were reached."
    said = f"Of {_NUMBERS[len(rows)]} {what}, {met} {'was' if met == 'one' else 'were'} reached."
    said += f" Not reached: {'; '.join(missed)}." if missed else ""
    return said + (f" There are no data on {' and '.join(unknown)}." if unknown else "")


def _agreed(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["target"] is not None]


def _in_figures(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["word"] != "in words"]


def _missed(row: Mapping[str, Any], name: str) -> str:
    about = f" ({row['service']})" if row.get("service") else ""
    reached = Figure(row["value"]["value"], row["value"]["unit"]).text
    return f"{str(row[name]).lower()}{about}, {reached} instead of {number(row['target'])}"


def _proposed(firm: Firm, told: Texts, approved: date) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "description": each["description"],
            "owner": firm.known[each["owner"]],
            "due": approved + timedelta(each["due"]),
        }
        for each in told["actions"]
    )


def _decided(
    firm: Firm, report: ImprovementReport, told: Sequence[Texts], day: date
) -> tuple[ImprovementAction, ...]:
    """What management said to each: most of them are agreed."""
    return tuple(
        line.model_copy(
            update={
                "decision": ActionDecision(each.get("decision", "agreed")),
                "why": each.get("why", ""),
                "decided_due": day + timedelta(each["decided_due"]) if "decided_due" in each else None,
                "decided_by": firm.workspace.person_id,
                "decided_on": day,
            }
        )
        for line, each in zip(report.improvement_actions, told, strict=True)
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
    taken_up = [each for each in agreed if each.get("decision") != "declined"]
    for item, told in zip(items, taken_up, strict=True):
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
        yield Turn(firm.year.at(day, about(told["clock"], f"{told['task']} {day}")), told["by"])
        looked_at = [
            each.id for name in told.get("looked_at", ()) for each in _those(firm, model_named(name))
        ]
        perform_task(firm.workspace, told["task"], told["outcomes"][place % len(told["outcomes"])], looked_at)


def _those(firm: Firm, model: type[Record]) -> Sequence[Record]:
    """What there was to look at: the versions in effect, or the last cases."""
    if model.versioned:
        return each_in_effect(firm.workspace, model)
    past_draft = col(model.state) != model.first_state().name
    return firm.workspace.find(model, past_draft, order_by=[col(model.number)])[-LAST_CASES:]
