"""What the guide tells people to press is there when they come to it: its numbered steps are walked in real windows, and
each way that it names (*Audit → Checklist*, *≡ → Copies*, *More → New version*) is gone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)

from sdesk.app import Program
from sdesk.models import RECORDS, Finding, PerformanceReport, ServiceIncident
from sdesk.practice.team.laptops import invite
from sdesk.ui.help.pages import Page
from sdesk.ui.help.window import open_guide
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from sdesk.ui.records.form.assigning import OWNER_COMMANDS
from sdesk.ui.records.form.commands import GENERAL
from sdesk.ui.safekeeping.copy_list import CopyList
from sdesk.ui.team.laptops.adding import AddLaptop
from sdesk.ui.team.laptops.joining import JoinDialog
from sdesk.ui.team.laptops.laptop_list import LaptopList
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.places import PLACES
from sdesk.ui.window.preferences import PreferencesDialog
from sdesk.ui.window.who import WhoDialog
from sdesk.ui.wizard import WizardWindow
from tests.provider import working_provider
from tests.ui.shell import end, inside, shown_window
from tests.ui.test_app import started_program

GUIDE = open_guide()
WRITTEN = [page for address, page in GUIDE.pages.items() if not address.startswith("fields/")]
README = Page("README.md", (Path(__file__).parents[3] / "README.md").read_text("utf-8"))
KEYS = re.compile(r"(?:Ctrl|Alt|Shift|F\d|Esc|Enter|Return|Space|Del|Up|Down)\b")


def texts_of(*shown: QWidget) -> set[str]:
    """All that can be read in windows, as it is compared."""
    found: list[str] = []
    for window in shown:
        found.append(window.windowTitle())
        found += [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
        found += [each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()]
        found += [each.text() for each in window.findChildren(QAction)]
        for tabs in window.findChildren(QTabBar):
            found += [tabs.tabText(at) for at in range(tabs.count())]
        for combo in window.findChildren(QComboBox):
            found += [combo.itemText(at) for at in range(combo.count())]
        for view in window.findChildren(QAbstractItemView):
            found += _rows_of(view)
    return {as_compared(each) for each in found}


def _rows_of(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None or not view.isVisible():
        return
    if isinstance(view, QTableView):
        columns = [
            model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount(QModelIndex()))
        ]
        yield from (str(each) for each in columns if each)
    for row in range(min(model.rowCount(QModelIndex()), 200)):
        index = model.index(row, 0)
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            yield str(index.data(role) or "")
        for below in range(model.rowCount(index)):
            yield str(model.index(below, 0, index).data() or "")


def as_compared(text: str) -> str:
    said = text.partition("\t")[0].replace("&", "").strip().casefold()
    return " ".join(said.removesuffix(" *").removesuffix("…").removesuffix("*").split())


def is_there(name: str, texts: set[str]) -> bool:
    wanted = as_compared(name)
    return any(
        each == wanted or each.startswith((f"{wanted} ", f"{wanted}:", f"{wanted},")) for each in texts
    )


def plain(page: Page) -> str:
    return re.sub(r"\s*<!-- about: .*? -->", "", page.source)


# ---------------------------------------------------------------- numbered steps


def steps_of(page: str, heading: str) -> list[str]:
    """The numbered steps below a heading."""
    text = plain(GUIDE.pages[page])
    _before, found, below = f"\n{text}".partition(f"\n## {heading}\n")
    assert found, f"{page} has no {heading}"
    part = below.partition("\n## ")[0]
    items = re.split(r"^\d+\. ", part, flags=re.MULTILINE)[1:]
    return [" ".join(re.split(r"\n\n(?! )", each)[0].split()) for each in items]


def named_in(step: str) -> list[str]:
    """What is pressed or looked at in a step, by its name: what is printed bold, and ways."""
    step = step.partition("![")[0]
    bold = re.findall(r"\*\*([^*]+)\*\*", step)
    ways = [each for each in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", step) if "→" in each]
    names = [part.strip() for each in (*bold, *ways) for part in each.split("→")]
    return [each for each in names if each != "≡" and not KEYS.match(each)]


class Walk:
    """Somebody who goes through the steps: each method tells what is to be read on the screen at one after the other."""

    def __init__(self, qtbot: Any, folder: Path, sample: Any) -> None:
        self.qtbot, self.folder, self.sample = qtbot, folder, sample

    def first_quarter(self) -> Iterator[set[str]]:
        (self.folder / "first").mkdir()
        program = started_program(self.folder / "first")
        program.start(None)
        assert program.window is not None
        yield texts_of(program.window)
        end(program)
        provider = working_provider(self.folder / "first.sdesk")
        with shown_window(self.qtbot, provider.workspace, self.folder) as window:
            window.show_set_up()
            [wizard] = window.findChildren(WizardWindow)
            wizard.go_on()
            yield texts_of(wizard)
            wizard.close()
            window.new_incident()
            [quick] = window.findChildren(QuickIncidentWindow)
            assert quick.isVisible()
            yield texts_of(quick)
        provider.workspace.close()

    def week_before(self) -> Iterator[set[str]]:
        with shown_window(self.qtbot, self.sample, self.folder) as window:
            window.resize(1366, 768)
            window.show_tab(5)
            for step in steps_of("guide/audit-day.md", "The week before"):
                yield gone(window, re.findall(r"\*([^*]+→[^*]+)\*", step)[0])

    def finding(self) -> Iterator[set[str]]:
        with shown_window(self.qtbot, self.sample, self.folder) as window:
            record = self.sample.find(Finding)[0]
            window.show_record(record.id)
            labels = {as_compared(step.label) for step in Finding.steps}
            for _step in range(3):
                yield labels

    def report(self) -> Iterator[set[str]]:
        with shown_window(self.qtbot, self.sample, self.folder) as window:
            window.resize(1366, 768)
            window.show_tab(6)
            window.current_page().show_kind("performance")
            QApplication.processEvents()
            yield texts_of(window)
            window.current_page().prepare()
            self.qtbot.waitUntil(lambda: bool(self._drafts()))
            window.show_record(self._drafts()[0].id)
            inside(window, "record.tabs")
            QApplication.processEvents()
            for _step in range(3):
                yield texts_of(window)

    def _drafts(self) -> list[PerformanceReport]:
        return [each for each in self.sample.find(PerformanceReport) if each.state == "draft"]

    def one_more_laptop(self) -> Iterator[set[str]]:
        provider = working_provider(self.folder / "office.sdesk")
        with shown_window(self.qtbot, provider.workspace, self.folder) as window:
            menu = texts_of(window)
            window.show_laptops()
            [listed] = window.findChildren(LaptopList)
            yield menu | texts_of(listed)
            listed.reject()
            adding = AddLaptop(window.desk, window, at_once=True)
            adding.open()
            file = self.folder / "site.invitation"
            adding.write("site", file)
            yield texts_of(adding)
            assert file.is_file()
            yield set()
            adding.reject()
            (self.folder / "third").mkdir()
            words = invite(provider.workspace, "third", self.folder / "third.invitation")
        provider.workspace.close()
        yield from self._joined(words)

    def _joined(self, words: str) -> Iterator[set[str]]:
        with pytest.MonkeyPatch.context() as there:
            there.setenv("XDG_STATE_HOME", str(self.folder / "third"))
            program = started_program(self.folder / "third")
            program.start(None)
            assert program.window is not None
            first = texts_of(program.window)
            inside(program.window, "action.join", QPushButton).click()
            dialog = inside(program.window, "join", JoinDialog)
            yield first | texts_of(dialog)
            join_with(
                dialog, str(self.folder / "third.invitation"), words, str(self.folder / "third" / "a.sdesk")
            )
            yield texts_of(asks_who(program))
            end(program)


def join_with(dialog: JoinDialog, file: str, words: str, place: str) -> None:
    for name, text in (("file", file), ("words", words)):
        inside(dialog, f"join.{name}").setText(text)
    inside(dialog, "dialog.confirm", QPushButton).click()
    inside(dialog, "join.place").setText(place)
    inside(dialog, "dialog.confirm", QPushButton).click()


def asks_who(program: Program) -> WhoDialog:
    assert isinstance(program.window, MainWindow)
    who: WhoDialog = inside(program.window, "who", WhoDialog)
    return who


WALKS: dict[tuple[str, str], Callable[[Walk], Iterator[set[str]]]] = {
    ("guide/README.md", "The first quarter of an hour"): Walk.first_quarter,
    ("guide/audit-day.md", "The week before"): Walk.week_before,
    ("guide/audit.md", "Audits and findings"): Walk.finding,
    ("guide/reports.md", "How a report comes about"): Walk.report,
    ("guide/together.md", "One more laptop"): Walk.one_more_laptop,
}
COMMANDS_ALONE = ("team.md",)
"""Steps that are commands, which `tests/test_documentation.py` runs."""


def test_all_numbered_steps_are_walked() -> None:
    stepped = set()
    for page in WRITTEN:
        heading = ""
        for line in plain(page).splitlines():
            heading = line.removeprefix("## ") if line.startswith("## ") else heading
            if re.match(r"\d+\. ", line) and page.address not in COMMANDS_ALONE:
                stepped.add((page.address, heading))
    assert stepped == set(WALKS)


@pytest.mark.parametrize(("page", "heading"), WALKS)
def test_what_a_step_names_is_on_the_screen(qtbot, tmp_path: Path, sample, page: str, heading: str) -> None:
    seen = list(WALKS[page, heading](Walk(qtbot, tmp_path, sample)))
    steps = steps_of(page, heading)
    assert len(seen) == len(steps)
    missing = [
        f"{at}: {name}"
        for at, (step, texts) in enumerate(zip(steps, seen, strict=True), start=1)
        for name in (*named_in(step), *(led_to(step) if page == "guide/audit.md" else ()))
        if name not in [place.title for place in PLACES] and not is_there(name, texts)
    ]
    assert missing == []


def led_to(step: str) -> list[str]:
    """The step of a record that such a list begins each of its steps with."""
    return re.findall(r"^\*([^*]+)\*", step)


# ---------------------------------------------------------------- ways


def ways() -> dict[str, str]:
    """Every way with an arrow that the guide names, and the page that does."""
    found: dict[str, str] = {}
    for page in (*WRITTEN, README):
        text = " ".join(plain(page).split())
        bold = re.findall(r"\*\*([^*]+)\*\*", text)
        slanted = re.findall(r"\*([^*|]+)\*", re.sub(r"\*\*[^*]+\*\*", "", text))
        found |= {way.strip(): page.address for way in (*bold, *slanted) if "→" in way}
    return found


def gone(window: MainWindow, way: str) -> set[str]:
    """Go it; what is to be seen at its end."""
    parts = [each.strip() for each in way.split("→")]
    texts = _begun(window, parts[0])
    for name in parts[1:]:
        assert is_there(name, texts), f"{way}: there is no {name}"
        texts = _opened(window, parts[0], name) | (texts if parts[0] != "≡" else set())
    return texts


def _in_menu(menu: QMenu) -> set[str]:
    """What can be chosen in it; not what lies in a menu below."""
    return {as_compared(each.text()) for each in menu.actions()}


def _all_in(menu: QMenu) -> Iterator[QAction]:
    for each in menu.actions():
        yield each
        below = each.menu()
        if isinstance(below, QMenu):
            yield from _all_in(below)


def _begun(window: MainWindow, name: str) -> set[str]:
    if name == "≡":
        return _in_menu(window.menu)
    if name == "More":
        return of_records(window)
    if name == "Preferences":
        return _of_dialog(window, window.show_preferences, PreferencesDialog)
    at = next(at for at, place in enumerate(PLACES) if place.title == name)
    window.show_tab(at)
    QApplication.processEvents()
    return texts_of(window.current_page())


def _opened(window: MainWindow, root: str, name: str) -> set[str]:
    """What the next part of the way is looked for in."""
    if root == "≡":
        below = [
            each.menu() for each in _all_in(window.menu) if as_compared(each.text()) == as_compared(name)
        ]
        shown = {
            "copies": (window.show_copies, CopyList),
            "preferences": (window.show_preferences, PreferencesDialog),
        }
        if below and isinstance(below[0], QMenu):
            return _in_menu(below[0])
        return _of_dialog(window, *shown[as_compared(name)]) if as_compared(name) in shown else set()
    if root in ("Audit", "Governance"):
        models = [each for each in RECORDS if is_there(name, {as_compared(each.plural)})]
        if models:
            window.show_tab(next(at for at, place in enumerate(PLACES) if place.title == root))
            window.current_page().show_list(models[0])
            QApplication.processEvents()
            return texts_of(window.current_page())
    return set()


def _of_dialog(window: MainWindow, show: Callable[[], object], kind: type[QWidget]) -> set[str]:
    show()
    [dialog] = [each for each in window.findChildren(kind) if each.isVisible()]
    texts = texts_of(dialog)
    dialog.close()
    return texts


def of_records(window: MainWindow) -> set[str]:
    """All that stands in the menu of any record: its steps, and what else can be done with it."""
    commands = (*OWNER_COMMANDS, *window.desk.screens.commands, *GENERAL)
    steps = [step.label for model in RECORDS for step in model.steps]
    return {as_compared(each) for each in (*(command.title() for command in commands), *steps)}


def test_every_way_that_the_guide_names_can_be_gone(qtbot, tmp_path: Path, sample) -> None:
    named = ways()
    assert len(named) > 25
    with shown_window(qtbot, sample, tmp_path) as window:
        window.resize(1366, 768)
        wrong = []
        for way, page in named.items():
            try:
                gone(window, way)
            except (AssertionError, StopIteration) as fault:
                wrong.append(f"{page}: {way}: {str(fault).splitlines()[:1]}")
        assert not wrong, "\n".join(wrong)


def test_the_table_of_an_incident_names_each_step_as_its_button_does() -> None:
    rows = re.findall(r"^\| ([A-Z][^|(,]*)", plain(GUIDE.pages["guide/incidents.md"]), re.MULTILINE)
    for step in ServiceIncident.steps:
        named = any(as_compared(step.label).startswith(as_compared(row)) for row in rows)
        assert named or not step.main, step.label
