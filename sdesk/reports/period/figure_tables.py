"""Tables and charts of what happened in a period: incidents, changes, feedback, each with what it was computed from."""

from collections.abc import Sequence
from datetime import date

from sdesk.models.governance import Priority
from sdesk.practice.reporting.telling.sentences import outages_unknown
from sdesk.reports.blocks import Block, Chart, Column, KeepTogether, Row, Series, Table, TargetLine
from sdesk.reports.period.figure_blocks import (
    Figures,
    Json,
    computed_from,
    count_of,
    longest_of,
    no_data,
    note,
    nothing_known,
    period_text,
    value_text,
)
from sdesk.reports.period.missed_blocks import COMPLAINTS, OUTAGES, place, ways_to_case
from sdesk.reports.period.target_blocks import compared
from sdesk.reports.words import duration, moment, number
from sdesk.translation import gettext as _
from sdesk.translation import ngettext, word
from sdesk.translation.dates import short_month

# ---------------------------------------------------------------- outages


def outage_blocks(figures: Figures) -> tuple[Block, ...]:
    """Every outage of the period, and of how many incidents nobody knows; older reports have no such list."""
    outages = figures.get("outages")
    if outages is None:
        return ()
    unknown = figures["outages_unknown"]
    doubt = (note(word(outages_unknown(unknown))),) if unknown else ()
    if not outages:
        none = () if nothing_known(figures) else (note(_("No outage of the period is recorded.")),)
        return (*none, *doubt)
    columns = (
        Column(_("Outage"), weight=3),
        Column(_("From, to"), weight=2.4, whole=True),
        Column(_("Within service hours"), numeric=True, weight=1.8),
        Column(_("Cause"), weight=4.5),
    )
    zone = figures["issuer"]["time_zone"]
    unnamed, lasting, unexplained = _("no service named"), _("not restored"), _("not known yet")
    rows = tuple(
        Row(
            (
                f"{each['number']}\n{each['service'] or unnamed}",
                f"{moment(each['start'], zone)}\n{moment(each['end'], zone) or lasting}",
                duration(each["minutes"], longest="h"),
                each["cause"] or unexplained,
            ),
            name=place("outage", each["number"]),
            leads_to=ways_to_case(each["number"], "significant"),
        )
        for each in outages
    )
    return (Table(columns, rows, caption=_("Outages of the period"), name=OUTAGES), *doubt)


# ---------------------------------------------------------------- incidents


def incident_blocks(figures: Figures) -> tuple[Block, ...]:
    """How many, by priority, how long they took, month by month, and those with significant impact."""
    incidents = figures["incidents"]
    return (
        KeepTogether((_priority_table(figures),)),
        note(_incident_note(figures)),
        KeepTogether((_time_table(incidents),)),
        note(_("Incidents restored in the period. Within service hours, time on hold is not counted.")),
        *_incident_charts(figures),
        *_significant_blocks(figures),
    )


def _priority_table(figures: Figures) -> Table:
    incidents = figures["incidents"]
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
            _priority(row["priority"]),
            count_of(figures, row["recorded"]),
            _counted(row["previous"]),
            count_of(figures, row["restored"]),
            count_of(figures, row["open"]),
            value_text(row["response"]),
            value_text(row["restoration"]),
        )
        for row in incidents["by_priority"]
    )
    before = incidents["previous"]
    total = (
        _("All"),
        count_of(figures, incidents["recorded"]),
        _counted(before["recorded"] if before else None),
        count_of(figures, incidents["restored"]),
        count_of(figures, incidents["open"]),
        "",
        "",
    )
    return compared(Table(columns, rows, caption=_("Incidents by priority"), total=total))


def _priority(stored: str) -> str:
    """By the value of the choice, as stored; in older reports by its label."""
    known: dict[str, str] = {each.value: each.label for each in Priority}
    return _("not classified") if stored == "not classified" else _(known.get(stored, stored))


def _counted(value: int | None) -> str:
    return no_data() if value is None else number(value)


def _incident_note(figures: Figures) -> str:
    incidents = figures["incidents"]
    text = _(
        "Computed from {recorded} recorded in the period, {period}. An incident counts as within or over its target "
        "in the period in which that was decided."
    ).format(recorded=incidents_counted(incidents["recorded"]), period=period_text(figures))
    outside = incidents["outside"]
    return f"{text} {_outside(outside)}" if outside else text


def _outside(n: int) -> str:
    return ngettext(
        "Not counted: {n} incident about services outside the agreement.",
        "Not counted: {n} incidents about services outside the agreement.",
        n,
    ).format(n=number(n))


def incidents_counted(n: int) -> str:
    return ngettext("{n} incident", "{n} incidents", n).format(n=number(n))


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
            value_text(now[f"mean_{key}"], longest_of(key)),
            value_text(now[f"median_{key}"], longest_of(key)),
            value_text(before[f"mean_{key}"], longest_of(key)),
            value_text(before[f"median_{key}"], longest_of(key)),
        )
        for key, label in (("service", _("within service hours")), ("elapsed", _("elapsed, day and night")))
    )
    return compared(Table(columns, rows))


