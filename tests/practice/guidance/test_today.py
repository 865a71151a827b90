"""What there is to do: every kind of thing is on the list when its time has come, and gone when it is done."""

from datetime import timedelta
from itertools import pairwise

import pytest

from sdesk.models import (
    ActionItem,
    AssignedRoles,
    ChangeProcedure,
    ChangeSchedule,
    CustomerAgreement,
    FeedbackEntry,
    ServiceIncident,
    ServiceScope,
    Shape,
)
from sdesk.practice.guidance.to_do import PAPERS, Group, Matter
from sdesk.practice.guidance.today import CASES, to_do
from sdesk.practice.incident import handling as incidents
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.standing import Stands
from sdesk.practice.lifecycle.records import create, new_version
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.workspaces import work_as
from tests.practice.control import lightly
from tests.practice.guidance.test_wizards import whole
from tests.provider import CALLER, change, incident, performed


def things(provider, matter=None):
    found = to_do(provider.workspace).things
    return [thing for thing in found if matter is None or thing.matter is matter]


def only(provider, matter):
    found = things(provider, matter)
    assert len(found) == 1
    return found[0]


def day(provider, days):
    return provider.clock.now.date() + timedelta(days=days)


def running_incident(provider, **values):
    """An incident with the priority that the matrix gives to low and low: respond within 480, restore within 2400."""
    found = incident(provider, "classified", **values)
    return provider.take(provider.take(found, "record"), "classify")


def target_minutes(provider, found):
    return Promises(provider.workspace).target(found)


# ---------------------------------------------------------------- incidents


def test_an_incident_shows_its_more_pressing_clock_and_what_is_left_of_it(provider):
    found = running_incident(provider, assigned_to=provider.cleo.id)
    thing = only(provider, Matter.RESPOND)
    assert (thing.record, thing.number, thing.person) == (found.id, found.number, provider.cleo.id)
    assert thing.shape is Shape.IN_PROGRESS
    respond = target_minutes(provider, found).respond
    assert thing.standing is not None and 0 < thing.standing.clock.remaining <= respond
    assert thing.group is Group.WEEK


def test_once_somebody_has_answered_only_the_restoration_runs(provider):
    found = running_incident(provider, assigned_to=provider.ana.id)
    incidents.add_step(provider.workspace, found, "Called back")
    assert not things(provider, Matter.RESPOND)
    assert only(provider, Matter.RESTORE).record == found.id


@pytest.mark.parametrize(("share", "shape"), [(0.5, None), (0.8, Shape.REVIEW), (1.1, Shape.OVERDUE)])
def test_from_three_quarters_of_its_target_an_incident_is_at_risk_and_above_it_overdue(
    provider, share, shape
):
    found = running_incident(provider, assigned_to=provider.ana.id)
    found = incidents.add_step(provider.workspace, found, "Called back")
    provider.clock.pass_time(minutes=int(target_minutes(provider, found).restore * share))
    thing = only(provider, Matter.RESTORE)
    assert (thing.group is Group.NOW) == (shape is not None)
    if shape:
        assert thing.shape is shape
        assert (thing.standing.clock.remaining < 0) == (shape is Shape.OVERDUE)


def test_an_incident_on_hold_says_so_and_is_never_overdue(provider):
    found = running_incident(provider)
    incidents.put_on_hold(provider.workspace, found, "Waits for a spare part")
    provider.clock.pass_time(days=90)
    thing = only(provider, Matter.ON_HOLD)
    assert (thing.group, thing.step) == (Group.WAITING, "Waits for a spare part")


def test_a_hold_that_is_over_comes_back_by_itself_before_everything_that_is_late(provider):
    late = running_incident(provider, started_at=provider.clock.now - timedelta(days=90))
    held = running_incident(provider)
    until = provider.clock.now + timedelta(hours=5)
    incidents.put_on_hold(provider.workspace, held, "Waits for a spare part", until)
    assert only(provider, Matter.ON_HOLD).group is Group.WAITING
    provider.clock.now = until
    now = [thing for thing in things(provider) if thing.group is Group.NOW]
    assert [(each.matter, each.record) for each in now[:2]] == [
        (Matter.HOLD_OVER, held.id),
        (Matter.RESTORE, late.id),
    ]
    assert now[0].step == "Waits for a spare part"
    incidents.resume(provider.workspace, held)
    assert not things(provider, Matter.HOLD_OVER)


