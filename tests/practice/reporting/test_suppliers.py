"""A supplier's report is about the supplier: by hand, and whatever of ours is put beside it.

Service hours are Monday to Friday, 9:00 to 17:00 UTC; they agreed to solve at least 90 % within 8 hours.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from sdesk.models import (
    ActionItem,
    ConfigurationItem,
    Contact,
    FeedbackEntry,
    PerformanceReport,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
)
from sdesk.models.governance import FeedbackAbout, FeedbackKind
from sdesk.models.incident import Escalation, HoldSpan, NotKnown, Reopening, Unknown
from sdesk.models.relationship import TheirApproval
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.measures.targets import OF_SUPPLIERS
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.counted import every_figure
from sdesk.practice.reporting.measures import COUNTED
from sdesk.practice.reporting.reports import improvement_figures, performance_figures
from sdesk.practice.reporting.scope import whole_scope
from sdesk.practice.reporting.supplier.measures import COUNTED_OF_SUPPLIER, facts_of
from tests.provider import Provider, row_for
from tests.reported_quarter import MARCH, OTHER_SERVICE, Quarter, at, fill_march, quarter_of, row_of

SOLVED, ANSWERED = "restoration within target", "response within target"
THEIRS = Contact(name="Lia Sand", organization="Coast Telecom")


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return quarter_of(provider)


def supplier_of(quarter: Quarter) -> UUID:
    assert quarter.supplied.supplier
    return quarter.supplied.supplier


def asked(quarter: Quarter, moment: datetime, **noted: Any) -> Escalation:
    return Escalation(at=moment, to=supplier_of(quarter), reason="Only they can", **noted)


def escalated(quarter: Quarter, moment: datetime, restored: datetime | None = None, **values: Any) -> Any:
    """Recorded an hour before it is escalated to them."""
    noted = {name: values.pop(name) for name in ("answered_at", "solved_at") if name in values}
    rows = values.pop("escalations", (asked(quarter, moment, **noted),))
    begun = moment.replace(hour=moment.hour - 1)
    return quarter.incident(begun, escalations=rows, restored_at=restored, **values)


def figures(quarter: Quarter, agreement: SupplierAgreement | None = None) -> Any:
    quarter.provider.clock.now = at(4, 2, 9)
    return performance_figures(quarter.provider.workspace, agreement or quarter.supplied, MARCH)


def version_with(quarter: Quarter, *targets: dict[str, Any], **values: Any) -> SupplierAgreement:
    """Another agreement with the same supplier."""
    now, quarter.provider.clock.now = quarter.provider.clock.now, at(1, 2, 9)
    theirs = row_for(quarter.provider, TheirApproval).model_copy(update={"on": date(2026, 1, 2)})
    made = quarter.provider.approved(
        SupplierAgreement,
        name="Lines, otherwise",
        supplier=quarter.supplied.supplier,
        services=quarter.agreement.services,
        service_hours=quarter.supplied.service_hours,
        service_targets=targets,
        their_approvals=(theirs,),
        **values,
    )
    quarter.provider.clock.now = now
    return made


# ---------------------------------------------------------------- escalations


def test_what_they_solved_counts_from_the_escalation_to_what_was_noted(quarter: Quarter) -> None:
    escalated(quarter, at(3, 3, 10), at(3, 5, 10), solved_at=at(3, 3, 12), answered_at=at(3, 3, 10, 30))
    found = figures(quarter)
    row = row_of(found, SOLVED)
    assert (row["value"]["value"], row["word"], row["value"]["known"]) == (100.0, "met", 1)
    assert row_of(found, "mean time to restore")["value"]["value"] == 120
    (line,) = found["escalations"]["list"]
    assert line["answer"] == {"state": "stopped", "minutes": 30}
    assert line["solution"] == {"state": "stopped", "minutes": 120}


def test_what_others_restored_in_their_time_is_not_known_and_never_met(quarter: Quarter) -> None:
    escalated(quarter, at(3, 4, 10), at(3, 5, 10))  # 480 minutes later, to the minute
    row = row_of(figures(quarter), SOLVED)
    assert (row["value"]["value"], row["value"]["unknown"], row["word"]) == (None, 1, "no data")
    escalations = figures(quarter)["escalations"]
    assert (escalations["restored by others"], escalations["list"][0]["restored"]) == (1, 480)


def test_what_lasts_longer_than_their_time_is_missed_whoever_restores_it(quarter: Quarter) -> None:
    late = escalated(quarter, at(3, 4, 10), at(3, 5, 10, 1))
    row = row_of(figures(quarter), SOLVED)
    assert (row["value"]["value"], row["word"]) == (0.0, "not met")
    assert [(each["number"], each["minutes"], each["target"]) for each in row["missed"]] == [
        (late.number, 481, 480)
    ]


def test_a_restoration_is_theirs_where_it_is_said_that_they_resolved_it(quarter: Quarter) -> None:
    escalated(quarter, at(3, 4, 10), at(3, 4, 11), resolver=THEIRS)
    escalated(quarter, at(3, 5, 10), at(3, 5, 11), resolver=THEIRS.model_copy(update={"organization": "We"}))
    value = row_of(figures(quarter), SOLVED)["value"]
    assert (value["value"], value["known"], value["unknown"]) == (100.0, 1, 1)


def test_what_is_with_them_still_is_undecided_until_their_time_is_over(quarter: Quarter) -> None:
    escalated(quarter, at(3, 31, 10))  # 420 minutes by the end of March
    row = row_of(figures(quarter), SOLVED)
    assert (row["value"]["value"], row["value"]["undecided"], row["word"]) == (None, 1, "no data")
    escalated(quarter, at(3, 30, 10))
    row = row_of(figures(quarter), SOLVED)
    assert (row["value"]["value"], row["value"]["undecided"], row["word"]) == (0.0, 1, "not met")
    assert figures(quarter)["escalations"]["open"] == 2


def test_an_answer_that_nobody_noted_is_not_known_however_long_ago(quarter: Quarter) -> None:
    agreement = version_with(quarter, {"measure": ANSWERED, "target": 50.0, "within": 60})
    escalated(quarter, at(3, 3, 10), at(3, 3, 11), resolver=THEIRS)
    escalated(quarter, at(3, 4, 10))
    row = row_of(figures(quarter, agreement), ANSWERED)
    assert (row["value"]["value"], row["value"]["unknown"], row["word"]) == (None, 2, "no data")
    escalated(quarter, at(3, 5, 10), answered_at=at(3, 5, 11))
    row = row_of(figures(quarter, agreement), ANSWERED)
    assert (row["value"]["value"], row["value"]["unknown"], row["word"]) == (100.0, 2, "undecided")
    escalated(quarter, at(3, 6, 10), answered_at=at(3, 6, 11, 1))
    escalated(quarter, at(3, 9, 10), answered_at=at(3, 9, 11, 1))
    row = row_of(figures(quarter, agreement), ANSWERED)
    assert row["value"]["value"] == pytest.approx(100 / 3)
    assert (row["word"], len(row["missed"])) == ("not met", 2)


def test_that_our_clock_is_on_hold_does_not_stop_theirs(quarter: Quarter) -> None:
    holds = (HoldSpan(start=at(3, 4, 10), end=at(3, 6, 10), reason="Waits for them"),)
    escalated(quarter, at(3, 4, 10), at(3, 6, 11), holds=holds, solved_at=at(3, 6, 11))
    row = row_of(figures(quarter), SOLVED)
    assert (row["word"], row["missed"][0]["minutes"]) == ("not met", 2 * 480 + 60)


def test_our_own_answer_restoration_and_time_before_the_escalation_are_not_theirs(quarter: Quarter) -> None:
    quarter.incident(  # ours took a day before anybody asked them
        at(3, 9, 9),
        first_step=at(3, 10, 16),
        escalations=(asked(quarter, at(3, 10, 16), solved_at=at(3, 10, 16, 30)),),
        restored_at=at(3, 12, 10),
        priority="2 high",
    )
    row = row_of(figures(quarter), SOLVED)
    assert (row["value"]["value"], row["word"]) == (100.0, "met")
    assert row_of(figures(quarter), "mean time to restore")["value"]["value"] == 30


def test_escalated_again_their_clock_goes_on_where_it_was(quarter: Quarter) -> None:
    rows = (
        asked(quarter, at(3, 4, 10), solved_at=at(3, 4, 11)),
        asked(quarter, at(3, 5, 9), solved_at=at(3, 5, 9, 30)),
    )
    again = (Reopening(restored_at=at(3, 4, 11), reopened_at=at(3, 5, 9), reason="It was not"),)
    escalated(quarter, at(3, 4, 10), at(3, 5, 10), escalations=rows, reopenings=again)
    found = figures(quarter)
    assert row_of(found, "mean time to restore")["value"]["value"] == 90
    assert found["escalations"]["escalated"] == found["escalations"]["solved"] == 1


def test_what_they_resolved_stays_solved_in_march_though_it_is_opened_again_in_april(
    quarter: Quarter,
) -> None:
    """Also where somebody else restores it then."""
    gone = escalated(quarter, at(3, 4, 10), at(3, 4, 12), resolver=THEIRS)
    before = row_of(figures(quarter), SOLVED)
    assert (before["value"]["value"], before["value"]["known"]) == (100, 1)
    quarter.reopen(gone, at(4, 3, 9))
    assert row_of(figures(quarter), SOLVED) == before
    quarter.provider.clock.now = at(4, 4, 9)
    with quarter.provider.workspace.transaction("restore") as session:
        live = session.get_one(ServiceIncident, gone.id)
        live.restored_at, live.resolver = at(4, 4, 9), Contact(name="Ana Reyes", organization="Us")
    assert row_of(figures(quarter), SOLVED) == before


def test_what_was_escalated_to_one_of_their_contacts_is_theirs_and_to_others_is_not(quarter: Quarter) -> None:
    workspace, provider = quarter.provider.workspace, quarter.provider
    supplier = workspace.get(Supplier, supplier_of(quarter))
    assert supplier
    provider.save(supplier, contacts=({"name": "Lia Sand"},))
    lia = reload(workspace, supplier).contacts[0].id
    other = provider.create(Supplier, name="Another")
    for to in (lia, other.id, provider.ana.id):
        row = Escalation(at=at(3, 4, 10), to=to, reason="Only they can", solved_at=at(3, 4, 12))
        escalated(quarter, at(3, 4, 10), at(3, 4, 12), escalations=(row,))
    assert figures(quarter)["escalations"]["escalated"] == 1


def test_without_a_time_agreed_nothing_is_within_it(quarter: Quarter) -> None:
    """As an older version of an agreement may say; approving one now is refused."""
    agreement = version_with(quarter, {"measure": SOLVED, "target": 90.0, "within": 480})
    with quarter.provider.workspace.transaction("older") as session:
        live = session.get_one(SupplierAgreement, agreement.id)
        live.service_targets = tuple(
            each.model_copy(update={"within": None}) for each in live.service_targets
        )
    escalated(quarter, at(3, 3, 10), at(3, 3, 12), solved_at=at(3, 3, 12))
    row = row_of(figures(quarter, agreement), SOLVED)
    assert (row["value"]["value"], row["word"]) == (None, "no data")
    assert ["without a target, not counted", 1] in row["value"]["counts"]


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ({"measure": SOLVED, "target": 90.0}, "does not say within which time"),
        ({"measure": "satisfaction", "target": 4.0}, "about our own work"),
        ({"measure": "fixed at the first call", "target": 40.0}, "about our own work"),
        ({"measure": "complaints answered in time", "target": 40.0}, "about our own work"),
        ({"measure": "availability", "target": 99.0, "within": 60}, "not counted within a time"),
    ],
)
def test_a_target_that_cannot_be_theirs_is_refused(
    quarter: Quarter, target: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match="yet") as refused:
        version_with(quarter, target)
    assert says in " ".join(str(each) for each in refused.value.problems)


# ---------------------------------------------------------------- outages


def outage(quarter: Quarter, day: int, **values: Any) -> ServiceIncident:
    """An hour of service, from ten o'clock."""
    made: ServiceIncident = quarter.incident(
        at(3, day, 10), restored_at=at(3, day, 11), outage=True, **values
    )
    return made


