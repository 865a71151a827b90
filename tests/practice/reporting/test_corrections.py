"""A report made again names what was corrected since: every record that says otherwise of the period, and no other."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import (
    Customer,
    FeedbackEntry,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    ServiceReport,
    SurveyScore,
)
from sdesk.models.incident import Escalation, HoldSpan, Reopening
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.reporting.printing import keep_print, kept_print, printout_of
from sdesk.practice.reporting.reports import (
    figures_of,
    prepare_improvement_report,
    prepare_performance_report,
)
from sdesk.practice.workspaces import Workspace
from sdesk.reports.paper import document_of, pdf_of
from sdesk.storage import col
from tests.practice.reporting.test_as_of import CORRECTIONS, LATER, told_quarter
from tests.reported_quarter import MARCH, Quarter, at, march_at, quarter_once
from tests.reports.reading import headings, rows, table_with
from tests.thorough import examples

Json = Any


@quarter_once
def with_reports(path: Path) -> Quarter:
    quarter = told_quarter(path)
    quarter.provider.extra["reports"] = tuple(approved_reports(quarter))
    return quarter


@pytest.fixture
def quarter(tmp_path: Path) -> Iterator[Quarter]:
    """With its reports on March."""
    made = with_reports(tmp_path / "march.sdesk")
    yield made
    made.provider.workspace.close()


def reports(quarter: Quarter) -> list[ServiceReport]:
    return list(quarter.provider.extra["reports"])


def approved_reports(quarter: Quarter) -> list[ServiceReport]:
    """The improvement report and both performance reports on March, approved."""
    provider = quarter.provider
    workspace = provider.workspace
    provider.works(provider.ana)
    values = {"improvement_actions": provider.complete(ImprovementReport, "approved").improvement_actions}
    made: list[ServiceReport] = [
        completed(quarter, prepare_improvement_report(workspace, MARCH), **values),
        *(
            completed(quarter, prepare_performance_report(workspace, reload(workspace, each), MARCH))
            for each in (quarter.agreement, quarter.supplied)
        ),
    ]
    return [provider.take(each, "approve") for each in made]


def completed(quarter: Quarter, draft: Any, **values: Any) -> Any:
    from tests.provider import values_for

    known = {"period_start", "period_end", "customer_agreement", "supplier_agreement"}
    wanted = values_for(quarter.provider, type(draft), "approved")
    return quarter.provider.save(
        draft, **{**{name: each for name, each in wanted.items() if name not in known}, **values}
    )


def again(quarter: Quarter, approved: ServiceReport) -> Json:
    """The figures of a new version, as they stand in its draft."""
    workspace = quarter.provider.workspace
    versions = workspace.find(type(approved), col(type(approved).number) == approved.number)
    draft = next((each for each in versions if each.is_draft), None) or new_version(workspace, approved)
    return figures_of(workspace, draft)


def corrected(quarter: Quarter, approved: ServiceReport) -> list[Json]:
    return list(again(quarter, approved)["corrected"]["records"])


def without(figures: Json) -> str:
    return json.dumps(
        {name: each for name, each in figures.items() if name not in ("computed_at", "corrected")},
        sort_keys=True,
    )


# ---------------------------------------------------------------- nothing is named for nothing


def test_where_nothing_was_corrected_nothing_is_named(quarter: Quarter) -> None:
    for approved in reports(quarter):
        assert "corrected" not in approved.figures, "there was none before it"
        told = again(quarter, approved)["corrected"]
        assert (told["report"], told["version"]) == (approved.number, 1)
        assert (told["records"], told["figures"]) == ([], [])


@pytest.mark.a_few(3)
@pytest.mark.parametrize("names", [*([each] for each in LATER), list(LATER)], ids=" ".join)
def test_what_went_on_after_the_period_is_no_correction(quarter: Quarter, names: list[str]) -> None:
    """Each in the report that tells of everything; all of it together in every report."""
    approved = reports(quarter)
    quarter.provider.clock.pass_time(hours=1)
    for name in names:
        LATER[name](quarter)
    for each in approved if len(names) > 1 else approved[:1]:
        told = again(quarter, reload(quarter.provider.workspace, each))["corrected"]
        assert (told["records"], told["figures"]) == ([], [])


def test_a_closed_case_that_is_corrected_is_named_by_what_was_put_right_alone(quarter: Quarter) -> None:
    """It is neither reopened nor closed twice, also while nobody has closed it again."""
    improvement, *_others = reports(quarter)
    workspace = quarter.provider.workspace
    quarter.provider.clock.pass_time(hours=1)
    incident = workspace.find(ServiceIncident, ServiceIncident.state == "closed")[0]
    assert incident.restored_at
    sooner = incident.restored_at - timedelta(minutes=30)
    write(quarter, incident, "correct", state="restored", restored_at=sooner)
    begun = again(quarter, improvement)
    write(quarter, incident, "close", state="closed")
    ended = again(quarter, improvement)
    for figures in (begun, ended):
        [told] = figures["corrected"]["records"]
        assert (told["number"], [each["field"] for each in told["changes"]]) == (
            incident.number,
            ["restored_at"],
        )
        counts = {name: figures["incidents"][name] for name in ("recorded", "restored", "closed", "open")}
        assert counts == {name: improvement.figures["incidents"][name] for name in counts}
    assert without(begun) == without(ended)


@pytest.mark.a_few(3)
@pytest.mark.parametrize("name", CORRECTIONS)
def test_every_correction_is_named(quarter: Quarter, name: str) -> None:
    improvement, *_others = reports(quarter)
    quarter.provider.clock.pass_time(hours=1)
    CORRECTIONS[name](quarter)
    if name != "complaint entered late":
        assert len(corrected(quarter, improvement)) == 1
    assert corrected(quarter, improvement)


@pytest.mark.torture
def test_every_report_of_the_sample_can_be_made_again(sample: Workspace) -> None:
    """With all kinds of rows that a report has; what was corrected in the sample's year is on paper, too."""
    approved = [each for model in (ImprovementReport, PerformanceReport) for each in sample.find(model)]
    for each in (each for each in approved if each.state == "approved"):
        draft = new_version(sample, each)
        told = figures_of(sample, draft)["corrected"]
        assert (told["report"], told["records"]) == (each.number, [])
        assert document_of(printout_of(sample, draft)).blocks


