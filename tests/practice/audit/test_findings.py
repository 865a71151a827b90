"""A finding goes its way: nothing is verified without somebody else, nor before its action is done."""

from datetime import date

import pytest

from sdesk.models import ActionItem, Finding, Person
from sdesk.practice.audit.findings import is_alone, who_may_verify
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.steps import missing
from sdesk.practice.lifecycle.steps import warnings as said_before
from tests.practice.audit.raising import EFFECT, action_of, carried_out, finding, planned
from tests.provider import Provider


def test_raised_it_says_what_was_seen_and_against_what(provider: Provider) -> None:
    with pytest.raises(Refused) as refused:
        provider.create(Finding, summary="Something")
    fields = {each.field for each in refused.value.problems}
    assert fields == {"grade", "statement", "seen", "evidence", "owner"}


@pytest.mark.parametrize("statement", ["P99", "luck", "29110-4-3/", "99/P16", "P16 P17"])
def test_a_statement_is_one_of_an_adopted_standard(provider: Provider, statement: str) -> None:
    with pytest.raises(Refused, match="No standard"):
        finding(provider, statement=statement)


@pytest.mark.parametrize("statement", ["P16", "29110-4-3/P16", "IN.2.4", "WP.18"])
def test_requirements_tasks_and_work_products_are_statements(provider: Provider, statement: str) -> None:
    assert finding(provider, statement=statement).state == "raised"


@pytest.mark.parametrize(("grade", "asked"), [("major", True), ("minor", True), ("observation", False), ("opportunity", False)])  # fmt: skip
def test_where_a_statement_is_not_met_its_cause_is_looked_for(
    provider: Provider, grade: str, asked: bool
) -> None:
    made = finding(provider, grade=grade)
    lacking = {each.field for each in missing(provider.workspace, made, Finding.step_called("plan"))}
    assert lacking == ({"correction", "cause"} if asked else set())


def test_planned_its_action_stands_among_the_action_items_once(provider: Provider) -> None:
    made = planned(provider, finding(provider))
    items = provider.workspace.find(ActionItem)
    assert [(each.description, each.owner, each.due, each.source) for each in items] == [
        (made.corrective_action, made.owner, made.due, made.id)
    ]


def test_what_was_seen_is_not_rewritten_once_an_action_is_planned(provider: Provider) -> None:
    made = planned(provider, finding(provider))
    for name, value in {
        "seen": "All was well in the end.",
        "grade": "opportunity",
        "statement": "P01",
    }.items():
        with pytest.raises(Refused, match="cannot be changed"):
            provider.save(made, **{name: value})
    provider.save(made, cause="The form lets an incident be closed, and nobody reads the list.")


def test_one_of_its_actions_may_be_dropped_where_another_was_done(provider: Provider) -> None:
    made = planned(provider, finding(provider))
    done = action_of(provider, made)
    provider.create(ActionItem, description="Tell all who close incidents.", owner=provider.ben.id,
                    due=provider.clock.now.date(), source=made.id)  # fmt: skip
    provider.take(action_of(provider, made), "cancel", reason="The form tells them now")
    provider.take(done, "finish", outcome="Done as it was planned.")
    assert (
        provider.take(made, "carry out", outcome="The form asks who was told since.").state == "carried out"
    )


def test_it_is_not_carried_out_while_its_action_is_open_or_was_dropped(provider: Provider) -> None:
    made = planned(provider, finding(provider))
    with pytest.raises(Refused, match="Not done yet: ACT"):
        provider.take(made, "carry out", outcome="The form asks who was told.")
    provider.take(action_of(provider, made), "cancel", reason="too dear")
    with pytest.raises(Refused, match="nothing was done"):
        provider.take(made, "carry out", outcome="The form asks who was told.")


