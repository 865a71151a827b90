"""One slip is not a lost year, and no slip is wiped away: what a verified finding does for the case that failed."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdesk.models import Finding, Person, ServiceIncident
from sdesk.practice.audit.corrected import Correction, Mended, corrections, mended
from sdesk.practice.workspaces import Workspace
from tests.practice.audit.raising import EFFECT, action_of, carried_out, day_of, finding, planned
from tests.provider import Provider, incident


def verified(provider: Provider, **values: Any) -> Finding:
    made = carried_out(provider, planned(provider, finding(provider, **values)), provider.ben)
    provider.clock.pass_time(days=10)
    provider.works(provider.cleo)
    return provider.take(made, "verify", effect=values.get("effect", EFFECT))


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider, "recorded"), "record")


def known(provider: Provider, requirement: str = "P16") -> dict[UUID, Correction]:
    return dict(corrections(provider.workspace, requirement, day_of(provider)))


class TestWhichFindingsCount:
    def test_a_verified_one_about_the_case_and_the_requirement(
        self, provider: Provider, case: ServiceIncident
    ) -> None:
        made = verified(provider, cases=(case.id,))
        assert known(provider) == {
            case.id: Correction(made.id, made.number, day_of(provider) - timedelta(days=10), day_of(provider))
        }
        assert known(provider, "29110-4-3/P16") == known(provider)

    def test_one_against_its_task_too_but_of_no_other_requirement(
        self, provider: Provider, case: ServiceIncident
    ) -> None:
        verified(provider, cases=(case.id,), statement="IN.2.4")
        assert case.id in known(provider, "P16")
        assert known(provider, "P14") == known(provider, "P17") == {}

    @pytest.mark.parametrize("statement", ["WP.18", "P14"])
    def test_not_one_against_something_else(
        self, provider: Provider, case: ServiceIncident, statement: str
    ) -> None:
        verified(provider, cases=(case.id,), statement=statement)
        assert known(provider) == {}

    def test_nor_for_a_requirement_that_is_none(self, provider: Provider, case: ServiceIncident) -> None:
        verified(provider, cases=(case.id,))
        assert known(provider, "") == known(provider, "P99") == known(provider, "WP.18") == {}

    def test_not_before_somebody_else_saw_that_it_helped(
        self, provider: Provider, case: ServiceIncident
    ) -> None:
        carried_out(provider, planned(provider, finding(provider, cases=(case.id,))), provider.ben)
        assert known(provider) == {}

    def test_not_before_the_day_on_which_it_was_verified(
        self, provider: Provider, case: ServiceIncident
    ) -> None:
        verified(provider, cases=(case.id,))
        yesterday = day_of(provider) - timedelta(days=1)
        assert corrections(provider.workspace, "P16", yesterday) == {}

    def test_a_state_without_its_approval_says_nothing(
        self, provider: Provider, case: ServiceIncident
    ) -> None:
        """As an import, a repair, or a tool for SQLite would leave it."""
        made = carried_out(provider, planned(provider, finding(provider, cases=(case.id,))), provider.ben)
        _write(provider.workspace, made, state="verified", effect=EFFECT, verified_by=provider.cleo.id, verified_on=day_of(provider))  # fmt: skip
        assert known(provider) == {}

    @pytest.mark.parametrize("changed", ["seen", "cause", "done_by", "verified_by", "cases"])
    def test_what_was_verified_is_what_counts(
        self, provider: Provider, case: ServiceIncident, changed: str
    ) -> None:
        made = verified(provider, cases=(case.id,))
        other = provider.take(incident(provider, "recorded"), "record")
        values: dict[str, Any] = {"cases": (case.id, other.id), "done_by": provider.cleo.id, "verified_by": provider.ben.id}  # fmt: skip
        _write(
            provider.workspace,
            made,
            **{changed: values.get(changed, "Something else was written here later.")},
        )
        assert known(provider) == {}

    def test_a_thin_effect_is_none(self, provider: Provider, case: ServiceIncident) -> None:
        verified(provider, cases=(case.id,), effect="fine")
        assert known(provider) == {}

    def test_planned_again_it_counts_no_more(self, provider: Provider, case: ServiceIncident) -> None:
        made = verified(provider, cases=(case.id,))
        provider.take(made, "did not help", reason="it came back")
        assert known(provider) == {}

    def test_an_action_that_is_taken_up_again_takes_it_away(
        self, provider: Provider, case: ServiceIncident
    ) -> None:
        made = verified(provider, cases=(case.id,))
        provider.take(action_of(provider, made), "reopen", reason="it was not done after all")
        assert known(provider) == {}

    def test_who_came_later_takes_nothing_from_a_firm_of_one(
        self, provider: Provider, case: ServiceIncident
    ) -> None:
        for other in (provider.ben, provider.cleo):
            provider.take(other, "end", reason="moved away")
        provider.clock.pass_time(days=2)
        made = carried_out(provider, planned(provider, finding(provider, cases=(case.id,), owner=provider.ana.id)), provider.ana)  # fmt: skip
        provider.clock.pass_time(days=31)
        provider.take(made, "verify", effect=EFFECT)
        provider.clock.pass_time(days=2)
        provider.create(Person, name="Dina Prates")
        assert case.id in known(provider)


def _write(workspace: Workspace, record: Finding, **values: Any) -> None:
    with workspace.transaction("save") as session:
        live = session.get_one(Finding, record.id)
        for name, value in values.items():
            setattr(live, name, value)


# ---------------------------------------------------------------- how long, and whether it came back


TODAY = date(2026, 9, 1)
FAILED, OTHER = UUID(int=1), UUID(int=2)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def put_right(done: int, verified: int) -> Correction:
    return Correction(UUID(int=99), "FND-2026-0001", ago(done), ago(verified))


@pytest.mark.parametrize(
    ("verified", "expected"), [(89, Mended.VERIFIED), (90, Mended.CORRECTED), (0, Mended.VERIFIED)]
)
def test_it_passes_ninety_days_after_somebody_saw_that_it_helped(verified: int, expected: Mended) -> None:
    assert mended({FAILED: ago(200)}, {FAILED: put_right(150, verified)}, TODAY) == {FAILED: expected}


@pytest.mark.parametrize(("again", "expected"), [(140, Mended.CORRECTED), (90, Mended.CORRECTED), (89, Mended.VERIFIED), (150, Mended.CORRECTED)])  # fmt: skip
def test_the_days_count_from_the_last_time_it_came_back(again: int, expected: Mended) -> None:
    found = mended({FAILED: ago(200), OTHER: ago(again)}, {FAILED: put_right(150, 120)}, TODAY)
    assert found == {FAILED: expected, OTHER: Mended.NOT}


def test_a_case_without_a_finding_is_not_put_right() -> None:
    assert mended({FAILED: ago(200)}, {OTHER: put_right(150, 120)}, TODAY) == {FAILED: Mended.NOT}


def test_a_case_made_after_the_action_is_not_put_right_by_it() -> None:
    assert mended({FAILED: ago(100)}, {FAILED: put_right(150, 120)}, TODAY) == {FAILED: Mended.NOT}


@given(
    some.lists(some.tuples(some.integers(0, 400), some.booleans()), min_size=1, max_size=8),
    some.integers(0, 300),
    some.integers(0, 300),
)
def test_as_somebody_counts_it_day_by_day(told: list[tuple[int, bool]], one: int, two: int) -> None:
    done, verified = max(one, two), min(one, two)
    cases = {UUID(int=place): days for place, (days, _has) in enumerate(told)}
    known = {UUID(int=place): put_right(done, verified) for place, (_days, has) in enumerate(told) if has}
    found = mended({case: ago(days) for case, days in cases.items()}, known, TODAY)
    for case, days in cases.items():
        if case not in known or days < done:
            assert found[case] is Mended.NOT
            continue
        failing = {other for each, other in cases.items() if each != case and other < done}
        quiet = 0  # days without a failing case, from today back to the day of verification
        while quiet < verified and quiet not in failing:
            quiet += 1
        assert found[case] is (Mended.CORRECTED if quiet >= 90 else Mended.VERIFIED), told
