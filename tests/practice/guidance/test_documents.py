"""Today says which documents of others are to be checked, and which ones people have to read."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from sdesk.models import ExternalDocument, ServiceDeliveryPolicy
from sdesk.models.audit import Reader
from sdesk.models.governance import ServiceRole
from sdesk.practice.audit.documents import declare
from sdesk.practice.audit.reviewing import confirm_read, review_without_change
from sdesk.practice.calendar.days import today
from sdesk.practice.guidance.to_do import Group, Matter
from sdesk.practice.guidance.today import to_do
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.workspaces import work_as
from tests.provider import Provider


def things(provider: Provider, matter: Matter) -> list[tuple[str, Group]]:
    return [(each.number, each.group) for each in to_do(provider.workspace).things if each.matter is matter]


@pytest.fixture
def policy(provider: Provider) -> ServiceDeliveryPolicy:
    found = provider.workspace.first(ServiceDeliveryPolicy)
    assert found
    return found


def test_a_document_of_others_is_checked_on_its_day(provider: Provider) -> None:
    day = today(provider.workspace)
    act = provider.create(
        ExternalDocument, name="Act", kind="law or regulation", issuer="Parliament", edition="2018",
        place="web", next_check=day + timedelta(days=20), keeper=provider.ben.id,
    )  # fmt: skip
    assert (act.number, Group.READY) not in things(provider, Matter.REVIEW)
    provider.clock.pass_time(days=15)
    assert (act.number, Group.READY) in things(provider, Matter.REVIEW)
    provider.clock.pass_time(days=10)
    assert (act.number, Group.NOW) in things(provider, Matter.REVIEW)
    review_without_change(
        provider.workspace,
        act,
        "Looked at what Parliament publishes: no newer edition is in force.",
        date(2026, 9, 1),
    )
    assert not any(number == act.number for number, _group in things(provider, Matter.REVIEW))


def to_read(provider: Provider) -> list[tuple[str, Group, UUID | None]]:
    """The same for whoever looks."""
    seen = []
    for somebody in (provider.cleo, provider.ana, None):
        work_as(provider.workspace, somebody)
        found = to_do(provider.workspace).things
        seen.append([(each.number, each.group, each.person) for each in found if each.matter is Matter.READ])
    assert seen[0] == seen[1] == seen[2]
    return seen[0]


def test_what_somebody_declared_is_to_be_read_until_it_is_confirmed(provider: Provider, policy) -> None:
    assert to_read(provider) == []
    provider.works(provider.ana)
    declare(provider.workspace, policy, [Reader(role=ServiceRole.PT), Reader(role=ServiceRole.SM)])
    by_cleo = [(policy.number, Group.READY, provider.cleo.id)]
    assert to_read(provider) == by_cleo  # Ana approved it
    provider.works(provider.cleo)
    confirm_read(provider.workspace, policy)
    assert to_read(provider) == []
    provider.works(provider.ana)
    draft = new_version(provider.workspace, policy)
    assert to_read(provider) == []  # nobody confirms a draft
    provider.works(provider.ana)
    provider.take(draft, "approve")
    assert to_read(provider) == by_cleo
