"""A step taken on both sides, on the screen: with what it brought about in other records, and taken again by its key."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from sdesk.models import ActionItem, ServiceBuild, ServiceIncident
from sdesk.practice.control.changes import paper_of
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.team.settling.screen import SettleScreen
from tests.practice.audit.raising import finding
from tests.provider import incident
from tests.ui.control.test_changes import ready_to_clear
from tests.ui.shell import CTRL, inside
from tests.ui.team.firm import Firm
from tests.ui.team.test_settling import (
    cards,
    is_settled,
    offered,
    on,
    press,
    says_nothing_is_left,
    settling,
    shared,
    texts,
)


def choose_the_step(screen: SettleScreen) -> None:
    step = next(at for at, each in enumerate(screen.lines()) if each.kind in ("step", "approval"))
    inside(screen, "settle.list", QListView).setCurrentIndex(screen._model.index(step, 0))


def test_what_a_step_brought_about_elsewhere_falls_with_it_and_is_told(
    qtbot, two: Firm, tmp_path: Path
) -> None:
    """Deployment is approved here, and with it the build; there the change goes back to design, a moment before."""
    office, site = two
    change = shared(two, ready_to_clear(office))
    office.save(on(office, change), reference="so that what follows is later")
    office.take(on(office, change), "clear")
    site.works(site.ana)
    site.take(on(site, change), "redesign", reason="One thing was forgotten.")
    build = paper_of(office.workspace, change, ServiceBuild)
    assert build is not None
    assert on(office, build).state == "approved"
    two.exchange()
    for each in two:
        assert (on(each, change).state, on(each, build).state) == ("designed", "built")
    with settling(qtbot, office, tmp_path) as screen:
        choose_the_step(screen)
        assert {where: card.stands for where, card in cards(screen).items()} == {"Here": False, "site": True}
        assert f"{build.number}: Approve for deployment. It does not stand either." in texts(
            cards(screen)["Here"]
        )
        assert build.number not in texts(cards(screen)["site"])
        while screen.lines():
            press(screen, Qt.Key.Key_0)
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert {(on(each, change).state, on(each, build).state) for each in two} == {("designed", "built")}


def test_what_a_step_made_elsewhere_stays_and_is_told(qtbot, two: Firm, tmp_path: Path) -> None:
    """The action to a finding is planned on both sides: one plan stands, and both have their action item."""
    office, site = two
    made = shared(two, finding(office))
    due = office.clock.now.date() + timedelta(days=14)
    for each in two:
        plan = {"correction": "Told on the same day.", "cause": "Nobody is asked.", "due": due}
        each.take(
            each.save(on(each, made), correction=plan["correction"], cause=plan["cause"]),
            "plan", corrective_action=f"As the {each.name} plans it", due=due,
        )  # fmt: skip
    two.exchange()
    actions = {each.description: each for each in office.workspace.find(ActionItem)}
    assert {f"As the {each.name} plans it" for each in two} <= actions.keys()
    with settling(qtbot, office, tmp_path) as screen:
        choose_the_step(screen)
        for where, name in (("Here", "office"), ("site", "site")):
            said = texts(cards(screen)[where])
            number = actions[f"As the {name} plans it"].number
            fell = not cards(screen)[where].stands
            assert f"{number}: Created. It stays." in said if fell else f"{number}: Created" in said
        while screen.lines():
            press(screen, Qt.Key.Key_0)
    assert is_settled(two)
    assert len(site.workspace.find(ActionItem)) == len(actions)


def test_a_step_that_still_can_be_taken_is_offered_again(qtbot, two: Firm, tmp_path: Path) -> None:
    """Investigated there, cancelled here a moment later: who knows both can cancel it still, with the reason that it asks."""
    office, site = two
    mine = incident(office, "closed")
    for step in ("record", "classify"):
        mine = office.take(mine, step)
    two.exchange()
    site.take(on(site, mine), "investigate")
    office.save(on(office, mine), reference="so that it is later")
    office.take(on(office, mine), "cancel", reason="No fault.")
    two.exchange()
    assert {on(each, mine).state for each in two} == {"investigated"}
    with settling(qtbot, office, tmp_path) as screen:
        choose_the_step(screen)
        assert "“Cancel incident” again   Ctrl+Return" in offered(screen)
        press(screen, Qt.Key.Key_Return, CTRL)
        asking = inside(screen, "step.dialog", StepDialog)
        assert on(office, mine).state == "investigated"
        inside(asking, "step.reason.edit").setPlainText("No fault, as both of us know now.")
        asking.confirm()
        assert "step" not in {each.kind for each in screen.lines()}
        while screen.lines():
            press(screen, Qt.Key.Key_0)
    assert is_settled(two)
    assert {on(each, mine).state for each in two} == {"cancelled"}


def test_a_step_that_cannot_be_taken_from_there_any_more_is_not_offered(
    qtbot, two: Firm, tmp_path: Path
) -> None:
    office, site = two
    mine: ServiceIncident = incident(office, "closed")
    for step in ("record", "classify"):
        mine = office.take(mine, step)
    two.exchange()
    site.take(on(site, mine), "cancel", reason="Reported twice.")
    office.save(on(office, mine), reference="so that it is later")
    office.take(on(office, mine), "investigate")
    two.exchange()
    assert {on(each, mine).state for each in two} == {"cancelled"}
    with settling(qtbot, office, tmp_path) as screen:
        choose_the_step(screen)
        assert not any("again" in each for each in offered(screen))
        press(screen, Qt.Key.Key_Return, CTRL)
        assert {on(each, mine).state for each in two} == {"cancelled"}
        while screen.lines():
            press(screen, Qt.Key.Key_0)
    assert is_settled(two)
