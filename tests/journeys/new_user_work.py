"""The first work of a new provider: an item, a change from request to review, incidents, what customers say."""

from typing import Any

from sdesk.practice.calendar import days
from sdesk.ui.pieces import RowsEditor
from tests.journeys.forms import Form
from tests.journeys.story import Journey


def records_items(ana: Journey) -> None:
    """A second configuration item, in the list this time; the first one was made in the wizard."""
    ana.bring_up(ana.window)
    ana.goes_to_tab("Service control")
    ana.hands.picture("tab-control")
    ana.goes_to_list("WP.02")
    ana.writes_new(
        name="Reception desktop", type="Hardware", description="The computer at the front desk of Pier Dental.",
        location="Pier Dental", relations=[{"kind": "depends on", "item": "Backup"}],
    )  # fmt: skip
    ana.hands.picture("item")
    ana.takes_step("put-in-service")
    assert ana.record.state == "in service"


def makes_a_change(ana: Journey) -> None:
    ana.goes_to_list("WP.11")
    ana.hands.picture("changes")
    ana.writes_new(
        purpose="More room for backups", kind="Normal", priority="3 moderate", date_needed="+14",
        configuration_items="Backup server", requirement="The disks are nearly full.", requester="Dora Lind",
    )  # fmt: skip
    ana.hands.picture("change")
    ana.takes_step("submit")
    ana.hands.choose_from_menu("action.more", "action.case", ana.record_form().around)
    ana.on_page("CO.2.1").fill(business_impact="Backups pause for an hour.", risk="Low")
    scores(ana)
    ana.continues("Approve change")
    ana.confirms(decision_reason="Needed, and without risk.")
    ana.on_page("CO.2.2").fill(planned_start="today 0:00", planned_end="tomorrow 0:00")
    ana.continues("Put on the schedule")
    ana.confirms()
    ana.on_page("CO.2.3").fill(
        tools_and_methods="The vendor's tool.", budget="EUR 400", resources="Ben, half a day",
        senior_responsible_owner="Ana", service_owner="Ana",
        risks=[{"risk": "A disk fails on the way", "assessment": "Low", "mitigation": "A copy is made before."}],
        quality_measures="Backups of the night before can be read.",
        acceptance_criteria=[{"criterion": "Twice the room is there."}],
    )  # fmt: skip
    ana.continues("Approve service design")
    thin = "too thin to count as evidence: Tools, methods and techniques: it has 14 of 20 letters."
    assert thin in ana.complaints(), ana.complaints()
    ana.hands.press("dialog.keep-editing")
    ana.on_page("CO.2.3").fill(
        tools_and_methods="The vendor's own tool, on a spare machine first.",
    )
    ana.continues("Approve service design")
    assert "too thin" not in ana.complaints(), ana.complaints()
    ana.confirms()
    notes = ana.folder / "disk-layout.txt"
    notes.write_text("Two disks of 8 TB, mirrored\n")
    build = ana.on_page("CO.2.4")
    build.attach("action.attach-copy", notes)
    ana.hands.picture("attached")
    build.fill(build_procedure="Put the disks in, mirror them, copy everything.")
    ana.continues("Mark as built")
    ana.confirms()
    test = ana.on_page("CO.3.1")
    ran = test.field("tests")
    assert isinstance(ran, RowsEditor)
    unfold(ana, ran)
    test.fill_row(ran.rowForms()[0], {"result": "Twice the room is there.", "passed": "Yes"})
    test.fill(
        interpretation="Every test has to pass; what fails is mended first.", errors="None.", collected_at=typed_now(ana),
        interpreted_by="Ana", validated_by="Ana", conclusion="Passed", conclusion_text="Ready to deploy.",
    )  # fmt: skip
    ana.continues("Approve test report")
    ana.confirms()
    ana.continues("Approve deployment")
    says_more(ana, "deployment_reason", "All tests passed.", "it has 3 of 4 words")
    ana.confirms(deployment_reason="All tests passed, and Dora Lind agreed to the day.")
    ana.on_page("CO.3.3")
    ana.continues("Confirm on the schedule")
    ana.confirms()
    ana.on_page("CO.3.4")
    ana.continues("Deployed")
    ana.confirms(deployment_outcome="Twice the room, nothing lost.")
    ana.on_page("CO.3.5")
    ana.continues("Close change")
    says_more(ana, "review", "Nothing to add.", "it has 3 of 4 words")
    ana.confirms(
        review_result="Worked as planned", review="It took an hour, as planned, and nobody was cut off."
    )
    ana.continues("Close")


