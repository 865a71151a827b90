"""Blocks made from the stored figures of a report: key figures and targets, with what they were computed from.

Figures are the plain values that practice stores with a report. A figure without data says "no data".
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sdesk.reports.blocks import (
    Block,
    CardKind,
    Chart,
    Column,
    Heading,
    KeyFigure,
    Paragraph,
    Row,
    Series,
    Table,
)
from sdesk.reports.words import days, duration, number
from sdesk.translation import gettext as _

Json = Any
Figures = Mapping[str, Json]

NO_DATA = "no data"
MARKS = {"met": "●", "not met": "▲", "no data": "–", "in words": "–"}


def result(word: str) -> str:
    """Met or not, as a mark and a word; nothing to judge where no target is agreed."""
    if word in ("no target agreed", "no target set"):
        return "–"
    return f"{MARKS[word]} {word}" if word in MARKS else word


def value_text(figure: Json) -> str:
    """A figure for people; times as hours and minutes."""
    if figure["value"] is None:
        return str(figure["text"] or NO_DATA)
    return duration(figure["value"]) if figure["unit"] == "minutes" else with_gap(figure["text"])


def with_gap(text: str) -> str:
    """The unit stays on the line of its number."""
    return str(text).replace(" ", "\N{NO-BREAK SPACE}", 1)


def target_text(row: Json) -> str:
    if row["target"] is None:
        return _("none agreed")
    return with_gap(f"{number(row['target'])} {row['unit']}".strip())


def change_text(row: Json) -> str:
    """How far it moved since the period before; "" where one of the two has no data."""
    return "" if row["change"] in ("", NO_DATA) else str(row["change"])


def computed_from(figure: Json, asked_for: Json = None) -> str:
    """The counts behind a figure, to be checked against the records; and which part of the days it counts, if not all."""
    parts = [_counted_of(name, value) for name, value in figure["counts"]]
    if figure["targets"]:
        parts.append(
            _("targets: {times}").format(times=", ".join(duration(each) for each in figure["targets"]))
        )
    counted = figure.get("days")
    if parts and asked_for and counted and counted != [asked_for["first"], asked_for["last"]]:
        parts.append(_("counted {days} only").format(days=days(*counted)))
    return "; ".join(parts)


_IN_MINUTES = {
    "minutes of service hours": "service hours",
    "minutes of downtime within them": "downtime within them",
}


def _counted_of(name: str, value: int) -> str:
    return (
        f"{_IN_MINUTES[name]}: {duration(value, longest='h')}"
        if name in _IN_MINUTES
        else f"{name}: {number(value)}"
    )


def period_text(figures: Figures, name: str = "period") -> str:
    return days(figures[name]["first"], figures[name]["last"])


def note(text: str) -> Paragraph:
    return Paragraph(text, "small")


def written(text: str, label: str, is_draft: bool) -> tuple[Block, ...]:
    """What a person has written under its label; in a draft, that it is still to be written."""
    if text.strip():
        return (Heading(label, 2), Paragraph(text.strip()))
    return (Heading(label, 2), Paragraph(_("Not written yet."), "muted")) if is_draft else ()


# ---------------------------------------------------------------- key figures


def target_cards(rows: Sequence[Json]) -> tuple[KeyFigure, ...]:
    """One card for each measure; of several services the one that did worst."""
    by_measure: dict[str, list[Json]] = {}
    for row in rows:
        if row["measure"] != "other":
            by_measure.setdefault(row["measure"], []).append(row)
    return tuple(_card(group) for group in by_measure.values())


def _card(rows: Sequence[Json]) -> KeyFigure:
    with_value = [row for row in rows if row["value"]["value"] is not None]
    shown = min(with_value, key=lambda row: row["value"]["value"], default=rows[0])
    label = shown["label"] if len(rows) == 1 else _("{measure}, lowest").format(measure=shown["label"])
    about = shown["service"] if len(rows) > 1 else ""
    previous = value_text(shown["previous"])
    return KeyFigure(
        label,
        value_text(shown["value"]) if with_value else "",
        _target_words(shown),
        "\n".join(part for part in (about, _("before: {value}").format(value=previous)) if part),
        card_kind([row["word"] for row in rows]),
    )


def _target_words(row: Json) -> str:
    if row["target"] is None:
        return _("no target agreed")
    return _("target {target}").format(target=target_text(row))


def card_kind(words: Sequence[str]) -> CardKind:
    """A warning if anything was missed; good if everything was met."""
    if "not met" in words:
        return "warning"
    return "ok" if words and all(word == "met" for word in words) else "neutral"


def complaint_card(feedback: Json) -> KeyFigure:
    figure, before = feedback["complaints"], feedback["previous"]
    counts = dict(figure["counts"])
    return KeyFigure(
        _("Complaints received"),
        number(figure["value"]),
        _("closed {closed}, open {open}").format(
            closed=counts["closed in it"], open=counts["open at its end"]
        ),
        _("before: {value}").format(value=number(before["complaints"]["value"]) if before else NO_DATA),
    )


# ---------------------------------------------------------------- targets


def target_table(rows: Sequence[Json]) -> Table:
    """Every target, what was reached, what was reached before, and whether it was met, by word and mark."""
    found = tuple(target_row(row) for row in rows)
    return Table(target_columns(), found, empty_text=_("No target is agreed."))


def target_columns() -> tuple[Column, ...]:
    return (
        Column(_("Measure"), weight=3.4),
        Column(_("Service"), weight=2.4),
        Column(_("Target"), numeric=True, weight=1.3),
        Column(_("Reached"), numeric=True, weight=1.4),
        Column(_("Before"), numeric=True, weight=1.4),
        Column(_("Change"), numeric=True, weight=1.3),
        Column(_("Result"), weight=1.5),
    )


def target_row(row: Json) -> Row:
    detail = row["detail"] if row["measure"] != "other" else ""
    label = f"{row['label']}\n{detail}" if detail else row["label"]
    cells = (
        label,
        row["service"] or _("all"),
        target_text(row),
        value_text(row["value"]),
        value_text(row["previous"]) if row["value"]["text"] != "in words" else "",
        change_text(row),
        result(row["word"]),
    )
    return Row(cells, "emphasis" if row["word"] == "not met" else "normal")


def source_table(rows: Sequence[Json], figures: Figures) -> Table:
    """What each figure of the target table was computed from."""
    found = tuple(
        (
            _with_service(row),
            computed_from(row["value"], figures["period"]),
            computed_from(row["previous"], figures["previous_period"]) or "–",
        )
        for row in rows
        if row["value"]["counts"]
    )
    columns = (
        Column(_("Figure"), weight=2.2),
        Column(_("This period"), weight=4),
        Column(_("Period before"), weight=4),
    )
    return Table(columns, found, empty_text=_("Nothing was computed."))


def _with_service(row: Json) -> str:
    return f"{row['label']}, {row['service']}" if row["service"] else str(row["label"])


def availability_chart(rows: Sequence[Json]) -> tuple[Block, ...]:
    """Each service held against its target; nothing where there is one service or none."""
    found = [row for row in rows if row["measure"] == "availability" and row["service"]]
    if len(found) < 2:
        return ()
    values = tuple(row["value"]["value"] for row in found)
    return (
        Chart(
            "target-bars",
            _("Availability of each service"),
            tuple(row["service"] for row in found),
            (Series(_("Availability"), values),),
            unit="%",
            targets=tuple(row["target"] for row in found),
            decimals=2,
            caption=_("Within service hours; the downtime is that of incidents marked as outages."),
        ),
    )
