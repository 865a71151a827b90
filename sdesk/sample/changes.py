"""How a change goes: asked for, decided, put on the schedule, carried out, reviewed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sdesk.models import ChangeModel, ServiceChangeRequest
from sdesk.practice.control.change_models import request_from_model
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.papers import build, design, report_tests
from sdesk.sample.year import Story, Turn, about

WINDOWS = {"dental": (2, "19:00"), "school": (4, "18:00"), "freight": (6, "9:00"), "internal": (2, "19:00")}
"""The weekday and time of each customer's maintenance window, as the change schedule says."""

MODELS_DAY = -375
CRITERIA = ("Risk", "Impact on customers", "Benefit", "Feasibility", "Cost")

SCORES = {
    "low": ("good", "acceptable", "good", "good", "acceptable"),
    "medium": ("acceptable", "acceptable", "good", "good", "acceptable"),
    "high": ("poor", "acceptable", "good", "acceptable", "acceptable"),
}
"""By the risk of a change, how it does by each criterion."""


def change_stories(firm: Firm) -> Iterator[Story]:
    told = texts("changes")
    yield _models(firm, told["standing"])
    for entry in told["change"]:
        whole = {**told["standing"].get(entry.get("standing", ""), {}), **entry}
        match whole["kind"]:
            case "pre-approved":
                yield _pre_approved(firm, whole)
            case "emergency":
                yield _emergency(firm, whole)
            case _:
                yield _normal(firm, whole)


def _models(firm: Firm, told: Texts) -> Story:
    """What is made often and was approved once."""
    yield Turn(firm.year.at(MODELS_DAY, "10:05"), "julia")
    models = {}
    for key, each in told.items():
        plain = {name: each[name] for name in ChangeModel.model_fields if name in each and name != "service"}
        touched = tuple(firm.known[item] for item in each["items"])
        values = {**plain, "service": firm.known[each["service"]], "configuration_items": touched}
        models[key] = create(firm.workspace, ChangeModel, values)
    yield Turn(firm.year.at(MODELS_DAY, "16:35"), "ana")
    for key, model in models.items():
        firm.remember(f"model {key}", take_step(firm.workspace, model, "approve"))


def _request(firm: Firm, told: Texts) -> ServiceChangeRequest:
    names = ("purpose", "kind", "priority", "requirement", "customer", "back_out_plan")
    values: dict[str, Any] = {
        **firm.values(ServiceChangeRequest, {name: told[name] for name in names if name in told}),
        "service": firm.known[told["service"]],
        "configuration_items": tuple(firm.known[key] for key in told["items"]),
        "requester": firm.contact(told["customer"], told["requester"]),
        "date_needed": firm.year.day(told["day"] + told.get("needed", 30)),
        "evaluation": (),
    }
    if "standing" in told:
        model = firm.now(f"model {told['standing']}")
        change = request_from_model(firm.workspace, model, values)
    else:
        change = create(firm.workspace, ServiceChangeRequest, values)
        change = take_step(firm.workspace, change, "submit")
    firm.remember(told.get("key", change.number), change)
    return change


def _evaluation(firm: Firm, told: Texts) -> dict[str, Any]:
    scored = zip(CRITERIA, told.get("scores", SCORES[told["risk"]]), told["evaluation"], strict=True)
    return {
        "business_impact": told["business_impact"],
        "risk": told["risk"],
        "evaluation": [
            {"criterion": criterion, "score": score, "finding": finding}
            for criterion, score, finding in scored
        ],
    }


