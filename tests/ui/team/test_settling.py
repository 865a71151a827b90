"""Each rule of docs/team.md on the screen: two laptops that share a workspace meet, a key is pressed, and both have the same."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget

from sdesk.models import AssignedRoles, BusinessGoals, Record, ServiceIncident, ServiceScope
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.records import delete_draft, new_version, reload, versions_of
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.team.settling import to_look_at, to_settle
from sdesk.storage.history import latest_operation
from sdesk.translation import message
from sdesk.ui.pieces import Callout, EmptyState, StateLabel
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.marked_text import ChangedText
from sdesk.ui.team.settling.screen import SettleScreen
from sdesk.ui.team.settling.side_card import SideCard
from sdesk.ui.today.to_do_list import ThingList
from sdesk.ui.window.main_window import MainWindow
from tests.provider import incident
from tests.ui.shell import CTRL, inside, shown_window
from tests.ui.team.firm import Firm, Laptop

R = TypeVar("R", bound=Record)


def on(laptop: Laptop, record: R) -> R:
    return reload(laptop.workspace, record)


def shared(firm: Firm, record: R) -> R:
    firm.exchange()
    return record


def written_on_each(firm: Firm, record: Record, field: str, texts: Sequence[str]) -> None:
    for each, text in zip(firm, texts, strict=True):
        each.save(on(each, record), **{field: text})
    firm.exchange()


@contextmanager
def settling(qtbot, laptop: Laptop, folder: Path) -> Iterator[SettleScreen]:
    """The window of one laptop, with the screen over it."""
    with shown_window(qtbot, laptop.workspace, folder) as window:
        window.desk.open_settling()
        yield screen_of(qtbot, window)


def screen_of(qtbot, window: MainWindow) -> SettleScreen:
    screen = inside(window, "settle", SettleScreen)
    qtbot.waitUntil(screen.isActiveWindow)
    return screen


def press(screen: SettleScreen, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Where the keys go now."""
    QTest.keyClick(QApplication.focusWidget() or screen, key, modifier)


def offered(screen: SettleScreen) -> list[str]:
    """What the buttons say, each with its key."""
    acts = inside(screen, "settle.acts")
    return [each.text() for each in acts.findChildren(QPushButton) if each.isVisibleTo(acts)]


def cards(screen: SettleScreen) -> dict[str, SideCard]:
    return {each.where: each for each in screen.findChildren(SideCard)}


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QWidget) if hasattr(each, "text"))


def is_settled(firm: Firm) -> bool:
    """On all of them, after the next exchange."""
    firm.exchange()
    return [to_settle(each.workspace) for each in firm] == [[] for _each in firm]


def says_nothing_is_left(screen: SettleScreen) -> bool:
    empty = inside(screen, "settle.empty", EmptyState)
    return empty.isVisible() and not inside(screen, "settle.list").isVisible()


# ---------------------------------------------------------------- a field


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_1, "office"), (Qt.Key.Key_2, "site")])
def test_one_of_two_values_is_kept(qtbot, two: Firm, tmp_path: Path, key, kept: str) -> None:
    office = two[0]
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    written_on_each(two, mine, "summary", ("No mail, says office", "No mail, says site"))
    with settling(qtbot, office, tmp_path) as screen:
        said = texts(inside(screen, "settle.page"))
        assert {"Here", "site"} == set(cards(screen))
        assert all(
            each in said for each in ("No mail, says office", "No mail, says site", "Ana Reyes", "Ben")
        )
        assert "No mail" in said.split("\n")  # what it said before both
        press(screen, key)  # what was written here always has the first
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert {on(each, mine).summary for each in two} == {f"No mail, says {kept}"}