@pytest.mark.parametrize(
    ("share_of", "share", "group", "shape"),
    [
        (min, 0.4, Group.WEEK, Shape.IN_PROGRESS),
        (min, 0.8, Group.NOW, Shape.REVIEW),
        (max, 0.9, Group.NOW, Shape.REVIEW),
        (max, 1.1, Group.NOW, Shape.OVERDUE),
    ],
)
def test_a_call_that_nobody_classified_is_late_by_the_slackest_response(
    provider, share_of, share, group, shape
):
    made = provider.take(incident(provider, "recorded"), "record")
    made = provider.save(made, impact=None, urgency=None)
    recorded, targets = made.recorded_at, Promises(provider.workspace).response_targets(made)
    assert len(set(targets)) > 1
    provider.clock.now = recorded + timedelta(minutes=share_of(targets) * share)
    thing = only(provider, Matter.CLASSIFY)
    assert (thing.record, thing.group, thing.shape, thing.step) == (made.id, group, shape, "Classify")


def test_a_call_kept_as_a_draft_is_on_the_list_and_grows_late_too(provider):
    made = provider.create(ServiceIncident, summary="Printer smokes")
    assert only(provider, Matter.CLASSIFY).group is Group.WEEK
    provider.clock.pass_time(minutes=500)
    thing = only(provider, Matter.CLASSIFY)
    assert (thing.record, thing.group, thing.shape) == (made.id, Group.NOW, Shape.OVERDUE)
    assert thing.step == "Record incident"


def test_without_a_policy_a_call_has_no_target_and_is_on_the_list_all_the_same(beginner):
    made = beginner.create(ServiceIncident, summary="Printer smokes")
    beginner.clock.pass_time(days=30)
    thing = only(beginner, Matter.CLASSIFY)
    assert (thing.record, thing.group, thing.standing.stands) == (made.id, Group.WEEK, Stands.NO_TARGET)


def test_a_restored_incident_waits_to_be_closed_and_a_closed_one_is_gone(provider):
    found = running_incident(provider, assigned_to=provider.ana.id)
    found = provider.save(
        found, steps_taken=({"at": provider.clock(), "person": provider.ana.id, "text": "Done"},)
    )
    found = provider.take(provider.take(found, "investigate"), "restore", restored_at=provider.clock())
    assert only(provider, Matter.STEP).step == "Close incident"
    provider.works(provider.ben)
    closed = provider.take(provider.save(found, resolver=CALLER), "close")
    incidents.tell_party(provider.workspace, closed, str(closed.reporter), "It works again.")
    assert not [thing for thing in things(provider) if thing.record == found.id]


# ---------------------------------------------------------------- changes


def test_a_change_waits_for_its_next_step_and_everybody_sees_it(provider):
    found = provider.take(change(provider, date_needed=day(provider, 60)), "submit")
    for somebody in (provider.ana, provider.ben, provider.cleo, None):
        work_as(provider.workspace, somebody)
        thing = only(provider, Matter.STEP)
        assert (thing.record, thing.roles) == (found.id, ("CM",))


@pytest.mark.parametrize(("days", "group"), [(-1, Group.NOW), (0, Group.WEEK), (7, Group.WEEK)])
def test_a_change_needed_soon_is_shown_to_everybody(provider, days, group):
    provider.take(change(provider, date_needed=day(provider, days)), "submit")
    provider.works(provider.ben)
    assert only(provider, Matter.NEEDED).group is group


def test_a_scheduled_change_is_due_at_its_start_and_overdue_after_its_end(provider):
    found = provider.take(change(provider, "scheduled"), "submit")
    found = provider.take(found, "approve")
    starts = provider.clock.now + timedelta(days=2)
    provider.take(found, "schedule", planned_start=starts, planned_end=starts + timedelta(hours=2))
    thing = only(provider, Matter.PLANNED)
    assert (thing.group, thing.due_at) == (Group.WEEK, starts)
    provider.clock.pass_time(days=3)
    assert only(provider, Matter.PLANNED).group is Group.NOW