def _incident_charts(figures: Figures) -> tuple[Block, ...]:
    months = figures["months"]
    labels = month_labels(months)
    series = tuple(Series(_priority(name), tuple(values)) for name, values in months["incidents"].items())
    shares = (
        Series(_("Response"), tuple(months["response"])),
        Series(_("Restoration"), tuple(months["restoration"])),
    )
    return (
        *if_telling(Chart("stacked", _("Incidents recorded, by priority"), labels, series)),
        *if_telling(
            Chart(
                "lines",
                _("Share within target"),
                labels,
                shares,
                unit="%",
                target_lines=_agreed_lines(figures.get("targets", ())),
                caption=_("The months before the period are shown beside it."),
            )
        ),
    )


def month_labels(months: Json) -> tuple[str, ...]:
    """The months of a chart, by their first days; in older reports they were stored in words."""
    return tuple(
        label if " " in label else short_month(date.fromisoformat(label)) for label in months["labels"]
    )


def if_telling(chart: Chart) -> tuple[Chart, ...]:
    """The chart, if it shows anything: a table beside it says already that there was nothing."""
    values = [value for series in chart.series for value in series.values]
    if chart.kind == "lines":  # a line takes two points
        return (chart,) if max(_points(series) for series in chart.series) > 1 else ()
    return (chart,) if any(values) else ()


def _points(series: Series) -> int:
    return sum(value is not None for value in series.values)


def _agreed_lines(rows: Sequence[Json]) -> tuple[TargetLine, ...]:
    """The agreed shares of all incidents in the whole period, as drawn; one line where both are the same."""
    wanted = {
        "response within target": _("Response target"),
        "restoration within target": _("Restoration target"),
    }
    found = {
        wanted[row["measure"]]: row["target"]
        for row in rows
        if row["measure"] in wanted
        and row["target"] is not None
        and not any(row.get(part) for part in ("service", "priority", "days", "within"))
    }
    if len(found) == 2 and len(set(found.values())) == 1:
        return (TargetLine(_("Target"), next(iter(found.values()))),)
    return tuple(TargetLine(label, value) for label, value in found.items())


def _significant_blocks(figures: Figures) -> tuple[Block, ...]:
    zone = figures["issuer"]["time_zone"]
    columns = (
        Column(_("Incident"), weight=3),
        Column(_("From, to"), weight=2, whole=True),
        Column(_("Root cause"), weight=3.5),
        Column(_("Solution"), weight=3.5),
    )
    rows = tuple(
        Row(
            (
                f"{each['number']}\n{each['summary']}",
                f"{moment(each['started'], zone)}\n{moment(each['restored'], zone) or _(each['state'])}",
                each["root_cause"] or _("not known yet"),
                each["solution"] or _("none yet"),
            ),
            name=place("significant", each["number"]),
            leads_to=ways_to_case(each["number"], "outage"),
        )
        for each in figures["incidents"]["significant"]
    )
    if not rows:
        return (
            () if nothing_known(figures) else (note(_("No incident of the period had significant impact.")),)
        )
    return (Table(columns, rows, caption=_("Incidents with significant impact"), name="significant"),)


# ---------------------------------------------------------------- changes, feedback


def change_table(figures: Figures) -> KeepTogether:
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
        (label, count_of(figures, changes[key], "changes"), _counted(before[key] if before else None))
        for key, label in names.items()
    )
    columns = (
        Column(_("Changes"), weight=4),
        Column(_("This period"), numeric=True, weight=1.5),
        Column(_("Before"), numeric=True, weight=1.5),
    )
    return KeepTogether((compared(Table(columns, rows)),))


def change_blocks(figures: Figures) -> tuple[Block, ...]:
    changes = figures["changes"]
    months = figures["months"]
    series = (
        Series(_("Deployed"), tuple(months["changes"]["deployed"])),
        Series(_("Rolled back"), tuple(months["changes"]["rolled back"])),
    )
    return (
        change_table(figures),
        note(
            _("Success rate: {rate}. {counts}.").format(
                rate=value_text(changes["success"]), counts=_capital(computed_from(changes["success"]))
            )
        ),
        *if_telling(Chart("stacked", _("Changes closed"), month_labels(months), series)),
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
        Row(
            (
                label,
                count_of(figures, feedback["kinds"][kind], "feedback"),
                _counted(before["kinds"][kind] if before else None),
            ),
            leads_to=(COMPLAINTS,) if kind == "complaint" else (),
        )
        for kind, label in names.items()
    ]
    scores = Row(
        (
            _("Satisfaction, mean of the survey scores 1 to 5"),
            value_text(feedback["satisfaction"]),
            value_text(before["satisfaction"]) if before else no_data(),
        )
    )
    months = figures["months"]
    return (
        KeepTogether((compared(Table(columns, (*rows, scores))),)),
        *(() if nothing_known(figures, "feedback") else (note(_feedback_note(feedback)),)),
        *if_telling(
            Chart(
                "lines",
                _("Mean satisfaction, 1 to 5"),
                month_labels(months),
                (Series(_("Satisfaction"), tuple(months["satisfaction"])),),
                decimals=1,
                bounds=(1, 5),
            )
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
        Column(_("Complaint"), weight=1.6, whole=True),
        Column(_("What was said"), weight=4),
        Column(_("What came of it"), weight=4),
        Column(_("State"), weight=1.3, whole=True),
    )
    rows = tuple(
        Row(
            (each["number"], each["description"], each["outcome"] or "–", _(each["state"])),
            name=place("complaint", each["number"]),
        )
        for each in complaints
    )
    return (Table(columns, rows, caption=_("Complaints received"), name=COMPLAINTS).told(),)
