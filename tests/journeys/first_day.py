"""The first day of a firm: ten questions answered, and all that comes of them read and approved, by clicks and keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from sdesk.app import Program
from sdesk.practice.lifecycle.proposed.sections import Standing
from sdesk.ui.pieces.dialog import Dialog
from sdesk.ui.reading.listed import Listed
from sdesk.ui.wizard import WizardWindow
from tests.journeys.hands import Counted, Key
from tests.journeys.story import Journey
from tests.ui.shell import CTRL

CLOSE = "Close"
NO_END = 500
"""Actions after which a set-up that is not over is taken for one that never will be."""


@dataclass(frozen=True)
class Firm:
    """What its owner types and ticks. Rows are texts by cell; an empty text leaves a cell as it is.

    `facts` are fields that only a person can fill in, by the name of what has the focus or of the section.
    """

    name: str
    owner: str
    services: Sequence[str]
    workers: Sequence[Sequence[str]]
    customers: Sequence[Sequence[str]]
    tools: Sequence[str]
    copies: str
    telephone: str
    goals: Sequence[str]
    suppliers: Sequence[Sequence[str]] = ()
    on_call: bool = False
    promise: str = ""
    data: Sequence[str] = ()
    trained: Sequence[int] = ()
    facts: dict[str, Sequence[str]] = field(default_factory=dict)


class Owner(Journey):
    """Somebody who has just installed the program; `read` are the sections that were read, each with a press of its own."""

    hands: Counted

    def __init__(self, qtbot: QtBot, program: Program, folder: Path, firm: Firm) -> None:
        super().__init__(qtbot, program, folder)
        self.hands = Counted(qtbot)
        self.firm = firm
        self.read: list[str] = []
        self.blank: list[str] = []

    def makes_the_workspace(self) -> None:
        hands = self.hands
        self.starts()
        hands.press("action.new-workspace")
        hands.front()
        hands.write(self.firm.name)
        hands.key(Key.Key_Tab)
        hands.write(self.firm.owner)
        hands.key(Key.Key_Return)
        hands.wait(lambda: hands.front().objectName() == "questions", "the questions are asked")

    # the ten questions

    def answers(self) -> None:
        hands, firm = self.hands, self.firm
        self._ticks("1.services", firm.services)
        self._rows("2.workers.1.name", firm.workers)
        if firm.on_call:
            hands.click(hands.see("question.3.window-end.edit"))
            hands.key(Key.Key_Tab)
            hands.key(Key.Key_Down)  # from nobody to who leads
        hands.picture("first-screen")
        hands.key(Key.Key_Return, CTRL)
        self._rows("4.customers.0.firm", firm.customers)
        if firm.suppliers:
            self._rows("5.suppliers.0.firm", firm.suppliers)
        else:
            self._checks("question.5.nobody")
        self._ticks("6.tools", firm.tools)
        self._into("6.copies", firm.copies)
        self._into("7.telephone", firm.telephone)
        hands.picture("second-screen")
        hands.key(Key.Key_Return, CTRL)
        if firm.promise:
            hands.click(hands.see(f"question.8.{firm.promise}"))
        if firm.data:
            self._ticks("9.data", firm.data)
        else:
            self._checks("question.9.none")
        self._ticks("10.goals", firm.goals)
        hands.picture("third-screen")
        hands.key(Key.Key_Return, CTRL)
        hands.wait(lambda: hands.front().objectName() == "wizard", "the set-up begins")

    def _ticks(self, name: str, texts: Iterable[str]) -> None:
        shown = self.hands.see(f"question.{name}.list", QListWidget)
        for text in texts:
            [item] = shown.findItems(text, Qt.MatchFlag.MatchExactly)
            shown.scrollToItem(item)
            self.hands.click(shown.viewport(), shown.visualItemRect(item).center())

    def _checks(self, name: str) -> None:
        """Click on its mark: beside its words nothing happens."""
        box = self.hands.see(name, QWidget)
        self.hands.click(box, QPoint(12, box.height() // 2))

    def _into(self, name: str, text: str) -> None:
        self.hands.click(self.hands.see(f"question.{name}.edit"))
        self.hands.write(text)

    def _rows(self, first_cell: str, rows: Sequence[Sequence[str]]) -> None:
        """From the first cell on by Tab, which leads from the last to the next row."""
        if not rows:
            return
        self.hands.click(self.hands.see(f"question.{first_cell}.edit"))
        first, *others = [text for row in rows for text in row]
        self.hands.write(first)
        while others and not others[-1]:
            others.pop()
        self.hands.goes_on(*others)

    # reading and approving

    def sets_up(self) -> None:
        """To the end of the set-up, doing at each place what it offers; the same place twice is a dead end."""
        last: object = None
        while self.hands.actions < NO_END:
            place = self._place()
            assert place != last, f"no way on from {place}: {self.complaints()}"
            last = place
            if isinstance(self.hands.front(), WizardWindow) and self._button().text() == CLOSE:
                return
            self._does_what_is_next()
            self.hands.settle()
        raise AssertionError(f"no end at {self._place()}")

    def _does_what_is_next(self) -> None:
        hands = self.hands
        dialog = hands.front()
        if isinstance(dialog, Dialog):
            hands.picture("dialog")
            hands.wait(lambda: not dialog.pause.isActive(), "the key is heard")
            hands.key(Key.Key_Return, CTRL)
            return
        section, focus = self._section(), hands.focus().objectName()
        if focus == "SupplierAgreement.supplier.edit":
            assert not self.firm.suppliers, focus
            hands.press("wizard.not-applicable")
        elif focus in self.firm.facts:
            self._types(self.firm.facts[focus])
        elif section is None or section.is_read or self._is_for_later(section):
            hands.key(Key.Key_Return, CTRL)
        elif section.standing is None:
            hands.key(Key.Key_F2)
            self._types(self.firm.facts[section.place])
        elif section.place == "competences" and self.firm.trained:
            self._says_who_is_trained(section)
        else:
            assert section.standing is Standing.UNREAD, f"{section.title}: {section.mark.word}"
            hands.key(Key.Key_Space)
            self._note_reading(section)

    def _says_who_is_trained(self, section: Listed) -> None:
        """Of what the program plans, some has been learnt long ago: since when is written into the row."""
        hands, around = self.hands, self._reading()
        hands.key(Key.Key_F2)
        for at in self.firm.trained:
            cells = [each for each in around.findChildren(QWidget, "cell.achieved_on") if each.isVisible()]
            if at < len(cells):
                hands.click(cells[at])
                hands.write("-200")
        hands.picture("trained")
        hands.key(Key.Key_Return, CTRL)
        self._note_reading(section)

    def _types(self, texts: Sequence[str]) -> None:
        first, *others = texts
        self.hands.write(first)
        self.hands.goes_on(*others)
        self.hands.picture("written")
        self.hands.key(Key.Key_Return, CTRL)

    def _is_for_later(self, section: Listed) -> bool:
        """Who agreed there is known once they have; the page that drafts an agreement does not wait for it."""
        return section.place == "their_approvals" and self._at() == "RE.2.1"

    def _note_reading(self, section: Listed) -> None:
        now = self._section_at(section.place)
        if now is None or now.is_read:
            self.read.append(section.place)
        if not any(part.plain().strip() for part in section.parts):
            self.blank.append(f"{self._at()} {section.place}")

    # where one is

    def _at(self) -> str:
        page = self.wizard.page
        return page.key if page is not None else ""

    def _button(self) -> QPushButton:
        return self.hands.see("wizard.finish", QPushButton)

    def _place(self) -> object:
        front = self.hands.front()
        if not isinstance(front, WizardWindow):
            return front.objectName(), id(front)
        section, form = self._section(), front.task_page.products.form
        number = form.record.number if form is not None and form.record is not None else ""
        scrolled = form.reading.verticalScrollBar().value() if form is not None and form.reading else 0
        return (
            self._at(), self._button().text(), number, section, scrolled, self.hands.focus().objectName(),
            self.workspace.path.stat().st_mtime_ns,
        )  # fmt: skip

    def _reading(self) -> QWidget:
        form = self.wizard.task_page.products.form
        assert form is not None and form.reading is not None
        return form.reading

    def _section(self) -> Listed | None:
        form = self.wizard.task_page.products.form
        reading = form.reading if form is not None else None
        return reading.current() if reading is not None and isValid(reading) else None

    def _section_at(self, place: str) -> Listed | None:
        section = self._section()
        return section if section is not None and section.place == place else None
