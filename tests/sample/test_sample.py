"""The sample workspace: its counts are those that were promised, and everything in it is valid."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    ActionItem,
    AssignedRoles,
    Attachment,
    Audit,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    Document,
    ExternalDocument,
    FeedbackEntry,
    Finding,
    HistoryEntry,
    ImprovementReport,
    Operation,
    PerformanceReport,
    Person,
    Record,
    SecureComponentProcedure,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceScope,
    ServiceTestReport,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.models.control import ChangeKind, ItemType
from sdesk.models.governance import FeedbackKind, Priority
from sdesk.practice.audit.documents import register
from sdesk.practice.audit.own_work import own_work
from sdesk.practice.audit.questions import statement_called
from sdesk.practice.audit.samples import draw_again, unanswered
from sdesk.practice.calendar.schedule import conflicts
from sdesk.practice.incident.clocks import clocks_of
from sdesk.practice.lifecycle.approvals import approvals_of, content_of
from sdesk.practice.lifecycle.attachments import attachments_of, content_of_attachment
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.reviews import next_review, reviews_without_change
from sdesk.practice.lifecycle.versions import draft_of, in_effect, services
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.tasks import task_states
from sdesk.practice.team.settling import to_settle
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.sample import make_sample
from sdesk.sample.year import RECENT, Year
from sdesk.storage import col
from sdesk.storage.ledger import canonical_json, sha256
from tests.conftest import SAMPLE_TODAY
from tests.delivery import ASKS

DOCUMENTS = tuple(model for model in RECORDS if issubclass(model, Document))


@pytest.fixture(scope="module")
def year(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A copy that the tests of this module only read."""
    copy = tmp_path_factory.mktemp("year") / "harbour.sdesk"
    copy.write_bytes(sample_path.read_bytes())
    morning = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)
    with open_workspace(copy, clock=lambda: morning) as workspace:
        yield workspace


def states(workspace: Workspace, model: type[Record]) -> Counter[str]:
    return Counter(record.state for record in workspace.find(model))


def test_who_they_are(year: Workspace) -> None:
    assert [len(year.find(model)) for model in (Person, Customer, Supplier)] == [3, 4, 2]
    roles = in_effect(year, AssignedRoles)
    assert roles is not None
    held = {row.role.value: row.person for row in roles.assignments if row.role}
    assert held["MGT"] == held["SM"] == held["CM"]
    assert held["RM"] == held["IM"]
    assert len({held["MGT"], held["RM"], held["PT"]}) == 3


def test_every_document_is_approved_one_is_late_and_one_has_a_second_version_in_draft(
    year: Workspace,
) -> None:
    approved = [in_effect(year, model) for model in DOCUMENTS]
    assert len(approved) == 10 and all(approved)
    late = [
        each for each in approved if each and each.next_review_date and each.next_review_date < SAMPLE_TODAY
    ]
    assert [type(each) for each in late] == [CustomerExperienceApproach]
    drafts = [draft for model in DOCUMENTS if (draft := draft_of(year, model))]
    assert [(type(draft), draft.version) for draft in drafts] == [(SecureComponentProcedure, 2)]


def test_services_items_and_agreements(year: Workspace) -> None:
    assert len(services(year)) == 6
    items = year.find(ConfigurationItem)
    assert len(items) == 45
    assert {item.type for item in items} == set(ItemType)
    assert {item.state for item in items} == {"planned", "in service", "faulty", "retired"}
    assert sum(bool(item.relations) for item in items) > 20
    assert states(year, CustomerAgreement)["approved"] == 4
    assert states(year, SupplierAgreement)["approved"] == 2
    for agreement in year.find(CustomerAgreement, col(CustomerAgreement.state) == "approved"):
        assert agreement.service_targets and agreement.service_hours and attachments_of(year, agreement)


