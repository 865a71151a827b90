"""What people wrote is shown as it stands: no label, tip or line of a list draws it as markup."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel
from PySide6.QtCore import Qt as QtCoreQt
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QGroupBox,
    QLabel,
    QMenu,
    QTabBar,
    QWidget,
)

from sdesk.models import Customer, Organization, Person, Record
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.workspaces import work_as
from sdesk.ui.pieces.tips import LONGEST, plain_tip
from sdesk.ui.window.places import PLACES
from tests.nasty import NASTY
from tests.provider import incident, working_provider
from tests.ui.shell import shown_window

UI = Path(__file__).parents[3] / "sdesk" / "ui"
MARKUP = [each for each in NASTY if Qt.mightBeRichText(each)]


def is_plain(argument: ast.expr) -> bool:
    """Words of the program, or what went through `plain_tip`."""
    if isinstance(argument, ast.IfExp):
        return is_plain(argument.body) and is_plain(argument.orelse)
    if isinstance(argument, ast.BinOp):
        return is_plain(argument.left) and is_plain(argument.right)
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name):
        return argument.func.id == "plain_tip" or (argument.func.id == "_" and is_plain(argument.args[0]))
    return isinstance(argument, ast.Constant)


def test_every_tip_is_made_plain() -> None:
    calls = [
        (file.name, node)
        for file in UI.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("setToolTip", "setTabToolTip")
    ]
    assert len(calls) > 40
    loose = [f"{name}:{node.lineno}" for name, node in calls if not is_plain(node.args[-1])]
    assert [each for each in loose if not each.startswith("main_window.py")] == []


def drawn(text: str) -> str:
    """What a tip or an automatic label shows of a text."""
    if not Qt.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


@pytest.mark.parametrize("text", NASTY)
def test_a_tip_shows_what_was_written(qtbot, text: str) -> None:
    expected = text.replace("\0", "�") if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    assert drawn(plain_tip(text)).replace("\r\n", "\n") == expected.replace("\r\n", "\n")


def _with_mnemonics(widget: QWidget) -> list[str]:
    """What Qt takes a single & out of."""
    said = [action.text() for action in widget.actions()]
    if isinstance(widget, QAbstractButton | QGroupBox):
        said.append(widget.title() if isinstance(widget, QGroupBox) else widget.text())
    if isinstance(widget, QTabBar):
        said += [widget.tabText(at) for at in range(widget.count())]
    return said


def drawn_as_markup(root: QWidget) -> list[str]:
    """Every text in the window that Qt would draw otherwise than it was written."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        tip = widget.toolTip()
        if any(each in tip for each in MARKUP):
            found.append(f"tip of {widget.objectName() or type(widget).__name__}: {tip[:80]}")
        automatic = isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText
        if automatic and Qt.mightBeRichText(getattr(widget, "text")()):  # noqa: B009
            found.append(f"label {widget.objectName()}")
        found += [
            f"a letter is underlined in {text[:80]}"
            for text in _with_mnemonics(widget)
            if "& co" in text.replace("&&", "")
        ]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), 200)):
                for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                    tip = model.index(row, column).data(QtCoreQt.ItemDataRole.ToolTipRole)
                    if isinstance(tip, str) and any(each in tip for each in MARKUP):
                        found.append(f"tip in {widget.objectName()}: {tip[:80]}")
    return found


@pytest.mark.a_few(2)
@pytest.mark.parametrize("nasty", [*MARKUP, "right \u202e to left", "a" * 10_000], ids=range(len(MARKUP) + 2))
def test_no_page_draws_what_people_wrote(qtbot, tmp_path: Path, nasty: str) -> None:
    provider = working_provider(tmp_path / "harbour.sdesk")
    workspace = provider.workspace
    provider.save(workspace.find(Organization)[0], name=nasty)
    person = provider.create(Person, name=nasty)
    customer = provider.create(Customer, name=nasty)
    case = provider.take(
        incident(provider, summary=nasty, customer=customer.id, assigned_to=person.id), "record"
    )
    for kept in (case, customer):
        attach(workspace, kept, f"{nasty[:100]}.txt", b"known")
    work_as(workspace, person)
    found: dict[str, list[str]] = {}
    with shown_window(qtbot, workspace, tmp_path) as window:
        for at, place in enumerate(PLACES):
            window.show_tab(at)
            QApplication.processEvents()
            found[place.name] = drawn_as_markup(window)
        records: tuple[Record, ...] = (case, customer, person)
        for record in records:
            window.show_record(record.id)
            QApplication.processEvents()
            found[type(record).__name__] = drawn_as_markup(window)
    workspace.close()
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_the_welcome_page_shows_names_as_they_are(qtbot, tmp_path: Path) -> None:
    from sdesk.ui.window.welcome import Welcome
    from sdesk.ui.worker import Worker

    welcome = Welcome([tmp_path / "<b>x</b>.sdesk"], Worker())
    qtbot.addWidget(welcome)
    welcome.warn(MARKUP[1])
    assert drawn_as_markup(welcome) == []


def test_the_menu_shows_names_as_they_are(qtbot, tmp_path: Path) -> None:
    workspace = working_provider(tmp_path / "harbour.sdesk").workspace
    with shown_window(qtbot, workspace, tmp_path) as window:
        named = tmp_path / "R&D" / "Quay & co\tCtrl+Q.sdesk"
        named.parent.mkdir()
        named.touch()
        window.settings.remember(named)
        menu = next(each for each in window.findChildren(QMenu) if each.title() == "Open recent")
        menu.aboutToShow.emit()
        assert [each.text() for each in menu.actions()] == ["Quay && co Ctrl+Q  (R&&D)"]
    workspace.close()
