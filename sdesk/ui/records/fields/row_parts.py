"""Rows of which only a part matters: what is asked depends on what was chosen in them."""

from collections.abc import Callable, Mapping
from typing import Any

from sdesk.models import Row
from sdesk.models.control import CopyHolder, ItemCopy, MasterCopy, TestCase
from sdesk.models.governance import Competence
from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.row_fields import RowFields, RowManner

Unasked = Callable[[Mapping[str, Any]], frozenset[str]]
"""From the values of a row, its columns that nobody has to fill in."""


class PartsManner(RowManner):
    """What does not matter is not shown, unless something stands in it."""

    def __init__(self, unasked: Unasked) -> None:
        self._unasked = unasked

    def suit(self, row: RowFields) -> None:
        unasked = self._unasked(row.value())
        names = [column.name for column in row.columns]
        row.show_only([name for name in names if name not in unasked or row.is_in_use(name)])


def _of_competence(row: Mapping[str, Any]) -> frozenset[str]:
    if row.get("supplier"):
        return frozenset({"person"})
    return frozenset({"supplier", "their_person"} if row.get("person") else {"their_person"})


def _of_copy(row: Mapping[str, Any]) -> frozenset[str]:
    match row.get("held"):
        case CopyHolder.MAKER:
            return frozenset({"reached_by", "sha256", "checked_on", "checked_by"})
        case CopyHolder.NOBODY:
            return frozenset({"what", "place", "reached_by", "sha256", "checked_on", "checked_by"})
    return frozenset({"how"})


def _of_test(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset() if row.get("passed") is False else frozenset({"error", "accepted_by"})


def _of_built_copy(row: Mapping[str, Any]) -> frozenset[str]:
    here = str(row.get("kept_at") or "").startswith(_("In this workspace"))
    return frozenset({"reached_by", "checked_on", "checked_by"} if here else ())


PARTS: Mapping[type[Row], Unasked] = {
    Competence: _of_competence,
    ItemCopy: _of_copy,
    MasterCopy: _of_built_copy,
    TestCase: _of_test,
}

__all__ = ["PARTS", "PartsManner"]