def _normal(firm: Firm, told: Texts) -> Story:
    year, ends = firm.year, told.get("ends", "closed")
    asked = year.at(told["day"], about(told.get("clock", "10:35"), told["purpose"]))
    yield Turn(asked, told.get("desk", "tomas"))
    change = _request(firm, told)
    if ends == "requested":
        return
    decided = year.working_days_later(asked, 2, about("11:50", told["purpose"]))
    yield Turn(decided - timedelta(hours=1), "julia")
    change = save(firm.workspace, change, _evaluation(firm, told))
    yield Turn(decided, "ana")
    if ends == "rejected" and "design" not in told:
        take_step(firm.workspace, change, "reject", {"decision_reason": told["decision_reason"]})
        return
    change = take_step(firm.workspace, change, "approve", {"decision_reason": told["decision_reason"]})
    if ends == "approved":
        return
    start = _window(firm, told, decided)
    times = {"planned_start": start, "planned_end": start + timedelta(hours=told.get("hours", 2))}
    given = decided + timedelta(minutes=20)
    yield Turn(given, "ana")
    noted = [{**step, "at": given, "person": firm.known["ana"]} for step in told.get("steps_taken", ())]
    change = save(firm.workspace, change, {"assigned_to": firm.known["julia"], "steps_taken": noted})
    change = take_step(firm.workspace, change, "schedule", times)
    if ends != "scheduled":
        yield from _carry_out(firm, told, change, ends, decided, start)


def _window(firm: Firm, told: Texts, decided: datetime) -> datetime:
    """As told, or the first maintenance window that leaves the time to design, build and test."""
    day = firm.year.day(told["planned"]) if "planned" in told else None
    return _next_window(firm, told, day or firm.year.day_of(firm.year.working_days_later(decided, 10)))


def _next_window(firm: Firm, told: Texts, day: date) -> datetime:
    """The first maintenance window of the customer on or after the day."""
    weekday, clock = WINDOWS[told["customer"]]
    return firm.year.moment(day + timedelta((weekday - day.weekday()) % 7), clock)


def _carry_out(
    firm: Firm, told: Texts, change: ServiceChangeRequest, ends: str, decided: datetime, start: datetime
) -> Story:
    later, purpose = firm.year.working_days_later, told["purpose"]
    change = yield from design(firm, told["design"], change, later(decided, 3, about("14:40", purpose)))
    if ends == "designed":
        return
    change = yield from build(firm, told["build"], change, later(decided, 6, about("13:25", purpose)))
    if ends == "built":
        return
    change = yield from report_tests(firm, told, change, later(decided, 8, about("15:35", purpose)))
    if ends == "tested":
        return
    yield Turn(later(decided, 9, about("9:50", purpose)), "ana")
    if ends == "rejected":
        take_step(firm.workspace, change, "refuse", {"deployment_reason": told["rejected_because"]})
        return
    change = save(firm.workspace, change, _consent(told, firm.year.day_of(decided)))
    change = take_step(firm.workspace, change, "clear", {"deployment_reason": told["deployment_reason"]})
    if ends == "cleared":
        return
    yield Turn(later(decided, 9, about("11:40", purpose)), "ana")
    change = take_step(firm.workspace, change, "confirm")
    if ends != "confirmed":
        yield from _deploy(firm, told, change, start)


def _consent(told: Texts, day: date) -> dict[str, Any]:
    """Who at the customer agreed, on that day, and what they said to it."""
    agreed = [{**told["consent"], "on": day}] if "consent" in told else []
    return {"customer_consent": told.get("customer_consent", ""), "consents": agreed}


def _deploy(firm: Firm, told: Texts, change: ServiceChangeRequest, start: datetime) -> Story:
    done = start + timedelta(minutes=told.get("minutes", 70))
    yield Turn(done, "julia")
    deployment = {"deployed_at": done, "deployed_by": firm.known["julia"]}
    if "roll_back" in told:
        change = take_step(firm.workspace, change, "roll back", deployment, reason=told["roll_back"])
    else:
        outcome = {**deployment, "deployment_outcome": told["deployment_outcome"]}
        change = take_step(firm.workspace, change, "deploy", outcome)
        _bring_items_up_to_date(firm, told, firm.year.day_of(done))
    yield from _review(firm, told, change, done)


