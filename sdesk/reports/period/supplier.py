"""The report on a supplier (WP.19): what they promised, beside their answers, outages, changes and what was said of them.

An older report on a supplier has the figures of ours in its place, and prints as it did (`reports/period/performance.py`).
"""

from collections.abc import Mapping, Sequence

from sdesk.models.governance import FeedbackAbout
from sdesk.reports.blocks import Block, Chart, Column, Heading, KeepTogether, KeyFigure, Series, Table
from sdesk.reports.period.action_blocks import action_table
from sdesk.reports.period.figure_blocks import Figures, Json, no_data, note, period_text, value_text
from sdesk.reports.period.figure_tables import (
    change_blocks,
    if_telling,
    incidents_counted,
    month_labels,
    outage_blocks,
)
from sdesk.reports.period.target_blocks import compared
from sdesk.reports.words import NOTHING, duration, moment, number
from sdesk.translation import Message, message, ngettext, word
from sdesk.translation import gettext as _


def is_on_supplier(figures: Figures) -> bool:
    """Whether its figures measure the supplier; those of before did not."""
    return "escalations" in figures


def supplier_cards(figures: Figures) -> tuple[KeyFigure, ...]:
    """How often they were needed, and how often something was out because of them."""
    escalations, said = figures["escalations"], figures["feedback"]
    before = escalations["previous"]
    return (
        KeyFigure(
            _("Escalated to them"),
            number(escalations["escalated"]),
            _("solved {solved}, open {open}").format(solved=escalations["solved"], open=escalations["open"]),
            _("before: {value}").format(value=_number(before, "escalated")),
        ),
        KeyFigure(_("Outages they caused"), number(len(figures["outages"]))),
        KeyFigure(
            _("Complaints about them"),
            number(said["complaint"]),
            _("disputes: {n}").format(n=number(said["dispute"])),
            _("before: {value}").format(value=_number(said["previous"], "complaint")),
        ),
    )


def _number(counts: Json, name: str) -> str:
    return number(counts[name]) if counts else no_data()


def supplier_blocks(figures: Figures) -> tuple[Block, ...]:
    """What stands behind the targets: escalations, outages, changes, feedback."""
    return (
        Heading(_("Escalations to the supplier")),
        escalation_table(figures),
        *_escalation_blocks(figures),
        Heading(_("Outages that the supplier caused")),
        *_outage_blocks(figures),
        Heading(_("Changes made by the supplier")),
        *_change_blocks(figures),
        Heading(_("What was said of the supplier")),
        *said_blocks(figures["feedback"]),
    )


# ---------------------------------------------------------------- escalations


def escalation_table(figures: Figures) -> KeepTogether:
    escalations, before = figures["escalations"], figures["escalations"]["previous"]
    names = {
        "escalated": _("Escalated in the period"),
        "solved": _("Solved by the supplier"),
        "restored by others": _("Restored by others, or not known by whom"),
        "open": _("With the supplier at its end"),
    }
    rows = [(label, number(escalations[key]), _number(before, key)) for key, label in names.items()]
    for key, label in (("mean", _("Mean time to solve")), ("median", _("Median time to solve"))):
        rows.append((label, value_text(escalations[key]), value_text(before[key]) if before else no_data()))
    columns = (
        Column(_("Escalations"), weight=4),
        Column(_("This period"), numeric=True, weight=1.5),
        Column(_("Before"), numeric=True, weight=1.5),
    )
    return KeepTogether((compared(Table(columns, tuple(rows))),))


def _escalation_blocks(figures: Figures) -> tuple[Block, ...]:
    months = figures["months"]
    series = (Series(_("Escalated"), tuple(months["escalated"])),)
    return (
        note(
            _(
                "Times run within the service hours of the agreement from the first escalation to the supplier, and do not "
                "stop where our own clocks are on hold. An answer or a solution that nobody noted is not known; a "
                "restoration counts as the supplier's where it is said that they resolved it."
            )
        ),
        *_escalation_list(figures),
        *if_telling(Chart("stacked", _("Escalations by month"), month_labels(months), series)),
    )


def _escalation_list(figures: Figures) -> tuple[Block, ...]:
    zone, listed = figures["issuer"]["time_zone"], figures["escalations"]["list"]
    if not listed:
        return (
            note(_("Nothing was escalated to the supplier in the period, nor was with them from before.")),
        )
    columns = (
        Column(_("Incident"), weight=4.5),
        Column(_("Escalated"), weight=2.2, whole=True),
        Column(_("Answered after"), numeric=True, weight=1.8),
        Column(_("Solved after"), numeric=True, weight=1.8),
    )
    rows = tuple(
        (
            f"{each['number']}\n{each['summary']}",
            moment(each["since"], zone),
            _clock(each["answer"]),
            _solution(each),
        )
        for each in listed
    )
    return (Table(columns, rows, caption=_("Each escalation")),)


