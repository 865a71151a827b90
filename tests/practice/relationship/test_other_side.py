"""That the other side agreed, by row: who, in which role there, when, how; and who has received the catalogue."""

from datetime import date
from typing import Any

import pytest

from sdesk.models import Agreement, CustomerAgreement, SupplierAgreement
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, reload
from tests.provider import Provider

THEY = {"person": "Dora Lind", "role": "Owner", "on": date(2026, 3, 1), "form": "e-mail"}
TERMS = {"name": "General terms", "edition": "4.2", "accepted_by": "ana", "accepted_on": date(2026, 3, 1)}


@pytest.mark.parametrize("model", [CustomerAgreement, SupplierAgreement])
@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ({}, ""),
        ({"person": " "}, "Who agreed is missing"),
        ({"role": ""}, "Their role there is missing"),
        ({"on": None}, "When is missing"),
        ({"form": None}, "Form is missing"),
        ({"on": date(2099, 1, 1)}, "later than now"),
    ],
)
def test_who_agreed_is_told_in_full(
    provider: Provider, model: type[Agreement], line: dict[str, Any], refused: str
) -> None:
    draft = provider.complete(model, "approved", their_approvals=({**THEY, **line},))
    if refused:
        with pytest.raises(Refused, match=refused):
            provider.take(draft, "approve")
    else:
        assert provider.take(draft, "approve").state == "approved"


@pytest.mark.parametrize("model", [CustomerAgreement, SupplierAgreement])
def test_words_of_before_do_not_stand_for_it(provider: Provider, model: type[Agreement]) -> None:
    said = {"form_of_approval": "signed paper", "approval_evidence": "Signed by both on 3 March."}
    draft = provider.complete(model, "approved", their_approvals=(), **said)
    with pytest.raises(Refused, match=r"Approved by is missing|Nothing says that the supplier agreed"):
        provider.take(draft, "approve")


@pytest.mark.parametrize("model", [CustomerAgreement, SupplierAgreement])
def test_who_agreed_to_a_version_has_not_agreed_to_the_next(
    provider: Provider, model: type[Agreement]
) -> None:
    agreement = provider.approved(model)
    assert agreement.their_approvals
    draft = new_version(provider.workspace, agreement)
    assert draft.their_approvals == ()
    with pytest.raises(Refused, match=r"Approved by is missing|Nothing says that the supplier agreed"):
        provider.take(draft, "approve")
    draft = provider.save(draft, their_approvals=({**THEY, "on": date(2026, 3, 2)},))
    assert provider.take(draft, "approve").state == "approved"


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ({}, ""),
        ({"edition": "", "of": date(2025, 1, 1)}, ""),
        ({"edition": " "}, "neither version nor day"),
        ({"accepted_by": None}, "Accepted by is missing"),
        ({"accepted_on": None}, "Accepted on is missing"),
        ({"accepted_on": date(2099, 1, 1)}, "later than now"),
        ({"name": ""}, "Which conditions is missing"),
    ],
)
def test_published_conditions_stand_for_it_where_somebody_accepted_them(
    provider: Provider, line: dict[str, Any], refused: str
) -> None:
    terms = {**TERMS, "accepted_by": provider.ana.id, **line}
    draft = provider.complete(SupplierAgreement, "approved", their_approvals=(), conditions=(terms,))
    if refused:
        with pytest.raises(Refused, match=refused):
            provider.take(draft, "approve")
    else:
        assert provider.take(draft, "approve").state == "approved"


def test_conditions_of_a_customer_are_nothing_that_there_is() -> None:
    assert "conditions" not in CustomerAgreement.model_fields


class TestWhoHasTheCatalogue:
    def given(self, provider: Provider, **line: Any) -> tuple[dict[str, Any], ...]:
        whole = {
            "on": provider.clock.now.date(),
            "customer": provider.extra["customer"].id,
            "who": "Dora Lind",
        }
        return ({**whole, **line},)

    def test_it_is_noted_on_the_approved_version_and_not_on_the_next(self, provider: Provider) -> None:
        catalogue = provider.extra["catalogue"]
        provider.save(catalogue, given_to=self.given(provider))
        assert reload(provider.workspace, catalogue).given_to[0].who == "Dora Lind"
        assert new_version(provider.workspace, catalogue).given_to == ()

    @pytest.mark.parametrize("line", [{"on": date(2099, 1, 1)}, {"on": date(2020, 1, 1)}, {"customer": None}])
    def test_nobody_has_it_before_it_is_approved_or_on_a_day_to_come(
        self, provider: Provider, line: dict[str, Any]
    ) -> None:
        with pytest.raises(Refused):
            provider.save(provider.extra["catalogue"], given_to=self.given(provider, **line))
        assert reload(provider.workspace, provider.extra["catalogue"]).given_to == ()

    def test_nor_is_a_draft_given_and_approved_later(self, provider: Provider) -> None:
        draft = new_version(provider.workspace, provider.extra["catalogue"])
        provider.save(draft, given_to=self.given(provider, on=date(2026, 2, 1)))
        with pytest.raises(Refused, match="not between its approval and today"):
            provider.take(draft, "approve")