# ---------------------------------------------------------------- with field, old and new value


def first(quarter: Quarter) -> ServiceIncident:
    """Of 3 March, 9:30 to 11:30, an outage."""
    found = quarter.provider.workspace.find(ServiceIncident, order_by=[col(ServiceIncident.recorded_at)])
    return found[1]


def write(quarter: Quarter, record: Record, step: str = "edit", /, **values: Any) -> None:
    quarter.provider.clock.pass_time(minutes=5)
    with quarter.provider.workspace.transaction(step) as session:
        live = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(live, name, value)


WRITTEN: dict[str, tuple[dict[str, Any], list[tuple[str, Any, Any]]]] = {
    "priority": ({"priority": "4 low"}, [("priority", "2 high", "4 low")]),
    "outage": ({"outage": False}, [("outage", True, False)]),
    "restored": (
        {"restored_at": at(3, 4, 12)},
        [("restored_at", at(3, 3, 11, 30).isoformat(), at(3, 4, 12).isoformat())],
    ),
    "restored after the period": (
        {"restored_at": at(4, 4, 12)}, [("restored_at", at(3, 3, 11, 30).isoformat(), "")],
    ),
    "on hold": (
        {"holds": (HoldSpan(start=at(3, 3, 10, 30), end=at(3, 3, 11), reason="Waited"),)},
        [("holds", [], [[at(3, 3, 10, 30).isoformat(), at(3, 3, 11).isoformat()]])],
    ),
    "cancelled": ({"state": "cancelled"}, [("state", "", "cancelled")]),
    "a note": ({"details": "Otherwise", "summary": "Else", "solution": "Nothing"}, []),
    "on hold in April": ({"holds": (HoldSpan(start=at(4, 3, 10), reason="Waits"),)}, []),
}  # fmt: skip


@pytest.mark.a_few(2)
@pytest.mark.parametrize("name", WRITTEN)
def test_each_field_stands_with_its_old_and_new_value(quarter: Quarter, name: str) -> None:
    values, expected = WRITTEN[name]
    approved = reports(quarter)[1]
    write(quarter, first(quarter), **values)
    told = corrected(quarter, approved)
    changes = [(each["field"], each["before"], each["after"]) for one in told for each in one["changes"]]
    if name == "cancelled":
        changes = [each for each in changes if each[0] == "state"]
    assert changes == expected
    assert [each["number"] for each in told] == ([first(quarter).number] if expected else [])


