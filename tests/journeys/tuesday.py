"""Tuesday: a pre-approved change in two clicks, and the Control Manager's decisions."""

from typing import Any

from sdesk.models import ConfigurationItem, ServiceChangeRequest
from sdesk.models.control import Decision
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.ui.pieces import RowsEditor
from tests.journeys.week import Week


def tuesday(ana: Week) -> None:
    ana.comes_in(1)
    ana.works_as("J")
    a_change_from_a_model(ana)
    ana.works_as("Ana Reyes")
    decides_on_the_disks(ana)
    rejects_one(ana)


def a_change_from_a_model(jo: Week) -> None:
    """Two clicks make it; by its standing procedure it is deployed the same day, and its items say so."""
    jo.goes_to_tab("Service control")
    jo.goes_to_list("WP.11")
    jo.hands.choose_from_menu("action.new-from-model", "model.MOD-0005", jo.window.current_page())
    change = jo.record
    assert isinstance(change, ServiceChangeRequest) and change.state == "requested", change.state
    jo.hands.picture("from-model")
    jo.takes_step("schedule-pre-approved", planned_start=jo.typed(1, 10), planned_end=jo.typed(1, 11))
    jo.takes_step("use-standing-procedure")
    jo.clock.pass_time(hours=2)
    item = jo.workspace.get(ConfigurationItem, change.configuration_items[0])
    assert item is not None
    jo.hands.press("action.deploy", jo.record_form().around)
    jo.hands.type_into(jo.hands.see(f"deploy.{item.number}.release"), "valid until July 2027")
    jo.confirms(deployment_outcome="New certificate in place, seen in three browsers.")
    item = jo.fresh(item)
    assert item.release == "valid until July 2027"
    assert item.date_of_service == jo.clock.now.date()
    assert jo.fresh(change).state == "deployed"
    jo.hands.picture("deployed")


def waiting_for_a_decision(ana: Week, words: str) -> Any:
    change = ana.finds(words)
    assert isinstance(change, ServiceChangeRequest) and change.state == "requested", change
    return change


def decides_on_the_disks(ana: Week) -> None:
    """Every criterion gets its score; without, the change is not approved."""
    change = waiting_for_a_decision(ana, "Replace both disks of the school")
    ana.hands.press("action.approve", ana.record_form().around)
    lacking = {each.field for each in ana.window.current_page().form.missing.problems()}
    assert {"business_impact", "risk", "evaluation"} <= lacking
    ana.hands.picture("approve-refused")
    form = ana.record_form()
    form.fill(business_impact="Two hours without files on an evening; none if it goes well.", risk="Low")
    editor: Any = form.field("evaluation")
    assert isinstance(editor, RowsEditor) and len(editor.rowForms()) >= 4
    for row in editor.rowForms():
        ana.unfolds(row)
        form.fill_row(row, {"score": "Good", "finding": "Done before, at the dental practice."})
    ana.hands.picture("scored")
    form.fill(back_out_plan="Put the old disks back in.")
    ana.takes_step("approve", decision_reason="The disks fail; little risk, no cost to the school.")
    change = ana.fresh(change)
    assert change.state == "approved" and change.decision is Decision.APPROVED
    approval = approvals_of(ana.workspace, change)[-1]
    assert approval.role == "CM" and approval.person_id == ana.workspace.person_id
    ana.takes_step("schedule", planned_start=ana.typed(2, 18), planned_end=ana.typed(2, 20))


def rejects_one(ana: Week) -> None:
    change = waiting_for_a_decision(ana, "CHG-2026-0023")
    ana.takes_other_step("reject", decision_reason="The register sells the same from September.")
    change = ana.fresh(change)
    assert change.state == "rejected" and change.decision is Decision.REJECTED
    ana.hands.picture("rejected")
