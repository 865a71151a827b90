"""What was corrected since an earlier report on the same days, on paper: record by record, then the figures that differ."""

from collections.abc import Mapping
from datetime import datetime

from sdesk.models import Choice, Kind, field_of, model_named
from sdesk.reports.blocks import Block, Column, Heading, Row, Table
from sdesk.reports.period.figure_blocks import Figures, Json, longest_of, measure_of, note, result, value_text
from sdesk.reports.words import NOTHING, day, days, duration, moment, number
from sdesk.translation import Message, message, word
from sdesk.translation import gettext as _


def correction_blocks(figures: Figures) -> tuple[Block, ...]:
    """Nothing where no report on these days was approved before; older reports say nothing of it."""
    corrected = figures.get("corrected")
    if not corrected:
        return ()
    zone = figures["issuer"]["time_zone"]
    said = {
        "report": _("{number}, version {version}").format(
            number=corrected["report"], version=corrected["version"]
        ),
        "moment": moment(corrected["approved_at"], zone),
    }
    heading = Heading(_("Corrected since {report}").format(**said))
    records, differing = corrected["records"], corrected["figures"]
    if records:
        lead = _("What the records say of the period otherwise than on {moment}, when {report} was approved.")
    elif differing:
        lead = _(
            "Figures differ from those of {report}, approved on {moment}; no record was found that explains it."
        )
    else:
        lead = _(
            "No record that the figures are made of says otherwise than on {moment}, when {report} was approved."
        )
    return (
        heading,
        note(lead.format(**said)),
        *([_record_table(records, zone)] if records else []),
        *([_figure_table(differing)] if differing else []),
    )


def _record_table(records: Json, zone: str) -> Table:
    columns = (
        Column(_("Record"), weight=1.8, whole=True),
        Column(_("Field"), weight=2),
        Column(_("Then"), weight=3),
        Column(_("Now"), weight=3),
    )
    rows = tuple(
        Row((each["number"], *cells))
        for each in records
        for cells in (_changes(each, zone) or ((word(_ENTERED[each["what"]]), NOTHING, NOTHING),))
    )
    return Table(columns, rows, caption=_("Corrected records"))


_ENTERED: Mapping[str, Message] = {
    "entered": message("entered since"),
    "deleted": message("deleted since"),
}


def _changes(record: Json, zone: str) -> tuple[tuple[str, str, str], ...]:
    model = record["model"]
    return tuple(
        (
            _label(model, each["field"]),
            _value(model, each["field"], each["before"], zone),
            _value(model, each["field"], each["after"], zone),
        )
        for each in record["changes"]
    )


_LABELS: Mapping[str, Message] = {"state": message("State"), "over": message("Ended")}
_COUNTED: Mapping[bool, Message] = {True: message("yes"), False: message("no")}


def _label(model: str, field: str) -> str:
    return word(_LABELS[field]) if field in _LABELS else _(field_of(model_named(model), field).label)


def _value(model: str, field: str, value: Json, zone: str) -> str:
    """A value as stored: moments, days, spans from and to, choices, names, numbers."""
    if isinstance(value, bool):
        return word(_COUNTED[value])
    if field == "state":
        return _(value) if value else word(message("counted"))
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, list):
        return "\n".join(_part(each, zone) for each in value)
    spec = field_of(model_named(model), field)
    kind = spec.kind
    if spec.content.unit == "minutes":
        return duration(value, longest="h")
    if kind is Kind.DATE_TIME:
        return moment(value, zone)
    if kind is Kind.DATE:
        return day(value)
    if kind is Kind.CHOICE:
        return _choice(model, field, value)
    return number(value) if isinstance(value, int | float) else str(value)


def _choice(model: str, field: str, value: str) -> str:
    choices: tuple[Choice, ...] = field_of(model_named(model), field).choices
    return next((_(each.label) for each in choices if each.value == value), value)