def test_what_turns_out_to_be_of_a_supplier_is_named_in_the_report_on_them(quarter: Quarter) -> None:
    """Said afterwards: they caused the outage, they solved what went to them, and a complaint was about them."""
    _improvement, _performance, on_them = reports(quarter)
    incident, supplier = first(quarter), quarter.supplied.supplier
    went = Escalation(at=at(3, 3, 10), to=supplier, reason="Theirs", solved_at=at(3, 3, 11))
    write(quarter, incident, caused_by=supplier, escalations=(went,))
    complaint = quarter.provider.workspace.find(FeedbackEntry)[0]
    write(quarter, complaint, about="a supplier", supplier=supplier)
    told = {each["number"]: each["changes"] for each in corrected(quarter, on_them)}
    assert set(told) == {incident.number, complaint.number}
    assert {each["field"] for each in told[incident.number]} == {"caused_by", "escalations"}
    assert {each["field"] for each in told[complaint.number]} == {"about", "supplier"}


def test_what_moves_to_another_customer_or_service_is_named_by_both(quarter: Quarter) -> None:
    _improvement, approved, _supplied = reports(quarter)
    other = quarter.provider.create(Customer, name="Harbour Hotel")
    write(quarter, first(quarter), customer=other.id)
    [told] = corrected(quarter, approved)
    [change] = told["changes"]
    assert (change["field"], change["before"], change["after"]) == (
        "customer",
        "Pier Dental",
        "Harbour Hotel",
    )
    write(quarter, first(quarter), customer=quarter.agreement.customer)
    assert corrected(quarter, approved) == [], "it was put right again"


def test_what_is_of_another_customer_or_another_time_is_not_named(quarter: Quarter) -> None:
    _improvement, approved, _supplied = reports(quarter)
    other = quarter.provider.create(Customer, name="Harbour Hotel")
    for recorded, values in ((at(3, 9, 9), {"customer": other.id}), (at(4, 9, 9), {})):
        quarter.incident(recorded, priority="4 low", **values)
        quarter.provider.clock.now = at(4, 21, 9)
    assert corrected(quarter, approved) == []


def test_what_is_entered_late_or_deleted_is_named(quarter: Quarter) -> None:
    approved = reports(quarter)[1]
    quarter.score(date(2026, 3, 25), 1)
    score = quarter.provider.workspace.find(SurveyScore, order_by=[col(SurveyScore.created_at)])[-1]
    quarter.provider.clock.now = at(4, 21, 9)
    write(quarter, first(quarter), deleted_at=at(4, 21, 9))
    told = {(each["number"], each["what"]) for each in corrected(quarter, approved)}
    numbers = {
        each.number
        for each in quarter.provider.workspace.find(ServiceIncident, deleted=True)
        if each.deleted_at
    }
    assert told == {(score.number, "entered"), (*numbers, "deleted")}


def test_what_is_gone_altogether_is_named_as_deleted(quarter: Quarter) -> None:
    """A file that lost a row after its history had told of it: a report is made all the same, and says so."""
    approved, gone = reports(quarter)[1], first(quarter)
    write(quarter, gone, summary="Said otherwise", deleted_at=at(4, 21, 9))
    with quarter.provider.workspace.transaction("lose") as session:
        session.connection().exec_driver_sql("DELETE FROM serviceincident WHERE number = ?", (gone.number,))
    assert (gone.number, "deleted") in {
        (each["number"], each["what"]) for each in corrected(quarter, approved)
    }


def test_a_clock_that_goes_wrong_hides_no_correction(quarter: Quarter) -> None:
    """By the order of the history, not by what clocks said: one stood in February when it was corrected."""
    approved = reports(quarter)[1]
    quarter.provider.clock.now = at(2, 1, 9)
    write(quarter, first(quarter), priority="4 low")
    quarter.provider.clock.now = at(4, 22, 9)
    assert [each["number"] for each in corrected(quarter, approved)] == [first(quarter).number]


# ---------------------------------------------------------------- since which report


def test_the_last_one_approved_counts_though_it_is_withdrawn_or_has_another_number(quarter: Quarter) -> None:
    provider, workspace = quarter.provider, quarter.provider.workspace
    one = reports(quarter)[1]
    write(quarter, first(quarter), priority="4 low")
    provider.works(provider.ana)
    two = completed(
        quarter, prepare_performance_report(workspace, reload(workspace, quarter.agreement), MARCH)
    )
    two = provider.take(two, "approve")
    assert two.number != one.number
    assert two.figures["corrected"]["report"] == one.number
    assert [each["number"] for each in two.figures["corrected"]["records"]] == [first(quarter).number]
    provider.take(two, "withdraw", "A slip")
    told = again(quarter, one)["corrected"]
    assert (told["report"], told["records"]) == (two.number, [])
    write(quarter, first(quarter), outage=False)
    assert [each["changes"][0]["field"] for each in corrected(quarter, one)] == ["outage"]


