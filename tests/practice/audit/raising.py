"""An audit and a finding as people write them, for tests."""

from datetime import date, timedelta
from typing import Any

from sdesk.models import ActionItem, Audit, Finding, Person
from sdesk.storage import col
from tests.provider import Provider


def audit(provider: Provider, **values: Any) -> Audit:
    planned = {
        "subject": "Incidents of the first quarter",
        "aim": "Whether incidents are handled as the policy says",
        "scope": "All incidents of all customers since January",
        "starts_on": provider.clock.now.date(),
        "ends_on": provider.clock.now.date() + timedelta(days=2),
    }
    return provider.create(Audit, **{**planned, **values})


def finding(provider: Provider, **values: Any) -> Finding:
    seen = {
        "summary": "Closed without telling the reporter",
        "grade": "minor",
        "statement": "P16",
        "seen": "The reporter of this incident was not told that it is over.",
        "evidence": "The incident names nobody who was told, in its last version.",
        "owner": provider.ben.id,
    }
    return provider.create(Finding, **{**seen, **values})


def planned(provider: Provider, made: Finding, **values: Any) -> Finding:
    plan = {
        "correction": "The reporter was called on the same day and told.",
        "cause": "The form lets an incident be closed before anybody is told.",
    }
    provider.save(made, **plan)
    asked = {
        "corrective_action": "Closing asks from now on who was told, and when.",
        "due": provider.clock.now.date() + timedelta(days=14),
    }
    return provider.take(made, "plan", **{**asked, **values})


def action_of(provider: Provider, made: Finding) -> ActionItem:
    return provider.workspace.find(
        ActionItem, col(ActionItem.source) == made.id, order_by=[col(ActionItem.number)]
    )[-1]


def carried_out(provider: Provider, made: Finding, by: Person) -> Finding:
    """Its action done, and the finding carried out, by the same person."""
    provider.works(by)
    provider.take(action_of(provider, made), "finish", outcome="Done as it was planned.")
    return provider.take(made, "carry out", outcome="The form asks who was told since this week.")


def day_of(provider: Provider) -> date:
    return provider.clock.now.date()


EFFECT = "Ten incidents closed since then were looked at: in each somebody was told."
