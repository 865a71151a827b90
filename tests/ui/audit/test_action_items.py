"""One list of action items: from wherever one is agreed, it comes with what it comes from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdesk.models import ActionItem, AssignedRoles, Record
from sdesk.ui.audit.screens import SCREENS
from sdesk.ui.pieces import FieldWidget
from sdesk.ui.window.places import place_called
from tests.practice.audit.raising import audit, finding
from tests.provider import START, Provider, incident, working_provider


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    made = working_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


def sources(provider: Provider) -> dict[str, Record]:
    recorded = provider.take(incident(provider, "recorded"), "record")
    roles = provider.workspace.first(AssignedRoles)
    assert roles is not None
    return {
        "audit": provider.take(audit(provider), "begin"),
        "finding": finding(provider),
        "incident": recorded,
        "training": roles,
    }


@pytest.mark.a_few(1)
@pytest.mark.parametrize("kind", ["audit", "finding", "incident", "training"])
def test_more_offers_an_action_item_that_names_where_it_comes_from(window, provider, kind: str) -> None:
    record = sources(provider)[kind]
    action = next(each for each in SCREENS.commands_of(record) if each.name == "action-item")
    action.does(window.desk, record, window)
    form = window.current_page().form
    assert form.model is ActionItem
    fields = {each.objectName().rpartition(".")[2]: each for each in form.findChildren(FieldWidget)}
    assert fields["source"].value() == record.id


@pytest.mark.parametrize("tab", ["audit", "relationships", "governance"])
def test_whoever_follows_one_stays_in_the_tab_that_lists_them(window, provider, tab: str) -> None:
    item = provider.create(ActionItem, description="Ask twice.", owner=provider.ana.id, due=START.date())
    window.show_tab(place_called(tab))
    window.desk.open_record(item.id)
    assert window.current_page().tab == tab
    assert window.current_page().form.record.id == item.id
    window.desk.new_record(ActionItem)
    assert window.current_page().tab == tab


def test_a_draft_agrees_on_nothing(provider: Provider) -> None:
    assert not [each for each in SCREENS.commands_of(audit(provider)) if each.name == "action-item"]