def _solution(row: Json) -> str:
    said = _clock(row["solution"])
    if row["restored"] is None:
        return said
    restored = _("restored after {time}").format(time=duration(row["restored"], longest="h"))
    return f"{said}\n{restored}"


def _clock(clock: Json) -> str:
    if clock["state"] == "unknown":
        return _("not known")
    spent = duration(clock["minutes"], longest="h")
    return spent if clock["state"] == "stopped" else _("not yet, {time}").format(time=spent)


# ---------------------------------------------------------------- outages, changes


def _outage_blocks(figures: Figures) -> tuple[Block, ...]:
    by_item = [each["number"] for each in figures["outages"] if not each["said"]]
    rule = _(
        "Caused by the supplier is what is said to be; where nobody says who or what caused it, what has an item of "
        "theirs. Only this counts in the availability above."
    )
    doubts = (
        (_("Nobody says what caused {numbers}: counted by the item."), by_item),
        (
            _("Not counted, as the root cause names no supplier although an item is theirs: {numbers}."),
            figures.get("outages_not_said", ()),
        ),
    )
    said = (text.format(numbers=_(", ").join(numbers)) for text, numbers in doubts if numbers)
    return (*outage_blocks(figures), note(" ".join((rule, *said))))


def _change_blocks(figures: Figures) -> tuple[Block, ...]:
    """Without the chart by month."""
    without = {**figures, "months": {"labels": (), "changes": {"deployed": (), "rolled back": ()}}}
    rule = _("Changes that are said to be made by the supplier; what we change on their items is not theirs.")
    return (*change_blocks(without), note(rule))


# ---------------------------------------------------------------- what was said

_ABOUT: Mapping[str, Message] = {
    FeedbackAbout.SUPPLIER.value: message("about the supplier"),
    FeedbackAbout.DISPUTE.value: message("dispute"),
}


def said_blocks(said: Json, *, of_all: bool = False) -> tuple[Block, ...]:
    """Feedback about a supplier and disputes with them; of all suppliers, with their names."""
    before = said["previous"]
    names = {
        "compliment": _("Compliments"),
        "complaint": _("Complaints"),
        "comment": _("Comments"),
        "dispute": _("Disputes"),
    }
    rows = tuple((label, number(said[key]), _number(before, key)) for key, label in names.items())
    columns = (
        Column(_("Said about suppliers") if of_all else _("Said about the supplier"), weight=4),
        Column(_("This period"), numeric=True, weight=2),
        Column(_("Before"), numeric=True, weight=2),
    )
    return (KeepTogether((compared(Table(columns, rows)),)), *_said_list(said["list"], of_all))


def _said_list(said: Sequence[Json], of_all: bool) -> tuple[Block, ...]:
    if not said:
        return ()
    columns = (
        Column(_("Number"), weight=1.7, whole=True),
        Column(_("Kind"), weight=1.8),
        Column(_("Supplier") if of_all else _("Said by"), weight=2.2),
        Column(_("What was said"), weight=4),
        Column(_("What came of it"), weight=3.4),
        Column(_("State"), weight=1.6, whole=True),
    )
    rows = tuple(
        (
            each["number"],
            _(each["kind"]) if each["about"] == FeedbackAbout.SUPPLIER.value else word(_ABOUT[each["about"]]),
            (each["supplier"] if of_all else each["customer"]) or NOTHING,
            each["description"],
            each["outcome"] or NOTHING,
            _(each["state"]),
        )
        for each in said
    )
    caption = _("What was said about suppliers") if of_all else _("What was said about the supplier")
    return (Table(columns, rows, caption=caption).told(),)


# ---------------------------------------------------------------- actions, sources


def other_actions(figures: Figures) -> tuple[Block, ...]:
    """Action items about the supplier that come from elsewhere than their reports."""
    found = figures["actions"].get("about", ())
    if not found:
        return ()
    return (
        action_table(found, _("Others about the supplier: open at the end of the period, or done in it"), ""),
    )


def supplier_note(figures: Figures) -> str:
    """The foot of every page: how many records, which period."""
    counted = figures["counted"]
    n = counted["escalations"]
    escalations = ngettext("{n} escalation", "{n} escalations", n).format(n=number(n))
    n = counted["changes"]
    changes = ngettext("{n} finished change", "{n} finished changes", n).format(n=number(n))
    n = counted["feedback"]
    feedback = ngettext("{n} feedback entry", "{n} feedback entries", n).format(n=number(n))
    return _(
        "Of the supplier alone: {escalations}, {incidents} that they caused, {changes} and {feedback}, {period}, time "
        "zone {zone}."
    ).format(
        escalations=escalations,
        incidents=incidents_counted(counted["incidents"]),
        changes=changes,
        feedback=feedback,
        period=period_text(figures),
        zone=figures["period"]["time_zone"],
    )


__all__ = [
    "escalation_table",
    "is_on_supplier",
    "other_actions",
    "said_blocks",
    "supplier_blocks",
    "supplier_cards",
    "supplier_note",
]
