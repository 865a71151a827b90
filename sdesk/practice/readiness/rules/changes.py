"""Changes, decided and carried out by the procedure: P07 and P08 of the profile."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sdesk.models import (
    ChangeModel,
    ChangeProcedure,
    ChangeSchedule,
    ConfigurationItem,
    SecureComponentProcedure,
    ServiceChangeRequest,
    field_of,
)
from sdesk.models.control import ChangeKind, criterion_named
from sdesk.models.governance import ServiceRole
from sdesk.practice.calendar.schedule import conflicts
from sdesk.practice.lifecycle.completeness import is_missing
from sdesk.practice.lifecycle.versions import in_effect, versions
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer
from sdesk.practice.readiness.rules.asking import as_advice, role_is_held, says_too_little, where_any
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as, thin_of
from sdesk.practice.readiness.rules.order import first_in_state, moment_of, out_of_order
from sdesk.practice.readiness.rules.way import (
    Way,
    Ways,
    failed_without_acceptance,
    normal_deployed,
    not_by_the_procedure,
    past_its_days,
    still_has_its_days,
)
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted
from sdesk.translation import message as _

CM = (ServiceRole.CM.value,)
REVIEWED_WITHIN = timedelta(days=30)
"""A deployment is watched before it is reviewed; after that it counts as not reviewed."""
LOOKED_AHEAD = timedelta(days=90)
"""How far the schedule is looked at for what stands in each other's way."""


def changes_are_decided(on: Grounds) -> Iterator[Asked]:
    """P07: scored, decided by who may, on the schedule before it is deployed."""
    yield on.written(ChangeSchedule)
    yield on.written(ChangeProcedure)
    yield _criteria_are_set(on)
    yield role_is_held(on, ServiceRole.CM)
    found = (each for each in on.population(ServiceChangeRequest) if each.state != "requested")
    ours = [each for each in found if on.falls_in(each.created_at) or on.falls_in(each.deployed_at)]
    ways, decides = Ways(on, ours), _Deciding(on, ours)
    yield on.share(
        [each for each in ours if not still_has_its_days(on, each, ways.of(each).decided)],
        lambda each: decides.why_not(ways.of(each)),
        lambda passed, judged: _(
            "{passed} of {judged} changes were decided by a Control Manager with a reason, scored by every criterion and "
            "on the schedule before deployment, or made from an approved model.",
            passed=passed,
            judged=judged,
        ),
    )
    deployed = [each for each in ours if each.deployed_at]
    yield from on.broken(
        deployed,
        lambda each: _deployed_undecided(ways.of(each)),
        lambda n: counted(
            "{n} normal change was deployed without a decision.",
            "{n} normal changes were deployed without a decision.",
            n=n,
        ),
    )
    yield from on.broken(
        deployed,
        lambda each: past_its_days(on, each, ways.of(each).decided),
        lambda n: counted(
            "{n} emergency was not decided within the days of the procedure.",
            "{n} emergencies were not decided within the days of the procedure.",
            n=n,
        ),
    )
    yield _nothing_in_the_way(on)


def _criteria_are_set(on: Grounds) -> Asked:
    procedure = in_effect(on.workspace, ChangeProcedure)
    criteria = _criteria(procedure)
    if procedure and criteria:
        said = counted(
            "{n} criterion of evaluation is set.", "{n} criteria of evaluation are set.", n=len(criteria)
        )
        return Asked(Layer.WRITTEN, Held.HOLDS, said, (shown_as(procedure),))
    said = is_missing(field_of(ChangeProcedure, "evaluation_criteria"))
    return Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, ChangeProcedure),))


def _criteria(procedure: ChangeProcedure | None) -> set[str]:
    return {name.casefold() for name in procedure.criteria()} if procedure else set()


def _deployed_undecided(way: Way) -> Message:
    """A normal change for which nobody had said yes when it was deployed, whoever they were."""
    change, decided = way.change, way.decided
    if change.kind is not ChangeKind.NORMAL or change.deployed_at is None:
        return NOTHING_SAID
    if decided and decided.step != "reject" and decided.at <= change.deployed_at + timedelta(minutes=1):
        return NOTHING_SAID
    return _("Nobody had approved it when it was deployed.")


class _Deciding:
    """What was in force when changes were decided, and when they were put on the schedule."""

    def __init__(self, on: Grounds, changes: Sequence[ServiceChangeRequest]) -> None:
        self._on = on
        self._procedures = versions(on.workspace, ChangeProcedure)
        self._models = versions(on.workspace, ChangeModel)
        self._scheduled = first_in_state(on, changes, "scheduled")

    def why_not(self, way: Way) -> Message:
        change, decided = way.change, way.decided
        if change.kind is ChangeKind.PRE_APPROVED:
            return self._no_model(way)
        if decided is None:
            return _("Nobody decided on it.")
        if not self._on.signed.in_role(decided, CM):
            return _("Who decided was no Control Manager that day.")
        if thin := thin_of(self._on, change):
            return thin
        reason, empty = change.decision_reason, _("The decision has no reason.")
        if thin := says_too_little(ServiceChangeRequest, "decision_reason", reason, empty):
            return thin
        wanted = _criteria(self._procedures.to_go_by(decided.at))
        scored = {criterion_named(row.criterion).casefold() for row in change.evaluation if row.score}
        if wanted - scored:
            return _("It is not scored by: {criteria}.", criteria=tuple(sorted(wanted - scored)))
        return self._not_in_order(way)

    def _no_model(self, way: Way) -> Message:
        """A model that a Control Manager had approved, in the version of the day on which it was asked for."""
        key, asked_at = way.change.change_model, way.requested
        model = self._on.get(ChangeModel, key) if key else None
        held = any(each.record == key and asked_at and each.holds(asked_at) for each in self._models.held)
        if model is None or not held:
            return _("It names no model that was in force.")
        by_whom = [each for each in self._on.signed.of(model) if each.step == "approve"]
        if not any(self._on.signed.in_role(each, CM) for each in by_whom):
            return _("Who approved its model was no Control Manager that day.")
        return NOTHING_SAID

    def _not_in_order(self, way: Way) -> Message:
        change = way.change
        if change.kind is ChangeKind.EMERGENCY or way.decided is None:
            return NOTHING_SAID
        asked, decided = (_("the request"), way.requested), (_("the decision"), way.decided.at)
        deployed, on_schedule = (_("the deployment"), change.deployed_at), self._scheduled.get(change.id)
        if change.deployed_at and on_schedule is None:
            return _("It was never on the schedule.")
        return out_of_order(self._on, asked, decided, (_("the schedule"), on_schedule), deployed)


