"""For tests: the pages of a record, and what stands on the first of them, its case."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTabBar, QWidget

from sdesk.ui.records.case.fact import Fact
from sdesk.ui.records.case.facts import FactsColumn
from sdesk.ui.records.case.page import CasePage
from sdesk.ui.records.form.record_form import RecordForm
from tests.ui.shell import inside


def pages(form: QWidget) -> list[str]:
    """What its tabs say, without counts."""
    tabs = inside(form, "record.tabs", QTabBar)
    return [tabs.tabText(at).rstrip(" 0123456789") for at in range(tabs.count()) if tabs.isTabVisible(at)]


def page_in_sight(form: QWidget) -> str:
    tabs = inside(form, "record.tabs", QTabBar)
    return tabs.tabText(tabs.currentIndex()).rstrip(" 0123456789")


def turn_to(form: QWidget, title: str) -> None:
    """To the page of that name, if the form has several and is not there already."""
    tabs = inside(form, "record.tabs", QTabBar)
    at = next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(title))
    tabs.setCurrentIndex(at)
    QApplication.processEvents()


def turn_to_form(form: RecordForm) -> None:
    """To all fields, which are behind the case where there is one."""
    turn_to(form, "Form" if "Form" in pages(form) else "Record")


def look_at_fields(form: QWidget) -> None:
    """To the form, where its case is what is looked at; nowhere else."""
    if any(each.isVisible() for each in form.findChildren(CasePage)):
        turn_to(form, "Form" if "Form" in pages(form) else "Record")


def case_of(form: QWidget) -> CasePage:
    found = [each for each in form.findChildren(CasePage) if each.isVisible()]
    assert found, "no case is in sight"
    return found[0]


def fact_of(form: QWidget, field: str) -> Fact:
    found = case_of(form).findChild(FactsColumn).fact_of(field)
    assert found is not None, f"no fact shows {field}"
    return found


def fact_named(form: QWidget, name: str) -> Fact:
    return inside(case_of(form), f"fact.{name}", Fact)


def entered(form: RecordForm, field: str) -> QWidget:
    """The line or list in which the fact of that field is being edited."""
    assert form.sheet is not None
    inner = form.sheet.body.fields[field].focusProxy()
    assert inner is not None and inner.isVisible() and case_of(form).facts.isAncestorOf(inner)
    return inner


def story_of(form: QWidget) -> str:
    return case_of(form).story.toPlainText()  # type: ignore[attr-defined]


def line_of(form: QWidget) -> QPlainTextEdit:
    return inside(case_of(form), "story.what", QPlainTextEdit)


def minutes_of(form: QWidget) -> QLineEdit:
    return inside(case_of(form), "story.minutes.edit", QLineEdit)


def adds(form: QWidget, text: str, minutes: str = "") -> None:
    """Type what was done, and press Ctrl+Enter."""
    line_of(form).setFocus()
    QTest.keyClicks(line_of(form), text)
    QTest.keyClicks(minutes_of(form), minutes)
    QTest.keyClick(line_of(form), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