def test_incidents(year: Workspace) -> None:
    incidents = year.find(ServiceIncident)
    assert len(incidents) == 180
    assert {each.priority for each in incidents} >= set(Priority)
    significant = [each for each in incidents if each.significant]
    assert len(significant) == 6
    assert all(each.root_cause and each.solution for each in significant)
    assert sum(bool(each.changes) for each in significant) == 4
    still_open = [each for each in incidents if not each.state_called(each.state).ended]
    assert len(still_open) == 9
    assert {each.state for each in still_open} == {"recorded", "classified", "investigated", "restored"}
    assert sum(each.on_hold for each in incidents) == 2
    assert sum(bool(each.reopenings) for each in incidents) == 3


def test_most_incidents_meet_their_targets_and_not_all(year: Workspace) -> None:
    closed = year.find(ServiceIncident, col(ServiceIncident.state) == "closed")
    standing = Counter(clocks_of(year, each).restoration.standing for each in closed)
    assert 0.85 < 1 - standing["breached"] / len(closed) < 0.99


def test_incidents_are_reported_in_the_hours_of_the_agreement(year: Workspace) -> None:
    assert all(
        each.started_at and each.started_at.weekday() < 6 and 6 <= each.started_at.hour < 20
        for each in year.find(ServiceIncident)
    )


def test_changes(year: Workspace) -> None:
    changes = year.find(ServiceChangeRequest)
    assert len(changes) == 48
    assert {each.kind for each in changes} == set(ChangeKind)
    assert states(year, ServiceChangeRequest)["rejected"] == 3
    assert sum(each.rolled_back_at is not None for each in changes) == 2
    under_way = [each.state for each in changes if not each.state_called(each.state).ended]
    assert len(under_way) == len(set(under_way)) == 5


def test_a_change_was_rejected_after_its_tests(year: Workspace) -> None:
    rejected = year.find(ServiceChangeRequest, col(ServiceChangeRequest.state) == "rejected")
    assert [bool(each.deployment_reason) for each in rejected].count(True) == 1


def test_papers_of_changes(year: Workspace) -> None:
    closed = year.find(
        ServiceChangeRequest,
        col(ServiceChangeRequest.state) == "closed",
        col(ServiceChangeRequest.kind) != ChangeKind.PRE_APPROVED,
    )
    designed = {paper.change for paper in year.find(ServiceDesign, col(ServiceDesign.state) == "approved")}
    built = {paper.change for paper in year.find(ServiceBuild, col(ServiceBuild.state) == "approved")}
    tested = {
        paper.change for paper in year.find(ServiceTestReport, col(ServiceTestReport.state) == "approved")
    }
    assert {change.id for change in closed} <= designed & built & tested


def test_master_copies_are_real_files_with_the_right_hash(year: Workspace) -> None:
    kept = 0
    for build in year.find(ServiceBuild):
        files = {each.name: content_of_attachment(year, each) for each in attachments_of(year, build)}
        for copy in build.master_copies:
            if copy.component in files:
                kept += 1
                assert hashlib.sha256(files[copy.component]).hexdigest() == copy.sha256
        assert files
    assert kept == len(year.find(Attachment, col(Attachment.purpose) == "Master copy")) > 20


def test_feedback_and_scores(year: Workspace) -> None:
    feedback = year.find(FeedbackEntry)
    assert len(feedback) == 60
    assert sum(each.kind is FeedbackKind.COMPLAINT for each in feedback) == 14
    assert states(year, SurveyScore) == {"recorded": 24}


def test_one_training_is_overdue(year: Workspace) -> None:
    roles = in_effect(year, AssignedRoles)
    assert roles is not None
    missed = [
        row
        for row in roles.competences
        if row.needed_by and row.needed_by < SAMPLE_TODAY and not row.achieved_on
    ]
    assert len(missed) == 1


def test_one_conflict_in_the_coming_month(year: Workspace) -> None:
    start = datetime.combine(SAMPLE_TODAY, time(), UTC)
    assert len(conflicts(year, start, start + timedelta(days=31))) == 1


def test_reports_are_approved_with_their_figures(year: Workspace) -> None:
    reports = [*year.find(PerformanceReport), *year.find(ImprovementReport)]
    assert [each.state for each in reports] == ["approved"] * 7
    assert all(each.figures for each in reports)
    actions = year.find(ActionItem, col(ActionItem.source).in_([each.id for each in reports]))
    assert len({each.state for each in actions}) >= 3


