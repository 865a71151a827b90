"""A standard is adopted from a day on, shown with what carries it, and left again; service delivery always counts."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sdesk.models import AdoptedPack, ServiceIncident, ServiceScope
from sdesk.models.priorities import Impact
from sdesk.packs import SERVICE_DELIVERY
from sdesk.practice.audit.adoption import adopt, can_be_adopted, carried_by_records, leave
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import delete_draft
from sdesk.practice.lifecycle.steps import missing
from sdesk.practice.workspaces import known_packs, open_workspace
from tests.packs.folders import loaded, written
from tests.packs.test_adopted import OTHER as OTHER_SET
from tests.packs.test_adopted import OTHER_BINDINGS
from tests.provider import Provider, incident

OTHER = "20000-1-2011"


def ids(provider: Provider) -> list[str]:
    return [pack.id for pack in provider.workspace.packs.packs]


def test_service_delivery_is_adopted_from_the_start(provider: Provider) -> None:
    assert ids(provider) == [SERVICE_DELIVERY]
    assert SERVICE_DELIVERY not in [pack.id for pack in can_be_adopted(provider.workspace)]
    with pytest.raises(Refused):
        adopt(provider.workspace, SERVICE_DELIVERY)
    with pytest.raises(Refused):
        leave(provider.workspace, SERVICE_DELIVERY, "We want to.")


def test_another_counts_from_its_day_on_and_after_opening_again(provider: Provider, tmp_path: Path) -> None:
    adopt(provider.workspace, OTHER, date(2026, 4, 1))
    packs = provider.workspace.packs
    assert [pack.id for pack in packs.packs] == [SERVICE_DELIVERY, OTHER]
    assert [pack.id for pack in packs.at(date(2026, 3, 31)).packs] == [SERVICE_DELIVERY]
    assert [pack.id for pack in packs.at(date(2026, 4, 1)).packs] == [SERVICE_DELIVERY, OTHER]
    provider.workspace.close()
    with open_workspace(tmp_path / "harbour.sdesk") as again:
        assert [pack.id for pack in again.packs.packs] == [SERVICE_DELIVERY, OTHER]


def test_it_is_adopted_once_left_with_a_reason_and_may_come_back(provider: Provider) -> None:
    adopt(provider.workspace, OTHER)
    with pytest.raises(Refused):
        adopt(provider.workspace, OTHER)
    with pytest.raises(Refused):
        leave(provider.workspace, OTHER, " ")
    assert ids(provider) == [SERVICE_DELIVERY, OTHER]
    leave(provider.workspace, OTHER, "The customer asks for it no more.")
    assert ids(provider) == [SERVICE_DELIVERY]
    adopt(provider.workspace, OTHER)
    assert ids(provider) == [SERVICE_DELIVERY, OTHER]
    assert provider.workspace.count(AdoptedPack) == 2


def test_what_nobody_knows_is_refused_and_what_is_taken_back_counts_no_more(provider: Provider) -> None:
    with pytest.raises(Refused, match="There is no standard called"):
        adopt(provider.workspace, "9001")
    with pytest.raises(RuntimeError), provider.workspace.transaction("nothing comes of it"):
        adopt(provider.workspace, OTHER)
        assert ids(provider) == [SERVICE_DELIVERY, OTHER]
        raise RuntimeError
    assert ids(provider) == [SERVICE_DELIVERY]


def test_records_go_on_being_called_as_before(provider: Provider) -> None:
    for pack in can_be_adopted(provider.workspace):
        adopt(provider.workspace, pack.id)
    scope = provider.approved(ServiceScope)
    assert '"work_product":"WP.15"' in approvals_of(provider.workspace, scope)[0].content


def test_every_requirement_is_shown_with_what_carries_it(provider: Provider) -> None:
    for pack in can_be_adopted(provider.workspace):
        found = carried_by_records(provider.workspace, pack)
        assert [each.requirement for each in found] == list(pack.asks.requirements)
        for each in found:
            named = tuple(model.__name__ for model, _ in each.records)
            assert named == pack.records_of(each.requirement.id)
        assert any(each.number for each in found)


def test_a_draft_that_was_deleted_carries_nothing(provider: Provider) -> None:
    pack = next(pack for pack in can_be_adopted(provider.workspace) if pack.id == OTHER)
    before = {each.requirement.id: each.number for each in carried_by_records(provider.workspace, pack)}
    scope = provider.create(ServiceScope)
    with_it = {each.requirement.id: each.number for each in carried_by_records(provider.workspace, pack)}
    assert with_it["4.1.1 a"] == before["4.1.1 a"] + 1
    delete_draft(provider.workspace, scope)
    assert {
        each.requirement.id: each.number for each in carried_by_records(provider.workspace, pack)
    } == before


def test_what_no_kind_of_record_carries_says_so(provider: Provider) -> None:
    pack = next(pack for pack in can_be_adopted(provider.workspace) if pack.id == OTHER)
    nothing = [
        each.requirement.id for each in carried_by_records(provider.workspace, pack) if not each.records
    ]
    assert set(nothing) == {each.id for each in pack.asks.requirements} - set(pack.bindings.requirements)
    assert nothing


class TestWhatAnotherStandardMakesMandatory:
    """It counts for steps from its day on, and takes nothing back that was done before."""

    @pytest.fixture
    def asking(self, provider: Provider, tmp_path: Path) -> Provider:
        (other,) = loaded(written(tmp_path, "other", requirements=OTHER_SET, bindings=OTHER_BINDINGS))
        provider.workspace.known_packs = (*known_packs(), other)
        return provider

    @staticmethod
    def draft(provider: Provider) -> ServiceIncident:
        made = incident(provider, "recorded")
        return provider.save(made, impact=None, urgency=None)

    def test_a_step_before_its_day_asks_for_our_minimum_alone(self, asking: Provider) -> None:
        adopt(asking.workspace, "other", today(asking.workspace) + timedelta(days=1))
        assert asking.take(self.draft(asking), "record").state == "recorded"

    def test_a_step_on_its_day_asks_for_more(self, asking: Provider) -> None:
        adopt(asking.workspace, "other")
        made = self.draft(asking)
        step = made.step_called("record")
        assert [str(each.text) for each in missing(asking.workspace, made, step)] == ["Impact is missing."]
        with pytest.raises(Refused):
            asking.take(made, "record")
        given = asking.save(made, impact=Impact.LOW)
        assert asking.take(given, "record").state == "recorded"

    def test_what_was_recorded_before_can_still_be_saved(self, asking: Provider) -> None:
        made = asking.take(self.draft(asking), "record")
        adopt(asking.workspace, "other")
        assert asking.save(made, notes="Called back.").notes == "Called back."
