"""Blocks made from the stored figures of a report: key figures, tables, charts, each with what it was computed from.

Figures are the plain values that practice stores with a report. A figure without data says "no data".
"""

from collections.abc import Mapping, Sequence
from gettext import gettext as _
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
    TargetLine,
)
from sdesk.reports.words import count, day, days, duration, moment, number

Json = Any
Figures = Mapping[str, Json]

NO_DATA = "no data"
MARKS = {"met": "●", "not met": "▲", "no data": "–", "stated in words": "–"}
PRIORITY_MEASURES = ("availability", "response within target", "restoration within target")
_MOST_LINES = 4
"""Lines that a chart can tell apart."""


def result(word: str) -> str:
    """Met or not, as a mark and a word."""
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


def computed_from(figure: Json) -> str:
    """The counts behind a figure, to be checked against the records."""
    parts = [f"{name}: {number(value)}" for name, value in figure["counts"]]
    if figure["targets"]:
        parts.append(
            _("targets: {times}").format(times=", ".join(duration(each) for each in figure["targets"]))
        )
    return "; ".join(parts)


def period_text(figures: Figures, name: str = "period") -> str:
    return days(figures[name]["first"], figures[name]["last"])


def note(text: str) -> Paragraph:
    return Paragraph(text, "small")


def written(text: str, label: str, is_draft: bool, level: int = 2) -> tuple[Block, ...]:
    """What a person has written under its label; in a draft, that it is still to be written."""
    if text.strip():
        return (Heading(label, level), Paragraph(text.strip()))
    return (Heading(label, level), Paragraph(_("Not written yet."), "muted")) if is_draft else ()


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


def target_table(rows: Sequence[Json], caption: str = "") -> Table:
    """Every target, what was reached, what was reached before, and whether it was met, by word and mark."""
    return Table(
        target_columns(),
        tuple(target_row(row) for row in rows),
        caption=caption,
        empty_text=_("No target is agreed."),
    )


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
        value_text(row["previous"]) if row["value"]["text"] != "stated in words" else "",
        change_text(row),
        result(row["word"]),
    )
    return Row(cells, "emphasis" if row["word"] == "not met" else "normal")