def test_keys_stand_on_the_buttons_and_say_whose(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = shared(two, incident(two[0], "recorded"))
    written_on_each(two, mine, "summary", ("of the office", "of the site"))
    for laptop, folder in zip(two, ("a", "b"), strict=True):
        (tmp_path / folder).mkdir()
        with settling(qtbot, laptop, tmp_path / folder) as screen:
            said = offered(screen)
            assert {"Keep mine", "Keep theirs"} == {each.split("   ")[0] for each in said[:2]}
            assert [each.split("   ")[1] for each in said] == ["1", "2", "0", "Return"]
            assert said[0].startswith("Keep mine")


def test_what_stands_says_so_and_nothing_else_does(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = shared(two, incident(two[0], "recorded"))
    written_on_each(two, mine, "summary", ("of the office", "of the site"))
    with settling(qtbot, two[0], tmp_path) as screen:
        for card in cards(screen).values():
            said = [each.mark().word for each in card.findChildren(StateLabel)]
            is_it = on(two[0], mine).summary in texts(card)
            assert said == (["stands now"] if is_it else ["does not stand"])


def test_it_stays_as_it_is(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = shared(two, incident(two[0], "recorded"))
    written_on_each(two, mine, "summary", ("of the office", "of the site"))
    before = on(two[0], mine).summary
    with settling(qtbot, two[1], tmp_path) as screen:
        press(screen, Qt.Key.Key_0)
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert {on(each, mine).summary for each in two} == {before}


def test_a_long_text_shows_what_each_changed_in_it(qtbot, two: Firm, tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {n} of the notes." for n in range(12)]
    mine = shared(two, incident(two[0], "recorded", notes="\n".join(paragraphs)))
    wrote = []
    for each in two:
        own = [*paragraphs]
        own[6] = f"Paragraph 6, as the {each.name} <b>saw</b> it."
        wrote.append("\n".join(own))
    written_on_each(two, mine, "notes", wrote)
    with settling(qtbot, two[0], tmp_path) as screen:
        found = screen.findChildren(ChangedText)
        assert sorted(shown.plain for shown in found) == sorted(wrote)
        for shown in found:
            assert "<s>" in shown.text()
            assert "<u>" in shown.text()
            assert "&lt;b&gt;" in shown.text() or "&lt;" in shown.text()  # what people write is no markup
            assert "Paragraph 5" in shown.text()
            assert "Paragraph 1 " not in shown.text()
            assert "paragraphs are the same" in shown.text()


def test_three_values_are_all_shown_and_any_is_kept(qtbot, three: Firm, tmp_path: Path) -> None:
    mine = shared(three, incident(three[0], "recorded", summary="No mail"))
    written_on_each(three, mine, "summary", ("of the office", "of the site", "at home"))
    with settling(qtbot, three[0], tmp_path) as screen:
        assert set(cards(screen)) == {"Here", "site", "home"}
        assert {"Keep mine", "Keep that of site", "Keep that of home"} == {
            each.split("   ")[0] for each in offered(screen)[:3]
        }
        (said,) = [each for each in offered(screen) if "home" in each]
        press(screen, Qt.Key(Qt.Key.Key_0.value + int(said.split()[-1])))
    assert is_settled(three)
    assert {on(each, mine).summary for each in three} == {"at home"}


def test_paragraphs_that_were_put_together_are_listed_until_seen(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = shared(two, incident(two[0], "recorded", notes="one\ntwo\nthree"))
    written_on_each(two, mine, "notes", ("ONE\ntwo\nthree", "one\ntwo\nTHREE"))
    with settling(qtbot, two[0], tmp_path) as screen:
        assert inside(screen, "settle.count").text() == "1 text put together"
        assert offered(screen) == ["Seen   0", "Open the record   Return"]
        press(screen, Qt.Key.Key_0)
        assert says_nothing_is_left(screen)
    two.exchange()
    assert [to_look_at(each.workspace) for each in two] == [[], []]
    assert on(two[1], mine).notes == "ONE\ntwo\nTHREE"


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("key", "left"),
    [
        (Qt.Key.Key_1, ["one"]),
        (Qt.Key.Key_2, ["one", "two and a half"]),
        (Qt.Key.Key_0, ["one", "two and a half"]),
    ],
)
def test_a_row_taken_out_here_and_changed_there(
    qtbot, two: Firm, tmp_path: Path, key, left: list[str]
) -> None:
    office, site = two
    goals = shared(two, office.create(BusinessGoals, goals=(Goal(statement="one"), Goal(statement="two"))))
    first, second = on(office, goals).goals
    office.save(on(office, goals), goals=(first,))
    site.save(on(site, goals), goals=(first, second.model_copy(update={"statement": "two and a half"})))
    two.exchange()
    with settling(qtbot, office, tmp_path) as screen:
        assert "two  →  two and a half" in texts(cards(screen)["site"])
        assert "Took the line out" in texts(cards(screen)["Here"])
        assert [each.mark().word for each in cards(screen)["site"].findChildren(StateLabel)] == ["stands now"]
        assert [each.mark().word for each in cards(screen)["Here"].findChildren(StateLabel)] == [
            "does not stand"
        ]
        assert [each.split("   ")[0] for each in offered(screen)[:2]] == ["Keep mine", "Keep theirs"]
        press(screen, key)
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert [[row.statement for row in on(each, goals).goals] for each in two] == [left, left]


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_1, "office"), (Qt.Key.Key_2, "site")])
def test_the_same_column_of_a_row(qtbot, two: Firm, tmp_path: Path, key, kept: str) -> None:
    """The other row, and the columns of this one that nobody wrote twice, stay."""
    office, site = two
    rows = (Goal(statement="one"), Goal(statement="two"))
    goals = shared(two, office.create(BusinessGoals, goals=rows))
    for each in two:
        first, second = on(each, goals).goals
        wrote = {
            "statement": f"of {each.name}",
            **({"measure": "as the site has it"} if each is site else {}),
        }
        each.save(on(each, goals), goals=(first.model_copy(update=wrote), second))
    two.exchange()
    stood = on(office, goals).goals[0].statement
    with settling(qtbot, office, tmp_path) as screen:
        for card in cards(screen).values():
            said = [each.mark().word for each in card.findChildren(StateLabel)]
            is_it = f"{stood}" in texts(card)
            assert said == (["stands now"] if is_it else ["does not stand"])
        press(screen, key)
    assert is_settled(two)
    for each in two:
        first, second = on(each, goals).goals
        assert (first.statement, first.measure) == (f"of {kept}", "as the site has it")
        assert second.statement == "two"


def no_conflict(two: Firm, how: str) -> Callable[[Laptop], bool]:
    """Both wrote, and nothing of it met. Gives whether a laptop has what both wrote."""
    office, site = two
    rows = (Goal(statement="one"), Goal(statement="two"))
    goals = shared(two, office.create(BusinessGoals, goals=rows))
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    first, second = on(office, goals).goals
    if how == "the same value":
        for each in two:
            each.save(on(each, mine), summary="No mail anywhere")
        return lambda each: on(each, mine).summary == "No mail anywhere"
    if how == "different fields":
        office.save(on(office, mine), summary="No mail anywhere")
        site.save(on(site, mine), reference="4711")
        return lambda each: (on(each, mine).summary, on(each, mine).reference) == ("No mail anywhere", "4711")
    if how == "different rows":
        office.save(on(office, goals), goals=(first, second, Goal(statement="of the office")))
        site.save(on(site, goals), goals=(first, second, Goal(statement="of the site")))
        wanted = {"one", "two", "of the office", "of the site"}
        return lambda each: {row.statement for row in on(each, goals).goals} == wanted
    office.save(on(office, goals), goals=(first.model_copy(update={"statement": "of the office"}), second))
    site.save(on(site, goals), goals=(first.model_copy(update={"measure": "of the site"}), second))
    return lambda each: [(row.statement, row.measure) for row in on(each, goals).goals] == [
        ("of the office", "of the site"), ("two", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "how", ["the same value", "different fields", "different rows", "different columns of a row"]
)
def test_what_did_not_meet_is_not_asked(qtbot, two: Firm, tmp_path: Path, how: str) -> None:
    has_both = no_conflict(two, how)
    two.exchange()
    with settling(qtbot, two[0], tmp_path) as screen:
        assert says_nothing_is_left(screen)
    assert [has_both(each) for each in two] == [True, True]


# ---------------------------------------------------------------- steps and approvals


def on_hold_here_restored_there(two: Firm) -> ServiceIncident:
    """An incident of which two steps met: the one of the site does not stand."""
    office, site = two
    mine = incident(office, "closed")
    for step in ("record", "classify", "investigate"):
        mine = office.take(mine, step)
    two.exchange()
    office.take(on(office, mine), "cancel", reason="No fault.")
    site.save(on(site, mine), notes="so that it is later")
    site.take(on(site, mine), "restore")
    two.exchange()
    return mine


def test_two_steps(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = on_hold_here_restored_there(two)
    assert on(two[0], mine).state == "cancelled"
    with settling(qtbot, two[1], tmp_path) as screen:
        step = next(at for at, each in enumerate(screen.lines()) if each.kind == "step")
        inside(screen, "settle.list", QListView).setCurrentIndex(screen._model.index(step, 0))
        assert {where: card.stands for where, card in cards(screen).items()} == {
            "Here": False,
            "desk-1": True,
        }
        while screen.lines():
            press(screen, Qt.Key.Key_0)
    assert is_settled(two)
    assert {on(each, mine).state for each in two} == {"cancelled"}


def test_an_approval_is_given_again_by_its_key_after_its_sheet(qtbot, two: Firm, tmp_path: Path) -> None:
    office, site = two
    site.works(site.ana)
    scope = shared(two, office.complete(ServiceScope, "approved"))
    office.take(on(office, scope), "approve")
    site.save(on(site, scope), technology="Another one")
    two.exchange()
    assert on(office, scope).state == "draft"
    with settling(qtbot, office, tmp_path) as screen:
        assert {where: card.stands for where, card in cards(screen).items()} == {"Here": False, "site": True}
        assert "Another one" in texts(cards(screen)["site"])
        assert "“Approve” again   Ctrl+Return" in offered(screen)
        press(screen, Qt.Key.Key_Return, CTRL)
        sheet = inside(screen, "step.dialog", StepDialog)
        assert on(office, scope).state == "draft"
        sheet.confirm()
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert {on(each, scope).state for each in two} == {"approved"}
    assert {on(each, scope).technology for each in two} == {"Another one"}
    assert all(len(approvals_of(each.workspace, on(each, scope))) == 1 for each in two)


def test_after_an_approval_the_words_that_were_changed_are_marked(qtbot, two: Firm, tmp_path: Path) -> None:
    """What was approved against what stands now, in however many acts it came there: one text to read for each laptop."""
    office, site = two
    site.works(site.ana)
    before = "Mail, files and telephones in the cloud, of two providers"
    scope = shared(two, office.complete(ServiceScope, "approved", technology=before, notes="one\ntwo\nthree"))
    office.save(on(office, scope), notes="ONE\ntwo\nthree")
    office.take(on(office, scope), "approve")
    site.save(on(site, scope), technology="Mail and files in the cloud, of two providers")
    site.save(on(site, scope), technology="Mail and files at the customer's, of one", notes="one\ntwo\nTHREE")
    two.exchange()
    assert on(office, scope).notes == "ONE\ntwo\nTHREE"
    with settling(qtbot, office, tmp_path) as screen:
        approval = next(at for at, each in enumerate(screen.lines()) if each.kind == "approval")
        inside(screen, "settle.list", QListView).setCurrentIndex(screen._model.index(approval, 0))
        assert [card.where for card in screen.findChildren(SideCard)] == ["Here", "site"]
        marked = cards(screen)["site"].findChildren(ChangedText)
        assert [each.plain for each in marked] == [on(office, scope).technology, on(office, scope).notes]
        technology, notes = (each.text() for each in marked)
        assert "<s>" in technology
        assert "telephones" in technology  # of the text that was approved, not of the one between
        assert "one<br>" not in notes
        assert "<u>THREE</u>" in notes
        assert "<s>ONE" not in notes  # the approval covers it


def test_two_approvals_of_the_same_text(qtbot, two: Firm, tmp_path: Path) -> None:
    two[1].works(two[1].ana)
    scope = shared(two, two[0].complete(ServiceScope, "approved"))
    for each in two:
        each.take(on(each, scope), "approve")
    two.exchange()
    with settling(qtbot, two[0], tmp_path) as screen:
        assert {card.stands for card in cards(screen).values()} == {False, True}
        press(screen, Qt.Key.Key_0)
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert [len(approvals_of(each.workspace, on(each, scope))) for each in two] == [1, 1]


def test_one_document_made_on_both_sides(qtbot, two: Firm, tmp_path: Path) -> None:
    made = [each.create(BusinessGoals, notes=f"of the {each.name}") for each in two]
    two.exchange()
    with settling(qtbot, two[0], tmp_path) as screen:
        kinds = [str(each.kind) for each in screen.lines()]
        assert "created" in kinds
        inside(screen, "settle.list", QListView).setCurrentIndex(
            screen._model.index(kinds.index("created"), 0)
        )
        assert set(cards(screen)) == {"Here", "site"}
        while screen.lines():
            press(screen, Qt.Key.Key_0)
    assert is_settled(two)
    assert {each.id for each in made} == {each.id for each in two[1].workspace.find(BusinessGoals)}


def test_two_approved_versions(qtbot, two: Firm, tmp_path: Path) -> None:
    two[1].works(two[1].ana)
    scope = shared(two, two[0].approved(ServiceScope))
    for each in two:
        draft = each.save(new_version(each.workspace, on(each, scope)), technology=each.name)
        each.take(draft, "approve")
    two.exchange()
    with settling(qtbot, two[0], tmp_path) as screen:
        assert {card.stands for card in cards(screen).values()} == {False, True}
        press(screen, Qt.Key.Key_0)
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert sorted(each.state for each in versions_of(two[1].workspace, scope)) == [
        "approved",
        "draft",
        "superseded",
    ]


@pytest.mark.parametrize("kept", ["office", "site"])
def test_two_drafts_of_one_version(qtbot, two: Firm, tmp_path: Path, kept: str) -> None:
    scope = shared(two, two[0].approved(ServiceScope))
    for each in two:
        each.save(new_version(each.workspace, on(each, scope)), technology=f"of the {each.name}")
    two.exchange()
    with settling(qtbot, two[0], tmp_path) as screen:
        assert {each.split("   ")[0] for each in offered(screen)} == {
            "Go on with mine", "Go on with theirs", "Open the record",
        }  # fmt: skip
        press(screen, Qt.Key.Key_0)  # one of them has to go
        assert len(screen.lines()) == 1
        press(screen, Qt.Key.Key_1 if kept == "office" else Qt.Key.Key_2)
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    for each in two:
        (draft,) = [version for version in versions_of(each.workspace, scope) if version.is_draft]
        assert draft.technology == f"of the {kept}"


@pytest.mark.parametrize("goes", [True, False])
def test_a_draft_deleted_here_and_changed_there(qtbot, two: Firm, tmp_path: Path, goes: bool) -> None:
    mine = shared(two, incident(two[0], "draft"))
    delete_draft(two[0].workspace, on(two[0], mine))
    two[1].save(on(two[1], mine), summary="Still needed")
    two.exchange()
    with settling(qtbot, two[0], tmp_path) as screen:
        assert {where: card.stands for where, card in cards(screen).items()} == {"Here": False, "site": True}
        assert "Delete it all the same   Del" in offered(screen)
        press(screen, Qt.Key.Key_Delete if goes else Qt.Key.Key_0)
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert {on(each, mine).deleted_at is not None for each in two} == {goes}


def test_what_lacks_something_is_mended_in_the_record(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = shared(two, incident(two[0], "recorded", summary="No mail"))
    two[0].take(on(two[0], mine), "record")
    two[1].save(on(two[1], mine), summary="")
    two.exchange()
    with settling(qtbot, two[1], tmp_path) as screen:
        lacking = next(at for at, each in enumerate(screen.lines()) if each.kind == "lacking")
        inside(screen, "settle.list", QListView).setCurrentIndex(screen._model.index(lacking, 0))
        assert "In one line" in texts(inside(screen, "settle.page"))
        press(screen, Qt.Key.Key_Return)
        window = screen.parent()
        assert not screen.isVisible()
        assert window.shown_form().record.id == mine.id
    two[1].save(on(two[1], mine), summary="No mail again")
    assert is_settled(two)


def test_an_approval_in_a_role_that_was_taken_away(qtbot, two: Firm, tmp_path: Path) -> None:
    office, site = two
    site.works(site.ana)
    scope = shared(two, office.complete(ServiceScope, "approved"))
    roles = in_effect(office.workspace, AssignedRoles)
    assert roles
    draft = new_version(office.workspace, roles)
    given = {
        "assignments": tuple(
            each.model_copy(update={"person": office.ben.id}) if each.person == office.ana.id else each
            for each in draft.assignments
        ),
        "competences": tuple(each.model_copy(update={"person": office.ben.id}) for each in draft.competences),
    }
    office.take(office.save(draft, **given), "approve")
    site.take(on(site, scope), "approve")
    two.exchange()
    with settling(qtbot, site, tmp_path) as screen:
        assert offered(screen) == ["“Approve” stands   0", "Open the record   Return"]
        assert "Ana Reyes" in texts(inside(screen, "settle.page"))
        press(screen, Qt.Key.Key_0)
    assert is_settled(two)
    assert {on(each, scope).state for each in two} == {"approved"}


# ---------------------------------------------------------------- the screen


def met_in(two: Firm, count: int) -> list[ServiceIncident]:
    mine = [incident(two[0], "recorded", summary=f"{n}") for n in range(count)]
    two.exchange()
    for record in mine:
        for each in two:
            each.save(on(each, record), summary=f"{record.number} of the {each.name}")
    two.exchange()
    return mine


def test_the_focus_goes_to_the_next_one_until_nothing_is_left(qtbot, two: Firm, tmp_path: Path) -> None:
    met_in(two, 3)
    with settling(qtbot, two[0], tmp_path) as screen:
        listed = inside(screen, "settle.list", QListView)
        press(screen, Qt.Key.Key_Down)
        second, third = screen.lines()[1:]
        assert screen.chosen() == second
        press(screen, Qt.Key.Key_1)
        assert listed.hasFocus()
        assert screen.chosen() == third
        assert inside(screen, "settle.count").text() == "2 to settle"
        press(screen, Qt.Key.Key_0)
        press(screen, Qt.Key.Key_0)
        assert says_nothing_is_left(screen)
    assert is_settled(two)


@pytest.mark.pauses
def test_a_key_that_is_pressed_twice_settles_one(qtbot, two: Firm, tmp_path: Path) -> None:
    met_in(two, 3)
    with settling(qtbot, two[0], tmp_path) as screen:
        press(screen, Qt.Key.Key_1)
        assert (
            len(screen.lines()) == 3
        )  # what is pressed as the screen comes was meant for what was there before
        qtbot.waitUntil(lambda: not screen.pause.isActive())
        press(screen, Qt.Key.Key_1)
        press(screen, Qt.Key.Key_1)
        press(screen, Qt.Key.Key_0)
        assert len(screen.lines()) == 2


def test_nothing_to_settle_is_not_said_any_more_once_something_is(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = shared(two, incident(two[0], "recorded"))
    with settling(qtbot, two[0], tmp_path) as screen:
        assert says_nothing_is_left(screen)
        assert "of what has come" in inside(screen, "settle.empty", EmptyState).accessibleName()
        written_on_each(two, mine, "summary", ("of the office", "of the site"))
        assert not says_nothing_is_left(screen)
        assert len(screen.lines()) == 1
    assert len(to_settle(two[0].workspace)) == 1


def test_what_others_settled_goes_from_the_screen(qtbot, two: Firm, tmp_path: Path) -> None:
    mine = shared(two, incident(two[0], "recorded"))
    written_on_each(two, mine, "summary", ("of the office", "of the site"))
    with settling(qtbot, two[0], tmp_path) as screen:
        assert len(screen.lines()) == 1
        two[1].save(on(two[1], mine), summary="agreed by telephone")
        two.exchange()
        assert says_nothing_is_left(screen)


def test_what_cannot_be_kept_says_why_and_stays(qtbot, two: Firm, tmp_path: Path) -> None:
    """Here nothing was left of it, and the record has come so far meanwhile that it needs it."""
    office, site = two
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    office.save(on(office, mine), summary="")
    site.save(on(site, mine), reference="so that what follows is later")
    site.save(on(site, mine), summary="No mail, says site")
    two.exchange()
    office.take(on(office, mine), "record")
    with settling(qtbot, office, tmp_path) as screen:
        assert offered(screen)[0] == "Keep mine   1"
        press(screen, Qt.Key.Key_1)
        assert "cannot be taken out" in screen.trouble.text()
        assert screen.trouble.isVisible()
        assert len(screen.lines()) == 1
    assert on(office, mine).summary == "No mail, says site"


def test_the_head_of_the_record_says_it_and_leads_there(qtbot, two: Firm, tmp_path: Path) -> None:
    other, mine = met_in(two, 2)
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        window.show_record(mine.id)
        line = inside(window, "record.settle", Callout)
        assert line.isVisible()
        assert "one thing is to settle" in line.text()
        QTest.mouseClick(line.button, Qt.MouseButton.LeftButton)
        screen = screen_of(qtbot, window)
        assert screen.chosen().record == mine.id
        press(screen, Qt.Key.Key_0)
        assert screen.chosen().record == other.id
        assert not line.isVisible()


def test_today_has_one_line_for_all_of_it(qtbot, two: Firm, tmp_path: Path) -> None:
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        listed = inside(window, "today.list", ThingList)
        assert not [each for each in listed.texts() if "to settle" in each]
        mine = met_in(two, 2)
        qtbot.waitUntil(lambda: any("to settle" in each for each in listed.texts()))
        (line,) = [each for each in listed.texts() if "to settle" in each]
        assert line.startswith("2 things are to settle")
        assert all(each.number in line for each in mine)
        listed.choose(next(each.key for each in listed.things() if each.matter == "settle"))
        listed.setFocus()
        QTest.keyClick(listed, Qt.Key.Key_Return)
        screen = screen_of(qtbot, window)
        press(screen, Qt.Key.Key_0)
        press(screen, Qt.Key.Key_0)
        qtbot.waitUntil(lambda: not any("to settle" in each for each in listed.texts()))


def test_nobody_settles_in_a_copy_that_is_read(qtbot, two: Firm, tmp_path: Path) -> None:
    met_in(two, 1)
    two[0].workspace.read_only = message("This is a copy.")
    with settling(qtbot, two[0], tmp_path) as screen:
        assert not inside(screen, "settle.stays", QPushButton).isEnabled()
        before = latest_operation(two[0].workspace)
        press(screen, Qt.Key.Key_0)
        press(screen, Qt.Key.Key_1)
        assert latest_operation(two[0].workspace) == before
