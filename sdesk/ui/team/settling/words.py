"""What is to settle, in the words of the list and of the page."""

from collections.abc import Mapping
from typing import Any

from sdesk.models import HistoryEntry, field_of
from sdesk.practice.lifecycle.actions import done_in, what_was_done
from sdesk.practice.team.settling import DRAFTS, LACKING, ROLE, Side, ToSettle
from sdesk.practice.team.ways import OF_STEPS, BroughtAbout, Ways
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.records.history_text import FieldChange, changes_of
from sdesk.ui.wording import worded


def field_label(each: ToSettle) -> str:
    try:
        return _(field_of(each.model, each.field).label)
    except StopIteration:
        return each.field.replace("_", " ").capitalize()


def title_of(each: ToSettle) -> str:
    """What met, in a few words."""
    if each.kind in _OF_A_FIELD:
        said = {
            "field": _("{field}: two values"),
            "row": _("{field}: the same line"),
            "text": _("{field}: put together"),
        }
        return said[each.kind].format(field=field_label(each))
    called = worded(done_in(each.model, each.step))
    if each.kind == "step":
        one, other = (worded(done_in(each.model, side.action)) for side in (each.one, each.other))
        met = _("{step}, twice") if one == other else _("{step}, and {other}")
        return met.format(step=one, other=other)
    return {
        "approval": _("{step}, and changed elsewhere").format(step=called),
        "version": _("Two versions approved"),
        "deleted": _("Deleted, and changed elsewhere"),
        "created": _("Made twice"),
        LACKING: _("Something is missing now"),
        ROLE: _("{step}, without the role").format(step=called),
        DRAFTS: _("Two drafts of one version"),
    }[each.kind]


_OF_A_FIELD = ("field", "row", "text")


def explained(each: ToSettle, state: str, ways: Ways) -> str:
    """What happened, and what stands meanwhile: the record, in `state`. The values of a field stand below it, and are not said
    twice."""
    if each.kind == "field":
        said = _(
            "“{field}” was written on more than one laptop, and nobody knew of the other. One value stands until you decide; "
            "the history keeps all."
        )
        return said.format(field=field_label(each))
    said, called = worded(each.said), worded(done_in(each.model, each.step))
    if ways.again is not None:
        return f"{said} " + _("Whoever has read both sides can take the step again.")
    step = next((step for step in each.model.steps if step.name == each.step), None)
    if step is None or each.kind not in OF_STEPS or step.to == state:
        return said
    over = _("It is “{state}” now: “{step}” is not possible from there.")
    return f"{said} " + over.format(state=_(state), step=called)


def staying(each: ToSettle, state: str) -> str:
    """What it comes to where it stays as it is, in `state`."""
    if each.kind in OF_STEPS:
        return _("It stays “{state}”").format(state=_(state))
    if each.kind == ROLE:
        return _("“{step}” stands").format(step=worded(done_in(each.model, each.step)))
    return _("Seen") if each.kind == "text" else _("Keep as it is")


def deed(each: ToSettle, side: Side) -> str:
    """What that side did, in a word or two."""
    if each.kind == "row":
        went = each.row in (side.changes.get(each.field) or {}).get("removed", ())
        return _("Took the line out") if went else _("Changed the line")
    return worded(what_was_done(_as_told(each, side, {})))


def said_of(besides: BroughtAbout, *, falls: bool) -> str:
    """What came with a step in another record, and, where the step `falls`, what became of that."""
    said = f"{besides.entry.number}: {worded(what_was_done(besides.entry))}"
    if not falls:
        return said
    if besides.stands is None:
        return _("{done}. It stays.").format(done=said)
    return said if besides.stands else _("{done}. It does not stand either.").format(done=said)


def written_by(workspace: Workspace, each: ToSettle, side: Side) -> list[FieldChange]:
    """What that side changed in the record, field by field; of what both made, only that in which they differ."""
    changes = side.changes
    if each.kind == "row":
        changes = {each.field: _of_row(changes.get(each.field), each.row)}
    elif each.kind == "created":
        others = [other.changes for other in each.sides if other.operation != side.operation]
        changes = {
            name: value
            for name, value in changes.items()
            if any(other.get(name) != value for other in others)
        }
    return changes_of(workspace, _as_told(each, side, changes))


def _as_told(each: ToSettle, side: Side, changes: Mapping[str, Any]) -> HistoryEntry:
    """As the history of the record tells it."""
    return HistoryEntry(
        operation=side.operation.hex, place=0, tick=0, record_id=each.record, item=each.record,
        model=each.model.__name__, number=each.number, at=side.at, device=side.device, action=side.action,
        changes=dict(changes), previous_hash="", hash="",
    )  # fmt: skip


def _of_row(difference: object, row: str) -> object:
    """Of a field of rows only what was done to that one."""
    if not isinstance(difference, dict):
        return {}
    return {part: {row: rows[row]} for part, rows in difference.items() if row in rows}


__all__ = ["deed", "explained", "field_label", "said_of", "staying", "title_of", "written_by"]
