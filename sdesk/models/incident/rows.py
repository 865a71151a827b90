"""What happens to an incident, line by line."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from sdesk.models.content import Choice, Content, RecordLink, Row, choice, link


class PartyTold(Row):
    """Somebody was told how the incident stands."""

    at: Annotated[datetime | None, Content("When", needed_for="*", happened=True)] = None
    who: Annotated[str, Content("Who was told", needed_for="*")] = ""
    text: Annotated[str, Content("What they were told", long=True)] = ""


class PartyToTell(Row):
    """Somebody else who is waiting to hear how it stands: they reported the same thing."""

    who: Annotated[str, Content("Who", needed_for="*")] = ""
    email: Annotated[str, Content("E-mail")] = ""
    telephone: Annotated[str, Content("Telephone")] = ""
    reported_in: Annotated[RecordLink, Content("Reported in")] = None


class Escalation(Row):
    """The incident was taken to somebody who can do more."""

    at: Annotated[datetime | None, Content("When", needed_for="*", happened=True)] = None
    by: Annotated[UUID | None, *link("Person"), Content("By")] = None
    to: Annotated[RecordLink, Content("To whom", needed_for="*")] = None
    reason: Annotated[str, Content("Why", needed_for="*", long=True)] = ""
    answered_at: Annotated[datetime | None, Content("Answered at", happened=True, not_before="at")] = None
    """When a supplier answered first, and when they had solved it; None where nobody noted it."""
    solved_at: Annotated[datetime | None, Content("Solved at", happened=True, not_before="at")] = None


class HoldSpan(Row):
    """A time in which the clock stands still; without an end it is on hold now."""

    start: Annotated[datetime | None, Content("From", needed_for="*", happened=True)] = None
    end: Annotated[datetime | None, Content("Until", happened=True, not_before="start")] = None
    reason: Annotated[str, Content("Reason", needed_for="*")] = ""
    until: Annotated[
        datetime | None,
        Content("Look again at", help="When it comes back to Today if nobody has gone on with it before."),
    ] = None


class Unknown(Choice):
    """What may be not known of an incident that was written down elsewhere."""

    RESPONSE = "when it was answered"
    OUTAGE = "whether the service was out"
    REOPENING = "whether it was reopened"


class NotKnown(Row):
    """Something that a figure asks and nobody can say of this incident."""

    what: Annotated[Unknown | None, Content("What", needed_for="*"), choice(Unknown)] = None


class Reopening(Row):
    """The service was thought restored and was not: between the two times no clock ran."""

    restored_at: Annotated[datetime | None, Content("Thought restored at", needed_for="*")] = None
    reopened_at: Annotated[
        datetime | None, Content("Reopened at", needed_for="*", happened=True, not_before="restored_at")
    ] = None
    reason: Annotated[str, Content("Reason", needed_for="*")] = ""