def test_three_requirements_lack_evidence(year: Workspace) -> None:
    standings = requirements(year)
    assert len(standings) == 17
    assert [each.requirement.id for each in standings if not each.met] == ["P09", "P12", "P17"]


def test_every_task_was_done_before(year: Workspace) -> None:
    standings = {each.task.id: each.state for each in task_states(year)}
    setup = [task.id for task in ASKS.tasks if task.cadence == "setup"]
    assert set(standings.values()) == {"done", "overdue", "waiting"}
    assert [task for task in setup if standings[task] == "overdue"] == ["GO.2.3", "RE.2.2", "IN.1.1"]


def test_everything_is_valid(year: Workspace) -> None:
    wrong = {
        record.number: [str(problem) for problem in found]
        for model in RECORDS
        for record in year.find(model)
        if (found := problems(year, record, record.state))
    }
    assert wrong == {}


def test_approvals_are_of_the_content_as_it_is(year: Workspace) -> None:
    for model in DOCUMENTS:
        record = in_effect(year, model)
        assert record is not None
        approval = approvals_of(year, record)[-1]
        called = year.packs.work_product_in(type(record).__name__)
        assert approval.sha256 == sha256(canonical_json(content_of(record, called)))


def test_history_is_in_order_and_nothing_lies_ahead(year: Workspace) -> None:
    entries = year.find(HistoryEntry, order_by=[col(HistoryEntry.tick), col(HistoryEntry.place)])
    for its in (of_laptop(entries, device) for device in {each.device for each in entries}):
        assert all(one.at <= other.at for one, other in pairwise(its))
    operations = year.find(Operation, order_by=[col(Operation.replica), col(Operation.number)])
    chains = [list(its) for _replica, its in groupby(operations, lambda each: each.replica)]
    assert all(one.hash == other.previous_hash.split()[0] for its in chains for one, other in pairwise(its))
    assert len(operations) > 1000
    assert max(each.at for each in entries) < datetime.combine(SAMPLE_TODAY, time(), UTC)
    assert all(
        entry.person_name for entry in entries if entry.model not in ("Organization", "Person", "Replica")
    )


def of_laptop(entries: Sequence[HistoryEntry], device: str) -> list[HistoryEntry]:
    return [each for each in entries if each.device == device]


WEEK = [date(2026, 11, 23) + timedelta(day) for day in range(7)]
"""Begun on a Monday on which it once could not be made: what it told of Saturdays had come before what it rests on."""

A_YEAR = [date(2027, 1, 6) + timedelta(weeks=week) for week in range(0, 52, 2)]
"""Its holidays fall on other days of the story each time."""


def test_on_the_day_of_the_tests(year: Workspace) -> None:
    """A Wednesday."""
    holds_together(year, SAMPLE_TODAY)


@pytest.mark.torture
@pytest.mark.parametrize(
    "today", [date(2032, 2, 29), *WEEK, date(2027, 1, 3), date(2028, 2, 29), *A_YEAR], ids=str
)
def test_on_any_day(tmp_path: Path, today: date) -> None:
    """A Sunday that is a leap day, each day of a week, a Sunday after New Year, and a year of Wednesdays."""
    path = tmp_path / "harbour.sdesk"
    make_sample(path, today)
    morning = datetime.combine(today, time(8, 30), UTC)
    with open_workspace(path, clock=lambda: morning) as workspace:
        holds_together(workspace, today)


def holds_together(workspace: Workspace, today: date) -> None:
    morning = datetime.combine(today, time(8, 30), UTC)
    assert workspace.count(HistoryEntry, col(HistoryEntry.at) >= datetime.combine(today, time(), UTC)) == 0
    assert [each.requirement.id for each in requirements(workspace) if not each.met] == [
        "P09",
        "P12",
        "P17",
    ]
    assert len(conflicts(workspace, morning, morning + timedelta(days=31))) == 1
    assert sum(each.on_hold for each in workspace.find(ServiceIncident)) == 2
    entries = workspace.find(HistoryEntry, order_by=[col(HistoryEntry.tick), col(HistoryEntry.place)])
    for its in (of_laptop(entries, device) for device in {each.device for each in entries}):
        assert all(one.at <= other.at for one, other in pairwise(its))
    assert [each.field for each in to_settle(workspace)] == ["urgency"]