def _bring_items_up_to_date(firm: Firm, told: Texts, day: date) -> None:
    """What was changed, put in service or taken out of it by a change."""
    for key, values in told.get("updates", {}).items():
        save(firm.workspace, firm.now(key), values)
    for key in told.get("put_in_service", ()):
        take_step(firm.workspace, firm.now(key), "put in service", {"date_of_service": day})
    for key, reason in told.get("retires", {}).items():
        take_step(firm.workspace, firm.now(key), "retire", reason=reason)


def _review(firm: Firm, told: Texts, change: ServiceChangeRequest, done: datetime) -> Story:
    yield Turn(firm.year.working_days_later(done, 3, about("16:20", told["purpose"])), "ana")
    result = {"review_result": told.get("review_result", "worked as planned"), "review": told["review"]}
    take_step(firm.workspace, change, "close", result)


def _pre_approved(firm: Firm, told: Texts) -> Story:
    """By written steps, without a decision each time; whoever carries it out puts it on the schedule."""
    who = told.get("who", "julia")
    asked = firm.year.at(told["day"], about("10:20", f"{told['purpose']} {told['day']}"))
    yield Turn(asked, "tomas")
    change = _request(firm, told)
    start = firm.year.working_days_later(asked, 2, about(told.get("at", "12:30"), told["purpose"], 25))
    if "in_window" in told:
        start = _next_window(firm, told, firm.year.day_of(start))
    yield Turn(asked + timedelta(minutes=25), who)
    times = {"planned_start": start, "planned_end": start + timedelta(hours=told.get("hours", 1))}
    change = save(firm.workspace, change, {"assigned_to": firm.known[who]})
    change = take_step(firm.workspace, change, "schedule pre-approved", times)
    if told.get("ends") == "scheduled":
        return
    yield Turn(start - timedelta(minutes=30), who)
    change = take_step(firm.workspace, change, "use standing procedure")
    done = start + timedelta(minutes=told.get("minutes", 40))
    yield Turn(done, who)
    outcome = {
        "deployed_at": done,
        "deployed_by": firm.known[who],
        "deployment_outcome": told["deployment_outcome"],
    }
    change = take_step(firm.workspace, change, "deploy", outcome)
    _bring_items_up_to_date(firm, told, firm.year.day_of(done))
    yield from _review(firm, told, change, done)


def _emergency(firm: Firm, told: Texts) -> Story:
    """Decided on the telephone and deployed at once; its papers follow within the days of the procedure."""
    later, purpose = firm.year.working_days_later, told["purpose"]
    asked = firm.year.at(told["day"], told["clock"])
    yield Turn(asked, told.get("desk", "julia"))
    change = _request(firm, told)
    yield Turn(asked + timedelta(minutes=10), "ana")
    decision = {**_evaluation(firm, told), "decision_reason": told["decision_reason"]}
    change = take_step(firm.workspace, change, "approve", decision)
    done = asked + timedelta(minutes=told.get("minutes", 70))
    yield Turn(done, "ana")
    change = save(firm.workspace, change, _consent(told, firm.year.day_of(done)))
    outcome = {
        "deployed_at": done,
        "deployed_by": firm.known["julia"],
        "deployment_outcome": told["deployment_outcome"],
    }
    change = take_step(firm.workspace, change, "deploy emergency", outcome)
    _bring_items_up_to_date(firm, told, firm.year.day_of(done))
    change = yield from design(
        firm, told["design"], change, later(done, 1, about("10:50", purpose)), afterwards=True
    )
    change = yield from build(
        firm, told["build"], change, later(done, 1, about("14:30", purpose)), afterwards=True
    )
    tried = later(done, 2, about("14:50", purpose))
    change = yield from report_tests(firm, told, change, tried, afterwards=True)
    yield Turn(tried + timedelta(minutes=75), "ana")
    reason = {"deployment_reason": told["deployment_reason"]}
    change = take_step(firm.workspace, change, "clear afterwards", reason)
    yield from _review(firm, told, change, done + timedelta(days=2))