class TestSomebodyElse:
    def test_who_carried_it_out_does_not_verify_it(self, provider: Provider) -> None:
        made = carried_out(provider, planned(provider, finding(provider)), provider.ben)
        with pytest.raises(Refused, match="does not say themselves"):
            provider.take(made, "verify", effect=EFFECT)
        provider.works(provider.cleo)
        made = provider.take(made, "verify", effect=EFFECT)
        assert (made.verified_by, made.done_by) == (provider.cleo.id, provider.ben.id)
        assert not is_alone(provider.workspace, made)

    def test_nor_after_thirty_days_while_others_are_there(self, provider: Provider) -> None:
        made = carried_out(provider, planned(provider, finding(provider)), provider.ben)
        provider.clock.pass_time(days=200)
        with pytest.raises(Refused, match="Ana Reyes"):
            provider.take(made, "verify", effect=EFFECT)

    def test_whoever_did_the_action_is_no_other(self, provider: Provider) -> None:
        """Ben does it, Ana presses the button: Cleo looks."""
        made = planned(provider, finding(provider))
        provider.works(provider.ben)
        provider.take(action_of(provider, made), "finish", outcome="Done as it was planned.")
        provider.works(provider.ana)
        made = provider.take(made, "carry out", outcome="The form asks who was told since this week.")
        assert [each.id for each in who_may_verify(provider.workspace, made)] == [provider.cleo.id]
        provider.works(provider.ben)
        with pytest.raises(Refused, match="Cleo Sand"):
            provider.take(made, "verify", effect=EFFECT)

    def test_who_finished_it_counts_though_another_owns_it(self, provider: Provider) -> None:
        made = planned(provider, finding(provider, owner=provider.cleo.id))
        made = carried_out(provider, made, provider.ben)
        assert [each.id for each in who_may_verify(provider.workspace, made)] == [provider.ana.id]

    def test_where_two_did_all_of_it_the_one_who_did_not_end_it_looks(self, provider: Provider) -> None:
        provider.take(provider.cleo, "end", reason="moved away")
        provider.clock.pass_time(days=3)
        made = planned(provider, finding(provider, owner=provider.ana.id))
        provider.works(provider.ana)
        provider.take(action_of(provider, made), "finish", outcome="Done as it was planned.")
        provider.works(provider.ben)
        made = provider.take(made, "carry out", outcome="The form asks who was told since this week.")
        with pytest.raises(Refused, match="Ana Reyes"):
            provider.take(made, "verify", effect=EFFECT)

    def test_nobody_is_sent_away_for_an_hour(self, provider: Provider) -> None:
        made = carried_out(provider, planned(provider, finding(provider)), provider.ben)
        for other in (provider.ana, provider.cleo):
            provider.take(other, "end", reason="away for a moment")
        provider.clock.pass_time(days=40)
        with pytest.raises(Refused, match="does not say themselves"):
            provider.take(made, "verify", effect=EFFECT)

    def test_a_firm_of_one_looks_again_after_thirty_days_and_it_is_said(self, provider: Provider) -> None:
        for other in (provider.ben, provider.cleo):
            provider.take(other, "end", reason="moved away")
        provider.clock.pass_time(days=2)
        made = carried_out(
            provider, planned(provider, finding(provider, owner=provider.ana.id)), provider.ana
        )
        provider.clock.pass_time(days=29)
        with pytest.raises(Refused, match="30 days after"):
            provider.take(made, "verify", effect=EFFECT)
        provider.clock.pass_time(days=1)
        told = [str(each) for each in said_before(provider.workspace, made, Finding.step_called("verify"))]
        assert any("Nobody else is here" in each for each in told)
        made = provider.take(made, "verify", effect=EFFECT)
        assert is_alone(provider.workspace, made)

    def test_nobody_is_invented_to_be_somebody_else(self, provider: Provider) -> None:
        for person in (provider.ben, provider.cleo):
            provider.take(person, "end", reason="moved away")
        provider.clock.pass_time(days=2)
        done = carried_out(
            provider, planned(provider, finding(provider, owner=provider.ana.id)), provider.ana
        )
        provider.clock.pass_time(days=1)
        provider.works(provider.create(Person, name="Zoe Hill"))
        with pytest.raises(Refused, match="30 days after"):
            provider.take(done, "verify", effect=EFFECT)
        provider.clock.pass_time(days=30)
        assert provider.take(done, "verify", effect=EFFECT).state == "verified"

    def test_nobody_is_nobody_else(self, provider: Provider) -> None:
        made = carried_out(provider, planned(provider, finding(provider)), provider.ben)
        provider.works(None)
        with pytest.raises(Refused):
            provider.take(made, "verify", effect=EFFECT)

    def test_what_is_computed_is_not_typed_past_it(self, provider: Provider) -> None:
        made = carried_out(provider, planned(provider, finding(provider)), provider.ben)
        for name, value in {"done_by": provider.ana.id, "done_on": date(2025, 1, 1)}.items():
            with pytest.raises(Refused):
                provider.save(made, **{name: value})
        provider.works(provider.cleo)
        made = provider.take(made, "verify", effect=EFFECT)
        for name, value in {"verified_by": provider.ana.id, "effect": "It is fine."}.items():
            with pytest.raises(Refused):
                provider.save(made, **{name: value})


def test_what_did_not_help_is_planned_again_with_another_action(provider: Provider) -> None:
    made = carried_out(provider, planned(provider, finding(provider)), provider.ben)
    provider.works(provider.cleo)
    made = provider.take(made, "verify", effect=EFFECT)
    made = provider.take(made, "did not help", reason="it came back in May")
    assert (made.state, made.done_by, made.verified_by, made.effect) == ("raised", None, None, "")
    with pytest.raises(Refused, match="stays as it was"):
        provider.save(made, seen="It was not so bad after all, they said.")
    with pytest.raises(Refused, match="stays as it was"):
        provider.save(made, grade="opportunity")
    planned(provider, made, corrective_action="The list of open calls is read every evening.")
    assert [each.state for each in provider.workspace.find(ActionItem)] == ["done", "open"]


def test_declining_needs_a_reason_and_a_role(provider: Provider) -> None:
    made = finding(provider)
    provider.works(provider.cleo)
    with pytest.raises(Refused, match="Management or Service Manager"):
        provider.take(made, "decline", reason="we see it otherwise")
    provider.works(provider.ana)
    with pytest.raises(Refused, match="reason"):
        provider.take(made, "decline")
    assert provider.take(made, "decline", reason="we see it otherwise").state == "declined"
