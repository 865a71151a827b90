"""What people do while an exchange is under way and things come in: nothing is lost, and nothing is said that is not so."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from sdesk.app import Program
from sdesk.models import Operation, Person, ServiceIncident
from sdesk.practice.lifecycle.records import create, reload
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.safekeeping import verify
from sdesk.practice.team.laptops import content_of, exchange, invite, join
from sdesk.practice.workspaces import Workspace, open_workspace, people, start_workspace, work_as
from sdesk.ui.pieces import PlainLabel
from sdesk.ui.safekeeping.restore_preview import RestorePreview
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.wizard import WizardWindow
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop
from tests.ui.shell import end, inside
from tests.ui.team.exchanging.team_windows import HURRIED, PATIENCE

WORDS = "vexing otter pumps"


class Desk:
    """The program at the office, whose workspace the laptop of the site shares."""

    def __init__(self, qtbot: QtBot, qapp, firm: Office) -> None:
        self.qtbot, self.firm, self.site = qtbot, firm, firm.invited("site")
        self.path = firm.office.workspace.path
        (firm.home / "copies").mkdir()
        self.program = Program(qapp, Settings(firm.home / "sdesk.ini", firm.home / "copies"))

    def starts(self, passphrase: str = "") -> None:
        ours = organization(self.firm.office.workspace)
        assert ours
        self.program.settings.remember_exchange_folder(ours.id, self.firm.folder)
        self.program.settings.remember_person(ours.id, self.firm.office.ana.id)
        self.firm.office.workspace.close()
        if passphrase:
            self.program.show(self.program.opened(self.path, passphrase))
        else:
            self.program.start(self.path)
        self.hurries()

    def hurries(self) -> None:
        self.window.team.watch._each.setInterval(HURRIED)
        self.window.team.watch._each.start()

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    @property
    def workspace(self) -> Workspace:
        assert self.program.workspace is not None
        return self.program.workspace

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=PATIENCE)

    def is_under_way(self) -> None:
        """A look into the folder has begun, and has not ended."""
        watch = self.window.team.watch
        watch.look()
        self.until(lambda: watch._worker.is_busy() or watch._arrived is not None)

    def has(self, summary: str) -> bool:
        return summary in {each.summary for each in self.workspace.find(ServiceIncident)}

    def says(self, summary: str, *, of: Laptop | None = None) -> None:
        """Somebody on the site records something, and it lies in the folder."""
        laptop = of or self.site
        incident(laptop, "recorded", summary=summary)
        exchange(laptop.workspace, self.firm.folder)

    def is_the_same_everywhere(self) -> None:
        """After the window has exchanged what there is."""
        self.until(lambda: self.window.team.state.words in ("up to date", "something waits, see why"))
        exchange(self.site.workspace, self.firm.folder)
        self.until(lambda: content_of(self.workspace) == content_of(self.site.workspace))
        assert verify(self.workspace) == verify(self.site.workspace) == []


@pytest.fixture
def desk(qtbot, qapp, firm: Office) -> Iterator[Desk]:
    made = Desk(qtbot, qapp, firm)
    yield made
    end(made.program)


def many(laptop: Laptop, count: int = 12) -> list[str]:
    """So many that they come in several pieces."""
    return [incident(laptop, "recorded", summary=f"Of the site, {n}").summary for n in range(count)]


def test_what_is_typed_in_a_wizard_stays_while_things_come_in(desk: Desk) -> None:
    """Of the very case that is walked through, too."""
    made = incident(desk.firm.office, "closed", summary="As it was")
    exchange(desk.firm.office.workspace, desk.firm.folder)
    exchange(desk.site.workspace, desk.firm.folder)
    desk.starts()
    desk.window.show_case(made.id)
    wizard = inside(desk.window, "wizard", WizardWindow)
    line = inside(wizard, "ServiceIncident.summary.edit", QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Typed here")
    there = reload(desk.site.workspace, made)
    desk.site.save(there, details="Written on the site")
    wanted = many(desk.site)
    exchange(desk.site.workspace, desk.firm.folder)
    desk.until(lambda: all(map(desk.has, wanted)))
    assert line.text() == "Typed here"
    assert wizard.isVisible() and line.isVisible()
    wizard.close()
    desk.until(lambda: desk.has("Typed here"))
    assert reload(desk.workspace, made).details == "Written on the site"
    desk.is_the_same_everywhere()


@pytest.mark.parametrize("shares_the_folder", [False, True])
def test_another_workspace_is_opened_while_an_exchange_is_under_way(
    desk: Desk, shares_the_folder: bool
) -> None:
    """And the one before again: each has its own, also where both exchange through one folder."""
    other = shared_by_others(desk, shares_the_folder)
    desk.starts()
    wanted = many(desk.site)
    exchange(desk.site.workspace, desk.firm.folder)
    incident(on(desk.workspace, desk.site), "recorded", summary="The last of the office")
    desk.is_under_way()
    desk.program.open(other)
    desk.hurries()
    assert desk.workspace.path == other
    desk.until(
        lambda: desk.window.team.state.words == ("up to date" if shares_the_folder else "no exchange folder")
    )
    assert not any(map(desk.has, wanted))
    if shares_the_folder:
        assert desk.window.team.state.details == ()
        (said,) = desk.window.team.state.beside
        assert "Another workspace is exchanged through the same folder" in said
        assert said in desk.window.team.state.tip
        desk.is_under_way()
    desk.says("While another was open")
    desk.program.open(desk.path)
    desk.hurries()
    desk.until(lambda: all(map(desk.has, (*wanted, "While another was open", "The last of the office"))))
    desk.is_the_same_everywhere()
    assert "The last of the office" in {each.summary for each in desk.site.workspace.find(ServiceIncident)}
    with open_workspace(other) as another:
        assert verify(another) == []


def test_a_copy_is_restored_while_an_exchange_is_under_way(desk: Desk) -> None:
    """It goes on as a laptop of its own, and gets back what it had written since, with what came."""
    desk.starts()
    desk.program.worker.at_once = True
    desk.window.copies.copy_now()
    incident(on(desk.workspace, desk.site), "recorded", summary="Written after the copy")
    desk.is_the_same_everywhere()
    wanted = many(desk.site)
    exchange(desk.site.workspace, desk.firm.folder)
    before = desk.window
    desk.window.show_copies()
    inside(desk.window, "copies.restore", QPushButton).click()
    preview = inside(desk.window, "restore", RestorePreview)
    agree = inside(preview, "restore.agree", QPushButton)
    desk.until(agree.isEnabled)
    assert "comes back with the next exchange" in inside(preview, "restore.counts", PlainLabel).text()
    desk.is_under_way()
    agree.click()
    desk.until(lambda: isinstance(desk.program.window, MainWindow) and desk.program.window is not before)
    desk.hurries()
    desk.until(lambda: all(map(desk.has, (*wanted, "Written after the copy"))))
    desk.is_the_same_everywhere()
    numbers = [(each.replica, each.number) for each in desk.workspace.find(Operation)]
    assert len(numbers) == len(set(numbers))


def test_what_comes_while_it_is_locked_is_not_seen_and_there_afterwards(desk: Desk) -> None:
    change_passphrase(desk.firm.office.workspace, WORDS, WORDS)
    desk.starts(WORDS)
    made = incident(on(desk.workspace, desk.site), "recorded", summary="As it was")
    desk.is_the_same_everywhere()
    desk.window.show_record(made.id)
    desk.is_under_way()
    desk.window.locking.lock()
    there = reload(desk.site.workspace, made)
    desk.site.save(there, notes="Written on the site")
    wanted = many(desk.site)
    exchange(desk.site.workspace, desk.firm.folder)
    desk.until(lambda: all(map(desk.has, wanted)))
    assert seen() == {"lock"}
    assert desk.window.record_at_work() is None
    screen = desk.window.locking.screen
    assert screen is not None
    inside(screen, "lock.words", QLineEdit).setText(WORDS)
    inside(screen, "lock.open", QPushButton).click()
    assert desk.window.isVisible()
    assert reload(desk.workspace, made).notes == "Written on the site"
    desk.is_the_same_everywhere()


def test_the_passphrase_is_changed_while_an_exchange_is_under_way(desk: Desk) -> None:
    """Another file takes the place of the one that is open; what comes goes into that."""
    desk.starts()
    wanted = many(desk.site)
    exchange(desk.site.workspace, desk.firm.folder)
    desk.is_under_way()
    change_passphrase(desk.workspace, WORDS, WORDS)
    desk.says("After the change")
    desk.until(lambda: all(map(desk.has, (*wanted, "After the change"))))
    desk.is_the_same_everywhere()


def on(workspace: Workspace, like: Laptop) -> Laptop:
    """What whoever works in the window does."""
    known = {each.name.split()[0].lower(): each for each in people(workspace)}
    work_as(workspace, known["ana"])
    extra = {
        key: workspace.get(type(each), each.id) if hasattr(each, "number") else each
        for key, each in like.extra.items()
    }
    return Laptop(workspace, like.clock, known["ana"], known["ben"], known["cleo"], extra, "office")


def shared_by_others(desk: Desk, shares_the_folder: bool) -> Path:
    """Another workspace of the same person, which is shared with somebody else."""
    home = desk.firm.home / "others"
    home.mkdir()
    path = home / "others.sdesk"
    with start_workspace(path, "Others Ltd") as others:
        create(others, Person, {"name": "Ana Reyes"})
        words = invite(others, "another site", home / "invitation")
        ours = organization(others)
        assert ours
        if not shares_the_folder:
            return path
        desk.program.settings.remember_exchange_folder(ours.id, desk.firm.folder)
        place, notes = home / "there.sdesk", home / "notes"
        with join(home / "invitation", place, words, open_workspace, installation=notes) as there:
            for each in (there, others, there):
                exchange(each, desk.firm.folder)
    return path


def seen() -> set[str]:
    """What stands on the screen, by its name."""
    QApplication.processEvents()
    return {each.objectName() for each in QApplication.topLevelWidgets() if each.isVisible()}
