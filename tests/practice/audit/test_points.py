"""The points of evidence that the program judges: a yes only where the work is there. Each test tries to get one without."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import (
    RECORDS,
    AssignedRoles,
    ChecklistAnswer,
    CustomerAgreement,
    Document,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceBuild,
    ServiceIncident,
    ServiceTestReport,
    SupplierAgreement,
)
from sdesk.models.audit.answers import PointAnswer
from sdesk.models.governance import ServiceRole
from sdesk.practice.audit.checklist.lines import Line, Said, checklist
from sdesk.practice.audit.checklist.points import points_of
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.practice.readiness.rules.asked import Asked, Held, Layer
from sdesk.practice.readiness.work_products import declare_not_applicable
from sdesk.translation import message
from tests.delivery import PACK
from tests.practice.readiness.rules.cheats import everything, honest, only_x
from tests.practice.readiness.rules.verdicts import repaired, signed_by
from tests.provider import Provider, incident, made_once, new_provider

BY_PROGRAM = {each.short for each in points_of(PACK) if each.judge == "program"}
ALL = len(points_of(PACK))


@made_once
def complete(path: Path, passphrase: str = "") -> Provider:
    """A record of each kind, approved or closed, with words of their own."""
    provider = new_provider(path, passphrase)
    everything(provider)
    return provider


@pytest.fixture
def whole(tmp_path):
    provider = complete(tmp_path / "whole.sdesk")
    yield provider
    provider.workspace.close()


def stand(provider: Provider, **asked):
    return {each.point.short: each.stands for each in checklist(provider.workspace, **asked).lines}


def judged_yes(provider: Provider, **asked):
    return {short for short, said in stand(provider, **asked).items() if said in (Said.YES, Said.IN_PART)}


def test_there_are_71_points_each_with_its_judge(whole):
    lines = checklist(whole.workspace).lines
    assert len(lines) == ALL == 71
    assert {each.point.short for each in lines if each.judged} == BY_PROGRAM
    assert all(bool(each.prepared.lines) is (each.point.judge != "program") for each in lines)


def test_a_complete_workspace_has_most_of_them(whole):
    no = BY_PROGRAM - judged_yes(whole)
    # master copies without a SHA-256, a change deployed on a day before, no criterion scored, a report given to nobody, and
    # a test report that says little more than its labels
    assert no <= {"WP.09.2", "WP.12.3", "WP.17.2", "WP.19.2", "WP.20.1"}


def test_nothing_is_answered_for_a_person(whole):
    said = stand(whole)
    assert {said[each.short] for each in points_of(PACK) if each.judge != "program"} == {Said.OPEN}


def test_an_empty_workspace_has_none(beginner):
    assert judged_yes(beginner) == set()


THIN = {
    "statement": "WP.01.1", "capture": "WP.04.1", "protection": "WP.05.1", "storable": "WP.09.1",
    "how_to_use": "WP.10.5", "feedback_handling": "WP.10.9", "dependencies": "WP.10.7", "standards": "WP.10.8",
    "confidentiality": "WP.14.1", "create_request": "WP.17.1",
    "purpose": "WP.11.3", "performance": "WP.19.3", "previous_actions": "WP.19.5", "details": "WP.18.1",
    "decision_reason": "WP.11.2", "location": "WP.02.1",
}  # fmt: skip


def test_thin_words_are_no_yes(beginner):
    """The same workspace, with nothing but these fields thin."""
    everything(beginner, lambda spec: "x" if spec.name in (*THIN, "description") else honest(spec))
    found = judged_yes(beginner)
    assert {field: points for field, points in THIN.items() if set(points.split()) & found} == {}
    assert "WP.10.2" not in found
    assert "WP.07.5" not in found


def test_a_workspace_of_x_has_what_is_no_words_alone(beginner):
    """Who holds which role, when, and what was typed by the test's own helpers with words of their own."""
    everything(beginner, only_x)
    assert judged_yes(beginner) <= {
        "WP.08.1", "WP.08.2", "WP.12.2", "WP.12.3", "WP.13.1", "WP.18.2", "WP.18.3", "WP.18.4", "WP.20.1",
    }  # fmt: skip


def test_what_has_expired_is_no_yes(whole):
    later = today(whole.workspace) + timedelta(days=3 * 365)
    assert judged_yes(whole, today=later) == {"WP.02.1"}  # the records exist still


def test_what_was_changed_past_its_approval_is_no_yes(whole):
    approved = (*(each for each in RECORDS if issubclass(each, Document)), CustomerAgreement, SupplierAgreement,
                ImprovementReport, PerformanceReport, ServiceTestReport)  # fmt: skip
    with whole.workspace.transaction("repair") as session:
        for model in approved:
            for each in whole.workspace.find(model):
                session.get_one(model, each.id).notes = "Changed by hand."
                if hasattr(each, "scope_detail"):
                    session.get_one(model, each.id).scope_detail = "Anything at all, at any time."
                for name in ("scope", "purpose", "interpretation"):
                    if hasattr(each, name):
                        setattr(
                            session.get_one(model, each.id), name, "Something else than what was approved."
                        )
    of_them = {
        each.short for each in points_of(PACK) if each.judge == "program" and each.model in approved
    } - {"WP.12.2", "WP.12.3"}
    assert judged_yes(whole) & of_them == set()


