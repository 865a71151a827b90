"""Incidents managed to closure, and their steps told: P14 and P16 of the profile."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sdesk.models import (
    Customer,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.models.content import Depth
from sdesk.models.governance import Priority, ServiceRole
from sdesk.models.incident import HoldSpan, PartyTold, Reopening, ReporterAnswer
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.handling import somebodys_name
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import Versions, versions
from sdesk.practice.readiness.evidence.reviews import WRITTEN_WITHIN, has_its_note
from sdesk.practice.readiness.evidence.signatures import Signature
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, failures_first
from sdesk.practice.readiness.rules.asking import as_advice, beside, of_cases, role_is_held, where_any
from sdesk.practice.readiness.rules.contacts import cannot_be_reached
from sdesk.practice.readiness.rules.grounds import GIVEN_UP, Grounds, shown_as, thin_of
from sdesk.practice.readiness.rules.order import moment_of, out_of_order, rows_written, service_days
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted
from sdesk.translation import message as _

IM = (ServiceRole.IM.value,)
STALE, UNCLASSIFIED = 5, 2
"""Service days."""
AT_MOST = timedelta(days=60)
"""Nothing lies for longer, however much time its target or its service hours give, or waits without a look at it."""
CLOSED_WITHIN = timedelta(days=30)
"""What was restored longer ago and is not closed yet is not managed to closure."""


def of_the_period(on: Grounds) -> list[ServiceIncident]:
    """Recorded in the period, here or where they come from, restored in it, or not restored yet."""
    return [
        each
        for each in on.population(ServiceIncident)
        if (each.restored_at is None and each.state not in GIVEN_UP)
        or any(map(on.falls_in, (each.recorded_at, each.created_at, each.restored_at)))
    ]


def incidents_are_managed(on: Grounds) -> Iterator[Asked]:
    """P14: recorded with what matters, brought to closure by an Incident Manager, none left lying."""
    ours = of_the_period(on)
    yield role_is_held(on, ServiceRole.IM)
    yield of_cases(
        on.share(
            ours,
            lambda each: _not_written(on, each),
            lambda passed, judged: _(
                "{passed} of {judged} incidents say who reported what, on which item, how bad and how pressing.",
                passed=passed,
                judged=judged,
            ),
        )
    )
    yield of_cases(
        on.share(
            [each for each in ours if each.state == "closed"],
            _not_ended,
            lambda passed, judged: _(
                "{passed} of {judged} closed incidents name who resolved them, start and end.",
                passed=passed,
                judged=judged,
            ),
        )
    )
    now = moment_of(on)
    ended = [each for each in ours if each.state in ("closed", *GIVEN_UP) or _waits_for_closure(each, now)]
    yield on.share(
        ended,
        lambda each: _not_closed(on, each) or _not_in_order(on, each),
        lambda passed, judged: _(
            "{passed} of {judged} restored incidents were closed by an Incident Manager, and things happened in order.",
            passed=passed,
            judged=judged,
        ),
    )
    yield beside(_none_left_lying(on, now), bool(ended))
    yield from where_any(_cancelled_with_reason(on))


def _not_written(on: Grounds, incident: ServiceIncident) -> Message:
    """What the reporter says at once; once it is classified also item, priority and impact."""
    if unknown := cannot_be_reached(incident.reporter, _customer(on, incident)):
        return unknown
    if not incident.details.strip():
        return _("It has no details.")
    if incident.state != "recorded":
        if not incident.configuration_items:
            return _("It names no item.")
        if incident.priority is None or incident.impact is None:
            return _("It has no priority or no impact.")
        if not incident.impact_in_words.strip():
            return _("What it does to the business is not said.")
    return thin_of(on, incident)


def _customer(on: Grounds, incident: ServiceIncident) -> Customer | None:
    return on.get(Customer, incident.customer) if incident.customer else None


def _not_ended(incident: ServiceIncident) -> Message:
    if incident.started_at is None or incident.restored_at is None:
        return _("Its start or its end is missing.")
    return cannot_be_reached(incident.resolver)


def _waits_for_closure(incident: ServiceIncident, now: datetime) -> bool:
    restored = incident.restored_at if incident.state == "restored" else None
    return restored is not None and now - restored > CLOSED_WITHIN


def _not_closed(on: Grounds, incident: ServiceIncident) -> Message:
    closed = closing(on, incident)
    if closed is None or incident.state != "closed":
        return _("It is restored, and nobody closed it.")
    if not on.signed.in_role(closed, IM):
        return _("Who closed it was no Incident Manager that day.")
    return NOTHING_SAID


def closing(on: Grounds, incident: ServiceIncident) -> Signature | None:
    return next((each for each in reversed(on.signed.of(incident)) if each.step == "close"), None)


def _not_in_order(on: Grounds, incident: ServiceIncident) -> Message:
    """G5: started, first step, restored, closed; and it is recorded after it has begun."""
    closed = closing(on, incident)
    first = min((each.at for each in incident.steps_taken if each.at), default=None)
    started = (_("its start"), incident.started_at)
    restored = (_("its end"), incident.restored_at)
    went = (_("its first step"), first)
    ended = (_("its closure"), closed.at if closed else None)
    return out_of_order(on, started, went, restored, ended) or out_of_order(
        on, started, (_("its record"), incident.recorded_at)
    )


def _none_left_lying(on: Grounds, now: datetime) -> Asked:
    promises = Promises(on.workspace)
    still_open = [each for each in on.cases(ServiceIncident) if each.state not in ("closed", "restored")]
    left = failures_first(shown_as(each, _left_lying(each, promises, now)) for each in still_open)
    lying = [each for each in left if not each.passes]
    said = (
        counted("{n} open incident is left lying.", "{n} open incidents are left lying.", n=len(lying))
        if lying
        else _("No open incident is left lying.")
    )
    lacks = tuple(Lack(each.why, ServiceIncident) for each in lying[:3])
    return Asked(Layer.USED, Held.FAILS if lying else Held.HOLDS, said, left, lacks)


def _left_lying(incident: ServiceIncident, promises: Promises, now: datetime) -> Message:
    """Unclassified for more than two service days; or past twice its target without a reason to wait, and nobody did
    anything about it in the last five. Whatever is promised, and on whatever days it is open, two months are too long."""
    hours = promises.hours(incident)
    recorded = incident.recorded_at or incident.created_at or now
    is_old = now - recorded > AT_MOST
    if incident.state == "recorded":
        if is_old or service_days(hours, recorded, now, UNCLASSIFIED + 1) > UNCLASSIFIED:
            return _("It is not classified after two service days.")
        return NOTHING_SAID
    restoration = promises.clocks(incident, now).restoration
    if not is_old and (restoration.target is None or restoration.used <= 2 * restoration.target):
        return NOTHING_SAID
    waits = [
        each
        for each in incident.holds
        if each.end is None and says(HoldSpan, "reason", each.reason, Depth.STATEMENT)
    ]
    if any(each.start and now - each.start <= AT_MOST for each in waits):
        return NOTHING_SAID
    did = [each.at for each in incident.steps_taken if each.at and says(StepTaken, "text", each.text)]
    did += [each.at for each in incident.escalations if each.at]
    last = max((each for each in did if each <= now), default=None)
    if last and now - last <= AT_MOST and (waits or service_days(hours, last, now, STALE + 1) <= STALE):
        return NOTHING_SAID
    return _("It is past twice its target, and nothing was done in the last five service days.")


def _cancelled_with_reason(on: Grounds) -> Asked:
    cancelled = on.workspace.find(ServiceIncident, col(ServiceIncident.state) == "cancelled")
    return as_advice(
        on.share(
            [each for each in cancelled if on.falls_in(each.created_at)],
            on.why_given_up,
            lambda passed, judged: _(
                "{passed} of {judged} cancelled incidents say why.", passed=passed, judged=judged
            ),
        )
    )


# ---------------------------------------------------------------- P16: steps


def steps_are_told(on: Grounds) -> Iterator[Asked]:
    """P16: who did what and when; the reporter was told and agreed, or had the time to object and did not."""
    ours = of_the_period(on)
    closed = [each for each in ours if each.state == "closed"]
    yield role_is_held(on, ServiceRole.IM)
    yield of_cases(
        on.share(
            closed,
            _steps_not_told,
            lambda passed, judged: _(
                "{passed} of {judged} closed incidents say who did what and when.",
                passed=passed,
                judged=judged,
            ),
        )
    )
    agreeing = _Agreeing(on, closed)
    yield on.share(
        [each for each in closed if not agreeing.may_still_object(each)],
        agreeing.why_not,
        lambda passed, judged: _(
            "In {passed} of {judged} closed incidents the reporter was told that it works again and agreed, or did not "
            "object within the days of the policy.",
            passed=passed,
            judged=judged,
        ),
    )
    reopened = on.share(
        [each for each in ours if each.reopenings],
        lambda each: (
            NOTHING_SAID
            if all(says(Reopening, "reason", row.reason, Depth.STATEMENT) for row in each.reopenings)
            else _("It does not say why it was reopened.")
        ),
        lambda passed, judged: _(
            "{passed} of {judged} reopened incidents say why.", passed=passed, judged=judged
        ),
    )
    pressing = on.share(
        [each for each in closed if each.priority in (Priority.CRITICAL, Priority.HIGH)],
        _not_told_on_the_way,
        lambda passed, judged: _(
            "In {passed} of {judged} pressing incidents somebody was told how it stood on the way.",
            passed=passed,
            judged=judged,
        ),
    )
    yield from where_any(beside(reopened, bool(closed)), as_advice(pressing))


def _steps_not_told(incident: ServiceIncident) -> Message:
    whole = [
        each
        for each in incident.steps_taken
        if each.at and each.person and says(StepTaken, "text", each.text)
    ]
    if whole and len(whole) == len(incident.steps_taken):
        return NOTHING_SAID
    return _("A step lacks who, when or what.")


class _Agreeing:
    """Whether reporters agreed, by the days to object of the policy when they were told. What is said of it long after, when
    nobody could know any more, needs the note of then."""

    def __init__(self, on: Grounds, closed: Sequence[ServiceIncident]) -> None:
        self._on, self._now = on, moment_of(on)
        touched = [
            each
            for each in closed
            if each.changed_at and each.restored_at and each.changed_at - each.restored_at > WRITTEN_WITHIN
        ]
        self._written = rows_written(on, touched, "parties_told", "at", "who")
        self._written |= rows_written(on, touched, "reporter_answers", "at", "who", "agreed")
        self._policies: Versions[ServiceDeliveryPolicy] = versions(on.workspace, ServiceDeliveryPolicy)

    def may_still_object(self, incident: ServiceIncident) -> bool:
        """Told, silent, and the days are not over: nothing to judge yet."""
        until = self._objects_until(incident)
        return until is not None and self._now < until and self._answer(incident) is None

    def why_not(self, incident: ServiceIncident) -> Message:
        answer = self._answer(incident)
        if answer is False:
            return _("The reporter did not agree that it is over.")
        if answer:
            return NOTHING_SAID
        if self._told_at(incident) is None:
            return _("The reporter was not told after the service was restored.")
        if self._objects_until(incident) is None:
            return _("The reporter did not say that they agree, and the policy gives no days to object.")
        return NOTHING_SAID

    def _answer(self, incident: ServiceIncident) -> bool | None:
        """What the reporter last said since it was restored."""
        since = incident.restored_at
        said = [
            (each.at, each.agreed)
            for each in incident.reporter_answers
            if since and each.at and since <= each.at <= self._now
            if each.agreed is not None and self._is_told_in_time(incident, each)
            if all(says(ReporterAnswer, name, getattr(each, name)) for name in ("who", "how"))
        ]
        return max(said)[1] if said else None

    def _told_at(self, incident: ServiceIncident) -> datetime | None:
        """When whoever reported it was first told since it was restored."""
        since, reporter = incident.restored_at, incident.reporter
        name = somebodys_name(reporter.name) if reporter else ""
        told = (
            each
            for each in incident.parties_told
            if since and each.at and since <= each.at <= self._now
            if self._is_told_in_time(incident, each)
        )
        return min(
            (each.at for each in told if each.at and name and somebodys_name(each.who) == name), default=None
        )

    def _is_told_in_time(self, incident: ServiceIncident, row: ReporterAnswer | PartyTold) -> bool:
        begun = max((at for at in (row.at, incident.created_at) if at), default=None)
        written = self._written.get(row.id)
        is_late = written is not None and begun is not None and written - begun > WRITTEN_WITHIN
        return not is_late or has_its_note(self._on.workspace, incident)

    def _objects_until(self, incident: ServiceIncident) -> datetime | None:
        told = self._told_at(incident)
        policy = self._policies.to_go_by(told) if told else None
        days = policy.objection_days if policy else None
        return told + timedelta(days=days) if told and days and days > 0 else None


def _not_told_on_the_way(incident: ServiceIncident) -> Message:
    restored = incident.restored_at
    told = [each for each in incident.parties_told if each.at and restored and each.at < restored]
    return NOTHING_SAID if told else _("Nobody was told before the service was restored.")