def out(found: Any) -> list[str]:
    return [each["number"] for each in found["outages"]]


def test_an_outage_is_theirs_where_it_is_said_or_nobody_says_and_an_item_is_theirs(quarter: Quarter) -> None:
    provider = quarter.provider
    other = provider.create(Supplier, name="Another")
    ours = provider.create(ConfigurationItem, name="Our router")
    outage(quarter, 3)  # nothing said, no item
    outage(quarter, 4, configuration_items=(ours.id,))
    outage(quarter, 5, configuration_items=(quarter.item.id,), caused_by=other.id)
    said = outage(quarter, 6, configuration_items=(ours.id,), caused_by=supplier_of(quarter))
    by_item = outage(quarter, 9, configuration_items=(ours.id, quarter.item.id))
    disk = outage(quarter, 12, configuration_items=(quarter.item.id,), root_cause="We forgot the disk")
    elsewhere = outage(quarter, 10, service=OTHER_SERVICE, caused_by=supplier_of(quarter))
    no_outage = quarter.incident(at(3, 11, 10), restored_at=at(3, 11, 11), caused_by=supplier_of(quarter))
    found = figures(quarter, version_with(quarter))
    assert out(found) == [said.number, by_item.number, elsewhere.number]
    assert [each["said"] for each in found["outages"]] == [True, False, True]
    assert found["outages_not_said"] == [disk.number]
    assert no_outage.number not in out(found) and found["counted"]["incidents"] == 4
    availability = row_of(found, "availability")["value"]
    assert availability["value"] == pytest.approx(100 - 100 * 2 / (22 * 8))


