"""Anything can be drafted, in any order: what waits is the step that finishes a page, never the writing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from sdesk.models import (
    BusinessGoals,
    Customer,
    CustomerExperienceApproach,
    ServiceDesign,
    ServiceIncident,
    ServiceScope,
)
from sdesk.practice.lifecycle.records import latest_operation
from sdesk.practice.lifecycle.undo import undo
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.theme.marks import Shape
from sdesk.ui.wizard import WizardWindow, open_activity, open_case, open_setup, open_task
from tests.provider import CALLER, change, incident
from tests.ui.shell import inside
from tests.ui.wizard.walker import LEFT, Walker

Key = Qt.Key
HEARD = "Whoever hears it writes it down the same day, whether praise or blame."


def goes_to(walker: Walker, key: str) -> None:
    walker.qtbot.mouseClick(walker.entry(key), LEFT)
    assert walker.at == key


def told(walker: Walker) -> Callout:
    return inside(walker.window, "wizard.first", Callout)


def way_back(walker: Walker) -> QPushButton:
    return inside(walker.window, "wizard.come-back", QPushButton)


# ---------------------------------------------------------------- set-up and activities


@pytest.mark.torture
def test_every_page_of_the_set_up_has_its_form_open(newcomer: Walker):
    """With nothing there but a name and people: all sixteen can be written in, and those that wait say for what."""
    newcomer.opens(open_setup)
    for page in newcomer.window.pages():
        goes_to(newcomer, page.key)
        form = newcomer.form()
        assert form.isVisible() and form.sheet is not None, page.key
        assert form.sheet.body.first_open_field(), page.key
        assert newcomer.button("wizard.finish").isEnabled(), page.key
        assert told(newcomer).isVisible() == page.blocked, page.key
        if page.blocked:
            assert page.standing.blocked_by[0].work_product in told(newcomer).text()
            assert told(newcomer).button.text() in (f"Go to {page.leads_to}", f"Begin with {page.leads_to}")


@pytest.mark.a_few(1)
@pytest.mark.parametrize("activity", ["GO.4", "RE.2", "IN.1"])
def test_so_has_every_page_of_an_activity(newcomer: Walker, activity: str):
    newcomer.opens(open_activity, activity)
    for page in newcomer.window.pages():
        goes_to(newcomer, page.key)
        assert page.blocked and told(newcomer).isVisible()
        assert newcomer.form().isVisible() and newcomer.form().sheet is not None, page.key


def test_only_the_step_that_finishes_a_page_waits_for_what_comes_first(newcomer: Walker):
    """Written, kept, refused as often as it is pressed; there with one key, and back again when it is done."""
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    goes_to(newcomer, "GO.2.3")
    newcomer.finish()
    assert told(newcomer).tone() is Tone.ERROR
    assert newcomer.workspace.count(CustomerExperienceApproach) == 0  # nothing was typed
    newcomer.type("CustomerExperienceApproach.capture", HEARD)
    for _press in range(2):
        newcomer.finish()
        assert newcomer.dialog() is None
        assert newcomer.only(CustomerExperienceApproach).state == "draft"
        assert newcomer.only(CustomerExperienceApproach).capture == HEARD
    assert told(newcomer).tone() is Tone.ERROR
    assert told(newcomer).text() == (
        "“Approve customer experience” has to wait, and what you typed is kept. "
        "WP.14 Service delivery policy, objectives and plan(s) is not approved yet. That is done in GO.2.2."
    )
    newcomer.window.refresh()
    assert told(newcomer).tone() is Tone.ERROR  # and stays told
    assert newcomer.entry("GO.2.3").mark().word == "begun, approval waits"
    assert QApplication.focusWidget() is told(newcomer).button
    newcomer.qtbot.keyClick(told(newcomer).button, Key.Key_Return)
    assert newcomer.at == "GO.1.1"
    assert way_back(newcomer).text() == "Back to GO.2.3"
    newcomer.fill()
    newcomer.finish()
    newcomer.confirm()
    assert newcomer.only(ServiceScope).state == "approved"
    assert newcomer.at == "GO.2.3"
    assert told(newcomer).tone() is Tone.WARNING
    assert told(newcomer).button.text() == "Begin with GO.1.2"  # one step further on the way
    assert not way_back(newcomer).isVisible()


def test_whoever_was_sent_somewhere_comes_back_with_what_they_typed_kept(newcomer: Walker):
    newcomer.opens(open_setup)
    goes_to(newcomer, "GO.2.3")
    newcomer.press("wizard.go-first")
    goes_to(newcomer, "GO.3.2")  # looking round on the way changes nothing
    assert way_back(newcomer).isVisible()
    newcomer.type("DocumentProcedure.identification", "By number and version.")
    newcomer.press("wizard.come-back")
    assert newcomer.at == "GO.2.3"
    assert not inside(newcomer.window, "wizard.came-from", Callout).isVisible()
    goes_to(newcomer, "GO.3.2")
    assert newcomer.record.identification == "By number and version."


def test_a_page_that_asks_for_a_draft_alone_waits_for_nothing(newcomer: Walker):
    newcomer.opens(open_setup)
    goes_to(newcomer, "RE.1.1")
    assert told(newcomer).isVisible()
    newcomer.fill()
    newcomer.finish()
    assert newcomer.entry("RE.1.1").mark().shape is Shape.APPROVED


def test_what_has_to_come_first_elsewhere_opens_its_wizard_which_leads_back(newcomer: Walker):
    """RE.1 waits for GO.1.1, which is no page of it."""
    newcomer.desk.task_asked.connect(lambda key: open_task(newcomer.desk, key, newcomer.around))
    asking = newcomer.opens(open_activity, "RE.1")
    newcomer.press("wizard.go-first")
    [newcomer.window] = [
        each for each in newcomer.around.findChildren(WizardWindow) if each is not asking and each.isVisible()
    ]
    assert newcomer.at == "GO.1.1"
    assert way_back(newcomer).text() == "Back to RE.1.1"
    newcomer.press("wizard.come-back")
    newcomer.qtbot.waitUntil(asking.isActiveWindow)
    assert asking.page is not None and asking.page.key == "RE.1.1"
    assert not inside(newcomer.window, "wizard.came-from", Callout).isVisible()


def test_what_is_taken_back_has_to_come_first_again(newcomer: Walker):
    """A draft that was enough is undone: the page that went by it waits again, and says for what."""
    newcomer.opens(open_setup)
    goes_to(newcomer, "RE.1.1")
    newcomer.fill()
    newcomer.finish()
    goes_to(newcomer, "RE.1.2")
    assert not told(newcomer).isVisible()
    undo(newcomer.workspace, latest_operation(newcomer.workspace))
    newcomer.window.refresh()
    assert "WP.10 Service catalogue is begun" in told(newcomer).text()


def test_what_only_has_to_be_done_waits_too(newcomer: Walker):
    newcomer.opens(open_task, "RE.2.5")
    assert newcomer.finish_text() == "Record as done"
    newcomer.finish()
    assert told(newcomer).tone() is Tone.ERROR
    assert newcomer.at == "RE.2.5"


# ---------------------------------------------------------------- cases


def test_what_is_known_of_an_incident_is_written_before_its_turn(walker: Walker):
    """Also where it is past its draft: what is typed is stored when somebody goes to another page."""
    case = walker.provider.take(incident(walker.provider, "recorded"), "record")
    walker.opens(open_case, case.id)
    goes_to(walker, "IN.2.5")
    assert walker.finish_text() == "Close incident"
    assert (
        not walker.form().missing.visibleRegion().boundingRect().height()
    )  # what “Classify” lacks is not asked here
    walker.type("ServiceIncident.root_cause", "A fuse of the old kind had blown.")
    walker.finish()
    assert walker.dialog() is None
    assert walker.now(case).state == "recorded"
    goes_to(walker, "IN.2.4")
    walker.type("ServiceIncident.solution", "A new one was put in.")
    goes_to(walker, "IN.2.2")
    assert (walker.now(case).root_cause, walker.now(case).solution) == (
        "A fuse of the old kind had blown.",
        "A new one was put in.",
    )
    assert not walker.window.task_page.unsaved()


def test_a_paper_of_a_change_is_begun_before_the_change_is_decided(walker: Walker):
    request = walker.provider.take(change(walker.provider, "approved"), "submit")
    walker.opens(open_case, request.id)
    goes_to(walker, "CO.2.3")
    walker.type("ServiceDesign.budget", "Two hours")
    walker.finish()
    assert told(walker).tone() is Tone.ERROR
    design = walker.only(ServiceDesign)
    assert (design.change, design.budget, design.state) == (request.id, "Two hours", "draft")
    assert walker.now(request).state == "requested"
    walker.press("wizard.go-first")
    assert walker.at == "CO.2.1"
    walker.finish()
    walker.confirm()
    assert walker.at == "CO.2.3"
    assert told(walker).button.text() == "Go to CO.2.2"


def test_an_incident_is_recorded_and_classified_with_nothing_but_people_there(newcomer: Walker):
    """No service is offered, no agreement made, no policy approved: its pages go on all the same."""
    provider = newcomer.provider
    draft = provider.create(
        ServiceIncident,
        summary="No e-mail",
        details="Nobody at the front desk can read their mail.",
        customer=provider.create(Customer, name="Pier Dental").id,
        reporter=CALLER,
        started_at=provider.clock.now,
    )
    newcomer.opens(open_case, draft.id)
    assert (newcomer.at, newcomer.finish_text()) == ("IN.2.1", "Record incident")
    newcomer.finish()
    assert newcomer.at == "IN.2.2"
    assert newcomer.window.task_page._note.text().startswith("No approved policy says yet which priority")
