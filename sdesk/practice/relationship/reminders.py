"""Reminders: the review or the end of an agreement comes near, and somebody says that they know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sdesk.models import Agreement, CustomerAgreement, SupplierAgreement
from sdesk.models.relationship import Acknowledgement, AgreementDate
from sdesk.practice.calendar.days import today as today_of
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.reporting.improvement import party_name
from sdesk.storage import col
from sdesk.translation import message as _

A = TypeVar("A", bound=Agreement)
REMIND_BEFORE = timedelta(days=30)
"""How long before a review or an end somebody is reminded of it."""


@dataclass(frozen=True)
class Reminder:
    """The review or the end of an agreement comes near, or has passed; `seen` is who said that they know."""

    agreement: Agreement
    party: str
    what: AgreementDate
    day: date
    days_left: int
    seen: Acknowledgement | None = None


def reminders(workspace: Workspace, today: date | None = None) -> list[Reminder]:
    """The reviews and ends that come within thirty days or have passed, the nearest first, seen or not."""
    today = today or today_of(workspace)
    found = [each for each in _dates(workspace, today) if each.day - today <= REMIND_BEFORE]
    return sorted(found, key=lambda each: (each.day, each.agreement.number))


def _dates(workspace: Workspace, today: date) -> Iterator[Reminder]:
    models: tuple[type[Agreement], ...] = (CustomerAgreement, SupplierAgreement)
    for model in models:
        for agreement in workspace.find(model, col(model.state) == "approved"):
            party = party_name(workspace, agreement)
            for what, day in (
                (AgreementDate.REVIEW, next_review(workspace, agreement, today)),
                (AgreementDate.END, agreement.end),
            ):
                if day is not None:
                    yield Reminder(
                        agreement, party, what, day, (day - today).days, seen_by(agreement, what, day)
                    )


def seen_by(agreement: Agreement, what: AgreementDate, day: date) -> Acknowledgement | None:
    """Who has seen that this date comes near, last; None if nobody, or if the date was moved since."""
    return next(
        (each for each in reversed(agreement.acknowledgements) if (each.what, each.day) == (what, day)), None
    )


def acknowledge(workspace: Workspace, agreement: A, what: AgreementDate, plan: str) -> A:
    """Say that one knows of the date, and what is done about it. Raises Refused without a plan or a person."""
    day = next_review(workspace, agreement) if what is AgreementDate.REVIEW else agreement.end
    if not plan.strip():
        raise Refused(_("Say what is done about it."), [Problem("plan", _("The plan is missing."))])
    if workspace.person_id is None:
        raise Refused(_("Nobody is working in this workspace now."), hint=_("Say who you are first."))
    row = Acknowledgement(
        what=what, day=day, at=workspace.clock(), person=workspace.person_id, plan=plan.strip()
    )
    with workspace.transaction("acknowledge", plan.strip()) as session:
        live = session.get_one(type(agreement), agreement.id)
        live.acknowledgements = (*live.acknowledgements, row)
    return live


__all__ = ["Reminder", "acknowledge", "reminders", "seen_by", "today_of"]
