"""The findings of a report as sentences: on its paper, and in the conclusions that are proposed for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.priorities import Priority
from sdesk.practice.measures.figures import amount
from sdesk.practice.reporting.telling.findings import About, Finding, Kind, stored_figure
from sdesk.translation import Message, Part, counted, term
from sdesk.translation import message as _
from sdesk.translation.amounts import length, number
from sdesk.translation.dates import short_days

Json = Any
MOST_NAMED = 6
"""Records that a sentence names; the tables of the report have them all."""


def outages_unknown(n: int) -> Message:
    return counted(
        "Of {n} incident of the period nobody knows whether the service was out.",
        "Of {n} incidents of the period nobody knows whether the service was out.",
        n=n,
    )


def sentence(found: Finding) -> Message:
    """The whole of it; every figure in it stands in the report."""
    match found.kind:
        case Kind.NOTHING_KNOWN:
            return _("There is no data on this period: nothing can be said of what was reached.")
        case Kind.NOTHING_REACHED:
            return _("No goal or target in effect has a figure: nothing can be said of what was reached.")
        case Kind.RESULTS:
            return _results(found)
        case Kind.MISSED:
            return _because_of(_missed(found.about[0]), found.records)
        case Kind.WORSE | Kind.BETTER:
            return _moved(found)
        case Kind.NO_TARGET:
            return _no_target(found)
        case Kind.OUTAGES_UNKNOWN:
            return outages_unknown(found.number)
        case Kind.OVERDUE | Kind.LATE | Kind.REVIEW_OVERDUE:
            return _waiting(found)
        case _:
            return _open(found)


# ---------------------------------------------------------------- results


_OF: Mapping[str, Message] = {
    "targets": _("Agreed targets"),
    "goals": _("Goals"),
    "objectives": _("Objectives"),
    "quality": _("Quality of the services"),
    "all": _("Goals and targets together"),
    "customer": _("Targets agreed with customers"),
    "supplier": _("Targets agreed with suppliers"),
}


def _results(found: Finding) -> Message:
    """ "All" only where each of them was met."""
    said: dict[str, Part] = {"what": _OF[found.of], "all": found.number}
    left = found.number - found.met - found.missed
    if left == found.number:
        return _("{what}: of {all}, none has a result.", **said)
    if left and not found.missed:
        return _("{what}: {met} of {all} met, {left} without a result.", **said, met=found.met, left=left)
    if left:
        return _(
            "{what}: {met} of {all} met, {missed} missed, {left} without a result.",
            **said, met=found.met, missed=found.missed, left=left,
        )  # fmt: skip
    if found.missed:
        return _("{what}: {met} of {all} met, {missed} missed.", **said, met=found.met, missed=found.missed)
    return _("{what}: {met} of {all} met.", **said, met=found.met)


def _missed(about: About) -> Message:
    row, judged = about.row, about.row.get("judged")
    if judged:
        return _(
            "{what} was missed as {name} judged it: {reached}.",
            what=called(about), name=judged["by"], reached=judged["reached"].rstrip("."),
        )  # fmt: skip
    said: dict[str, Part] = {"what": called(about), "reached": reached(row), "asked": asked(row)}
    windows = [each["word"] for each in row.get("windows", ()) if each["word"] != "so far"]
    if not windows:
        return _("{what} was missed: {reached} instead of {asked}.", **said)
    said |= {"missed": windows.count("not met")}
    if row["window"] == Window.MONTH:
        return counted(
            "{what} was missed in {missed} of {n} month: at worst {reached} instead of {asked}.",
            "{what} was missed in {missed} of {n} months: at worst {reached} instead of {asked}.",
            n=len(windows),
            **said,
        )
    return counted(
        "{what} was missed in {missed} of {n} quarter: at worst {reached} instead of {asked}.",
        "{what} was missed in {missed} of {n} quarters: at worst {reached} instead of {asked}.",
        n=len(windows),
        **said,
    )


def _because_of(said: Message, records: Sequence[str]) -> Message:
    return _("{said} Because of {records}.", said=said, records=_named(records)) if records else said


def _named(records: Sequence[str]) -> Message | tuple[str, ...]:
    shown, rest = tuple(records[:MOST_NAMED]), len(records) - MOST_NAMED
    return _("{records} and {more} more", records=", ".join(shown), more=rest) if rest > 0 else shown


def _moved(found: Finding) -> Message:
    about = found.about[0]
    now, before = (figure_said(about.row[name]) for name in ("value", "previous"))
    said = {"what": called(about), "now": now, "before": before}
    if found.kind is Kind.BETTER:
        return _("{what} got better: {now} after {before}.", **said)
    return _("{what} got worse: {now} after {before}.", **said)


# ---------------------------------------------------------------- what waits


def _open(found: Finding) -> Message:
    about = found.about[0]
    what, row = called(about), about.row
    if found.kind is Kind.NOT_JUDGED:
        return _("{what} is not judged: somebody has to say whether it was reached.", what=what)
    if found.kind is Kind.MOSTLY_UNKNOWN:
        figure = stored_figure(row["value"])
        return counted(
            "{what} stands on {known} of {n} case: the other is not known or not decided.",
            "{what} stands on {known} of {n} cases: the others are not known or not decided.",
            n=figure.known + figure.unknown + figure.undecided, what=what, known=figure.known,
        )  # fmt: skip
    if found.kind is Kind.UNDECIDED:
        return _(
            "{what} is undecided: too little is known to say whether it was {asked}.",
            what=what,
            asked=asked(row),
        )
    return _("{what} has no data: nothing says whether it was {asked}.", what=what, asked=asked(row))


def _no_target(found: Finding) -> Message:
    return _("{what} has no agreed target.", what=without_target(found))


def without_target(found: Finding) -> Message | str:
    """Of the same measure and agreement: of which services, or in which days."""
    first, *others = found.about
    if not others:
        return called(first)
    of = _named([str(each.row["service"] or _days(each.row)) for each in found.about])
    return _with(_("{what} of {service}", what=_measured(first.row), service=of), first)


def _waiting(found: Finding) -> Message:
    named = _named(found.records)
    if found.kind is Kind.OVERDUE:
        return counted(
            "{n} action item is overdue: {named}.",
            "{n} action items are overdue: {named}.",
            n=found.number,
            named=named,
        )
    if found.kind is Kind.LATE:
        return counted(
            "{n} recurring task is late: {named}.",
            "{n} recurring tasks are late: {named}.",
            n=found.number,
            named=named,
        )
    return counted(
        "The review of {n} document is overdue: {named}.",
        "The reviews of {n} documents are overdue: {named}.",
        n=found.number,
        named=named,
    )


# ---------------------------------------------------------------- what a row is called, and its numbers


def called(about: About) -> Message | str:
    """A goal by what it says, a target by its measure, with its service, days and the other side."""
    what = _named_itself(about)
    if about.row.get("days"):
        what = _("{what}, {days}", what=what, days=_days(about.row))
    return _with(what, about)


def _named_itself(about: About) -> Message | str:
    row = about.row
    match about.of:
        case "goals":
            return _("Goal “{said}”", said=row["statement"].strip().rstrip("."))
        case "objectives":
            return _("Objective “{said}”", said=row["statement"].strip().rstrip("."))
        case "quality":
            return _("“{name}” of {service}", name=row["name"], service=row["service"])
    if row.get("service"):
        return _("{what} of {service}", what=_measured(row), service=row["service"])
    return _measured(row)


def _with(what: Message | str, about: About) -> Message | str:
    """With whom it is agreed, where several are told of."""
    if not about.party:
        return what
    if about.of == "supplier":
        return _("{what} by {party}", what=what, party=about.party)
    return _("{what} for {party}", what=what, party=about.party)


def _measured(row: Json) -> Message | str:
    """In a sentence what somebody called otherwise stands in quotes."""
    if row["measure"] == Measure.OTHER and row.get("detail"):
        return measure_called({**row, "detail": _("“{what}”", what=row["detail"].rstrip("."))})
    return measure_called(row)


def measure_called(row: Json) -> Message | str:
    """What it is about: one of our measures, or something else in the words of the agreement; with its priority."""
    measure, priority = row["measure"], row.get("priority")
    label = term(Measure(measure).label) if measure in list(Measure) else measure
    if measure == Measure.OTHER:
        label = row.get("detail") or label
    if not priority:
        return label
    return _("{measure}, {priority}", measure=label, priority=term(Priority(priority).label))


def _days(row: Json) -> str:
    return short_days(*map(date.fromisoformat, row["days"])) if row.get("days") else ""


def reached(row: Json) -> Message | str:
    """What a row came to, with as many digits as tell it from what it asks."""
    return figure_said(row["value"], apart_from=number_asked(row))


def number_asked(row: Json) -> float | None:
    """What its figure is told apart from; None where there is no figure, or nothing was asked."""
    return row["target"] if "sense" in row else None


def figure_said(figure: Json, longest: str = "h", apart_from: float | None = None) -> Message | str:
    """Here alone, for tables and sentences."""
    return stored_figure(figure).said(longest, apart_from)


def asked(row: Json) -> Message | str:
    """As "at least 95 %", "at most 8 h", "at most 3 each month"; older rows, and what a person judges, have no side."""
    shown = _number(row)
    if "sense" not in row:
        return shown
    if row.get("within") is not None:
        shown = _("{number} within {time}", number=shown, time=length(row["within"], longest="h"))
    least = row["sense"] == Sense.AT_LEAST
    match row["window"]:
        case Window.MONTH if least:
            return _("at least {number} each month", number=shown)
        case Window.MONTH:
            return _("at most {number} each month", number=shown)
        case Window.QUARTER if least:
            return _("at least {number} each quarter", number=shown)
        case Window.QUARTER:
            return _("at most {number} each quarter", number=shown)
    return _("at least {number}", number=shown) if least else _("at most {number}", number=shown)


def _number(row: Json) -> Message | str:
    """Of what is counted the measure says what it is; a length is one, where it is asked as one."""
    if row["unit"] == "count":
        return number(row["target"])
    if row["unit"] == "minutes" and "sense" in row:
        return length(row["target"], longest="h")
    return amount(row["target"], row["unit"])


__all__ = [
    "asked", "called", "figure_said", "measure_called", "number_asked", "outages_unknown", "reached", "sentence", "without_target",
]  # fmt: skip
