"""F1 in every tab, kind of record, field, page of a wizard and dialog: the guide has a place that is about it."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

import sdesk.ui
from sdesk.models import (
    RECORDS,
    ConfigurationItem,
    Record,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.models.content import fields_of
from sdesk.packs import shipped_packs
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.ui.audit.comparing import CompareDialog
from sdesk.ui.control.impact.panel import ImpactWindow
from sdesk.ui.exchange.words import WordsDialog
from sdesk.ui.governance.logo import OrganizationLogo
from sdesk.ui.help.focus import explained_at, topics_of
from sdesk.ui.help.pages import FIRST_PAGE, Guide
from sdesk.ui.help.window import HelpWindow, open_guide
from sdesk.ui.pieces import FieldWidget
from sdesk.ui.process.views import VIEWS
from sdesk.ui.records import adopting
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.step_dialog import StepDialog, asks_nothing
from sdesk.ui.safekeeping.closing_copy import UnderWay
from sdesk.ui.safekeeping.exporting import Exported
from sdesk.ui.team.exchanging.place import ExchangeFolderDialog
from sdesk.ui.team.laptops.joining import JoinDialog
from sdesk.ui.team.laptops.laptop_list import LaptopList
from sdesk.ui.team.settling.screen import SettleScreen
from sdesk.ui.window.leaving import unsaved_changes
from sdesk.ui.window.passphrase import PassphraseDialog
from sdesk.ui.window.places import PLACES
from sdesk.ui.wizard import open_remaining, open_setup
from sdesk.ui.wizard.first_run import FirstRunWizard
from sdesk.ui.wizard.questions import QuestionsWindow
from sdesk.ui.wizard.questions.differing import DifferingDialog
from sdesk.ui.wizard.questions.question import Question
from tests.provider import Provider, incident
from tests.ui.cases import turn_to_form
from tests.ui.help.test_guide_steps import is_there, texts_of
from tests.ui.shell import inside, shown_window
from tests.ui.unsaved.test_every_word import BASES, OPENED, dialogs
from tests.ui.window.test_every_tab import OF_THE_WINDOW, OVER_RECORDS

KINDS = {model.__name__: model for model in RECORDS}


@cache
def the_guide() -> Guide:
    return open_guide()


@pytest.fixture
def sample_window(qtbot, sample, tmp_path: Path) -> Iterator[Any]:
    with shown_window(qtbot, sample, tmp_path) as shown:
        yield shown


def classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(sdesk.ui.__path__, "sdesk.ui."):
        for _name, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name:
                yield kind


def names_of(kind: type) -> tuple[str, str]:
    return kind.__name__, f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def tasks() -> list[str]:
    return [task.id for pack in shipped_packs() for task in pack.asks.tasks]


# ---------------------------------------------------------------- what the guide says that it is about


def test_whatever_the_guide_is_about_is_there() -> None:
    known = {name for kind in classes() for name in names_of(kind)} | {*KINDS, *tasks()}
    known |= {f"tab.{place.name}" for place in PLACES}
    known |= {f"view.{view.name}" for views in VIEWS.values() for view in views}
    for name, model in KINDS.items():
        known |= {f"{name}:{step.name}" for step in model.steps}
        known |= {f"{name}.{spec.name}" for spec in fields_of(model)}
    assert [topic for topic in the_guide().about if topic not in known] == []


def test_the_guide_is_about_whatever_is_there() -> None:
    about = the_guide().about
    asked: list[tuple[str, ...]] = [(name,) for name in (*KINDS, *tasks())]
    asked += [(f"tab.{place.name}",) for place in PLACES]
    asked += [(f"view.{view.name}",) for views in VIEWS.values() for view in views]
    asked += [names_of(kind) for kind in dialogs() if kind.__name__ not in BASES]
    asked += [names_of(kind) for kind in Question.__subclasses__() if not kind.__name__.startswith("_")]
    assert len(asked) > 150
    assert [names for names in asked if not any(name in about for name in names)] == []


def test_every_declared_help_stands_on_the_page_of_its_kind() -> None:
    pages = the_guide().pages
    for model in RECORDS:
        page = pages[f"fields/{model.__name__}"]
        for spec in fields_of(model):
            block = page.block_at(f"{model.__name__}.{spec.name}")
            assert block is not None and block.text.startswith(spec.label)
            assert " ".join(spec.content.help.replace("*", "").split()) in block.text.replace("*", "")


# ---------------------------------------------------------------- F1, where the focus is


def helped(window: Any, asked: QWidget) -> HelpWindow:
    """The guide after F1 in the window of a widget, pressed as a hand does."""
    asked.activateWindow()
    assert QTest.qWaitForWindowActive(asked.window())
    handle = asked.window().windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_F1)
    shown: HelpWindow = window.help.shown
    assert shown is not None and shown.isVisible()
    return shown


def expect_about(shown: HelpWindow, *topics: str) -> None:
    """It stands at the place of the first of the topics that the guide has, which is drawn."""
    about = the_guide().about
    place = next(about[topic] for topic in topics if topic in about)
    page = the_guide().pages[place.partition("#")[0]]
    block = page.block_at(place.partition("#")[2])
    assert shown.address.partition("#")[0] == page.address
    assert page.block_at(shown.address.partition("#")[2]) is block
    assert block is not None and block.text.startswith(shown._text.text_at(block.number)[:30])


@pytest.mark.parametrize("at", range(len(PLACES)))
def test_tabs(window, at: int) -> None:
    window.show_tab(at)
    window._tabs.setFocus()
    expect_about(helped(window, window), f"tab.{PLACES[at].name}")


@pytest.mark.parametrize("tab", VIEWS)
def test_pages_of_tabs(window, tab: str) -> None:
    for view in VIEWS[tab]:
        window.show_view(tab, view.name)
        page = window.current_page()._views[view.name]
        assert the_guide().page_for(topics_of(page)) == the_guide().about[f"view.{view.name}"]


@pytest.mark.a_few(4)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_forms_and_their_fields(window, provider: Provider, model: type[Record]) -> None:
    """At the paragraph of the field or of its kind; above it stands what is declared of the field."""
    record = next(iter(provider.workspace.find(model)), None)
    if record is not None:
        window.show_record(record.id)
    else:
        window.show_new(model)
    form = window.current_page().form
    if form.record is None and form.model is not model:
        pytest.skip("has no form")
    turn_to_form(form)
    for name in list(form.sheet.body.fields)[:4]:
        form.jump_to(name)
        field = inside(form, f"{model.__name__}.{name}", FieldWidget)
        topics = list(topics_of(field))
        expect = the_guide().about.get(f"{model.__name__}.{name}", the_guide().about[model.__name__])
        assert the_guide().page_for(topics) == expect
        told = explained_at(field)
        assert told is not None and told.address == f"fields/{model.__name__}#{model.__name__}.{name}"


def test_a_field_is_explained_above_its_page(window, provider: Provider) -> None:
    case = provider.take(incident(provider, "classified"), "record")
    window.show_record(case.id)
    form = window.current_page().form
    turn_to_form(form)
    form.jump_to("impact")
    shown = helped(window, form)
    expect_about(shown, "ServiceIncident.impact")
    assert shown._title.text() == "Impact – Incident"
    assert "How much of the business is harmed." in shown._said.text()
    inside(shown, "help.fields", QPushButton).click()
    assert shown.address == "fields/ServiceIncident#ServiceIncident.impact"
    shown.back()
    expect_about(shown, "ServiceIncident.impact")


def test_a_fact_of_a_case_and_a_cell_of_a_table_are_fields(window, provider: Provider) -> None:
    from sdesk.models import ServiceCatalogue
    from tests.provider import next_version
    from tests.ui.cases import fact_of

    case = provider.take(incident(provider, "classified"), "record")
    window.show_record(case.id)
    fact = fact_of(window.current_page().form, "impact")
    assert the_guide().page_for(topics_of(fact)) == the_guide().about["ServiceIncident.impact"]
    told = explained_at(fact)
    assert told is not None and told.title == "Impact – Incident"
    [there] = provider.workspace.find(ServiceCatalogue)
    draft = next_version(provider, there)
    window.show_record(draft.id)
    form = window.current_page().form
    form.jump_to("services[0].description")
    focused = QApplication.focusWidget()
    told = explained_at(focused) if focused is not None else None
    assert told is not None and told.address == "fields/ServiceCatalogue#ServiceCatalogue.services"
    assert told.title.startswith("Description")


@pytest.mark.parametrize("opener", [open_setup, open_remaining])
@pytest.mark.parametrize("pages", [4, pytest.param(100, marks=pytest.mark.torture)])
def test_pages_of_wizards(window, opener, pages: int) -> None:
    wizard = opener(window.desk, window)
    QTest.qWaitForWindowActive(wizard)
    for page in wizard.pages()[:pages]:
        wizard.go_to(page.key)
        expect_about(helped(window, wizard), page.key)
        fields = wizard.task_page.findChildren(FieldWidget)
        for field in fields[:2]:
            assert the_guide().page_for(topics_of(field)) == the_guide().about[page.key]
    wizard.close()


def test_the_ten_questions(window) -> None:
    window.show_questions()
    [asked] = window.findChildren(QuestionsWindow)
    for question in asked.questions:
        asked.open_question(question.number)
        shown = helped(window, asked)
        expect_about(shown, type(question).__name__)
    asked.close()


@pytest.mark.a_few(4)
@pytest.mark.parametrize("name", sorted(OPENED))
def test_dialogs_in_which_people_write(window, provider: Provider, name: str) -> None:
    dialog = OPENED[name](window, provider)
    dialog.open()
    expect_dialog(window, dialog)


@pytest.mark.a_few(3)
@pytest.mark.parametrize("name", OVER_RECORDS)
def test_dialogs_over_records(sample_window, sample, name: str) -> None:
    dialog = OVER_RECORDS[name](sample_window.desk, sample, sample_window)
    dialog.open()
    expect_dialog(sample_window, dialog)


OTHERS: dict[str, Callable[[Any, Path], QDialog]] = {
    "compare": lambda window, _: CompareDialog(window.desk, one(window, ServiceDeliveryPolicy), window),
    "impact": lambda window, _: ImpactWindow(window.desk, one(window, ConfigurationItem), window),
    "adopt": lambda window, _: adopting.AdoptDialog(window.desk, [one(window, ServiceIncident)], window),
    "leaving": lambda window, _: unsaved_changes(["POL-0001"], window),
    "passphrase": lambda window, _: PassphraseDialog("It is encrypted", window),
    "laptops": lambda window, _: LaptopList(window.desk, window, None, at_once=True),
    "settle": lambda window, _: SettleScreen(window.desk, window),
    "join": lambda window, _: JoinDialog(window),
    "folder": lambda window, _: ExchangeFolderDialog(window.desk, None, window),
    "exported": lambda window, folder: Exported(folder, 3, window, is_readable=True),
    "under way": lambda window, _: UnderWay("closing-copy", "A copy", "It is made", window),
    "words": lambda window, _: WordsDialog(["High"], [("high", "High")], {}, window),
    "differing": lambda window, _: DifferingDialog(window.desk, [], window),
    "first run": lambda window, folder: FirstRunWizard("laptop-1", window, copies=folder),
    "logo": lambda window, _: OrganizationLogo(window.desk, window),
}


@pytest.mark.a_few(5)
@pytest.mark.parametrize("name", OTHERS)
def test_other_dialogs(sample_window, tmp_path: Path, name: str) -> None:
    dialog = OTHERS[name](sample_window, tmp_path)
    dialog.open()
    expect_dialog(sample_window, dialog)


def one(window: Any, model: type[Record]) -> Any:
    return window.desk.workspace.find(model)[0]


def expect_dialog(window: Any, dialog: QDialog) -> None:
    """It is explained while it waits for its answer, and the guide is not blocked by it."""
    QApplication.processEvents()
    QTest.qWaitForWindowActive(dialog)
    named, texts = called_by_the_guide(names_of(type(dialog))), texts_of(dialog)
    assert not named or any(is_there(each, texts) for each in named), f"the guide calls it {named}"
    shown = helped(window, dialog)
    expect_about(shown, *names_of(type(dialog)))
    expect_usable(shown)
    dialog.reject()


def called_by_the_guide(names: tuple[str, ...]) -> list[str]:
    """What is printed bold in the item of a list that is about it."""
    for page in the_guide().pages.values():
        for item in re.findall(r"^- \*\*.*?(?=\n- |\n\n|\Z)", page.source, re.DOTALL | re.MULTILINE):
            about = re.findall(r"<!-- about: (.*?) -->", item)
            if about and any(name in about[0].split(", ") for name in names):
                return re.findall(r"\*\*([^*]+)\*\*", item)
    return []


def expect_usable(shown: HelpWindow) -> None:
    """Keys come to it."""
    QApplication.processEvents()
    shown.search()
    handle = shown.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Q)
    assert inside(shown, "help.words", QLineEdit).text() == "q"
    inside(shown, "help.words", QLineEdit).clear()


@pytest.mark.parametrize("name", OF_THE_WINDOW)
def test_the_dialogs_of_the_window(window, name: str) -> None:
    window.menu.actions_by_name[name].trigger()
    QApplication.processEvents()
    [dialog] = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]
    expect_about(helped(window, dialog), *names_of(type(dialog)))
    dialog.close()


@pytest.mark.a_few(4)
@pytest.mark.parametrize("model", [each for each in RECORDS if each.steps], ids=lambda each: each.__name__)
def test_dialogs_of_steps(sample_window, sample, model: type[Record]) -> None:
    window, desk = sample_window, sample_window.desk
    by_state = {record.state: record for record in sample.find(model)}
    for record in list(by_state.values())[:2]:
        for step in steps_from_here(record)[:2]:
            if asks_nothing(desk, record, step):
                continue
            make = desk.screens.dialog_for(record, step, StepDialog)
            dialog = make(desk, record, step, lambda *_asked: None, window)
            dialog.open()
            QApplication.processEvents()
            name = model.__name__
            expect_about(helped(window, dialog), f"{name}:{step.name}", name)
            dialog.reject()


def test_a_record_made_on_the_way(window) -> None:
    dialog = open_create_dialog(window.desk, ServiceIncident, {}, window, lambda _made: None)
    QApplication.processEvents()
    shown = helped(window, dialog)
    assert shown.address != FIRST_PAGE
    dialog.reject()