def test_an_outage_of_ours_takes_nothing_from_their_availability(quarter: Quarter) -> None:
    agreement = version_with(quarter, {"measure": "availability", "target": 100.0})
    fill_march(quarter)
    ours = row_of(performance_figures(quarter.provider.workspace, quarter.agreement, MARCH), "availability")
    assert ours["value"]["value"] < 100
    row = row_of(figures(quarter, agreement), "availability")
    assert (row["value"]["value"], row["word"], out(figures(quarter, agreement))) == (100.0, "met", [])


def test_whether_what_they_caused_was_an_outage_may_be_unknown(quarter: Quarter) -> None:
    agreement = version_with(quarter, {"measure": "availability", "target": 99.0})
    quarter.incident(
        at(3, 4, 10),
        restored_at=at(3, 4, 12),
        caused_by=supplier_of(quarter),
        not_known=(NotKnown(what=Unknown.OUTAGE),),
    )
    found = figures(quarter, agreement)
    assert (row_of(found, "availability")["word"], found["outages_unknown"]) == ("no data", 1)


def test_incidents_in_their_agreement_are_those_they_caused(quarter: Quarter) -> None:
    agreement = version_with(quarter, {"measure": "incidents", "target": 0.0})
    fill_march(quarter)
    quarter.incident(at(3, 12, 10), restored_at=at(3, 12, 11), caused_by=supplier_of(quarter))
    row = row_of(figures(quarter, agreement), "incidents")
    assert (row["value"]["value"], row["word"]) == (2.0, "not met")  # one by its item, one as it is said