def source_table(rows: Sequence[Json]) -> Table:
    """What each figure of the target table was computed from."""
    found = tuple(
        (_with_service(row), computed_from(row["value"]), computed_from(row["previous"]) or "–")
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


# ---------------------------------------------------------------- incidents


def incident_blocks(figures: Figures) -> tuple[Block, ...]:
    """How many, by priority, how long they took, month by month, and those with significant impact."""
    incidents = figures["incidents"]
    return (
        _priority_table(incidents),
        note(_incident_note(figures)),
        _time_table(incidents),
        note(_("Incidents restored in the period. Within service hours, time on hold is not counted.")),
        *_incident_charts(figures),
        *_significant_blocks(figures),
    )


def _priority_table(incidents: Json) -> Table:
    columns = (
        Column(_("Priority"), weight=2),
        Column(_("Recorded"), numeric=True, weight=1.3),
        Column(_("Before"), numeric=True, weight=1.2),
        Column(_("Restored"), numeric=True, weight=1.3),
        Column(_("Open at end"), numeric=True, weight=1.5),
        Column(_("Response within target"), numeric=True, weight=2),
        Column(_("Restored within target"), numeric=True, weight=2),
    )
    rows = tuple(
        (
            row["priority"],
            number(row["recorded"]),
            _counted(row["previous"]),
            number(row["restored"]),
            number(row["open"]),
            value_text(row["response"]),
            value_text(row["restoration"]),
        )
        for row in incidents["by_priority"]
    )
    before = incidents["previous"]
    total = (
        _("All"),
        number(incidents["recorded"]),
        _counted(before["recorded"] if before else None),
        number(incidents["restored"]),
        number(incidents["open"]),
        "",
        "",
    )
    return Table(columns, rows, caption=_("Incidents by priority"), total=total)


def _counted(value: int | None) -> str:
    return NO_DATA if value is None else number(value)


def _incident_note(figures: Figures) -> str:
    incidents = figures["incidents"]
    text = _(
        "Computed from {recorded} recorded in the period, {period}. An incident counts as within or over its target "
        "in the period in which that was decided."
    ).format(
        recorded=count(incidents["recorded"], _("incident"), _("incidents")), period=period_text(figures)
    )
    if incidents["outside"]:
        outside = count(incidents["outside"], _("incident"), _("incidents"))
        text += " " + _("{outside} about services outside the agreement are not counted.").format(
            outside=outside
        )
    return text


def _time_table(incidents: Json) -> Table:
    columns = (
        Column(_("Time to resolve"), weight=3),
        Column(_("Mean"), numeric=True, weight=2),
        Column(_("Median"), numeric=True, weight=2),
        Column(_("Mean before"), numeric=True, weight=2),
        Column(_("Median before"), numeric=True, weight=2),
    )
    now, before = incidents["time"], incidents["previous_time"]
    rows = tuple(
        (
            label,
            value_text(now[f"mean_{key}"]),
            value_text(now[f"median_{key}"]),
            value_text(before[f"mean_{key}"]),
            value_text(before[f"median_{key}"]),
        )
        for key, label in (("service", _("within service hours")), ("elapsed", _("elapsed, day and night")))
    )
    return Table(columns, rows)


def _incident_charts(figures: Figures) -> tuple[Block, ...]:
    months = figures["months"]
    labels = tuple(months["labels"])
    series = tuple(Series(name, tuple(values)) for name, values in months["incidents"].items())
    shares = (
        Series(_("Response"), tuple(months["response"])),
        Series(_("Restoration"), tuple(months["restoration"])),
    )
    return (
        Chart("stacked", _("Incidents recorded, by priority"), labels, series),
        Chart(
            "lines",
            _("Share within target"),
            labels,
            shares,
            unit="%",
            target_lines=_agreed_lines(figures.get("targets", ())),
            caption=_("The months before the period are shown beside it."),
        ),
    )


def _agreed_lines(rows: Sequence[Json]) -> tuple[TargetLine, ...]:
    """The agreed shares; one line where both are the same."""
    wanted = {
        "response within target": _("Response target"),
        "restoration within target": _("Restoration target"),
    }
    found = {
        wanted[row["measure"]]: row["target"]
        for row in rows
        if row["measure"] in wanted and row["target"] is not None and not row["service"]
    }
    if len(found) == 2 and len(set(found.values())) == 1:
        return (TargetLine(_("Target"), next(iter(found.values()))),)
    return tuple(TargetLine(label, value) for label, value in found.items())


def _significant_blocks(figures: Figures) -> tuple[Block, ...]:
    zone = figures["issuer"]["time_zone"]
    columns = (
        Column(_("Incident"), weight=3),
        Column(_("From, to"), weight=2),
        Column(_("Root cause"), weight=3.5),
        Column(_("Solution"), weight=3.5),
    )
    rows = tuple(
        (
            f"{each['number']}\n{each['summary']}",
            f"{moment(each['started'], zone)}\n{moment(each['restored'], zone) or each['state']}",
            each["root_cause"] or _("not known yet"),
            each["solution"] or _("none yet"),
        )
        for each in figures["incidents"]["significant"]
    )
    if not rows:
        return (note(_("No incident of the period had significant impact.")),)
    return (Table(columns, rows, caption=_("Incidents with significant impact")),)


# ---------------------------------------------------------------- changes, feedback


def change_blocks(figures: Figures) -> tuple[Block, ...]:
    changes, before = figures["changes"], figures["changes"]["previous"]
    names = {
        "asked_for": _("Asked for in the period"),
        "deployed": _("Closed, deployed without roll-back"),
        "rolled back": _("Closed after a roll-back"),
        "rejected": _("Rejected"),
        "withdrawn": _("Withdrawn"),
        "open": _("Under way at its end"),
    }
    rows = tuple(
        (label, number(changes[key]), _counted(before[key] if before else None))
        for key, label in names.items()
    )
    columns = (
        Column(_("Changes"), weight=4),
        Column(_("This period"), numeric=True, weight=1.5),
        Column(_("Before"), numeric=True, weight=1.5),
    )
    months = figures["months"]
    series = (
        Series(_("Deployed"), tuple(months["changes"]["deployed"])),
        Series(_("Rolled back"), tuple(months["changes"]["rolled back"])),
    )
    return (
        Table(columns, rows),
        note(
            _("Success rate: {rate}. {counts}.").format(
                rate=value_text(changes["success"]), counts=_capital(computed_from(changes["success"]))
            )
        ),
        Chart("stacked", _("Changes closed"), tuple(months["labels"]), series),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def feedback_blocks(figures: Figures) -> tuple[Block, ...]:
    feedback, before = figures["feedback"], figures["feedback"]["previous"]
    columns = (
        Column(_("What customers said"), weight=4),
        Column(_("This period"), numeric=True, weight=2),
        Column(_("Before"), numeric=True, weight=2),
    )
    names = {"compliment": _("Compliments"), "complaint": _("Complaints"), "comment": _("Comments")}
    rows = [
        (label, number(feedback["kinds"][kind]), _counted(before["kinds"][kind] if before else None))
        for kind, label in names.items()
    ]
    scores = (
        _("Satisfaction, mean of the survey scores 1 to 5"),
        value_text(feedback["satisfaction"]),
        value_text(before["satisfaction"]) if before else NO_DATA,
    )
    months = figures["months"]
    return (
        Table(columns, (*rows, scores)),
        note(_feedback_note(feedback)),
        Chart(
            "lines",
            _("Mean satisfaction, 1 to 5"),
            tuple(months["labels"]),
            (Series(_("Satisfaction"), tuple(months["satisfaction"])),),
            decimals=1,
        ),
        *_complaint_table(feedback["complaint_list"]),
    )


def _feedback_note(feedback: Json) -> str:
    complaints = dict(feedback["complaints"]["counts"])
    return _("Complaints: {received} received, {closed} closed, {open} open at the end. {scores}.").format(
        received=complaints["received"],
        closed=complaints["closed in it"],
        open=complaints["open at its end"],
        scores=_capital(computed_from(feedback["satisfaction"])),
    )


def _complaint_table(complaints: Sequence[Json]) -> tuple[Block, ...]:
    if not complaints:
        return ()
    columns = (
        Column(_("Complaint"), weight=1.6),
        Column(_("What was said"), weight=4),
        Column(_("What came of it"), weight=4),
        Column(_("State"), weight=1.3),
    )
    rows = tuple(
        (each["number"], each["description"], each["outcome"] or "–", each["state"]) for each in complaints
    )
    return (Table(columns, rows, caption=_("Complaints received")),)


# ---------------------------------------------------------------- action items


def action_table(items: Sequence[Json], caption: str, empty: str) -> Table:
    """Action items with their states; overdue ones say so."""
    columns = (
        Column(_("Number"), weight=1.7),
        Column(_("Action"), weight=4),
        Column(_("Owner"), weight=1.6),
        Column(_("Due"), weight=1.4),
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
    return Table(columns, rows, caption=caption, empty_text=empty)


_STATE_MARKS = {"open": "○", "in progress": "◐", "done": "●", "cancelled": "–"}


def action_state(item: Json) -> str:
    if item["overdue"]:
        return f"▲ {item['state']}, overdue"
    return f"{_STATE_MARKS[item['state']]} {item['state']}"


def proposed_table(actions: Sequence[Any], labels: Mapping[Any, str], caption: str) -> Table:
    """What the report proposes to do, by whom and by when."""
    columns = (Column(_("Action"), weight=5), Column(_("Owner"), weight=2), Column(_("Due"), weight=1.5))
    rows = tuple((each.description, labels.get(each.owner, "–"), day(each.due) or "–") for each in actions)
    return Table(columns, rows, caption=caption, empty_text=_("None proposed yet."))
