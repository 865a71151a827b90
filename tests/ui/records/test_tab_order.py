"""Tab through every form: each field once, in the order in which it is read, and no way to get stuck."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import RECORDS, ConfigurationItem, Level, Record, ServiceBuild
from sdesk.practice.lifecycle.records import new_version
from sdesk.ui.pieces import FieldWidget, RowsEditor
from sdesk.ui.pieces.fields.row_bar import line_height
from sdesk.ui.pieces.fields.row_cell import RowCell
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.worker import Worker
from tests.provider import new_provider
from tests.ui.cases import turn_to_form
from tests.ui.shell import inside, shown_window
from tests.ui.tabs import focused, named, pressed, tabbed

EVERY_KIND = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    """The ring is drawn by the style sheet."""
    apply_theme(qapp, "light")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker does is done before the next key."""
    monkeypatch.setattr(Worker, "at_once", True)


def shown_form(qtbot, workspace) -> RecordForm:
    form = RecordForm(open_desk(workspace))
    qtbot.addWidget(form)
    form.resize(900, 700)
    form.show()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def pressed_in(form: RecordForm, *, backwards: bool = False) -> list[QWidget]:
    """What has the focus after each press, from the sheet until it is there again."""
    form.sheet.setFocus()
    assert focused() is form.sheet
    return pressed(backwards=backwards)[1:]


def field_around(widget: QWidget, fields: set[FieldWidget]) -> FieldWidget | None:
    around: QWidget | None = widget
    while around is not None and around not in fields:
        around = around.parentWidget()
    return around


def as_read(fields: set[FieldWidget], page: QWidget) -> list[FieldWidget]:
    """From above to below; what begins at the same height from left to right."""

    def corner(field: FieldWidget) -> tuple[int, int]:
        at = field.mapTo(page, QPoint(0, 0))
        return at.y(), at.x()

    return sorted(fields, key=corner)


def expect_as_read(seen: list[QWidget], fields: set[FieldWidget], page: QWidget) -> None:
    around = (field_around(widget, fields) for widget in seen)
    visited = [field for field, _stops in groupby(around) if field is not None]
    assert [named(each) for each in visited] == [named(each) for each in as_read(fields, page)]


def expect_no_field_missed(form: RecordForm, backwards: bool = True) -> None:
    settle(form)
    seen = pressed_in(form)
    fields = enterable(form)
    expect_as_read(seen, fields, form.sheet.body)
    for editor in fields:
        if isinstance(editor, RowsEditor):
            expect_cells_as_read(seen, editor, form.sheet.body)
    if backwards:
        assert [named(each) for each in pressed_in(form, backwards=True)] == [
            named(each) for each in reversed(seen)
        ]


def settle(form: RecordForm) -> None:
    """Layouts hear one after the other how high what is in them has become: until nothing moves any more."""
    places: list[tuple[int, int]] = []
    unmoved = 0
    while unmoved < 10:
        QTest.qWait(5)
        cells = [each for each in form.sheet.body.findChildren(RowCell) if each.isVisible()]
        now = [each.mapTo(form.sheet.body, QPoint(0, 0)).toTuple() for each in cells]
        unmoved = unmoved + 1 if now == places else 0
        places = now


def expect_cells_as_read(seen: list[QWidget], editor: RowsEditor, page: QWidget) -> None:
    """Each cell that can be filled in, row by row, and never what removes a row; then where a row is added."""
    stops = [each for each in seen if editor.isAncestorOf(each)]
    cells = [each for each in editor.findChildren(RowCell) if each.isVisible() and is_stop(each)]
    assert [each for each in stops if isinstance(each, RowCell)] == as_lines(cells, page, line_height(editor))
    assert not any("trash" in each.objectName() or "fold" in each.objectName() for each in stops)
    if not editor.isReadOnly() and stops and editor.focusProxy().isVisible():
        assert editor.focusProxy() in stops


def as_lines(cells: list[RowCell], page: QWidget, line: int) -> list[RowCell]:
    """From left to right in each line: what begins less than half a line below the first of a line stands in it."""
    places = {each: each.mapTo(page, QPoint(0, 0)) for each in cells}
    lines: list[list[RowCell]] = []
    for cell in sorted(cells, key=lambda each: places[each].y()):
        if lines and places[cell].y() - places[lines[-1][0]].y() < line / 2:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    return [cell for each in lines for cell in sorted(each, key=lambda cell: places[cell].x())]


def is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def enterable(form: RecordForm) -> set[FieldWidget]:
    return {field for field in form.sheet.body.fields.values() if field.isVisible() and can_be_entered(field)}


def can_be_entered(field: FieldWidget) -> bool:
    """A field that is filled in here, or its text to read; not rows that there are none of."""
    return not field.isReadOnly() or any(
        each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
        for each in field.findChildren(QWidget)
    )


@pytest.mark.a_few(6)
@EVERY_KIND
def test_tab_goes_through_an_empty_form_as_it_is_read(qtbot, tmp_path: Path, model: type[Record]):
    provider = new_provider(tmp_path / "harbour.sdesk")
    form = shown_form(qtbot, provider.workspace)
    form.start_new(model)
    expect_no_field_missed(form)
    provider.workspace.close()


@pytest.mark.a_few(3)
@EVERY_KIND
def test_tab_goes_through_records_as_they_are_read_from_draft_to_closed(qtbot, sample, model: type[Record]):
    form = shown_form(qtbot, sample)
    for at, record in enumerate(one_of_each_level(sample, model)):
        form.show_record(record)
        turn_to_form(form)
        expect_no_field_missed(form, backwards=at == 0)


def one_of_each_level(workspace, model: type[Record]) -> Iterator[Record]:
    """A record of each level, under way and ended, and a filled draft of what is approved."""
    found: dict[tuple[Level, bool], Record] = {}
    for record in workspace.find(model):
        state = model.state_called(record.state)
        found[state.level, state.ended] = record
    in_effect = found.get((Level.APPROVED, False))
    if model.versioned and in_effect is not None and (Level.DRAFT, False) not in found:
        yield new_version(workspace, in_effect)
    yield from found.values()


# windows


def test_tab_goes_around_the_whole_window_and_through_the_record_in_it(qtbot, sample, tmp_path: Path):
    item = sample.find(ConfigurationItem)[0]
    with shown_window(qtbot, sample, tmp_path) as window:
        window.show_record(item.id)
        form = window.current_page().form
        QApplication.processEvents()
        seen = pressed_in(form)
        expect_as_read(seen, enterable(form), form.sheet.body)
        names = [named(each) for each in seen]
        for before, after in pairwise(
            ("fold.Notes and links", "tabs", "search", "panel.WP.02", "ConfigurationItem.list.table")
        ):
            assert names.index(before) < names.index(after), names
        assert [named(each) for each in pressed_in(form, backwards=True)] == list(reversed(names))


def test_a_dialog_is_walked_from_its_fields_to_its_buttons_and_around(qtbot, sample):
    form = shown_form(qtbot, sample)
    form.show_record(next(each for each in sample.find(ServiceBuild) if each.state == "built"))
    form.press_step("approve")
    dialog = inside(form, "step.dialog")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Tab)
    seen = [start := focused()]
    while (following := tabbed()) is not start:
        assert following not in seen and following.window() is dialog
        seen.append(following)
    names = [named(each) for each in seen]
    assert {"dialog.keep-editing", "dialog.confirm"} <= set(names)
    dialog.close()
