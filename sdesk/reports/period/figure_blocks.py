"""Blocks made from the stored figures of a report: key figures and targets, with what they were computed from.

Figures are the plain values that practice stores with a report; what they are called is said here. A figure without
data says "no data".
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sdesk.models.measures import Window
from sdesk.practice.measures.figures import NO_DATA, NOT_KNOWN_OUT, compare
from sdesk.practice.measures.targets import TargetRow, asked_of
from sdesk.practice.reporting.telling.findings import stored_figure
from sdesk.practice.reporting.telling.sentences import asked, figure_said, measure_called, number_asked
from sdesk.reports.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
)
from sdesk.reports.words import NOTHING, days, duration, number
from sdesk.translation import Message, message, ngettext, word
from sdesk.translation import gettext as _

Json = Any
Figures = Mapping[str, Json]

_RESULTS: Mapping[str, tuple[str, Message]] = {
    "met": ("●", message("met")),
    "not met": ("▲", message("not met")),
    "no data": ("–", NO_DATA),
    "undecided": ("○", message("undecided")),
    "so far": ("○", message("so far")),
    "in words": ("–", message("not judged")),
}


def mark_and_word(stored: str) -> tuple[str, str]:
    """How a result is shown: met or not; no word where no target is agreed."""
    mark, said = _RESULTS.get(stored, (NOTHING, ""))
    return mark, word(said)


def result(stored: str) -> str:
    """Met or not, as a mark and a word; nothing to judge where no target is agreed."""
    return " ".join(filter(None, mark_and_word(stored)))


def result_of(row: Json) -> str:
    """The result of a target, with who judged it where the program does not count it."""
    judged = row.get("judged")
    shown = result(row["word"])
    return "\n".join((shown, _("judged by {name}").format(name=judged["by"]))) if judged else shown


def reached_text(row: Json) -> str:
    """What was reached: a figure, or what a person said; with the worst of its months or quarters where each is held to it."""
    judged = row.get("judged")
    if judged:
        return str(judged["reached"]) or NOTHING
    value = value_text(row["value"], apart_from=number_asked(row))
    words = [each["word"] for each in row.get("windows") or () if each["word"] != "so far"]
    if not words:
        return value
    missed, n = words.count("not met"), len(words)
    said = (
        _("{missed} of {n} missed")
        if row["window"] == Window.MONTH
        else ngettext("{missed} of {n} quarter missed", "{missed} of {n} quarters missed", n)
    )
    return "\n".join((value, said.format(missed=missed, n=n)))


def grounds_of(rows: Sequence[Json]) -> tuple[Block, ...]:
    """On what grounds a person judged what the program does not count."""
    judged = [each for each in rows if each.get("judged")]
    lines = (
        _("{what}: {grounds} ({name})").format(
            what=row.get("statement") or measure_of(row),
            grounds=row["judged"]["grounds"],
            name=row["judged"]["by"],
        )
        for row in judged
    )
    return (Bullets(tuple(lines)),) if judged else ()


def is_in_words(figure: Json) -> bool:
    """Whether there is no figure, because a person says how it stands."""
    return not figure["unit"]


def value_text(figure: Json, longest: str = "h", apart_from: float | None = None) -> str:
    """A figure for people, as sentences say it; times as hours and minutes, with days where `longest` is "d"."""
    if is_in_words(figure):
        return _("in words")
    if figure["value"] is None:
        return no_data()
    said = word(figure_said(figure, longest, apart_from))
    return said if figure["unit"] == "minutes" else with_gap(said)


def longest_of(name: str) -> str:
    """Days only for what the clock on the wall counts: a day of service hours has no 24 hours."""
    return "d" if name.endswith("elapsed") else "h"


def short_text(figure: Json, apart_from: float | None = None) -> str:
    """The value alone, where there is no room for what is not known of: it has to be said beside it."""
    return value_text({**figure, "unknown": 0}, apart_from=apart_from)


def unknown_text(figure: Json) -> str:
    """Of how many cases it is not known; "" where all are."""
    unknown = figure.get("unknown", 0)
    return _("not known of {n} of {whole}").format(n=unknown, whole=_cases(figure)) if unknown else ""


def _cases(figure: Json) -> int:
    return int(figure["known"] + figure["undecided"] + figure["unknown"])


def no_data() -> str:
    return word(NO_DATA)


def nothing_known(figures: Figures, of: str = "period") -> bool:
    """Whether nobody could have noted anything yet in the period, or any "changes" or "feedback": then 0 would be a claim.
    Older reports do not say."""
    known, counted = figures.get("known", {}), figures.get("counted", {})
    if of != "period" and known.get(of) == []:
        return True
    return known.get("period") == [] and not any(n for what, n in counted.items() if what != "agreements")


def count_of(figures: Figures, n: float, of: str = "period") -> str:
    return no_data() if not n and nothing_known(figures, of) else number(n)


def measure_of(row: Json) -> str:
    """The measure, with the priority that it is held for."""
    return word(measure_called(row))


def days_held(row: Json) -> str:
    """In which days of the period it was asked for; "" where that was all of them."""
    return days(*row["days"]) if row.get("days") else ""


def called(row: Json) -> str:
    """The measure with its priority, service and days; where rows of several agreements stand together, with its number."""
    label = f"{row.get('agreement', '')} {measure_of(row)}".strip()
    for part in (row.get("service", ""), days_held(row)):
        label = _("{measure}, {service}").format(measure=label, service=part) if part else label
    return label


def with_gap(text: str) -> str:
    """The unit stays on the line of its number."""
    return str(text).replace(" ", "\N{NO-BREAK SPACE}", 1)


def target_text(row: Json) -> str:
    if row["target"] is None:
        return _("none agreed")
    return with_gap(asked_text(row))


def target_asked(target: TargetRow) -> str:
    """What a row of a document asks, in words."""
    if target.target is None:
        return NOTHING
    found = asked_of(target)
    row: Json = {"target": target.target, "unit": target.unit}
    if found:
        row |= {
            "unit": found.measure.unit,
            "sense": found.sense,
            "window": found.window,
            "within": found.within,
        }
    return asked_text(row)


def asked_text(row: Json) -> str:
    return word(asked(row))


def change_text(row: Json) -> str:
    """How far it moved since the period before; "" where one of the two has no data."""
    if None in (row["value"]["value"], row["previous"]["value"]):
        return ""
    return word(compare(stored_figure(row["value"]), stored_figure(row["previous"])).text)


def computed_from(figure: Json, asked_for: Json = None) -> str:
    """The counts behind a figure, to be checked against the records; and which part of the days it counts, if not all."""
    parts = [_counted_of(name, value) for name, value in figure["counts"]]
    if figure["targets"]:
        times = _(", ").join(duration(each, longest="h") for each in figure["targets"])
        parts.append(_("targets: {times}").format(times=times))
    counted = figure.get("days")
    if parts and asked_for and counted and counted != [asked_for["first"], asked_for["last"]]:
        parts.append(_("counted {days} only").format(days=days(*counted)))
    return _("; ").join(parts)


_COUNTED: Mapping[str, Message] = {
    "minutes of service hours": message("service hours"),
    "minutes of downtime within them": message("downtime within them"),
    "services": message("services"),
    "services without data, not counted": message("services without data, not counted"),
    NOT_KNOWN_OUT: message("incidents of which nobody knows whether the service was out"),
    "not known, not counted": message("not known, not counted"),
    "outages": message("outages"),
    "outages outside the service hours or the period": message(
        "outages outside the service hours or the period"
    ),
    "incidents counted": message("incidents counted"),
    "within target": message("within target"),
    "open and not over target, not counted": message("open and not over target, not counted"),
    "without a target, not counted": message("without a target, not counted"),
    "closed changes deployed or rolled back": message("closed changes deployed or rolled back"),
    "deployed with no roll-back": message("deployed with no roll-back"),
    "closed without deployment, not counted": message("closed without deployment, not counted"),
    "not closed, not counted": message("not closed, not counted"),
    "survey scores": message("survey scores"),
    "scores outside 1 to 5, not counted": message("scores outside 1 to 5, not counted"),
    "cases": message("cases"),
    "of which so": message("of which so"),
    "competences needed": message("competences needed"),
    "achieved in time": message("achieved in time"),
    "action items due": message("action items due"),
    "done in time": message("done in time"),
    "complaints counted": message("complaints counted"),
    "answered in time": message("answered in time"),
    "open and in time still, not counted": message("open and in time still, not counted"),
    "received while no days were set, not counted": message("received while no days were set, not counted"),
    "reviews due": message("reviews due"),
    "held in time": message("held in time"),
    "copies verified": message("copies verified"),
    "times that a copy was found damaged, not counted": message(
        "times that a copy was found damaged, not counted"
    ),
    "days before any copy was told of, not known": message("days before any copy was told of, not known"),
}
"""What the counts behind a figure are called, by the name under which they are stored."""

_IN_MINUTES = ("minutes of service hours", "minutes of downtime within them")


def _counted_of(name: str, value: int) -> str:
    shown = duration(value, longest="h") if name in _IN_MINUTES else number(value)
    return _("{what}: {number}").format(what=word(_COUNTED.get(name, name)), number=shown)


def version_of(number: str, version: int | None) -> str:
    """As "GOAL-0001, version 2"; older reports have that in words."""
    return _("{number}, version {version}").format(number=number, version=version) if version else number


def period_text(figures: Figures, name: str = "period") -> str:
    return days(figures[name]["first"], figures[name]["last"])


def note(text: str) -> Paragraph:
    return Paragraph(text, "small")


def written(text: str, label: str, is_draft: bool) -> tuple[Block, ...]:
    """What a person has written under its label; in a draft, that it is still to be written."""
    if text.strip():
        return (Heading(label, 2), Paragraph(text.strip()))
    return (Heading(label, 2), Paragraph(_("Not written yet."), "muted")) if is_draft else ()