def test_other_days_and_other_agreements_are_not_compared(quarter: Quarter) -> None:
    reports(quarter)
    workspace = quarter.provider.workspace
    from sdesk.practice.measures.periods import Period

    draft = prepare_improvement_report(workspace, Period.quarter(2026, 1, "Europe/Lisbon"))
    assert "corrected" not in draft.figures


# ---------------------------------------------------------------- figures, and what was approved


def test_figures_that_differ_are_named_with_both_values(quarter: Quarter) -> None:
    approved = reports(quarter)[1]
    write(quarter, first(quarter), outage=False, state="cancelled")
    told = again(quarter, approved)["corrected"]["figures"]
    recorded = next(each for each in told if (each["of"], each["name"]) == ("incidents", "recorded"))
    assert recorded["before"] - recorded["after"] == 1
    availability = next(each for each in told if each.get("told_measure") == "availability")
    assert availability["before"]["value"]["value"] < availability["after"]["value"]["value"]
    assert not [each for each in told if each.get("told_measure") == "satisfaction"]


def test_an_approved_report_keeps_its_figures_and_its_bytes(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    approved = reports(quarter)[1]
    frozen = json.dumps(approved.figures, sort_keys=True)
    printed = keep_print(workspace, approved, pdf_of(printout_of(workspace, approved)))
    write(quarter, first(quarter), priority="4 low", outage=False)
    second = quarter.provider.take(new_version(workspace, approved), "approve")
    assert second.figures["corrected"]["records"]
    kept = reload(workspace, approved)
    assert json.dumps(kept.figures, sort_keys=True) == frozen
    assert kept_print(workspace, kept) == printed


def test_paper_names_them(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    approved = reports(quarter)
    assert not [
        each for each in headings(document_of(printout_of(workspace, approved[1]))) if "Corrected" in each
    ]
    write(quarter, first(quarter), priority="4 low", restored_at=at(3, 4, 12), restore_minutes=1500)
    quarter.score(date(2026, 3, 25), 1)
    quarter.provider.clock.now = at(4, 21, 9)
    for each in approved[:2]:
        again(quarter, each)
        draft = workspace.find(
            type(each), col(type(each).number) == each.number, col(type(each).version) == 2
        )[0]
        paper = document_of(printout_of(workspace, draft))
        assert f"Corrected since {each.number}, version 1" in headings(paper)
        told = rows(table_with(paper, "Field"))
        assert (first(quarter).number, "Priority", "2 High", "4 Low") in told
        assert (first(quarter).number, "Restore within", "–", "25 h") in told
        assert (first(quarter).number, "Ended at", "3 Mar 2026, 11:30", "4 Mar 2026, 12:00") in told
        assert [row[1:] for row in told if row[1] == "entered since"] == [("entered since", "–", "–")]
        figures = [row[0] for row in rows(table_with(paper, "Then")) + rows(_figures(paper))]
        assert "Satisfaction" in figures


def _figures(paper: Any) -> Any:
    from tests.reports.reading import tables

    return next(each for each in tables(paper) if each.caption == "Figures that differ")


# ---------------------------------------------------------------- all of it, by a slow comparison


HOURS = st.integers(0, 45 * 24)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(("restore", "reopen", "hold", "priority", "outage", "cancel", "customer", "note", "score", "late", "undo")),
        st.integers(0, 7), HOURS, HOURS,
    ),
    max_size=5,
)  # fmt: skip


@pytest.mark.torture
@settings(max_examples=examples(8, 12), deadline=None, derandomize=True)
@given(MOVES)
def test_what_is_named_is_what_a_slow_comparison_of_both_moments_finds(
    moves: list[tuple[str, int, int, int]],
) -> None:
    with fresh() as quarter:
        provider = quarter.provider
        other = provider.create(Customer, name="Harbour Hotel")
        approved = reports(quarter)
        before = said_by_all(quarter)
        for move in moves:
            moved(quarter, other, *move)
        after = said_by_all(quarter)
        for report in approved:
            figures = again(quarter, report)
            told = {each["id"] for each in figures["corrected"]["records"]}
            if report is approved[1]:
                assert told == {key for key in before | after if before.get(key) != after.get(key)}
            if without(figures) != without(report.figures):
                assert told, "whatever changed a figure is named"
            if figures["corrected"]["figures"]:
                assert told


