"""Views that somebody saved: theirs, or everybody's; what they show is what their line asks for, as long as it is understood."""

import pytest

from sdesk.models import SavedView, ServiceIncident
from sdesk.practice.finding.saved_views import remove_view, save_view, saved_views
from sdesk.practice.finding.view import View
from sdesk.practice.finding.views import counts, views_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.workspaces import work_as
from tests.provider import Provider, incident

SCHOOL = View("open", "", "summary:school is:open", "priority", False, ("number", "summary"))


def names(provider: Provider) -> list[str]:
    return [str(view.title) for view in saved_views(provider.workspace, ServiceIncident)]


def test_it_stands_behind_those_of_the_program_and_is_counted(provider: Provider) -> None:
    incident(provider, summary="Printer at the school")
    incident(provider, summary="Printer at the pier")
    made = save_view(provider.workspace, ServiceIncident, SCHOOL, "  The   school ")
    views = views_of(provider.workspace, ServiceIncident)
    assert views[-1] == View(made.id.hex, "The school", SCHOOL.where, "priority", False, SCHOOL.columns)
    assert counts(provider.workspace, ServiceIncident, views)[made.id.hex] == 1


def test_one_of_the_same_name_is_replaced(provider: Provider) -> None:
    save_view(provider.workspace, ServiceIncident, SCHOOL, "Mine")
    save_view(provider.workspace, ServiceIncident, View("open", "", "is:late"), "Mine")
    assert [view.where for view in saved_views(provider.workspace, ServiceIncident)] == ["is:late"]


def test_others_see_only_what_is_everybodys(provider: Provider) -> None:
    save_view(provider.workspace, ServiceIncident, SCHOOL, "Ana's")
    save_view(provider.workspace, ServiceIncident, SCHOOL, "All of us", for_everybody=True)
    work_as(provider.workspace, provider.cleo)
    assert names(provider) == ["All of us"]
    work_as(provider.workspace, provider.ana)
    assert names(provider) == ["All of us", "Ana's"]


def test_what_was_removed_is_gone_and_stays_in_the_history(provider: Provider) -> None:
    made = save_view(provider.workspace, ServiceIncident, SCHOOL, "The school")
    remove_view(provider.workspace, made.id.hex)
    assert names(provider) == []
    assert provider.workspace.count(SavedView) == 1
    with pytest.raises(Refused):
        remove_view(provider.workspace, made.id.hex)


@pytest.mark.parametrize(
    ("name", "where", "said"),
    [(" ", "is:open", "name"), ("X", "colour:red", "understood"), ("X", "is:blue", "understood")],
)
def test_what_would_show_something_else_is_refused(
    provider: Provider, name: str, where: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        save_view(provider.workspace, ServiceIncident, View("open", "", where), name)
    assert provider.workspace.count(SavedView) == 0
