"""A sample is kept with how it was drawn, drawn again the same however much has happened since, and gone through."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from sdesk.models import Audit, HistoryEntry, Operation, ServiceIncident
from sdesk.models.audit.audit import Answer, Population, Sample
from sdesk.models.governance import Priority
from sdesk.practice.audit.audits import finding_from
from sdesk.practice.audit.own_work import own_work
from sdesk.practice.audit.questions import questions
from sdesk.practice.audit.samples import (
    answer,
    answers_to,
    draw_again,
    draw_sample,
    population_at,
    set_aside,
    unanswered,
)
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import delete_draft
from sdesk.practice.lifecycle.steps import missing
from sdesk.practice.lifecycle.steps import warnings as said_before
from sdesk.practice.lifecycle.undo import undo
from sdesk.storage import col
from tests.practice.audit.raising import audit, day_of
from tests.provider import Provider, change, incident

INCIDENTS = Population.INCIDENTS


def recorded(provider: Provider, number: int = 6) -> list[ServiceIncident]:
    made = []
    for place in range(number):
        provider.works(provider.ben if place % 2 else provider.cleo)
        made.append(provider.take(incident(provider, "recorded", summary=f"Case {place}"), "record"))
    provider.works(provider.ana)
    return made


def drawn(provider: Provider, wanted: int = 3, seed: str = "harbour") -> Audit:
    day = day_of(provider)
    made = provider.take(audit(provider), "begin")
    return draw_sample(provider.workspace, made, INCIDENTS, day - timedelta(days=30), day, wanted, seed)


def begun(provider: Provider, wanted: int = 3) -> Audit:
    recorded(provider)
    return drawn(provider, wanted)


def asked(provider: Provider) -> tuple[str, ...]:
    return tuple(each.id for each in questions(provider.workspace.packs, ServiceIncident))


def go_through(provider: Provider, made: Audit) -> Audit:
    for case in unanswered(provider.workspace, made):
        for question in asked(provider):
            made = answer(provider.workspace, made, case, question, Answer.YES)
    return made


class TestDrawing:
    def test_how_it_was_drawn_is_kept(self, provider: Provider) -> None:
        made = {each.id for each in recorded(provider)}
        (sample,) = drawn(provider).samples
        assert (sample.wanted, sample.of, sample.seed, len(sample.cases)) == (3, 6, "harbour", 3)
        assert set(sample.cases) < made
        assert sample.drawn_by == provider.ana.id and sample.drawn_at and len(sample.fingerprint) == 64

    def test_without_a_seed_one_is_made_and_kept(self, provider: Provider) -> None:
        recorded(provider)
        seeds = {drawn(provider, seed=seed).samples[0].seed for seed in ("", "  ")}
        assert len(seeds) == 2 and all(len(each) == 10 for each in seeds)

    def test_one_is_a_sample_too(self, provider: Provider) -> None:
        recorded(provider)
        assert len(drawn(provider, wanted=1).samples[0].cases) == 1

    def test_cases_stand_by_state_and_priority_on_the_day_they_were_recorded(
        self, provider: Provider
    ) -> None:
        (low,) = recorded(provider, 1)
        begun_before = incident(provider, "recorded", summary="Written down on the way")
        provider.clock.pass_time(days=2)
        day = day_of(provider)
        late = provider.take(begun_before, "record")
        with provider.workspace.transaction("repair") as session:
            session.get_one(ServiceIncident, late.id).priority = Priority.CRITICAL

        def found(first: date) -> dict[UUID, tuple[str, ...]]:
            return population_at(provider.workspace, INCIDENTS, first, day, provider.clock())

        assert found(day) == {late.id: ("recorded", Priority.CRITICAL.value)}
        assert found(day - timedelta(days=2)) == {low.id: ("recorded", ""), **found(day)}

    def test_drawn_again_it_is_the_same_whatever_happened_since(self, provider: Provider) -> None:
        made = recorded(provider)
        audited = drawn(provider)
        provider.clock.pass_time(days=3)
        provider.works(provider.ben)
        for each in made[:4]:
            provider.take(each, "cancel", reason="recorded twice")
        recorded(provider, 4)
        again = draw_again(provider.workspace, audited.samples[0])
        assert again.same and again.of == 6
        assert population_at(
            provider.workspace, INCIDENTS, date(2026, 1, 1), day_of(provider), provider.clock()
        ).keys() != set(audited.samples[0].cases)

    @pytest.mark.parametrize(
        "forged", [{"seed": "other"}, {"wanted": 2}, {"cases": ()}, {"fingerprint": "0" * 64}]
    )
    def test_a_sample_that_was_made_up_is_not_the_same(
        self, provider: Provider, forged: dict[str, object]
    ) -> None:
        recorded(provider, 12)
        (sample,) = drawn(provider, 8).samples
        assert draw_again(provider.workspace, sample).same
        assert not draw_again(provider.workspace, sample.model_copy(update=forged)).same

    def test_drafts_and_mistakes_are_no_cases_and_days_are_held(self, provider: Provider) -> None:
        first, *_others = recorded(provider, 3)
        incident(provider, "recorded", summary="Still a draft")
        provider.works(provider.ben)
        provider.take(first, "cancel", reason="recorded twice")
        day, now = day_of(provider), provider.clock()
        assert len(population_at(provider.workspace, INCIDENTS, day, day, now)) == 2
        yesterday = day - timedelta(days=1)
        assert population_at(provider.workspace, INCIDENTS, yesterday, yesterday, now) == {}

    def test_changes_are_drawn_by_state_and_priority(self, provider: Provider) -> None:
        for _place in range(3):
            provider.take(change(provider), "submit")
        day = day_of(provider)
        made = provider.take(audit(provider), "begin")
        made = draw_sample(provider.workspace, made, Population.CHANGES, day, day, 2)
        assert made.samples[0].of == 3 and len(made.samples[0].cases) == 2

    def test_nothing_to_draw_from_is_said(self, provider: Provider) -> None:
        day = day_of(provider)
        made = provider.take(audit(provider), "begin")
        with pytest.raises(Refused, match="nothing to draw from"):
            draw_sample(provider.workspace, made, INCIDENTS, day, day, 3)
        recorded(provider)
        for first, last in ((day, day - timedelta(days=1)), (day, day + timedelta(days=1))):
            with pytest.raises(Refused, match="not later than today"):
                draw_sample(provider.workspace, made, INCIDENTS, first, last, 3)
        with pytest.raises(Refused, match="At least one"):
            draw_sample(provider.workspace, made, INCIDENTS, day, day, 0)

    def test_no_plan_is_drawn_from_and_deleted_until_the_sample_is_liked(self, provider: Provider) -> None:
        recorded(provider)
        day = day_of(provider)
        with pytest.raises(Refused, match="planned: it is not under way"):
            draw_sample(provider.workspace, audit(provider), INCIDENTS, day, day, 3)
        made = drawn(provider)
        with pytest.raises(Refused):
            delete_draft(provider.workspace, made)

    def test_one_that_is_set_aside_stays_with_its_reason(self, provider: Provider) -> None:
        made = begun(provider)
        sample = made.samples[0].id
        with pytest.raises(Refused, match="Say why"):
            set_aside(provider.workspace, made, sample, " ")
        made = set_aside(provider.workspace, made, sample, "The period was typed wrong")
        assert [each.set_aside for each in made.samples] == ["The period was typed wrong"]
        assert unanswered(provider.workspace, made) == ()

    def test_nothing_is_drawn_into_a_report_that_is_signed(self, provider: Provider) -> None:
        made = go_through(provider, begun(provider))
        made = provider.take(made, "report", conclusion=CONCLUSION)
        day = day_of(provider)
        with pytest.raises(Refused, match="reported: it is not under way"):
            draw_sample(provider.workspace, made, INCIDENTS, day, day, 3)
        with pytest.raises(Refused, match="cannot be changed"):
            set_aside(provider.workspace, made, made.samples[0].id, "not wanted")


CONCLUSION = "Incidents are recorded and closed as the policy says, by those who may. What the reporter was told is not always written."


class TestGoingThrough:
    def test_an_answer_is_kept_with_who_and_when(self, provider: Provider) -> None:
        made = begun(provider)
        case, question = made.samples[0].cases[0], asked(provider)[0]
        provider.works(provider.cleo)
        made = answer(provider.workspace, made, case, question, Answer.YES, " seen on paper ")
        kept = answers_to(made, case)[question]
        assert (kept.answer, kept.note, kept.by) == (Answer.YES, "seen on paper", provider.cleo.id)
        assert kept.at is not None and kept.at <= provider.clock.now

    def test_another_answer_takes_its_place_and_history_has_both(self, provider: Provider) -> None:
        made = begun(provider)
        case, question = made.samples[0].cases[0], asked(provider)[0]
        for said in (Answer.YES, Answer.DOES_NOT_APPLY, None, Answer.YES):
            made = answer(provider.workspace, made, case, question, said)
        assert len(made.answers) == 1
        entry = HistoryEntry
        assert (
            provider.workspace.count(
                entry, col(entry.action) == "answer question", col(entry.record_id) == made.id
            )
            >= 4
        )

    def test_a_no_says_what_is_missing(self, provider: Provider) -> None:
        made = begun(provider)
        case, question = made.samples[0].cases[0], asked(provider)[0]
        with pytest.raises(Refused, match="what is missing"):
            answer(provider.workspace, made, case, question, Answer.NO, "  ")

    def test_only_drawn_cases_of_an_audit_under_way_are_answered(self, provider: Provider) -> None:
        others = recorded(provider)
        made = drawn(provider)
        left = next(each.id for each in others if each.id not in made.samples[0].cases)
        with pytest.raises(Refused, match="no sample"):
            answer(provider.workspace, made, left, asked(provider)[0], Answer.YES)
        made = provider.take(go_through(provider, made), "report", conclusion=CONCLUSION)
        with pytest.raises(Refused, match="reported: it is not under way"):
            answer(provider.workspace, made, made.samples[0].cases[0], asked(provider)[0], Answer.YES)

    def test_what_is_asked_of_a_case_is_what_its_tasks_serve_and_its_points_of_evidence(
        self, provider: Provider
    ) -> None:
        found = asked(provider)
        assert {"29110-4-3/P14", "29110-4-3/P16"} <= set(found)
        assert sum("#" in each for each in found) == 5 and len(found) == len(set(found))

    def test_nobody_reports_on_what_they_did_not_go_through(self, provider: Provider) -> None:
        made = begun(provider)
        step = Audit.step_called("report")
        assert "samples" in {each.field for each in missing(provider.workspace, made, step)}
        with pytest.raises(Refused, match="not gone through"):
            provider.take(made, "report", conclusion=CONCLUSION)
        made = go_through(provider, made)
        assert provider.take(made, "report", conclusion=CONCLUSION).state == "reported"

    def test_one_answer_left_out_is_seen(self, provider: Provider) -> None:
        made = go_through(provider, begun(provider))
        case = made.samples[0].cases[1]
        made = answer(provider.workspace, made, case, asked(provider)[-1], None)
        assert unanswered(provider.workspace, made) == (case,)
        with pytest.raises(Refused, match="1 drawn case is not gone through: INC-"):
            provider.take(made, "report", conclusion=CONCLUSION)

    def test_a_finding_from_a_case_knows_it(self, provider: Provider) -> None:
        made = begun(provider)
        case = made.samples[0].cases[0]
        made = answer(provider.workspace, made, case, "29110-4-3/P16", Answer.NO, "Nobody was told.")
        assert finding_from(provider.workspace, made, case, "29110-4-3/P16") == {
            "audit": made.id,
            "cases": (case,),
            "owner": provider.ana.id,
            "statement": "29110-4-3/P16",
            "seen": "Nobody was told.",
        }
        point = next(each for each in asked(provider) if "#" in each)
        assert finding_from(provider.workspace, made, case, point)["statement"] == "29110-4-3/WP.18"


class TestOwnWork:
    def test_who_worked_on_the_cases_is_told_before_it_is_reported(self, provider: Provider) -> None:
        recorded(provider)
        made = provider.take(audit(provider, auditors=({"person": provider.cleo.id},)), "begin")
        day = day_of(provider)
        made = draw_sample(provider.workspace, made, INCIDENTS, day, day, 6)
        told = [str(each) for each in own_work(provider.workspace, made)]
        assert told == ["Cleo Sand worked on 3 of the 6 cases of the sample."]
        told = [str(each) for each in said_before(provider.workspace, made, Audit.step_called("report"))]
        assert "Cleo Sand worked on 3 of the 6 cases of the sample." in told

    def test_who_approved_what_counts_is_told(self, provider: Provider) -> None:
        told = [str(each) for each in own_work(provider.workspace, audit(provider))]
        assert len(told) == 1 and told[0].startswith("Ana Reyes approved documents that are looked at here")
        assert "Service delivery policy" in told[0]

    def test_who_answers_in_anothers_name_is_no_other(self, provider: Provider) -> None:
        """An auditor from outside is named, and Ben goes through his own incidents."""
        recorded(provider)
        made = provider.take(audit(provider, auditors=({"name": "Rui Tavares"},)), "begin")
        made = draw_sample(provider.workspace, made, INCIDENTS, day_of(provider), day_of(provider), 6)
        assert list(own_work(provider.workspace, made)) == []
        provider.works(provider.ben)
        made = answer(provider.workspace, made, made.samples[0].cases[0], asked(provider)[0], Answer.YES)
        assert [str(each) for each in own_work(provider.workspace, made)] == [
            "Ben Okafor worked on 3 of the 6 cases of the sample."
        ]

    def test_a_stranger_is_not_suspected(self, provider: Provider) -> None:
        recorded(provider)
        made = audit(provider, auditors=({"name": "Rui Tavares"},))
        assert list(own_work(provider.workspace, made)) == []


class TestPlan:
    def test_it_begins_with_aim_scope_criteria_auditors_and_days(self, provider: Provider) -> None:
        made = provider.create(Audit, subject="Everything", criteria=(), auditors=())
        lacking = {each.field for each in missing(provider.workspace, made, Audit.step_called("begin"))}
        assert lacking == {"aim", "scope", "criteria", "auditors", "starts_on", "ends_on"}

    def test_it_is_proposed_against_what_is_adopted_with_its_edition(self, provider: Provider) -> None:
        (criterion,) = audit(provider).criteria
        header = provider.workspace.packs.first.asks.header
        assert (criterion.standard, criterion.edition) == (header.standard, header.edition)

    def test_days_are_in_order_and_auditors_have_names(self, provider: Provider) -> None:
        day = day_of(provider)
        made = audit(provider, ends_on=day - timedelta(days=1), auditors=({"looks_at": "all"},))
        lacking = {each.field for each in missing(provider.workspace, made, Audit.step_called("begin"))}
        assert lacking == {"ends_on", "auditors"}

    def test_only_management_and_the_service_manager_begin_it(self, provider: Provider) -> None:
        made = audit(provider)
        provider.works(provider.cleo)
        with pytest.raises(Refused, match="Management or Service Manager"):
            provider.take(made, "begin")

    def test_a_row_that_is_no_sample_is_not_taken(self, provider: Provider) -> None:
        made = audit(provider)
        with pytest.raises(Refused):
            provider.take(provider.save(made, samples=(Sample(seed="x"),)), "begin")


class TestWaysOut:
    def test_a_sample_that_was_drawn_is_not_undone(self, provider: Provider) -> None:
        recorded(provider)
        made = drawn(provider)
        operation = provider.workspace.find(
            Operation, col(Operation.action) == "draw sample", order_by=[col(Operation.tick)]
        )[-1]
        with pytest.raises(Refused, match="A sample was drawn"):
            undo(provider.workspace, operation.id)
        with pytest.raises(Refused, match="set aside"):
            set_aside(provider.workspace, made, made.samples[0].id, "x")

    def test_nobody_answers_nothing(self, provider: Provider) -> None:
        made = begun(provider)
        case, question = made.samples[0].cases[0], asked(provider)[0]
        with pytest.raises(Refused, match="what is missing"):
            answer(provider.workspace, made, case, question, Answer.NO, "xx")
        provider.works(None)
        with pytest.raises(Refused, match="who gave it"):
            answer(provider.workspace, made, case, question, Answer.YES)