def moved(quarter: Quarter, other: Customer, act: str, which: int, one: int, two: int) -> None:
    """One record is corrected, or goes on: at hours since the first of March, some of which are in April."""
    workspace = quarter.provider.workspace
    found = workspace.find(
        ServiceIncident, order_by=[col(ServiceIncident.recorded_at), col(ServiceIncident.id)]
    )
    incident = found[which % len(found)]
    started = incident.started_at or at(3, 1, 0)
    moments = sorted(max(started, at(3, 1, 0) + timedelta(hours=each)) for each in (one, two))
    match act:
        case "restore":
            write(quarter, incident, restored_at=moments[0], reopenings=())
        case "reopen" if incident.restored_at:
            reopened = max(incident.restored_at, moments[1])
            spell = Reopening(restored_at=incident.restored_at, reopened_at=reopened, reason="Back")
            write(quarter, incident, reopenings=(*incident.reopenings, spell), restored_at=None)
        case "hold":
            write(quarter, incident, holds=(HoldSpan(start=moments[0], end=moments[1], reason="Waited"),))
        case "priority":
            write(quarter, incident, priority=("2 high", "3 moderate", "4 low")[which % 3])
        case "outage":
            write(quarter, incident, outage=not incident.outage)
        case "cancel":
            write(quarter, incident, state="cancelled")
        case "customer":
            write(quarter, incident, customer=(other.id, quarter.agreement.customer)[which % 2])
        case "note":
            write(quarter, incident, details=f"Seen at {one}")
        case "score":
            score = workspace.find(SurveyScore, order_by=[col(SurveyScore.asked_on)])[which % 3]
            write(quarter, score, score=1 + which % 5)
        case "late":
            now = quarter.provider.clock.now
            quarter.incident(moments[0], priority="4 low", restored_at=moments[1] if which % 2 else None)
            quarter.provider.clock.now = now + timedelta(minutes=5)
        case _:
            pass


def said_by_all(quarter: Quarter) -> dict[str, Any]:
    """What each record of the customer says of the period, hour by hour; those in no figure left out."""
    models: tuple[type[Record], ...] = (ServiceIncident, SurveyScore, FeedbackEntry, ServiceChangeRequest)
    found = {
        str(each.id): says(quarter, each)
        for model in models
        for each in quarter.provider.workspace.find(model)
    }
    return {key: said for key, said in found.items() if said is not None}


def says(quarter: Quarter, record: Any) -> Any:
    """None where it is in no figure of the customer."""
    if record.state in ("draft", "cancelled"):
        return None
    if record.customer != quarter.agreement.customer:
        return None
    end = MARCH.end_utc
    if not isinstance(record, ServiceIncident):
        return [
            getattr(record, name, None)
            for name in ("score", "asked_on", "received_at", "kind", "rolled_back_at")
        ]
    if record.recorded_at is None or utc(record.recorded_at) >= end:
        return None
    spells = [(utc(each.restored_at), utc(each.reopened_at)) for each in record.reopenings]
    spells += [(utc(record.restored_at), None)] if record.restored_at else []
    holds = [(utc(each.start), utc(each.end)) for each in record.holds]
    hours = [at(2, 20, 0) + timedelta(minutes=30 * n) for n in range(40 * 48)]
    return [
        str(record.priority), record.outage, record.started_at, record.recorded_at,
        [[start <= hour and (stop is None or hour < stop) for start, stop in spells] for hour in hours if hour < end]
        if spells else [],
        len([each for each in spells if each[0] < end]), len([each for each in spells if each[1] and each[1] < end]),
        [(min(start, end), min(stop, end)) for start, stop in holds if start < end],
    ]  # fmt: skip


def utc(moment: Any) -> Any:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


@quarter_once
def reported_march(path: Path) -> Quarter:
    quarter = march_at(path)
    quarter.provider.clock.now = at(4, 20, 9)
    quarter.provider.extra["reports"] = tuple(approved_reports(quarter))
    return quarter


@contextmanager
def fresh() -> Iterator[Quarter]:
    with TemporaryDirectory() as folder:
        quarter = reported_march(Path(folder) / "march.sdesk")
        yield quarter
        quarter.provider.workspace.close()
