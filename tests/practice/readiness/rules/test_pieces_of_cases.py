"""From a complete provider enough cases are taken away to cross a bound: exactly the rule that judges them turns."""

from collections.abc import Callable
from datetime import date

import pytest

from sdesk.models import (
    AssignedRoles,
    ConfigurationItem,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    SupplierAgreement,
)
from sdesk.models.control import ItemType
from sdesk.practice.incident.escalation import escalate
from sdesk.practice.readiness.requirements import gaps, requirements
from sdesk.storage import col
from tests.delivery import PACK
from tests.practice.readiness.rules.complete import STANDS_ON, a_change, a_copy, an_incident, it_is
from tests.practice.readiness.rules.verdicts import repaired, signed_by, the
from tests.provider import Provider

OURS = {"P06", "P07", "P08", "P09", "P10", "P14", "P15", "P16", "P17"}


def turned(provider: Provider) -> set[str]:
    return {each.requirement.id for each in requirements(provider.workspace) if not each.met} & OURS


def changes(provider: Provider) -> list[ServiceChangeRequest]:
    return list(provider.workspace.find(ServiceChangeRequest))


def incidents(provider: Provider, n: int) -> list[ServiceIncident]:
    return list(provider.workspace.find(ServiceIncident, order_by=[col(ServiceIncident.number)]))[-n:]


def items_left(provider: Provider) -> None:
    """Two of six."""
    other = the(provider, ConfigurationItem, col(ConfigurationItem.type) == ItemType.SOFTWARE)
    for day in (date(2027, 4, 12), date(2027, 4, 26)):
        it_is(provider, day)
        a_change(provider, day, configuration_items=(other.id,))


def decided_by_whom_may_not(provider: Provider) -> None:
    signed_by(provider, changes(provider)[0], "approve", person_id=provider.ben.id)


def another_design(provider: Provider) -> None:
    repaired(provider, the(provider, ServiceDesign), name="Another change altogether")


def another_build(provider: Provider) -> None:
    repaired(provider, the(provider, ServiceBuild), release="7.0")


def criteria_not_tested(provider: Provider) -> None:
    repaired(provider, the(provider, ServiceTestReport), tests=())


def copies_not_looked_at(provider: Provider) -> None:
    item = the(provider, ConfigurationItem)
    repaired(provider, item, master_copies=(a_copy(provider.cleo, date(2026, 3, 2)),))


def cleared_by_whom_may_not(provider: Provider) -> None:
    signed_by(provider, changes(provider)[0], "clear", person_id=provider.ben.id)


def closed_by_whom_may_not(provider: Provider) -> None:
    for each in incidents(provider, 2):
        signed_by(provider, each, "close", person_id=provider.cleo.id)


def left_lying(provider: Provider) -> None:
    an_incident(provider, STANDS_ON, "classified")
    provider.clock.pass_time(days=20)


def forty_are_not_needed(provider: Provider) -> None:
    an_incident(provider, STANDS_ON, "recorded")
    provider.clock.pass_time(days=4)


def a_supplier_without_assurance(provider: Provider) -> None:
    repaired(
        provider, the(provider, SupplierAgreement, col(SupplierAgreement.state) == "approved"), assurance=""
    )
    open_one = an_incident(provider, STANDS_ON, "classified")
    escalate(
        provider.workspace, open_one, provider.extra["supplier"].id, "Their line is down again since noon."
    )


def nobody_has_learnt(provider: Provider) -> None:
    listed = the(provider, AssignedRoles, col(AssignedRoles.state) == "approved")
    repaired(provider, listed, competences=())


def not_told(provider: Provider) -> None:
    for each in incidents(provider, 2):
        repaired(provider, each, parties_told=(), reporter_answers=())


def causes_gone(provider: Provider) -> None:
    first = next(each for each in incidents(provider, 20) if each.root_cause)
    repaired(provider, first, root_cause="x")


def nothing_much(provider: Provider) -> None:
    """One slip of nine or more."""
    (each,) = incidents(provider, 1)
    repaired(provider, each, parties_told=(), reporter_answers=())
    signed_by(provider, each, "close", person_id=provider.cleo.id)


PIECES: list[tuple[Callable[[Provider], None], set[str]]] = [
    (items_left, {"P06"}),
    (decided_by_whom_may_not, {"P07"}),
    (another_design, {"P08"}),
    (criteria_not_tested, {"P08"}),
    (another_build, {"P08", "P09"}),
    (copies_not_looked_at, {"P09"}),
    (cleared_by_whom_may_not, {"P10"}),
    (closed_by_whom_may_not, {"P14"}),
    (left_lying, {"P14"}),
    (forty_are_not_needed, {"P14"}),
    (a_supplier_without_assurance, {"P15"}),
    (nobody_has_learnt, {"P15"}),
    (not_told, {"P16"}),
    (causes_gone, {"P17"}),
    (nothing_much, set()),
]


@pytest.mark.a_few(5)
@pytest.mark.parametrize(("take_away", "named"), PIECES, ids=lambda each: getattr(each, "__name__", ""))
def test_exactly_the_rules_that_judge_it_turn(
    complete: Provider, take_away: Callable[[Provider], None], named: set[str]
) -> None:
    take_away(complete)
    assert turned(complete) == named


def test_what_is_met_has_no_gap_and_what_is_not_has_one(complete: Provider) -> None:
    assert gaps_of(complete) & OURS == set()
    for take_away in (decided_by_whom_may_not, closed_by_whom_may_not, not_told):
        take_away(complete)
    assert gaps_of(complete) & OURS == {"P07", "P14", "P16"}


def gaps_of(provider: Provider) -> set[str]:
    return {gap.requirement.id for gap in gaps(PACK, requirements(provider.workspace))}
