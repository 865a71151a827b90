"""Action items on paper: what became of earlier ones, and what is proposed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sdesk.models.governance import ActionDecision, ImprovementAction
from sdesk.reports.blocks import Column, Table
from sdesk.reports.period.figure_blocks import Json
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
        Column(_("State"), weight=2.1, whole=True),
        Column(_("What came of it"), weight=2.8),
    )
    rows = tuple(
        (
            each["number"],
            each["description"],
            each["owner"] or "–",
            day(each["due"]),
            "\n".join(_how_it_stands(each)),
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


def _how_it_stands(item: Json) -> Iterator[str]:
    """Its state, whether by the day that it was due, when it ended, and which day had passed before it was put off.

    Each day on a line of its own, so that none is broken; older reports say nothing of it.
    """
    state, in_time = action_state(item), item.get("in_time") if item.get("ended") else None
    if in_time is not None:
        state = (
            _("{state}, in time").format(state=state) if in_time else _("{state}, late").format(state=state)
        )
    yield state
    if item.get("ended"):
        yield day(item["ended"])
    if item.get("passed"):
        yield _("put off once past")
        yield day(item["passed"])


def previous_tables(previous: Json, *, proposed: str, first: str, none_by: str) -> tuple[Table, ...]:
    """One by one what the previous report agreed on, and what others did that had not ended.

    `proposed` says that it agreed on nothing, `first` that there is none, `none_by` that there was
    none on a day.
    """
    source, as_of = previous["report"], previous.get("as_of")
    caption = (
        _("Agreed in the previous report, {number}").format(number=source) if source else _("Agreed before")
    )
    empty = proposed if source else none_by.format(day=day(as_of)) if as_of else first
    own = action_table(previous["items"], caption, empty)
    older = previous["older"]
    return (own, action_table(older, _("Agreed in earlier reports"), "")) if older else (own,)


def proposed_table(actions: Sequence[Any], labels: Mapping[Any, Message | str], caption: str) -> Table:
    """What the report proposes to do, by whom and by when."""
    columns = (
        Column(_("Action"), weight=5),
        Column(_("Owner"), weight=2),
        Column(_("Due"), weight=1.5, whole=True),
    )
    rows = tuple((each.description, _name(labels, each.owner), day(each.due) or "–") for each in actions)
    return Table(columns, rows, caption=caption, empty_text=_("None proposed yet."))


def decided_table(
    actions: Sequence[ImprovementAction], labels: Mapping[Any, Message | str], *, is_draft: bool
) -> Table:
    """What was proposed to management beside what it decided; in reports of before approving them was the decision."""
    if not is_draft and not any(each.decision for each in actions):
        return proposed_table(actions, labels, _("Improvement actions agreed"))
    columns = (
        Column(_("Action"), weight=4),
        Column(_("Owner"), weight=1.7),
        Column(_("Due"), weight=1.5, whole=True),
        Column(_("Decision"), weight=2.2),
        Column(_("Why"), weight=2.8),
    )
    rows = tuple(
        (
            _decided(each.description, each.decided_action.strip()),
            _decided(_name(labels, each.owner), _name(labels, each.decided_owner, "")),
            _decided(day(each.due) or "–", day(each.decided_due)),
            _decision(each, labels),
            each.why.strip() or "–",
        )
        for each in actions
    )
    caption = _("Improvement actions proposed, and what management decided")
    return Table(columns, rows, caption=caption, empty_text=_("None proposed yet.")).told()


_DECISION_MARKS = {
    ActionDecision.AGREED: "●",
    ActionDecision.CHANGED: "◐",
    ActionDecision.DECLINED: "–",
}


def _decision(line: ImprovementAction, labels: Mapping[Any, Message | str]) -> str:
    if line.decision is None:
        return "○ " + _("not decided yet")
    decided = f"{_DECISION_MARKS[line.decision]} {_(line.decision.value)}"
    parts = (decided, _name(labels, line.decided_by, ""), day(line.decided_on))
    return "\n".join(part for part in parts if part)


def _decided(proposed: str, instead: str) -> str:
    """What was proposed, and under it what was decided in its place."""
    return "\n".join((proposed, _("decided: {value}").format(value=instead))) if instead else proposed


def _name(labels: Mapping[Any, Message | str], key: Any, unnamed: str = "–") -> str:
    return word(labels.get(key, unnamed))