@given(st.dates(date(1972, 1, 1), date(2997, 12, 31)), st.integers(-500, 400), st.integers(1, 900))
def test_what_came_first_came_first_whatever_day_it_is(today: date, offset: int, later: int) -> None:
    """Days keep their order and, if they are long ago, their day of the week; all work is done on working days."""
    year, known = Year(today, "Europe/Lisbon"), Year(SAMPLE_TODAY, "Europe/Lisbon")
    assert year.day(offset) < year.day(offset + later)
    assert year.working_day(offset) <= year.working_day(offset + later)
    assert year.working_day(offset) <= year.day(offset) < year.working_day(offset) + timedelta(7)
    assert year.is_working_day(year.working_day(offset))
    if offset <= RECENT:
        assert year.day(offset).weekday() == known.day(offset).weekday()
        assert timedelta(-offset) <= today - year.day(offset) < timedelta(7 - offset)
    else:
        assert year.day(offset) - today == timedelta(offset)


@given(st.dates(date(1972, 1, 1), date(2997, 12, 31)), st.integers(1, 40))
def test_so_many_working_days_ago(today: date, number: int) -> None:
    year = Year(today, "Europe/Lisbon")
    found = year.last_working_day(number)
    between = [found + timedelta(days) for days in range((today - found).days)]
    assert sum(year.is_working_day(day) for day in between) == number and year.is_working_day(found)


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    with pytest.raises(KeyboardInterrupt):
        make_sample(
            tmp_path / "harbour.sdesk", SAMPLE_TODAY, lambda text, part: _until_a_tenth(told, text, part)
        )
    assert told and all(text and 0 <= part <= 1 for text, part in told)
    assert not (tmp_path / "harbour.sdesk").exists()


def _until_a_tenth(told: list[tuple[str, float]], text: str, part: float) -> None:
    told.append((text, part))
    if part > 0.1:
        raise KeyboardInterrupt


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "harbour.sdesk"
    path.write_text("mine")
    with pytest.raises(SdeskError):
        make_sample(path, SAMPLE_TODAY)
    assert path.read_text() == "mine"


def test_documents_are_known_and_not_known_by_those_who_have_to(year: Workspace) -> None:
    lines = register(year)
    assert {each.edition for each in lines if each.record.number == "POL-0001"} == {"2"}
    known = {each.record.number: each.known_by for each in lines if each.readers}
    asked = {each.record.number: len(each.readers) for each in lines if each.readers}
    assert any(known[number] == asked[number] for number in known)
    assert any(0 < known[number] < asked[number] for number in known)
    assert any(reader.knows and not reader.is_current for each in lines for reader in each.readers)


def test_documents_of_others_are_kept_and_one_is_past_its_check(year: Workspace) -> None:
    found = [each for each in register(year) if isinstance(each.record, ExternalDocument)]
    assert len(found) == 4 and [each.is_late for each in found].count(True) == 1
    assert all(each.place and each.record.heading for each in found)


def test_one_document_was_read_again_and_left_as_it_is(year: Workspace) -> None:
    [done] = reviews_without_change(year).values()
    scope = in_effect(year, ServiceScope)
    assert scope and next_review(year, scope) == done[0].next != scope.next_review_date


class TestAudit:
    """The internal audit of the year, its sample and its findings."""

    def test_it_is_reported_and_its_samples_come_out_the_same(self, year: Workspace) -> None:
        (audit,) = year.find(Audit)
        assert audit.state == "reported" and unanswered(year, audit) == ()
        assert [draw_again(year, each).same for each in audit.samples] == [True, True]
        assert len(list(own_work(year, audit))) == 2

    def test_four_findings_are_on_their_way(self, year: Workspace) -> None:
        found = year.find(Finding)
        assert {each.state for each in found} == {"verified", "carried out", "planned", "declined"}
        verified = next(each for each in found if each.state == "verified")
        assert verified.verified_by != verified.done_by and verified.cases
        assert all(statement_called(year.packs, each.statement) for each in found)
