"""The lists that people work from, and how many records stand in each."""

from collections.abc import Mapping, Sequence

from sdesk.models import Record
from sdesk.practice.finding.filtering import narrowed, open_records, read_filter, telling
from sdesk.practice.finding.saved_views import saved_views
from sdesk.practice.finding.view import View
from sdesk.practice.lifecycle.lists import Listing, size
from sdesk.practice.lifecycle.record_type import Workspace


def views_of(workspace: Workspace, model: type[Record]) -> tuple[View, ...]:
    """All views of a kind of record: those that come with the program, then those that somebody saved."""
    own = workspace.record_types.of(model).views
    return (*own, *saved_views(workspace, model)) if own else ()


def counts(workspace: Workspace, model: type[Record], views: Sequence[View]) -> Mapping[str, int]:
    """How many stand in each, by the name of the view.

    Those that come with the program are of records that are not over: these are read once, and no other.
    """
    own = workspace.record_types.of(model).views
    counted = {view.name: 0 for view in views}
    filters = {view.name: read_filter(workspace, model, view.where) for view in views}
    tells = {view.name: telling(workspace, filters[view.name]) for view in views if view in own}
    for record in open_records(workspace, model) if tells else ():
        for name, holds in tells.items():
            counted[name] += holds(record)
    for view in views:
        if view.name not in tells:
            listing = narrowed(workspace, Listing(model.__name__), filters[view.name])
            counted[view.name] = size(workspace, listing)
    return counted


__all__ = ["counts", "views_of"]