# ---------------------------------------------------------------- changes, feedback, actions


def test_a_change_is_theirs_where_it_is_said_not_where_we_touch_their_item(quarter: Quarter) -> None:
    over = {"state": "closed", "deployed_at": at(3, 9, 12)}
    quarter.change(
        "close", at(3, 10, 12), rolled_back_at=at(3, 9, 13), configuration_items=(quarter.item.id,), **over
    )
    row = row_of(figures(quarter), "change success rate")
    assert row["value"]["value"] is None and figures(quarter)["changes"]["rolled back"] == 0
    quarter.change("close", at(3, 11, 12), supplier=supplier_of(quarter), **over)
    assert row_of(figures(quarter), "change success rate")["value"]["value"] == 100.0
    assert figures(quarter)["changes"]["deployed"] == 1


def said(quarter: Quarter, about: FeedbackAbout | None, supplier: UUID | None = None, **values: Any) -> Any:
    made = FeedbackEntry(
        description="Too slow",
        customer=quarter.agreement.customer,
        received_at=at(3, 16, 9),
        state="recorded",
        about=about,
        supplier=supplier,
        **{"kind": FeedbackKind.COMPLAINT, **values},
    )
    return quarter.happened("record", at(3, 16, 9), made)


def test_feedback_about_them_and_disputes_stand_in_theirs_and_not_in_ours(quarter: Quarter) -> None:
    theirs, other = supplier_of(quarter), quarter.provider.create(Supplier, name="Another")
    agreement = version_with(quarter, {"measure": "complaints", "target": 1.0})
    said(quarter, None)
    said(quarter, FeedbackAbout.US)
    about = said(quarter, FeedbackAbout.SUPPLIER, theirs)
    dispute = said(quarter, FeedbackAbout.DISPUTE, theirs)
    good = said(quarter, FeedbackAbout.SUPPLIER, theirs, kind=FeedbackKind.COMPLIMENT)
    another = said(quarter, FeedbackAbout.SUPPLIER, other.id)
    found = figures(quarter, agreement)
    feedback = found["feedback"]
    assert (feedback["complaint"], feedback["compliment"], feedback["dispute"]) == (1, 1, 1)
    assert {each["number"] for each in feedback["list"]} == {about.number, dispute.number, good.number}
    row = row_of(found, "complaints")
    assert (row["value"]["value"], row["word"]) == (2.0, "not met")
    workspace = quarter.provider.workspace
    ours = performance_figures(workspace, quarter.agreement, MARCH)["feedback"]
    assert (ours["complaints"]["value"], ours["kinds"]["compliment"]) == (2, 0)
    whole = improvement_figures(workspace, MARCH)
    assert whole["feedback"]["complaints"]["value"] == 2 and len(whole["feedback"]["complaint_list"]) == 2
    assert {each["number"] for each in whole["suppliers"]["list"]} == {
        about.number, dispute.number, good.number, another.number,
    }  # fmt: skip