def says_more(ana: Journey, field: str, text: str, why: str) -> None:
    """The dialog says that too little is said in it, while it is being written."""
    dialog = ana.hands.dialog()
    assert dialog is not None
    Form(ana.hands, dialog).fill(**{field: text})
    assert f"too thin to count as evidence: {why}." in ana.complaints(), ana.complaints()
    ana.hands.picture(f"thin-{field}")


def typed_now(ana: Journey) -> str:
    """The moment, by the clock of the organization, as it is typed into a field for day and time."""
    now = ana.workspace.clock().astimezone(days.zone_of(ana.workspace))
    return f"{now:%Y-%m-%d %H:%M}"


def scores(ana: Journey) -> None:
    """Say of each criterion how the change does."""
    form = Form(ana.hands, ana.wizard.task_page.products)
    evaluation = form.field("evaluation")
    assert isinstance(evaluation, RowsEditor)
    unfold(ana, evaluation)
    for row in evaluation.rowForms():
        form.fill_row(row, {"score": "Good", "finding": "Nothing against it."})


def unfold(ana: Journey, rows: RowsEditor) -> None:
    """Open all rows below their lines."""
    for row in rows.rowForms():
        if not row.is_open():
            ana.hands.press("action.fold", row)


def has_incidents(ana: Journey) -> None:
    """One with significant impact, one that has to wait, one that comes back."""
    ana.bring_up(ana.window)
    ana.goes_to_tab("Incidents")
    records_incident(ana, summary="Nobody can work", details="All screens are dark.")
    classifies(ana, impact="High", urgency="High")
    ana.takes_step("investigate")
    notes_step(ana, "Replaced the fuse")
    ana.takes_step("restore")
    ana.record_form().fill(
        root_cause="An old fuse.", solution="A new fuse, and a spare one in the drawer.", review="Well done."
    )
    ana.takes_step("close")
    assert ana.record.state == "closed"
    waits(ana)
    comes_back(ana)


def waits(ana: Journey) -> None:
    records_incident(ana, summary="The printer is out of toner", details="The one at reception.")
    classifies(ana, impact="Low", urgency="Low")
    ana.takes_other_step("hold", reason="The toner comes tomorrow.")
    assert ana.record.on_hold
    ana.hands.picture("on-hold")
    ana.takes_other_step("resume")
    assert not ana.record.on_hold
    is_solved(ana, "Put the toner in")


def comes_back(ana: Journey) -> None:
    records_incident(ana, summary="Mail is slow", details="Since the morning.")
    classifies(ana, impact="Medium", urgency="Low")
    is_solved(ana, "Started the mail program again")
    ana.takes_other_step("reopen", reason="It is slow again.")
    assert ana.record.state == "classified"
    is_solved(ana, "Took away an old add-on")


def is_solved(ana: Journey, by: str) -> None:
    ana.takes_step("investigate")
    notes_step(ana, by)
    ana.takes_step("restore")
    ana.takes_step("close")
    assert ana.record.state == "closed"


def records_incident(ana: Journey, **values: Any) -> None:
    ana.writes_new(**values, customer="Pier", service="Managed", reporter="Dora Lind")
    ana.hands.picture("incident")
    ana.takes_step("record")
    assert ana.record.state == "recorded"


def classifies(ana: Journey, impact: str, urgency: str) -> None:
    harm = "The front desk works on paper."
    ana.record_form().fill(
        impact=impact, impact_in_words=harm, urgency=urgency, configuration_items="Reception"
    )
    ana.takes_step("classify")
    assert ana.record.state == "classified"


def notes_step(ana: Journey, text: str) -> None:
    ana.takes_other_step("add-step", text=text)


def hears_from_customers(ana: Journey) -> None:
    ana.goes_to_tab("Governance")
    ana.goes_to_list("WP.06")
    ana.writes_new(kind="Complaint", description="It took too long.", contact="Dora Lind", customer="Pier")
    ana.takes_step("record")
    ana.hands.picture("feedback")
    ana.goes_to_tab("Relationships")
    ana.goes_to_list("SurveyScore")
    ana.writes_new(customer="Pier", score="4")
    ana.takes_step("record")
    assert ana.record.state == "recorded"