def test_the_papers_of_an_emergency_are_due_within_the_days_of_the_procedure(provider):
    found = provider.take(change(provider, kind="emergency", date_needed=day(provider, 60)), "submit")
    provider.take(
        found,
        "deploy emergency",
        deployed_at=provider.clock(),
        deployed_by=provider.ana.id,
        deployment_outcome="Went well",
    )
    thing = only(provider, Matter.PAPERS)
    assert (thing.group, thing.due) == (Group.WEEK, day(provider, 5))
    provider.clock.pass_time(days=6)
    assert only(provider, Matter.PAPERS).group is Group.NOW


# ---------------------------------------------------------------- what has a date


@pytest.mark.parametrize(("days", "group"), [(8, None), (7, Group.WEEK), (0, Group.WEEK), (-1, Group.NOW)])
def test_an_action_item_shows_from_seven_days_before_its_day(provider, days, group):
    provider.create(
        ActionItem, description="Order the cable", owner=provider.cleo.id, due=day(provider, days)
    )
    found = things(provider, Matter.ACTION)
    assert [thing.group for thing in found] == ([group] if group else [])
    assert all(thing.person == provider.cleo.id for thing in found)


def test_an_action_that_is_done_is_gone(provider):
    made = provider.create(ActionItem, description="Order it", owner=provider.cleo.id, due=day(provider, 0))
    provider.take(made, "finish", outcome="Ordered")
    assert not things(provider, Matter.ACTION)


def test_a_document_is_to_be_reviewed_when_its_day_comes_whatever_draft_is_under_way(provider):
    scope = provider.approved(ServiceScope, next_review_date=day(provider, 30))
    assert scope.id not in {thing.record for thing in things(provider, Matter.REVIEW)}
    new_version(provider.workspace, scope)
    provider.clock.pass_time(days=31)
    thing = next(each for each in things(provider, Matter.REVIEW) if each.record == scope.id)
    assert (thing.group, str(thing.title)) == (Group.NOW, "Service delivery scope")


def test_an_agreement_shows_its_review_and_its_end_apart(provider):
    made = provider.approved(
        CustomerAgreement,
        start=day(provider, -300),
        review_date=day(provider, 3),
        end=day(provider, 5),
        our_owner=provider.ben.id,
    )
    found = {thing.matter: thing for thing in things(provider) if thing.record == made.id}
    assert set(found) == {Matter.REVIEW, Matter.END}
    assert {thing.person for thing in found.values()} == {provider.ben.id}


def test_training_shows_until_it_was_achieved(provider):
    roles = provider.workspace.first(AssignedRoles)
    draft = new_version(provider.workspace, roles)
    wanted = {
        "person": provider.cleo.id,
        "subject": "other",
        "detail": "Wi-Fi",
        "needed_by": day(provider, -2),
    }
    draft = provider.save(draft, competences=(*draft.competences, wanted))
    provider.take(draft, "approve")
    thing = only(provider, Matter.TRAINING)
    assert (thing.group, thing.title, thing.person) == (Group.NOW, "Wi-Fi", provider.cleo.id)


# ---------------------------------------------------------------- what waits


def test_who_is_still_to_be_told_is_on_the_list_until_they_are(provider):
    """The tasks waited for it and no line said so; a case that is closed stands in no list of what is open."""
    case = incident(provider, "closed", reporter=CALLER, assigned_to=provider.cleo.id)
    provider.works(provider.ben)
    for step in ("record", "classify"):
        case = provider.take(case, step)
    assert not things(provider, Matter.TELL)
    case = provider.take(case, "investigate")
    thing = only(provider, Matter.TELL)
    assert (thing.record, thing.step, thing.person) == (case.id, str(CALLER), provider.cleo.id)
    incidents.tell_party(provider.workspace, case, "Dora Lind", "We are looking into it.")
    assert not things(provider, Matter.TELL)
    provider.clock.pass_time(days=1)
    case = provider.take(provider.take(case, "restore", restored_at=provider.clock()), "close")
    thing = only(provider, Matter.TELL)
    assert (thing.record, thing.group, thing.since) == (case.id, Group.WAITING, case.restored_at)
    incidents.tell_party(provider.workspace, case, "Dora Lind", "It works again.")
    assert not things(provider, Matter.TELL)


