"""What customers said: compliments, complaints and comments with what came of them, and the scores of the survey."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sdesk.models import ActionItem, FeedbackEntry, SurveyScore
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn, about


def feedback_stories(firm: Firm) -> Iterator[Story]:
    for number, told in enumerate(texts("feedback")["feedback"]):
        yield _feedback(firm, told, Random(f"feedback {number}"))


def _feedback(firm: Firm, told: Texts, dice: Random) -> Story:
    said_at = firm.year.at(
        told["day"], f"{dice.randint(9, 16)}:{dice.choice(('05', '15', '20', '40', '50'))}"
    )
    if "working_day" in told:
        said_at = firm.year.moment(firm.year.last_working_day(told["working_day"]), "10:20")
    yield Turn(said_at + timedelta(minutes=dice.randint(5, 55)), told.get("who", "tomas"))
    entry = create(firm.workspace, FeedbackEntry, _what_was_said(firm, told, said_at))
    firm.remember(told.get("key", entry.number), entry)
    entry = take_step(firm.workspace, entry, "record")
    if told.get("ends") == "recorded":
        return
    if told["kind"] == "complaint" or "escalated_to" in told:
        yield Turn(said_at + timedelta(hours=1, minutes=10), "tomas")
        if "escalated_to" in told:
            entry = save(firm.workspace, entry, {"escalated_to": firm.known[told["escalated_to"]]})
        entry = take_step(firm.workspace, entry, "investigate")
    if told.get("ends") == "in investigation":
        return
    yield Turn(
        firm.year.working_days_later(
            said_at, told.get("after", dice.randint(1, 3)), about("16:10", told["description"])
        ),
        "tomas",
    )
    action = told.get("action")
    if action:
        item = _promise(firm, action, entry)
    entry = take_step(firm.workspace, entry, "close", {"outcome": told["outcome"]})
    if action and "outcome" in action:
        yield Turn(
            firm.year.working_days_later(firm.workspace.clock(), action["done_after"], "14:45"),
            action["owner"],
        )
        take_step(firm.workspace, item, "finish", {"outcome": action["outcome"]})


def _what_was_said(firm: Firm, told: Texts, said_at: datetime) -> dict[str, object]:
    service = {"service": firm.known[told["service"]]} if "service" in told else {}
    if "about" in told:
        service |= {"about": told["about"], "supplier": firm.known[told["supplier"]]}
    return {
        "kind": told["kind"],
        "description": told["description"],
        "received_at": said_at,
        "customer": firm.known[told["customer"]],
        "contact": firm.contact(told["customer"], told["contact"]),
        **service,
    }


def _promise(firm: Firm, told: Texts, entry: FeedbackEntry) -> ActionItem:
    """What was promised in an answer becomes an action item."""
    due = firm.year.day_of(firm.year.working_days_later(firm.workspace.clock(), told["within"]))
    values = {
        "description": told["description"],
        "owner": firm.known[told["owner"]],
        "due": due,
        "source": entry.id,
    }
    return create(firm.workspace, ActionItem, values)


def score_stories(firm: Firm) -> Iterator[Story]:
    """Asked once a quarter, after the report; who answers is up to them."""
    for told in texts("feedback")["score"]:
        yield _score(firm, told)


def _score(firm: Firm, told: Texts) -> Story:
    yield Turn(firm.year.at(told["day"], about("15:30", told["by"])), "tomas")
    values = {
        "customer": firm.known[told["customer"]],
        "score": told["score"],
        "asked_on": firm.year.working_day(told["day"]),
        "answered_by": told["by"],
        "comment": told.get("comment", ""),
        "service": firm.known[told["service"]] if "service" in told else None,
    }
    score = create(firm.workspace, SurveyScore, values)
    take_step(firm.workspace, score, "record")
