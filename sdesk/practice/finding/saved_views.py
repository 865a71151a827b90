"""Ways to look at a list that somebody saved: kept in the workspace, so that they are there on every laptop."""

from collections.abc import Iterator

from sdesk.models import Record, SavedView, model_named
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import RecordType, Workspace
from sdesk.storage import col
from sdesk.translation import message as _


def views_of(workspace: Workspace, model: type[Record]) -> list[SavedView]:
    """The saved views of a list that whoever is working sees: their own and everybody's, by name."""
    return workspace.find(
        SavedView,
        col(SavedView.shows) == model.__name__,
        col(SavedView.state) == "in use",
        col(SavedView.owner).is_(None) | (col(SavedView.owner) == workspace.person_id),
        order_by=[col(SavedView.name)],
    )


def shows_a_list(workspace: Workspace, view: SavedView, state: str) -> Iterator[Problem]:
    """A view is of a kind of record that there is."""
    try:
        model_named(view.shows)
    except KeyError:
        yield Problem(
            "shows", _("“{name}” is no kind of record.", name=view.shows), _("Save the view in its list.")
        )


RECORD_TYPES = (RecordType(SavedView, rules=(shows_a_list,)),)