def test_feedback_about_a_supplier_needs_the_supplier(provider: Provider) -> None:
    supplier = provider.create(Supplier, name="Northnet")
    entry = provider.complete(FeedbackEntry, "recorded", about=FeedbackAbout.DISPUTE, supplier=None)
    with pytest.raises(Refused):
        provider.take(entry, "record")
    entry = provider.take(provider.save(entry, supplier=supplier.id), "record")
    with pytest.raises(Refused):
        provider.save(entry, supplier=None)
    named = provider.save(provider.complete(FeedbackEntry, "recorded", about=None), supplier=supplier.id)
    assert reload(provider.workspace, named).about is FeedbackAbout.SUPPLIER
    ours = provider.complete(FeedbackEntry, "recorded", about=FeedbackAbout.US)
    assert provider.take(ours, "record").state == "recorded"


def test_actions_are_those_of_their_reports_and_those_that_name_them(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.clock.now = at(3, 20, 9)

    def act(description: str, source: UUID | None = None) -> str:
        values = {"description": description, "owner": provider.ana.id, "due": date(2026, 3, 31)}
        return provider.create(ActionItem, source=source, **values).number

    found = [
        act("Ask COAST TELECOM for a second line"),
        act("Ask for a credit", quarter.supplied.id),
        act("Call them", supplier_of(quarter)),
        act("Say sorry for them", said(quarter, FeedbackAbout.SUPPLIER, supplier_of(quarter)).id),
    ]
    act("Ask Coast Telecommunications"), act("Buy a router", quarter.agreement.id)
    assert [each["number"] for each in figures(quarter)["actions"]["about"]] == found


# ---------------------------------------------------------------- nothing of ours


def test_no_figure_of_ours_stands_in_a_report_on_a_supplier(quarter: Quarter) -> None:
    """Whatever we do, say or hear ourselves, their figures stay as they are."""
    quarter.incident(at(1, 5, 10), restored_at=at(1, 5, 11))  # from here on there are records
    escalated(quarter, at(3, 3, 10), at(3, 5, 10), solved_at=at(3, 3, 12), answered_at=at(3, 3, 10, 30))
    outage(quarter, 6, caused_by=supplier_of(quarter))
    before = figures(quarter)
    assert {"incidents", "scores", "satisfaction"}.isdisjoint(before)
    ours = quarter.provider.create(ConfigurationItem, name="Our router")
    fill_march(replace(quarter, item=ours))
    quarter.incident(at(2, 26, 10), first_step=at(2, 27, 10), restored_at=at(3, 3, 9), outage=True)
    outage(quarter, 12, configuration_items=(ours.id,))
    said(quarter, None)
    after = figures(quarter)
    for name in before.keys() - {"computed_at"}:
        assert after[name] == before[name], name


def test_a_supplier_of_whom_nothing_is_recorded_has_no_data_and_meets_nothing(quarter: Quarter) -> None:
    fill_march(quarter)
    quarter.provider.save(reload(quarter.provider.workspace, quarter.item), supplier=None)
    targets = [
        {"measure": name, "target": 90.0, "within": 480} for name in (SOLVED, ANSWERED)
    ] + [
        {"measure": name, "target": 90.0}
        for name in ("mean time to restore", "median time to restore", "change success rate",
                     "share of changes rolled back", "actions done in time")
    ]  # fmt: skip
    found = figures(quarter, version_with(quarter, *targets))
    for row in found["targets"]:
        if row["measure"] != "availability":
            assert (row["value"]["value"], row["word"], row["met"]) == (None, "no data", None), row["measure"]


def test_every_case_counted_is_an_escalation_an_outage_a_change_or_feedback_of_theirs(
    quarter: Quarter,
) -> None:
    fill_march(quarter)
    theirs = {
        escalated(quarter, at(3, 3, 10), at(3, 5, 10), solved_at=at(3, 3, 12)).id,
        outage(quarter, 6, caused_by=supplier_of(quarter)).id,
        said(quarter, FeedbackAbout.SUPPLIER, supplier_of(quarter)).id,
        quarter.change("submit", at(3, 14, 12), state="requested", supplier=supplier_of(quarter)).id,
    }
    by_item = [
        each.id for each in quarter.provider.workspace.find(ServiceIncident) if each.configuration_items
    ]
    found = {case for each in every_figure(figures(quarter)) for case in each.cases}
    assert theirs - {outage_of(quarter)} <= found <= theirs | set(by_item)


def outage_of(quarter: Quarter) -> UUID:
    """It is about a service that the agreement may not cover, and has no row then."""
    (found,) = [
        each
        for each in quarter.provider.workspace.find(ServiceIncident)
        if each.caused_by == supplier_of(quarter)
    ]
    return found.id


def test_an_approved_report_keeps_what_it_said(quarter: Quarter) -> None:
    provider = quarter.provider
    escalated(quarter, at(3, 3, 10), at(3, 3, 12), solved_at=at(3, 3, 12))
    provider.works(provider.ben)
    provider.clock.now = at(4, 2, 9)
    report = provider.complete(
        PerformanceReport,
        "approved",
        supplier_agreement=quarter.supplied.id,
        customer_agreement=None,
        period_start=MARCH.first,
        period_end=MARCH.last,
    )
    approved = provider.take(report, "approve")
    kept = reload(provider.workspace, approved).figures
    escalated(quarter, at(3, 4, 10), at(3, 6, 12))
    assert reload(provider.workspace, approved).figures == kept
    assert row_of(figures(quarter), SOLVED) != row_of(kept, SOLVED)


def test_a_measure_that_nobody_said_is_a_supplier_s_has_no_figure_of_them(quarter: Quarter) -> None:
    """Whatever measures come: none is taken over from our own work by itself."""
    fill_march(quarter)
    quarter.provider.clock.now = at(4, 2, 9)
    workspace = quarter.provider.workspace
    everything = whole_scope(workspace, MARCH.previous(), MARCH)
    facts = facts_of(scope_of(workspace, quarter.supplied, everything, MARCH))
    for measure in COUNTED.keys() - set(OF_SUPPLIERS):
        figure = COUNTED_OF_SUPPLIER[measure](facts, MARCH)
        assert (figure.value, figure.cases, figure.unit) == (None, (), measure.unit)
    assert COUNTED_OF_SUPPLIER.keys() == COUNTED.keys()