def test_feedback_waits_until_it_is_closed_and_a_complaint_stands_out(provider):
    made = provider.take(provider.complete(FeedbackEntry, "recorded", kind="complaint"), "record")
    thing = only(provider, Matter.FEEDBACK)
    assert (thing.record, thing.shape) == (made.id, Shape.REVIEW)
    provider.works(provider.ben)
    provider.take(made, "close", outcome="Explained")
    assert not things(provider, Matter.FEEDBACK)


def test_a_beginner_is_led_to_the_first_task_and_from_there_in_dependency_order(beginner):
    assert [thing.task for thing in things(beginner)] == ["GO.1.1"]
    beginner.approved(ServiceScope)
    assert [thing.task for thing in things(beginner)] == ["GO.1.2"]


def test_a_recurring_task_comes_back_when_its_interval_has_passed(provider):
    provider.approved(ChangeSchedule)
    procedure = new_version(provider.workspace, provider.workspace.first(ChangeProcedure))
    provider.take(provider.save(procedure, **whole(provider, ChangeProcedure, "approved")), "approve")
    performed(provider, "IN.1.3", "Nothing was found that points to more.")
    assert "IN.1.3" not in {thing.task for thing in things(provider)}
    provider.clock.pass_time(days=29)
    soon = next(thing for thing in things(provider) if thing.task == "IN.1.3")
    assert soon.group is Group.READY
    provider.clock.pass_time(days=10)
    late = next(thing for thing in things(provider) if thing.task == "IN.1.3")
    assert (late.group, late.shape) == (Group.NOW, Shape.OVERDUE)


def test_tasks_of_a_part_that_was_not_chosen_are_not_shown(beginner):
    beginner.save(organization(beginner.workspace), variant="operational")
    assert not [thing for thing in things(beginner) if thing.task.startswith("GO.")]


# ---------------------------------------------------------------- the whole list


def test_groups_come_in_order_and_late_customers_before_late_papers(sample):
    found = to_do(sample)
    groups = [list(Group).index(thing.group) for thing in found.things]
    assert groups == sorted(groups)
    late = [thing.matter in PAPERS for thing in found.of(Group.NOW)]
    assert late == sorted(late) and True in late and False in late
    assert {thing.matter for thing in found.of(Group.READY)} <= PAPERS
    now = found.of(Group.NOW)
    assert now[0].matter is Matter.SETTLE  # what met is asked of a person before they work on it
    of_customers = [thing.matter in (Matter.HOLD_OVER, *CASES) for thing in now[1:]]
    assert of_customers == sorted(of_customers, reverse=True)
    soon = [thing.due for thing in found.of(Group.WEEK) if thing.due]
    assert all(one <= other for one, other in pairwise(soon))


def test_every_thing_of_the_sample_opens_something_and_everybody_in_it_has_a_name(sample):
    found = to_do(sample)
    assert found.things
    assert all(thing.record or thing.task or thing.matter is Matter.SETTLE for thing in found.things)
    assert len({thing.key for thing in found.things}) == len(found.things)
    assert all(found.names[thing.person] for thing in found.things if thing.person)


def test_a_person_who_has_left_still_has_a_name_on_what_was_theirs(provider):
    create(
        provider.workspace,
        ActionItem,
        {"description": "Order it", "owner": provider.cleo.id, "due": day(provider, 0)},
    )
    provider.take(provider.cleo, "end", reason="Moved away")
    assert to_do(provider.workspace).names[provider.cleo.id] == "Cleo Sand"


# ---------------------------------------------------------------- small changes


def test_a_small_change_is_looked_back_at_three_days_after_its_deployment(provider):
    request = lightly.in_place(provider)
    deployed = request.deployed_at.date()
    assert [each for each in things(provider) if each.record == request.id] == []
    provider.clock.pass_time(days=2)
    started = provider.clock.now
    broken = incident(
        provider, "recorded", started_at=started, configuration_items=request.configuration_items
    )
    provider.take(broken, "record")
    provider.clock.pass_time(days=1)
    thing = only(provider, Matter.LOOK_BACK)
    assert (thing.record, thing.step, thing.group) == (request.id, broken.number, Group.WEEK)
    assert (thing.due, thing.roles) == (deployed + timedelta(days=3), ("CM", "SM"))
    provider.clock.pass_time(days=8)
    assert only(provider, Matter.LOOK_BACK).group is Group.NOW
    lightly.written_and_signed(provider, request, lightly.looked_back())
    assert things(provider, Matter.LOOK_BACK) == []
