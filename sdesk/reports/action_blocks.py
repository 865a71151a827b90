"""Action items on paper: what became of earlier ones, and what is proposed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sdesk.reports.blocks import Column, Table
from sdesk.reports.figure_blocks import Json
from sdesk.reports.words import day
from sdesk.translation import Message, word
from sdesk.translation import gettext as _


def action_table(items: Sequence[Json], caption: str, empty: str) -> Table:
    """Action items with their states; overdue ones say so."""
    columns = (
        Column(_("Number"), weight=1.7, whole=True),
        Column(_("Action"), weight=4),
        Column(_("Owner"), weight=1.6),
        Column(_("Due"), weight=1.4, whole=True),
        Column(_("State"), weight=1.7),
        Column(_("What came of it"), weight=2.8),
    )
    rows = tuple(
        (
            each["number"],
            each["description"],
            each["owner"] or "–",
            day(each["due"]),
            action_state(each),
            each["outcome"] or "–",
        )
        for each in items
    )
    return Table(columns, rows, caption=caption, empty_text=empty).told()


_STATE_MARKS = {"open": "○", "in progress": "◐", "done": "●", "cancelled": "–"}


def action_state(item: Json) -> str:
    state = _(item["state"])
    if item["overdue"]:
        return _("▲ {state}, overdue").format(state=state)
    return f"{_STATE_MARKS[item['state']]} {state}"


def proposed_table(actions: Sequence[Any], labels: Mapping[Any, Message | str], caption: str) -> Table:
    """What the report proposes to do, by whom and by when."""
    columns = (
        Column(_("Action"), weight=5),
        Column(_("Owner"), weight=2),
        Column(_("Due"), weight=1.5, whole=True),
    )
    rows = tuple(
        (each.description, word(labels.get(each.owner, "–")), day(each.due) or "–") for each in actions
    )
    return Table(columns, rows, caption=caption, empty_text=_("None proposed yet."))
