"""What bindings may name of the window is there, and a pack changed in data alone shows in it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from sdesk.practice.readiness.check_bindings import Vocabulary
from sdesk.practice.readiness.guarantees import GUARANTEES
from sdesk.practice.readiness.tasks import CONDITIONS
from sdesk.practice.workspaces import packs_in
from sdesk.ui.audit.requirements_page import RequirementsPage
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.process.views import VIEWS, tab_of_view, view_called
from sdesk.ui.registry import open_desk
from sdesk.ui.window.places import PLACES
from sdesk.ui.wizard import task_page
from sdesk.ui.wizard.opening import open_task
from tests.packs.test_extended import extended
from tests.provider import Provider, incident, working_provider
from tests.ui.shell import inside

OURS = Vocabulary()


def test_every_tab_view_panel_and_condition_that_bindings_may_name_is_there() -> None:
    assert OURS.tabs == tuple(place.name for place in PLACES if place.of_process)
    assert set(OURS.views) == {view.name for tab in OURS.tabs for view in VIEWS.get(tab, ())}
    assert OURS.panels == (task_page.DEPLOYMENT,)
    assert set(OURS.conditions) == set(CONDITIONS)
    assert OURS.guarantees is GUARANTEES


@pytest.mark.parametrize("name", OURS.views)
def test_every_view_stands_in_a_tab_of_a_process(name: str) -> None:
    view = view_called(name)
    assert view is not None and view.title()
    assert tab_of_view(name) in OURS.tabs


def test_a_name_that_no_view_has_is_none() -> None:
    assert view_called("") is None and view_called("nonsense") is None


@pytest.fixture
def provider(tmp_path: Path):
    made = working_provider(tmp_path / "busy.sdesk")
    made.workspace.known_packs = packs_in(extended(tmp_path / "packs"))
    made.take(incident(made, "recorded"), "record")
    yield made
    made.workspace.close()


def test_another_work_product_and_task_stand_in_the_panel(qtbot, provider: Provider) -> None:
    tab = ProcessTab(open_desk(provider.workspace), "incidents")
    qtbot.addWidget(tab)
    tab.show()
    assert inside(tab, "panel.WP.22").accessibleName().startswith("WP.22 Known errors, missing")
    assert "IN.1.4" in inside(tab, "task.IN.1.4").accessibleName()
    tab.show_work_product("WP.22")
    assert inside(tab, "panel.WP.22").isChecked()


def test_another_task_has_its_page_and_leads_to_its_view(qtbot, provider: Provider) -> None:
    desk = open_desk(provider.workspace)
    window = open_task(desk, "IN.1.4")
    qtbot.addWidget(window)
    assert window.page is not None and window.page.key == "IN.1.4"
    assert "Look through known errors" in [label.text() for label in window.findChildren(QLabel)]


@pytest.mark.usefixtures("judged")
def test_audit_lists_the_task_with_its_requirement(qtbot, provider: Provider) -> None:
    tab = RequirementsPage(open_desk(provider.workspace))
    qtbot.addWidget(tab)
    qtbot.waitUntil(lambda: any(text.startswith("P17") for text in tab._list.texts()))
