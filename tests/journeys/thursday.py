"""Thursday: what an item would take down, a list of items brought in, a customer's review, and what they say."""

from email import message_from_bytes
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListWidget, QPushButton, QTableView

from sdesk.models import (
    ActionItem,
    ConfigurationItem,
    FeedbackEntry,
    PerformanceReport,
    SurveyScore,
)
from sdesk.models.governance import FeedbackKind
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.practice.reporting.printing import kept_print
from sdesk.storage import col
from sdesk.ui.pieces import Callout
from tests.journeys.forms import Form
from tests.journeys.hands import LEFT, Key
from tests.journeys.week import Week, labels
from tests.ui.shell import CTRL, SHIFT

ITEMS = """Number elsewhere;Name;Description;Location
A-1;Label printer 2;Spare for the warehouse;Store room
A-2;Door camera;Watches the yard;Yard
A-3;Time clock;At the staff entrance;Entrance
"""


def thursday(ana: Week) -> None:
    ana.comes_in(3)
    sees_what_depends_on_it(ana)
    brings_items_in(ana)
    gives_them_to_somebody(ana)
    reviews_a_customer(ana)
    a_complaint(ana)
    a_score(ana)


def sees_what_depends_on_it(ana: Week) -> None:
    ana.finds("CI-0027")
    ana.turns_to("Impact")
    said = labels(ana.hands.see("record.impact", within=ana.window))
    assert "File storage and backup" in said or "1 service" in said, said
    ana.hands.picture("impact")


def brings_items_in(ana: Week) -> None:
    """The same file twice: nothing doubles; and all of it goes away again with one click."""
    table = ana.folder / "items.csv"
    table.write_text(ITEMS, encoding="utf-8")
    before = ana.workspace.count(ConfigurationItem)
    imports(ana, before, table, 3)
    imports(ana, before, table, 3)
    window = imports(ana, before, table.with_name("more.csv"), 4, ITEMS + "A-4;Scale;Weighs pallets;Yard\n")
    assert window is not None


def imports(ana: Week, before: int, table: Any, expected: int, content: str = "") -> QDialog:
    """Choose the table, import it, look, and close. A table with content of its own is taken back, then left out."""
    if content:
        table.write_text(content, encoding="utf-8")
    ana.commands("Import")
    window = ana.hands.dialog()
    assert window is not None and window.objectName() == "import"
    ana.hands.press("import.choose", window)
    ana.hands.choose_file(table)
    kind: Any = ana.hands.see("import.kind", within=window)
    Form(ana.hands, window).fill_field(kind, "Configuration items")
    ana.hands.press("import.go", window)
    assert items_from_outside(ana) == expected, labels(window)
    ana.hands.picture("import")
    if content:
        ana.hands.press("import.undo", window)
        assert ana.workspace.count(ConfigurationItem) - before >= 3
        assert items_from_outside(ana) == 3
    window.close()
    return window


def items_from_outside(ana: Week) -> int:
    found = ana.workspace.find(ConfigurationItem, col(ConfigurationItem.reference).like("A-%"))
    return len([each for each in found if each.deleted_at is None])


def gives_them_to_somebody(ana: Week) -> None:
    """Three of them at once, and back with one click."""
    ana.goes_to_list("WP.02")
    table = ana.hands.see("ConfigurationItem.list.table", QTableView, ana.window)
    place = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    for _line in range(2):
        QTest.keyClick(table, Key.Key_Down, SHIFT)
    ana.hands.settle()
    chosen = [each.id for each in ana.window.current_page()._lists[ConfigurationItem].chosen()]
    before = {key: owner(ana, key) for key in chosen}
    assert len(chosen) == 3
    ana.hands.choose_from_menu("ConfigurationItem.list.bulk.give", "give.owner.PER-0002", ana.window)
    assert {owner(ana, key) for key in chosen} == {ana.numbered("PER-0002").id} != set(before.values())
    ana.hands.picture("bulk")
    done = ana.hands.see("ConfigurationItem.list.bulk.done", Callout, ana.window)
    button = done.findChild(QPushButton)
    assert button is not None
    ana.hands.click(button)
    assert {key: owner(ana, key) for key in chosen} == before


def owner(ana: Week, key: Any) -> Any:
    item = ana.workspace.get(ConfigurationItem, key)
    assert item is not None
    return item.owner


def reviews_a_customer(ana: Week) -> None:
    """From the page of the customer to an approved report, whose PDF is kept."""
    shows_party(ana, "Col")
    ana.hands.picture("customer")
    ana.hands.press("prepare.AGR-0002", ana.window)
    report = ana.window.desk.workspace.get(PerformanceReport, ana.window.current_page().shown_record())
    assert report is not None and report.state == "draft"
    ana.finds(report.number)
    ana.record_form().fill(
        recipients="Helena Prata",
        performance="Within the targets, but for one afternoon.",
        proposed_actions=[{"description": "Watch the age of disks", "owner": "Bento", "due": "2026-09-30"}],
        previous_actions="All are done.",
        conclusions="As agreed. The disks were replaced before they failed.",
    )
    ana.takes_step("approve")
    report = ana.fresh(report)
    assert report.state == "approved"
    ana.hands.wait(lambda: kept_print(ana.workspace, report), "the print is kept", 15000)
    kept = kept_print(ana.workspace, report)
    assert kept is not None and kept.startswith(b"%PDF")
    ana.presses(Key.Key_P, CTRL)
    ana.hands.picture("report")


def shows_party(ana: Week, name: str) -> None:
    ana.commands("at a glance")
    parties = ana.hands.see("parties.list", QListWidget, ana.window)
    item = next(parties.item(at) for at in range(parties.count()) if name in parties.item(at).text())
    QTest.mouseClick(parties.viewport(), LEFT, pos=parties.visualItemRect(item).center())
    ana.hands.settle()


def a_complaint(ana: Week) -> None:
    """A comment turns out to be a complaint: looked into, an action agreed, answered and closed."""
    ana.commands("New feedback")
    ana.record_form().fill(
        kind="Comment",
        description="Asks for the second time when the copier is mended.",
        contact="Helena Prata",
    )
    ana.takes_step("record")
    feedback: FeedbackEntry = ana.record
    ana.turns_to("What came of it")
    ana.hands.press("feedback.complaint", ana.window)
    ana.confirms(reason="They have waited too long.")
    assert ana.fresh(feedback).kind is FeedbackKind.COMPLAINT
    ana.hands.press("feedback.action", ana.window)
    ana.confirms(what="Have the copier's maker come.")
    actions = page(ana.workspace, Listing(ActionItem.__name__, where=(("source", feedback.id),)))
    assert len(actions) == 1
    ana.hands.press("feedback.answer", ana.window)
    ana.confirms(text="The maker comes on Monday.")
    assert "helena.prata@" in str(message_from_bytes(ana.drafts[-1])["To"])
    assert len(ana.fresh(feedback).answers) == 1
    ana.hands.picture("feedback")
    ana.turns_to("Record")
    feedback = ana.fresh(feedback)
    if feedback.state == "recorded":
        ana.takes_step("investigate")
    ana.record_form().fill(outcome="We had not told them of the date.")
    ana.takes_step("close")
    assert ana.fresh(feedback).state == "closed"


def a_score(ana: Week) -> None:
    before = ana.workspace.count(SurveyScore)
    ana.goes_to_tab("Relationships")
    ana.goes_to_list("SurveyScore")
    ana.writes_new(customer="Barra", score="4", asked_on=f"{ana.clock.now:%Y-%m-%d}")
    ana.takes_step("record")
    assert ana.workspace.count(SurveyScore) == before + 1
