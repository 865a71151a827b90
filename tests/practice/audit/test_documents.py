"""The register of documents: which version, who has to know it and who does; and each way to be called somebody who does."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from sdesk.models import (
    CustomerAgreement,
    ExternalDocument,
    ReadConfirmation,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
)
from sdesk.models.audit import Reader
from sdesk.models.governance import ServiceRole
from sdesk.practice.audit.documents import Registered, declare, proposed_readers, register, registered
from sdesk.practice.audit.reviewing import confirm_read, review_without_change
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.obsolete import obsolete
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.readiness.rules.governance import policy_is_put_to_use
from sdesk.practice.readiness.rules.grounds import grounds_of
from sdesk.practice.workspaces import open_workspace
from tests.provider import Provider, working_provider


@pytest.fixture
def provider(tmp_path: Path):
    made = working_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


@pytest.fixture
def policy(provider: Provider) -> ServiceDeliveryPolicy:
    found = provider.workspace.first(ServiceDeliveryPolicy)
    assert found
    return found


def law(provider: Provider) -> ExternalDocument:
    return provider.create(
        ExternalDocument,
        name="Data Protection Act",
        kind="law or regulation",
        issuer="Parliament",
        edition="2018",
        place="www.law.example/dpa",
        next_check=date(2026, 9, 1),
    )


def entry(provider: Provider, number: str, *, with_obsolete: bool = False) -> Registered:
    lines = register(provider.workspace, with_obsolete=with_obsolete)
    return next(each for each in lines if each.record.number == number)


def known(line: Registered) -> dict[str, str]:
    """By person the edition they know, with * where it is not this one."""
    return {
        each.person.name.split()[0]: (each.knows.edition if each.knows else "-")
        + ("" if each.is_current else "*")
        for each in line.readers
    }


def test_the_register_has_every_document_in_the_version_that_counts(provider: Provider, policy) -> None:
    law(provider)
    provider.approved(CustomerAgreement, customer=provider.extra["customer"].id)
    draft = new_version(provider.workspace, policy)
    assert entry(provider, policy.number).record.id == policy.id
    provider.take(draft, "approve")
    line = entry(provider, policy.number)
    assert (line.record.id, line.edition, line.record.state) == (draft.id, "2", "approved")
    assert line.looked_at == today(provider.workspace)
    numbers = [each.record.number for each in register(provider.workspace)]
    assert len(numbers) == len(set(numbers))
    assert {number.split("-")[0] for number in numbers} == {"ROL", "CAT", "POL", "PRC", "AGR", "EXT"}


def test_the_place_of_a_document_of_others_is_its_own_and_of_ours_is_declared(provider, policy) -> None:
    law(provider)
    assert entry(provider, "EXT-0001").place == "www.law.example/dpa"
    declare(provider.workspace, policy, (), " Red folder ")
    assert entry(provider, policy.number).place == "Red folder"


def test_who_has_to_know_is_proposed_by_the_tasks_of_roles(provider, policy) -> None:
    roles = {each.role for each in proposed_readers(provider.workspace, ServiceDeliveryPolicy)}
    assert roles == set(ServiceRole)
    assert proposed_readers(provider.workspace, CustomerAgreement) == ()
    line = entry(provider, policy.number)
    assert line.declared is None
    assert [each.person.name for each in line.readers] == ["Ana Reyes", "Ben Okafor", "Cleo Sand"]


def test_what_is_declared_goes_before_what_is_proposed(provider, policy) -> None:
    readers = (Reader(role=ServiceRole.PT), Reader(person=provider.ben.id), Reader())
    declare(provider.workspace, policy, readers)
    line = entry(provider, policy.number)
    assert [each.person.name for each in line.readers] == ["Ben Okafor", "Cleo Sand"]
    assert line.declared and len(line.declared) == 2
    declare(provider.workspace, policy, ())
    assert entry(provider, policy.number).readers == ()


def test_who_left_has_to_know_nothing(provider, policy) -> None:
    declare(provider.workspace, policy, (Reader(person=provider.ben.id),))
    provider.take(provider.ben, "end", reason="Moved away.")
    assert entry(provider, policy.number).readers == ()


class TestWhoKnows:
    def test_whoever_approved_it_knows_it(self, provider, policy) -> None:
        line = entry(provider, policy.number)
        assert known(line) == {"Ana": "1", "Ben": "-*", "Cleo": "-*"}
        assert line.known_by == 1 and line.readers[0].knows.by_approval

    def test_who_confirmed_a_version_knows_that_one(self, provider, policy) -> None:
        provider.works(provider.cleo)
        confirm_read(provider.workspace, policy)
        assert known(entry(provider, policy.number))["Cleo"] == "1"

    def test_a_new_version_is_confirmed_anew(self, provider, policy) -> None:
        provider.works(provider.cleo)
        confirm_read(provider.workspace, policy)
        provider.works(provider.ana)
        newer = provider.take(new_version(provider.workspace, policy), "approve")
        assert known(entry(provider, policy.number)) == {"Ana": "2", "Ben": "-*", "Cleo": "1*"}
        provider.works(provider.cleo)
        confirm_read(provider.workspace, newer)
        assert known(entry(provider, policy.number))["Cleo"] == "2"

    def test_a_review_without_change_asks_nobody_anew(self, provider, policy) -> None:
        provider.works(provider.cleo)
        confirm_read(provider.workspace, policy)
        provider.works(provider.ana)
        provider.clock.pass_time(days=300)
        review_without_change(
            provider.workspace,
            policy,
            "Read beside the incidents since March; nothing is done otherwise now.",
        )
        assert known(entry(provider, policy.number))["Cleo"] == "1"

    def test_another_edition_of_a_law_is_confirmed_anew(self, provider) -> None:
        act = law(provider)
        declare(provider.workspace, act, (Reader(role=ServiceRole.MGT),))
        assert known(entry(provider, act.number)) == {"Ana": "-*"}
        confirm_read(provider.workspace, act)
        provider.save(act, concerns="Personal data of patients.")
        assert known(entry(provider, act.number)) == {"Ana": "2018"}
        provider.save(act, edition="2027")
        assert known(entry(provider, act.number)) == {"Ana": "2018*"}

    def test_one_that_was_cancelled_counts_no_more(self, provider, policy) -> None:
        provider.works(provider.cleo)
        made = confirm_read(provider.workspace, policy)
        provider.take(made, "cancel", reason="It was the wrong one.")
        assert known(entry(provider, policy.number))["Cleo"] == "-*"

    def test_one_that_nobody_signed_counts_for_nothing(self, provider, policy) -> None:
        with provider.workspace.transaction("import") as session:
            session.add(
                ReadConfirmation(
                    number="CNF-2026-0099",
                    state="recorded",
                    document=policy.id,
                    person=provider.cleo.id,
                    confirmed_at=provider.clock(),
                    edition="1",
                )
            )
        assert known(entry(provider, policy.number))["Cleo"] == "-*"

    @pytest.mark.parametrize("column", ["person", "document", "edition"])
    def test_one_whose_words_were_changed_in_the_file_counts_for_nothing(
        self, provider, policy, column: str
    ) -> None:
        """Of a confirmation of the catalogue one of the policy cannot be made, nor one of somebody else."""
        provider.works(provider.cleo)
        confirm_read(provider.workspace, provider.workspace.first(ServiceCatalogue))
        values: dict[str, UUID | str] = {"person": provider.ben.id, "document": policy.id, "edition": "2"}
        value = values[column]
        path = provider.workspace.path
        with provider.workspace.engine.begin() as connection:
            connection.execute(
                text(f"UPDATE readconfirmation SET {column} = :value"),
                {"value": value.hex if isinstance(value, UUID) else value},
            )
        provider.workspace.close()
        with open_workspace(path, clock=provider.clock) as again:
            for line in register(again):
                assert not any(each.is_current for each in line.readers if each.person.name != "Ana Reyes")


def test_late_is_what_is_past_its_day(provider, policy) -> None:
    assert not entry(provider, policy.number).is_late
    provider.clock.pass_time(days=370)
    assert entry(provider, policy.number).is_late
    assert not registered(provider.workspace, new_version(provider.workspace, policy)).is_late


class TestObsolete:
    def test_a_version_in_force_and_a_draft_are_not(self, provider, policy) -> None:
        assert obsolete(provider.workspace, policy) is None
        assert obsolete(provider.workspace, new_version(provider.workspace, policy)) is None

    def test_one_that_was_replaced_says_by_which_and_since_when(self, provider, policy) -> None:
        provider.clock.pass_time(days=30)
        newer = provider.take(new_version(provider.workspace, policy), "approve")
        found = obsolete(provider.workspace, reload(provider.workspace, policy))
        assert found and found.newer and found.newer.id == newer.id and not found.still_counts
        assert str(found.said(provider.workspace)) == (
            "Version 1 is obsolete: version 2 has counted in its place since 1 April 2026."
        )

    def test_one_that_counts_until_the_next_begins_is_not_called_obsolete(self, provider, policy) -> None:
        begins = today(provider.workspace) + timedelta(days=20)
        draft = new_version(provider.workspace, policy)
        provider.save(draft, date_of_issue=begins)
        provider.take(draft, "approve")
        found = obsolete(provider.workspace, reload(provider.workspace, policy))
        assert found and found.still_counts
        assert str(found.said(provider.workspace)) == (
            "Version 1 still counts until version 2 begins, on 22 March 2026."
        )
        assert entry(provider, policy.number).edition == "1"
        provider.clock.pass_time(days=21)
        later = obsolete(provider.workspace, reload(provider.workspace, policy))
        assert later and not later.still_counts
        assert entry(provider, policy.number).edition == "2"

    def test_one_that_was_withdrawn_has_none_in_its_place(self, provider) -> None:
        scope = provider.approved(ServiceScope)
        withdrawn = provider.take(scope, "withdraw", reason="We stop.")
        found = obsolete(provider.workspace, withdrawn)
        assert found and found.newer is None and "no other counts" in str(found.said(provider.workspace))
        assert scope.number not in [each.record.number for each in register(provider.workspace)]
        assert entry(provider, scope.number, with_obsolete=True).is_obsolete

    def test_the_register_lists_them_where_asked_for(self, provider, policy) -> None:
        provider.take(new_version(provider.workspace, policy), "approve")
        found = [
            each
            for each in register(provider.workspace, with_obsolete=True)
            if each.record.number == policy.number
        ]
        assert [(each.edition, each.is_obsolete) for each in found] == [("2", False), ("1", True)]


def test_that_everybody_confirmed_the_policy_is_asked_whoever_is_declared(provider: Provider, policy) -> None:
    """Who declares that nobody has to know it is asked all the same; it decides nothing."""

    def advised() -> list[str]:
        on = grounds_of(provider.workspace, today(provider.workspace), frozenset(), tuple(ServiceRole))
        asked = policy_is_put_to_use(replace(on, parameters={"review": "GO.2.4"}))
        return [str(each.sentence) for each in asked if "have not confirmed" in str(each.sentence)]

    declare(provider.workspace, policy, ())
    said = "These people have not confirmed the policy in effect: {}."
    assert advised() == [said.format("Ben Okafor and Cleo Sand")]
    for person in (provider.ben, provider.cleo):
        provider.works(person)
        confirm_read(provider.workspace, policy)
    assert advised() == []