def _nothing_in_the_way(on: Grounds) -> Asked:
    now = moment_of(on)
    found = conflicts(on.workspace, now, now + LOOKED_AHEAD)
    if not found:
        return Asked(Layer.ASKED_NEXT, Held.HOLDS, _("Nothing on the schedule stands in each other's way."))
    said = counted(
        "{n} conflict on the schedule waits for somebody to resolve it: {why}",
        "{n} conflicts on the schedule wait for somebody to resolve them: {why}",
        n=len(found),
        why=found[0].reason,
    )
    return Asked(Layer.ASKED_NEXT, Held.FAILS, said)


def changes_follow_the_procedure(on: Grounds) -> Iterator[Asked]:
    """P08: design, build, test and deployment, linked and in order, and looked at afterwards."""
    yield on.written(ChangeProcedure)
    yield on.written(SecureComponentProcedure)
    normal, are_older = normal_deployed(on)
    emergencies = [
        each
        for each in on.cases(ServiceChangeRequest)
        if each.kind is ChangeKind.EMERGENCY and on.falls_in(each.deployed_at)
    ]
    ways = Ways(on, [*normal, *emergencies])
    yield on.share(
        normal,
        lambda each: not_by_the_procedure(on, ways.of(each)),
        lambda passed, judged: of_older(
            _(
                "{passed} of {judged} normal changes have design, build and tests, linked and in order.",
                passed=passed,
                judged=judged,
            ),
            are_older,
        ),
    )
    in_days = on.share(
        [each for each in emergencies if not _waits_for_papers(on, ways.of(each))],
        lambda each: not_by_the_procedure(on, ways.of(each)),
        lambda passed, judged: _(
            "{passed} of {judged} emergencies got design, build and tests within the days of the procedure.",
            passed=passed,
            judged=judged,
        ),
    )
    yield from where_any(in_days)
    now = moment_of(on)
    yield on.share(
        [
            each
            for each in (*normal, *emergencies)
            if each.state == "closed" or (each.deployed_at and now - each.deployed_at > REVIEWED_WITHIN)
        ],
        lambda each: _not_reviewed(on, ways.of(each)),
        lambda passed, judged: _(
            "{passed} of {judged} deployments were reviewed and closed by a role.",
            passed=passed,
            judged=judged,
        ),
    )
    yield from on.broken(
        (*normal, *emergencies),
        lambda each: failed_without_acceptance(ways.of(each)),
        lambda n: counted(
            "{n} change was deployed although a test failed that nobody accepted.",
            "{n} changes were deployed although a test failed that nobody accepted.",
            n=n,
        ),
    )
    yield from where_any(_removals(on))


def of_older(said: Message, are_older: bool) -> Message:
    if not are_older:
        return said
    return _("The period has no normal change; of the last three within 36 months: {said}", said=said)


def _waits_for_papers(on: Grounds, way: Way) -> bool:
    """Whether an emergency lacks a paper, and the days for it are not over."""
    lacks = None in (way.designed, way.built, way.tested)
    return lacks and still_has_its_days(on, way.change, None)


def _not_reviewed(on: Grounds, way: Way) -> Message:
    change, closed = way.change, way.closed
    if closed is None or change.state != "closed" or change.review_result is None:
        return _("Nobody reviewed its deployment.")
    if thin := says_too_little(ServiceChangeRequest, "review", change.review, _("Its review is empty.")):
        return thin
    roles = ServiceChangeRequest.step_called("close").roles
    return (
        NOTHING_SAID if on.signed.in_role(closed, roles) else _("Who closed it held no role for it that day.")
    )


def _removals(on: Grounds) -> Asked:
    """What was taken out of service in the period is named by a change that was deployed."""
    retired = on.workspace.find(ConfigurationItem, col(ConfigurationItem.state) == "retired")
    since = first_in_state(on, retired, "retired")
    by_change = {
        key for each in on.cases(ServiceChangeRequest) if each.deployed_at for key in each.configuration_items
    }
    return as_advice(
        on.share(
            [each for each in retired if on.falls_in(since.get(each.id))],
            lambda each: NOTHING_SAID if each.id in by_change else _("No deployed change names it."),
            lambda passed, judged: _(
                "{passed} of {judged} items taken out of service are named by a change that was deployed.",
                passed=passed,
                judged=judged,
            ),
        )
    )
