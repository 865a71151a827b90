"""The order of a list by what is computed of its records: such as which of them is due first."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sdesk.models import Record
from sdesk.practice.lifecycle.lists import Among, Listing, page, size
from sdesk.practice.workspaces import Workspace
from sdesk.ui.records.list.columns import ListColumn

MOST = 400
"""Records of which as much is computed; a list of more is ordered by number, the newest first."""


def by_number(listing: Listing) -> Listing:
    """The same list in an order that the file knows."""
    return replace(listing, sort="number", descending=True)


def computed_order(
    workspace: Workspace, listing: Listing, columns: Sequence[ListColumn]
) -> tuple[UUID, ...] | None:
    """The records in the order that the listing asks for; None where the file has it. Of what is equal, the newest first."""
    column = next((each for each in columns if each.name == listing.sort and each.live is not None), None)
    if column is None or column.live is None or column.live.order is None:
        return None
    if size(workspace, listing) > MOST:
        return None
    rank = column.live.order(workspace)
    found = sorted(page(workspace, by_number(listing), 0, -1), key=rank, reverse=listing.descending)
    return tuple(each.id for each in found)


def read_in_order(
    workspace: Workspace, listing: Listing, order: Sequence[UUID], first: int, most: int
) -> list[Record]:
    """A part of them; all from the first on, where `most` is less than nothing."""
    wanted = order[first:] if most < 0 else order[first : first + most]
    chosen = replace(by_number(listing), conditions=(*listing.conditions, Among(frozenset(wanted))))
    found = {each.id: each for each in page(workspace, chosen, 0, -1)}
    return [found[key] for key in wanted if key in found]