def test_a_state_that_is_only_claimed_is_no_yes(provider):
    """As an import would set it: the words are there, nobody approved them."""
    models: list[type[Record]] = [each for each in RECORDS if issubclass(each, Document)]
    models += [CustomerAgreement, SupplierAgreement]
    for model in models:
        if provider.workspace.count(model) and issubclass(model, Document):
            continue
        record = provider.complete(model, "approved")
        with provider.workspace.transaction("import") as session:
            session.get_one(model, record.id).state = "approved"
    before = {"WP.08.1", "WP.10.1", "WP.14.1", "WP.17.1"}  # what this provider approved itself
    products = {each.rpartition(".")[0] for each in before}
    claimed = {each for each in judged_yes(provider) if each.rpartition(".")[0] not in products}
    assert claimed == set()


def test_an_imported_incident_that_nobody_adopted_is_no_yes(provider):
    one = incident(provider, "closed")
    with provider.workspace.transaction("import") as session:
        live = session.get_one(ServiceIncident, one.id)
        live.state, live.recorded_at = "closed", provider.clock()
    said = stand(provider)
    assert {said[f"WP.18.{place}"] for place in range(1, 6)} == {Said.NOT_SHOWN}


def test_nothing_to_judge_is_not_shown(provider):
    said = stand(provider)
    assert {said[each] for each in ("WP.11.2", "WP.12.2", "WP.13.1", "WP.18.5", "WP.20.1")} == {
        Said.NOT_SHOWN
    }


def with_assignments(provider, change):
    """The list of roles with other assignments, approved as it is then: as if nothing had kept it from that."""
    listed = provider.workspace.first(AssignedRoles)
    changed = repaired(provider, listed, assignments=change(listed.assignments))
    signed_by(provider, listed, "approve", sha256=digest_of(provider.workspace, changed))


def test_two_people_in_one_role_are_told(whole):
    with_assignments(whole, lambda held: held)
    assert stand(whole)["WP.08.1"] is Said.YES
    other = {"id": uuid4(), "person": whole.ben.id}
    with_assignments(whole, lambda held: (*held, held[0].model_copy(update=other)))
    assert stand(whole)["WP.08.1"] is Said.NO


def test_training_is_asked_of_who_manages_services_today(whole):
    assert stand(whole)["WP.08.2"] is Said.YES
    yesterday = today(whole.workspace) - timedelta(days=1)
    with_assignments(
        whole,
        lambda held: tuple(
            each.model_copy(update={"end": yesterday}) if each.role is ServiceRole.SM else each
            for each in held
        ),
    )
    assert stand(whole)["WP.08.1"] is Said.YES
    assert stand(whole)["WP.08.2"] is Said.NO


def test_an_improvement_report_counts_for_a_year(whole):
    assert stand(whole)["WP.07.2"] is Said.YES
    later = today(whole.workspace) + timedelta(days=366)
    assert stand(whole, today=later)["WP.07.2"] is Said.NO


def test_a_build_without_its_version_is_told(whole):
    build = whole.workspace.first(ServiceBuild)
    with whole.workspace.transaction("repair") as session:
        session.get_one(ServiceBuild, build.id).release = " "
    assert stand(whole)["WP.13.1"] is Said.NO


def test_steps_are_asked_of_incidents_that_came_so_far(whole):
    one = incident(whole, "recorded", steps_taken=())
    whole.take(one, "record")
    assert stand(whole)["WP.18.5"] is Said.YES
    with whole.workspace.transaction("repair") as session:
        for each in whole.workspace.find(ServiceIncident):
            session.get_one(ServiceIncident, each.id).steps_taken = ()
    assert stand(whole)["WP.18.5"] is Said.NO


def test_what_is_not_needed_here_is_not_applicable(provider):
    assert stand(provider)["WP.21.1"] is Said.NO
    declare_not_applicable(
        provider.workspace,
        "WP.21",
        "Nobody delivers anything to us: we own and mend every machine ourselves.",
    )
    said = stand(provider)
    assert {said[f"WP.21.{place}"] for place in range(1, 5)} == {Said.NOT_APPLICABLE}


def test_a_variant_asks_for_its_own(whole):
    products = {each.point.product.id for each in checklist(whole.workspace, "governance").lines}
    assert {"WP.01", "WP.14"} <= products and "WP.18" not in products


@given(held=st.sampled_from(Held), answer=st.sampled_from([None, *PointAnswer]), applies=st.booleans())
def test_no_answer_lifts_what_the_program_judged(held, answer, applies):
    point = next(each for each in points_of(PACK) if each.judge == "program")
    said = ChecklistAnswer(answer=answer) if answer else None
    line = Line(point, Asked(Layer.WRITTEN, held, message("x")), answer=said, applies=applies)
    alone = Line(point, Asked(Layer.WRITTEN, held, message("x")), applies=applies)
    if line.stands is Said.YES:
        assert alone.stands is Said.YES and answer is not PointAnswer.NO
    if applies:
        assert (line.stands is Said.NO) == (held is Held.FAILS or answer is PointAnswer.NO)