def _part(value: Json, zone: str) -> str:
    """A span from and to, a moment, or a word."""
    if isinstance(value, list):
        start, end = (moment(each, zone) for each in value)
        return _("{start} to {end}").format(start=start, end=end or "…")
    try:
        return moment(datetime.fromisoformat(value), zone)
    except ValueError:
        return _(value)


# ---------------------------------------------------------------- figures


def _figure_table(differing: Json) -> Table:
    columns = (
        Column(_("Figure"), weight=4),
        Column(_("Then"), numeric=True, weight=2),
        Column(_("Now"), numeric=True, weight=2),
    )
    rows = tuple(
        Row(
            (
                _figure_name(each),
                *(_shown(each[when], longest_of(each["name"])) for when in ("before", "after")),
            )
        )
        for each in differing
    )
    return Table(columns, rows, caption=_("Figures that differ"))


def _figure_name(each: Json) -> str:
    if each["of"] != "row":
        known = _NAMES.get((each["of"], each["name"]))
        name = word(known) if known else _(each["name"])
        priority = each.get("told_priority")
        return _("{figure}, {priority}").format(figure=name, priority=_(priority)) if priority else name
    row = {name.removeprefix("told_"): value for name, value in each.items() if name.startswith("told_")}
    parts = (
        row.get("statement") or row.get("name", ""),
        measure_of(row) if row.get("measure") else "",
        row.get("service", ""),
        days(*row["days"]) if row.get("days") else "",
    )
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _shown(value: Json, longest: str) -> str:
    if not isinstance(value, Mapping):
        return number(value)
    shown = value_text(value["value"], longest)
    judged = result(value["word"]) if value.get("word") in ("met", "not met") else ""
    return "\n".join(part for part in (shown, judged) if part)


_NAMES: Mapping[tuple[str, str], Message] = {
    ("incidents", "recorded"): message("Incidents recorded"),
    ("incidents", "restored"): message("Incidents restored"),
    ("incidents", "closed"): message("Incidents closed"),
    ("incidents", "open"): message("Incidents not restored at the end"),
    ("incidents", "outside"): message("Incidents about services outside the agreement"),
    ("by_priority", "recorded"): message("Incidents recorded"),
    ("by_priority", "restored"): message("Incidents restored"),
    ("by_priority", "open"): message("Incidents not restored at the end"),
    ("time", "mean_elapsed"): message("Mean time to restore, by the clock on the wall"),
    ("time", "median_elapsed"): message("Median time to restore, by the clock on the wall"),
    ("time", "mean_service"): message("Mean time to restore, in service hours"),
    ("time", "median_service"): message("Median time to restore, in service hours"),
    ("outages", "outages"): message("Outages"),
    ("changes", "asked_for"): message("Changes asked for"),
    ("changes", "deployed"): message("Changes deployed"),
    ("changes", "rolled back"): message("Changes rolled back"),
    ("changes", "rejected"): message("Changes rejected"),
    ("changes", "withdrawn"): message("Changes withdrawn"),
    ("changes", "open"): message("Changes open at the end"),
    ("changes", "success"): message("Changes without roll-back"),
    ("feedback", "compliment"): message("Compliments"),
    ("feedback", "complaint"): message("Complaints"),
    ("feedback", "comment"): message("Comments"),
    ("feedback", "dispute"): message("Disputes"),
    ("escalations", "escalated"): message("Escalated in the period"),
    ("escalations", "solved"): message("Solved by the supplier"),
    ("escalations", "restored by others"): message("Restored by others, or not known by whom"),
    ("escalations", "open"): message("With the supplier at its end"),
    ("escalations", "mean"): message("Mean time to solve"),
    ("escalations", "median"): message("Median time to solve"),
    ("feedback", "complaints_closed"): message("Complaints closed"),
    ("feedback", "complaints_open"): message("Complaints open at the end"),
    ("feedback", "complaints"): message("Complaints"),
    ("feedback", "satisfaction"): message("Satisfaction"),
}
