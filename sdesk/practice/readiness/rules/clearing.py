"""Deployment, cleared before it happens: P10 of the profile."""

from collections.abc import Iterator

from sdesk.models import ConfigurationItem, CustomerAgreement, ServiceChangeRequest, ServiceDesign, field_of
from sdesk.models.control import AcceptanceCriterion, ChangeKind, Consent
from sdesk.models.governance import ServiceRole
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.completeness import is_missing
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.readiness.rules.asked import Asked
from sdesk.practice.readiness.rules.asking import of_cases, role_is_held, says_too_little, where_any
from sdesk.practice.readiness.rules.changes import CM, of_older
from sdesk.practice.readiness.rules.grounds import Grounds
from sdesk.practice.readiness.rules.order import moment_of, out_of_order
from sdesk.practice.readiness.rules.way import Way, Ways, another_build, normal_deployed, past_its_days
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted
from sdesk.translation import message as _


def deployment_is_cleared(on: Grounds) -> Iterator[Asked]:
    """P10: by a Control Manager with a reason, after the tests and before deployment, with the customer's consent."""
    yield role_is_held(on, ServiceRole.CM)
    yield _designs_have_criteria(on)
    deployed, are_older = normal_deployed(on)
    every = [each for each in on.population(ServiceChangeRequest) if each.kind is not ChangeKind.PRE_APPROVED]
    ways = Ways(on, every)
    ours = list(deployed)
    for each in every:
        cleared = ways.of(each).cleared
        if each.kind is ChangeKind.NORMAL and each not in ours and cleared and on.falls_in(cleared.at):
            ours.append(each)
    yield on.share(
        ours,
        lambda each: _not_cleared(on, ways.of(each)),
        lambda passed, judged: of_older(
            _(
                "{passed} of {judged} normal changes were cleared or sent back by a Control Manager, with a reason, "
                "after their tests and before deployment.",
                passed=passed,
                judged=judged,
            ),
            are_older,
        ),
    )
    consents = on.share(
        [each for each in ours if _asks_for_consent(on, ways.of(each))],
        lambda each: _no_consent(on, each),
        lambda passed, judged: _(
            "{passed} of {judged} changes whose agreement asks for it have the customer's consent: who, when and how.",
            passed=passed,
            judged=judged,
        ),
    )
    yield from where_any(consents)
    yield from on.broken(
        deployed,
        lambda each: _uncleared(ways.of(each)),
        lambda n: counted(
            "{n} normal change was deployed without clearing.",
            "{n} normal changes were deployed without clearing.",
            n=n,
        ),
    )
    yield from on.broken(
        deployed,
        lambda each: another_build(ways.of(each)),
        lambda n: counted(
            "{n} normal change was deployed from another build than the one tested.",
            "{n} normal changes were deployed from another build than the one tested.",
            n=n,
        ),
    )
    yield from on.broken(
        [each for each in every if on.falls_in(each.deployed_at)],
        lambda each: past_its_days(on, each, ways.of(each).cleared),
        lambda n: counted(
            "{n} emergency was not cleared within the days of the procedure.",
            "{n} emergencies were not cleared within the days of the procedure.",
            n=n,
        ),
    )


def _uncleared(way: Way) -> Message:
    is_cleared = way.cleared is not None and way.cleared.step != "refuse"
    return NOTHING_SAID if is_cleared else _("Nobody cleared it.")


def _designs_have_criteria(on: Grounds) -> Asked:
    approved = {each.record for each in on.signed.of_kind(ServiceDesign) if on.falls_in(each.at)}
    designs = on.workspace.find(ServiceDesign, col(ServiceDesign.state) == "approved")
    return of_cases(
        on.share(
            [each for each in designs if each.id in approved],
            lambda each: (
                NOTHING_SAID
                if any(
                    says(AcceptanceCriterion, "criterion", row.criterion) for row in each.acceptance_criteria
                )
                else is_missing(field_of(ServiceDesign, "acceptance_criteria"))
            ),
            lambda passed, judged: _(
                "{passed} of {judged} designs say when they count as done.", passed=passed, judged=judged
            ),
        )
    )


def _not_cleared(on: Grounds, way: Way) -> Message:
    change, cleared = way.change, way.cleared
    if cleared is None:
        return _("Nobody cleared it.")
    if not on.signed.in_role(cleared, CM):
        return _("Who cleared it was no Control Manager that day.")
    reason, empty = change.deployment_reason, _("The clearing has no reason.")
    if thin := says_too_little(ServiceChangeRequest, "deployment_reason", reason, empty):
        return thin
    if way.tested is None:
        return _("It has no approved test report.")
    tested, at = (_("the tests"), way.tested.at), (_("the clearing"), cleared.at)
    return out_of_order(on, tested, at, (_("the deployment"), change.deployed_at))


def _asks_for_consent(on: Grounds, way: Way) -> bool:
    """Whether an agreement in force that day asks for consent to changes: with its customer or those of its items or, where
    it names no customer, on its service."""
    change = way.change
    moment = way.cleared.at if way.cleared else change.deployed_at or moment_of(on)
    asking = [
        each for each in versions(on.workspace, CustomerAgreement).at(moment) if each.consent_to_changes
    ]
    if not asking:
        return False
    items = (on.get(ConfigurationItem, key) for key in change.configuration_items)
    customers = {change.customer, *(each.customer for each in items if each)} - {None}
    on_its_service = not change.customer
    return any(
        each.customer in customers or (on_its_service and change.service in each.services) for each in asking
    )


def _no_consent(on: Grounds, change: ServiceChangeRequest) -> Message:
    whole = [
        each
        for each in change.consents
        if each.on and all(says(Consent, name, getattr(each, name)) for name in ("who", "how"))
    ]
    if not whole:
        return _("Nobody at the customer is named who agreed, on which day and how.")
    deployed = day_of(on.workspace, change.deployed_at) if change.deployed_at else on.today
    if not any(each.on and each.on <= min(deployed, on.today) for each in whole):
        return _("The customer agreed after its deployment.")
    return NOTHING_SAID
