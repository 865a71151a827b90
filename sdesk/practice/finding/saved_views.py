"""Ways to look at a list that somebody saved: kept in the workspace, so that they are there on every laptop."""

from collections.abc import Iterator
from uuid import UUID

from sdesk.models import Record, SavedView, model_named
from sdesk.practice.finding.filtering import read_filter
from sdesk.practice.finding.view import View
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import RecordType, Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import word


def saved_views(workspace: Workspace, model: type[Record]) -> tuple[View, ...]:
    """The saved views of a list that whoever is working sees: their own and everybody's, by name."""
    key = ("saved views", model.__name__, workspace.person_id)
    return workspace.kept(key, lambda: tuple(map(_as_view, _read(workspace, model))), of=(SavedView,))


def _read(workspace: Workspace, model: type[Record]) -> list[SavedView]:
    return workspace.find(
        SavedView,
        col(SavedView.shows) == model.__name__,
        col(SavedView.state) == "in use",
        col(SavedView.owner).is_(None) | (col(SavedView.owner) == workspace.person_id),
        order_by=[col(SavedView.name), col(SavedView.number)],
    )


def _as_view(saved: SavedView) -> View:
    columns = tuple(each.strip() for each in saved.shown_columns.split(",") if each.strip())
    return View(saved.id.hex, saved.name, saved.filter, saved.sort, saved.descending, columns)


def save_view(
    workspace: Workspace, model: type[Record], view: View, name: str, *, for_everybody: bool = False
) -> SavedView:
    """Keep the view under a name; one of that name that whoever is working has is replaced.

    Raises Refused without a name, and for a filter that is not understood: it would show something else than it says.
    """
    called = " ".join(name.split())
    if not called:
        missing = Problem("name", _("The name is missing."))
        raise Refused(_("Give the view a name."), [missing])
    faults = read_filter(workspace, model, view.where).faults
    if faults:
        raise Refused(_("The filter is not understood."), [Problem("filter", fault) for fault in faults])
    owner = None if for_everybody else workspace.person_id
    values = {
        "name": called,
        "shows": model.__name__,
        "filter": view.where,
        "sort": view.sort,
        "descending": view.descending,
        "shown_columns": ", ".join(view.columns),
        "owner": owner,
    }
    same = (each for each in _read(workspace, model) if each.name == called and each.owner == owner)
    before = next(same, None)
    return create(workspace, SavedView, values) if before is None else save(workspace, before, values)


def remove_view(workspace: Workspace, name: str) -> SavedView:
    """It stands beside no list any more. Raises Refused where it is not there."""
    saved = workspace.get(SavedView, UUID(hex=name))
    if saved is None or saved.state != "in use":
        raise Refused(_("That view is not there any more."))
    return take_step(workspace, saved, "end", reason=word(_("Taken off the list")))


def shows_a_list(workspace: Workspace, view: SavedView, state: str) -> Iterator[Problem]:
    """A view is of a kind of record that there is."""
    try:
        model_named(view.shows)
    except KeyError:
        said = _("“{name}” is no kind of record.", name=view.shows)
        yield Problem("shows", said, _("Save the view in its list."))


RECORD_TYPES = (RecordType(SavedView, rules=(shows_a_list,)),)
