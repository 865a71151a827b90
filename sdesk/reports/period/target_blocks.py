"""Blocks about what was asked and what was reached: key figures, the table of targets, the chart of availability."""

from collections.abc import Sequence

from sdesk.models.measures import Sense
from sdesk.practice.reporting.telling.sentences import number_asked
from sdesk.reports.blocks import (
    Block,
    CardKind,
    Chart,
    Column,
    KeyFigure,
    Row,
    RowKind,
    Series,
    Table,
)
from sdesk.reports.period.figure_blocks import (
    Figures,
    Json,
    called,
    change_text,
    computed_from,
    days_held,
    is_in_words,
    measure_of,
    no_data,
    nothing_known,
    period_text,
    reached_text,
    result_of,
    short_text,
    target_text,
    unknown_text,
    value_text,
)
from sdesk.reports.period.missed_blocks import COMPLAINTS, target_place, ways_to_cases
from sdesk.reports.words import number
from sdesk.translation import gettext as _

# ---------------------------------------------------------------- key figures


def target_cards(rows: Sequence[Json]) -> tuple[KeyFigure, ...]:
    """One card for each measure and priority; of several services the one that did worst."""
    alike: dict[tuple[str, str], list[Json]] = {}
    for row in rows:
        if row["measure"] != "other":
            alike.setdefault((row["measure"], row.get("priority", "")), []).append(row)
    return tuple(_card(group) for group in alike.values())


def _card(rows: Sequence[Json]) -> KeyFigure:
    with_value = [row for row in rows if row["value"]["value"] is not None]
    less = rows[0].get("sense") == Sense.AT_MOST
    shown = (max if less else min)(with_value, key=lambda row: row["value"]["value"], default=rows[0])
    measure = measure_of(shown)
    several = _("{measure}, highest") if less else _("{measure}, lowest")
    label = measure if len(rows) == 1 else several.format(measure=measure)
    about = "\n".join(filter(None, (shown["service"], days_held(shown)))) if len(rows) > 1 else ""
    unknown = unknown_text(shown["value"])
    previous = short_text(shown["previous"])
    return KeyFigure(
        label,
        short_text(shown["value"], number_asked(shown)) if with_value else "",
        _target_words(shown),
        "\n".join(part for part in (about, unknown, _("before: {value}").format(value=previous)) if part),
        card_kind([row["word"] for row in rows if row["target"] is not None or row is shown]),
        tuple(way for row in (shown, *rows) for way in ways_to_cases(row)),
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


def complaint_card(figures: Figures) -> KeyFigure:
    feedback, unknown = figures["feedback"], nothing_known(figures, "feedback")
    figure, before = feedback["complaints"], feedback["previous"]
    counts = dict(figure["counts"])
    return KeyFigure(
        _("Complaints received"),
        "" if unknown else number(figure["value"]),
        ""
        if unknown
        else _("closed {closed}, open {open}").format(
            closed=counts["closed in it"], open=counts["open at its end"]
        ),
        _("before: {value}").format(value=number(before["complaints"]["value"]) if before else no_data()),
        leads_to=(COMPLAINTS,),
    )


# ---------------------------------------------------------------- targets


def target_table(rows: Sequence[Json]) -> Table:
    """Every target, what was reached, what was reached before, and whether it was met, by word and mark."""
    found = tuple(target_row(row) for row in rows)
    return compared(Table(target_columns(), found, empty_text=_("No target is agreed.")))


def compared(table: Table) -> Table:
    """The table without the columns of the period before where there is no data of it, and without empty ones."""
    before = (_("Before"), _("Mean before"), _("Median before"), _("Period before"))
    return table.told(no_data(), before)


def before_text(table: Table, figures: Figures) -> str:
    """Which days the period before has; or that no figure of the table is known of them."""
    if any(column.title == _("Before") for column in table.columns):
        text = _("Before: {period}.")
    else:
        text = _("None of these figures is known of the period before, {period}.")
    return text.format(period=period_text(figures, "previous_period"))


def target_columns() -> tuple[Column, ...]:
    return (
        Column(_("Measure"), weight=3.4),
        Column(_("Service"), weight=2.4),
        Column(_("Target"), numeric=True, weight=1.3),
        Column(_("Reached"), numeric=True, weight=1.4),
        Column(_("Before"), numeric=True, weight=1.4),
        Column(_("Change"), numeric=True, weight=1.3),
        Column(_("Result"), weight=1.5, whole=True),
    )


def target_row(row: Json) -> Row:
    detail = row["detail"] if row["measure"] != "other" else ""
    cells = (
        "\n".join(part for part in (measure_of(row), detail, days_held(row)) if part),
        row["service"] or _("all"),
        target_text(row),
        reached_text(row),
        "" if is_in_words(row["value"]) else value_text(row["previous"]),
        change_text(row),
        result_of(row),
    )
    kind: RowKind = "emphasis" if row["word"] == "not met" else "normal"
    return Row(cells, kind, target_place(row), ways_to_cases(row))


def source_table(rows: Sequence[Json], figures: Figures) -> Table:
    """What each figure of the target table was computed from."""
    found = tuple(
        Row(
            (
                called(row),
                computed_from(row["value"], figures["period"]),
                computed_from(row["previous"], figures["previous_period"]) or "–",
            ),
            leads_to=ways_to_cases(row),
        )
        for row in rows
        if row["value"]["counts"]
    )
    columns = (
        Column(_("Figure"), weight=2.2),
        Column(_("This period"), weight=4),
        Column(_("Period before"), weight=4),
    )
    return compared(Table(columns, found, empty_text=_("Nothing was computed.")))


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
            tuple(" ".join(filter(None, (row["service"], days_held(row)))) for row in found),
            (Series(_("Availability"), values),),
            unit="%",
            targets=tuple(row["target"] for row in found),
            held=tuple({"met": True, "not met": False}.get(row["word"]) for row in found),
            decimals=2,
            caption=_("Within service hours; the downtime is that of incidents marked as outages."),
        ),
    )
