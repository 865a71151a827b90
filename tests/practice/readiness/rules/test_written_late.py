"""What is said long after, or of somebody else: it needs the note that was made then, whenever its record was begun."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sdesk.models import ActionItem, Person, Record, ServiceIncident, ServiceScope, TaskPerformance
from sdesk.practice.lifecycle.attachments import attach_file
from sdesk.practice.readiness.tasks import perform_task
from tests.practice.readiness.rules.complete import DORA, STANDS_ON, an_incident, it_is
from tests.practice.readiness.rules.judging import again, current, missing, verdict, verdicts
from tests.practice.readiness.rules.test_management import cancelled_reviews
from tests.practice.readiness.rules.verdicts import MET, NOT_MET, PARTLY, at, repaired
from tests.provider import Provider

FOUND = "All notes of the month were read; nothing in them comes again and again."


def closed_now(provider: Provider, broken: ServiceIncident) -> ServiceIncident:
    """Said today to have ended an hour after it began, and closed."""
    began = at(broken.started_at)
    step = {"at": began + timedelta(minutes=20), "person": provider.cleo.id,
            "text": f"Took the router off and on again on {began:%d %B}."}  # fmt: skip
    provider.works(provider.cleo)
    provider.save(broken, steps_taken=(step,))
    for name in ("record", "classify", "investigate"):
        if broken.state != "investigated":
            broken = provider.take(broken, name)
    provider.take(broken, "restore", restored_at=began + timedelta(hours=1))
    answer = {"at": provider.clock.now, "who": DORA.name, "agreed": True, "how": "On the telephone"}
    provider.save(broken, reporter_answers=(answer,))
    provider.works(provider.ben)
    return provider.take(broken, "close")


def test_a_year_typed_into_drafts_that_were_begun_in_time_shows_nothing(set_up: Provider) -> None:
    set_up.works(set_up.cleo)
    begun = [set_up.create(ServiceIncident, summary=f"Case {place}") for place in range(6)]
    it_is(set_up, date(2026, 12, 14))
    for place, broken in enumerate(begun):
        began = datetime(2026, 4 + place, 13, 9, tzinfo=UTC)
        typed = {"reporter": DORA, "customer": set_up.extra["customer"].id, "service": set_up.extra["service"],
                 "started_at": began, "configuration_items": (set_up.extra["item"].id,), "impact": "low",
                 "urgency": "low", "assigned_to": set_up.cleo.id,
                 "impact_in_words": "Nobody could make an appointment; treatment went on with paper.",
                 "details": f"Since the morning of {began:%d %B} nobody could open the calendar."}  # fmt: skip
        closed_now(set_up, set_up.save(broken, **typed))
    assert MET not in verdicts(set_up).values()


def test_an_end_that_is_told_half_a_year_later_needs_its_note(complete: Provider, tmp_path: Path) -> None:
    """Recorded when they began, and left alone; then all of them are said to have ended within the hour."""
    left = [an_incident(complete, STANDS_ON, "investigated") for _each in range(5)]
    complete.clock.pass_time(days=40)
    ended = [closed_now(complete, each) for each in left]
    assert verdict(complete, "P14") is PARTLY
    assert "recorded more than 14 days after" in missing(complete, "P14")
    for each in ended:
        noted(complete, each, tmp_path)
    assert verdict(complete, "P14") is MET


def test_who_corrects_what_was_told_in_time_is_in_time(complete: Provider) -> None:
    ended = [an_incident(complete, STANDS_ON) for _each in range(5)]
    complete.clock.pass_time(days=40)
    for each in ended:
        complete.works(complete.ben)
        complete.take(each, "correct", "The line of the log belongs to it")
        complete.take(each, "close")
    assert verdict(complete, "P14") is MET


def looked(provider: Provider, *days: date) -> list[TaskPerformance]:
    provider.works(provider.ben)
    case = provider.workspace.first(ServiceIncident)
    assert case
    return [perform_task(provider.workspace, "IN.1.3", FOUND, [case.id], day) for day in days]


def noted(provider: Provider, record: Record, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Went through the log with Cleo, 40 lines, nothing twice.", "utf-8")
    attach_file(provider.workspace, record, note)


def test_a_review_said_to_have_been_done_months_ago_needs_its_note(
    complete: Provider, tmp_path: Path
) -> None:
    cancelled_reviews(complete, "IN.1.3")
    done = looked(complete, date(2026, 9, 21), date(2027, 1, 25))
    assert verdict(complete, "P17") is NOT_MET
    for each in done:
        noted(complete, each, tmp_path)
    assert verdict(complete, "P17") is MET


def test_a_note_with_nothing_in_it_is_none(complete: Provider, tmp_path: Path) -> None:
    cancelled_reviews(complete, "IN.1.3")
    empty = tmp_path / "note.txt"
    empty.write_bytes(b"")
    for each in looked(complete, date(2026, 9, 21), date(2027, 1, 25)):
        attach_file(complete.workspace, each, empty)
    assert verdict(complete, "P17") is NOT_MET


def test_a_review_may_be_written_down_within_14_days(complete: Provider) -> None:
    cancelled_reviews(complete, "IN.1.3")
    looked(complete, STANDS_ON - timedelta(days=14), STANDS_ON)
    assert verdict(complete, "P17") is MET


def test_a_review_in_a_draft_that_was_begun_in_time_was_not_told_in_time(complete: Provider) -> None:
    cancelled_reviews(complete, "IN.1.3")
    complete.works(complete.ben)
    case = complete.workspace.first(ServiceIncident)
    assert case
    begun = []
    for _each in range(2):
        said = {"task": "IN.1.3", "done_on": complete.clock.now.date(), "related": (case.id,)}
        begun.append(complete.create(TaskPerformance, **said))
        complete.clock.pass_time(days=20)
    for each in begun:
        complete.save(each, outcome=FOUND)
        complete.take(each, "record")
    assert verdict(complete, "P17") is NOT_MET


@pytest.mark.parametrize("holds_a_role", [True, False])
def test_nobody_without_the_role_says_of_its_holder_that_they_looked(
    complete: Provider, holds_a_role: bool, tmp_path: Path
) -> None:
    cancelled_reviews(complete, "IN.1.3")
    case = complete.workspace.first(ServiceIncident)
    assert case
    complete.works(complete.ben if holds_a_role else complete.create(Person, name="Zoe Hill"))
    said = {"task": "IN.1.3", "done_by": complete.ben.id, "outcome": FOUND, "related": (case.id,)}
    days = (STANDS_ON - timedelta(days=10), STANDS_ON)
    done = [complete.create(TaskPerformance, **said, done_on=day) for day in days]
    done = [complete.take(each, "record") for each in done]
    assert verdict(complete, "P17") is (MET if holds_a_role else NOT_MET)
    for each in done:
        noted(complete, each, tmp_path)
    assert verdict(complete, "P17") is MET


# ---------------------------------------------------------------- the clock of the computer


def test_a_review_that_was_recorded_while_the_clock_stood_back_needs_its_note(
    complete: Provider, tmp_path: Path
) -> None:
    cancelled_reviews(complete, "IN.1.3")
    now, done = complete.clock.now, []
    for day in (date(2026, 9, 21), date(2027, 2, 25)):
        it_is(complete, day)
        done += looked(complete, day)
    complete.clock.now = now
    assert verdict(complete, "P17") is NOT_MET
    for each in done:
        noted(complete, each, tmp_path)
    assert verdict(complete, "P17") is MET


def test_what_was_approved_while_the_clock_stood_back_is_not(complete: Provider) -> None:
    scope = current(complete, ServiceScope)
    now = complete.clock.now
    it_is(complete, date(2026, 12, 1))
    again(complete, scope, notes="Read again in time")
    complete.clock.now = now
    assert verdict(complete, "P01") is NOT_MET
    assert "the clock of the computer stood wrong" in missing(complete, "P01")


def test_a_clock_that_stood_ahead_for_an_hour_makes_nothing_else_doubtful(complete: Provider) -> None:
    now = complete.clock.now
    it_is(complete, date(2031, 1, 1))
    complete.save(current(complete, ServiceScope), related=())
    complete.create(ActionItem, description="Written ahead", owner=complete.ben.id, due=date(2031, 2, 1))
    complete.clock.now = now
    complete.create(ActionItem, description="Written after", owner=complete.ben.id, due=date(2027, 5, 1))
    assert set(verdicts(complete).values()) == {MET}


# ---------------------------------------------------------------- what others said


@pytest.mark.parametrize("field", ["reporter_answers", "parties_told"])
def test_nobody_says_a_year_later_that_the_reporters_were_told_and_agreed(
    complete: Provider, tmp_path: Path, field: str
) -> None:
    closed = complete.workspace.find(ServiceIncident)
    for each in closed:
        repaired(complete, each, reporter_answers=(), parties_told=())
    complete.clock.pass_time(days=1)
    assert verdict(complete, "P16") is NOT_MET
    rows: dict[str, dict[str, object]] = {
        "reporter_answers": {"who": DORA.name, "agreed": True, "how": "On the telephone"},
        "parties_told": {"who": DORA.name, "text": "It works again; she tried it."},
    }
    for each in closed:
        then = at(each.restored_at) + timedelta(minutes=5)
        complete.save(each, **{field: ({**rows[field], "at": then},)})
    assert verdict(complete, "P16") is NOT_MET
    for each in closed:
        noted(complete, each, tmp_path)
    assert verdict(complete, "P16") is MET


def test_what_the_reporter_says_today_counts_from_today(complete: Provider) -> None:
    for each in complete.workspace.find(ServiceIncident):
        repaired(complete, each, reporter_answers=(), parties_told=())
        answer = {"at": complete.clock.now, "who": DORA.name, "agreed": True, "how": "On the telephone"}
        complete.save(each, reporter_answers=(answer,))
    assert verdict(complete, "P16") is MET
