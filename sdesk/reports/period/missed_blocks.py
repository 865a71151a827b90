"""The cases by which each target was missed, and the places in a report at which figures and their cases stand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from json import dumps

from sdesk.models.governance import Subject
from sdesk.models.measures import Measure
from sdesk.reports.blocks import Block, Bullets, Column, Row, Table
from sdesk.reports.period.figure_blocks import Figures, Json, called
from sdesk.reports.words import day, days, duration, moment, number
from sdesk.translation import gettext as _
from sdesk.translation import ngettext

OUTAGES, COMPLAINTS = "outages", "complaints"
"""Where all outages of the period stand, and all complaints."""

_OF_OUTAGES = (Measure.AVAILABILITY, Measure.OUTAGE_MINUTES, Measure.OUTAGES)
_CAUSE_IS_KNOWN = (
    Measure.SATISFACTION, Measure.ANSWERS, Measure.COMPLAINTS, Measure.DEPLOYED, Measure.TRAININGS, Measure.ACTIONS,
    Measure.ANSWERED, Measure.REVIEWS, Measure.BACKUPS,
)  # fmt: skip
"""Where nobody notes a cause beside what stands there."""


# ---------------------------------------------------------------- places


def place(kind: str, *of: str) -> str:
    """The name of a place in a report: of letters and digits, whatever it is about."""
    return f"{kind}-{sha256(chr(0).join(of).encode()).hexdigest()[:16]}" if any(of) else ""


def target_place(row: Json) -> str:
    """Where a target that was missed stands; "" of one that was not."""
    parts = (row.get("agreement", ""), row.get("row", ""), row.get("service", ""), *(row.get("days") or ()))
    return place("target", *parts) if row.get("missed") else ""


def _list_place(row: Json) -> str:
    """Where the cases of a target stand: one place for all targets of which the same is told, whatever the zone."""
    if not row.get("missed"):
        return ""
    parts = _parts(row, "UTC")
    told = [[case.get("days"), *(tell(case) for _column, tell in parts)] for case in row["missed"]]
    return place("cases", dumps(told))


def ways_to_cases(row: Json) -> tuple[str, ...]:
    """From a target to its cases: those by which it was missed, else all outages or complaints that it counted."""
    missed = _list_place(row)
    if missed:
        return (missed,)
    counted = row["value"].get("cases")
    if counted and row["measure"] in _OF_OUTAGES:
        return (OUTAGES,)
    return (COMPLAINTS,) if counted and row["measure"] == Measure.COMPLAINTS else ()


def ways_to_case(case: str, *kinds: str) -> tuple[str, ...]:
    """From a case to where more is said of it."""
    return tuple(filter(None, (place(kind, case) for kind in kinds)))


# ---------------------------------------------------------------- missed targets


def missed_blocks(rows: Sequence[Json], figures: Figures) -> tuple[Block, ...]:
    """By which cases each target was missed; older reports name incidents alone, or none."""
    return tuple(_table(row, figures["issuer"]["time_zone"]) for row in rows if row.get("missed"))


def each_list_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Where several targets were missed by the same cases, the first has the list and the others lead to it."""
    listed: dict[str, str] = {}
    for block in blocks:
        if not isinstance(block, Table) or not block.name:
            yield block
        elif block.name not in listed:
            listed[block.name] = block.caption
            yield block
        elif block.caption != listed[block.name]:
            said = _("{here}: the same as under “{there}”.")
            yield Bullets((said.format(here=block.caption, there=listed[block.name]),), ((block.name,),))


def _table(row: Json, zone: str) -> Table:
    parts = _parts(row, zone)
    rows: list[Row] = []
    said: Sequence[str] = ()
    for case in row["missed"]:
        if case.get("days", ()) != said and case.get("days"):
            said = case["days"]
            rows.append(Row((days(*said),), "group"))
        ways = ways_to_case(case["number"], "significant", "outage", "complaint")
        rows.append(Row(tuple(tell(case) or "–" for _column, tell in parts), leads_to=ways))
    table = Table(tuple(column for column, _tell in parts), tuple(rows), caption=_caption(row)).told()
    return Table(
        table.columns,
        table.rows,
        table.caption,
        name=_list_place(row),
        leads_to=(target_place(row),),
    )


def case_in_short(row: Json, case: Json, zone: str) -> str:
    """By how much, or what is told of it besides, in a line."""
    if case.get("minutes") is not None and case.get("target") is not None:
        return _("over by {time}").format(time=_minutes(case["minutes"] - case["target"]))
    told = ((column.title, tell(case)) for column, tell in _parts(row, zone)[1:-1])
    return " · ".join(f"{title}: {text}" for title, text in told if text)


Part = tuple[Column, Callable[[Json], str]]


def _parts(row: Json, zone: str) -> tuple[Part, ...]:
    """What is told of a case, column by column; of most measures only some of it is known."""
    measure, wanted = row["measure"], row["target"]
    unexplained = "" if measure in _CAUSE_IS_KNOWN else _("not noted")

    def over(case: Json) -> str:
        return _minutes(case["minutes"] - case["target"]) if "minutes" in case else ""

    return (
        (Column(_("Case"), weight=4.5), lambda case: _called(case, row)),
        (Column(_("Who"), weight=2), lambda case: case.get("who", "")),
        (Column(_("When"), weight=2.4, whole=True), lambda case: _when(case, zone)),
        (Column(_("Due"), weight=1.7, whole=True), lambda case: day(case.get("due"))),
        (Column(_("Done"), weight=1.7, whole=True), _ended),
        (Column(_("Late by"), weight=1.5, numeric=True), _late),
        (Column(_("Within"), weight=1.5, numeric=True), lambda case: _minutes(case.get("target"))),
        (Column(_("Took"), weight=1.5, numeric=True), lambda case: _minutes(case.get("minutes"))),
        (Column(_("Over by"), weight=1.5, numeric=True), over),
        (Column(_("Out within service hours"), weight=2, numeric=True), lambda case: _minutes(case.get("out"))),
        (Column(_("Until restored"), weight=1.8, numeric=True), lambda case: _minutes(case.get("waited"))),
        (Column(_("Score"), weight=1.2, numeric=True), lambda case: number(case["score"]) if "score" in case else ""),
        (
            Column(_("Below by"), weight=1.4, numeric=True),
            lambda case: number(wanted - case["score"]) if measure == Measure.SATISFACTION else "",
        ),
        (Column(_("What came of it"), weight=3.5), lambda case: case.get("outcome", "")),
        (Column(_("Why"), weight=4), lambda case: _why(case) or unexplained),
    )  # fmt: skip


def _called(case: Json, row: Json) -> str:
    service = "" if row.get("service") else case.get("service", "")
    subjects = {each.value: each.label for each in Subject}
    summary = _(subjects[case["summary"]]) if case["summary"] in subjects else case["summary"]
    return "\n".join(part for part in (case["number"], summary, service) if part) or "–"


def _when(case: Json, zone: str) -> str:
    return moment(case.get("at"), zone) or day(case.get("day"))


def _ended(case: Json) -> str:
    if "ended" not in case:
        return ""
    if case.get("state") == "cancelled":
        return _("cancelled")
    return day(case["ended"]) or _("not yet")


def _late(case: Json) -> str:
    if not case.get("ended") or not case.get("due") or case.get("state") == "cancelled":
        return ""
    n = (date.fromisoformat(case["ended"]) - date.fromisoformat(case["due"])).days
    return ngettext("{n} day", "{n} days", n).format(n=number(n))


def _why(case: Json) -> str:
    also = (_("escalated") if case.get("escalated") else "", _("reopened") if case.get("reopened") else "")
    return "\n".join(part for part in (*also, case.get("cause", "")) if part)


def _minutes(value: float | None) -> str:
    return duration(value, longest="h")


def _caption(row: Json) -> str:
    return _CAPTIONS.get(row["measure"], lambda: _("{measure}: cases"))().format(measure=called(row))


_CAPTIONS: dict[str, Callable[[], str]] = {
    **dict.fromkeys(_OF_OUTAGES, lambda: _("{measure}: outages")),
    **dict.fromkeys(
        (Measure.RESPONSE, Measure.RESTORATION), lambda: _("{measure}: incidents over their target")
    ),
    **dict.fromkeys(
        (Measure.MEAN_RESTORATION, Measure.MEDIAN_RESTORATION),
        lambda: _("{measure}: incidents that took longer"),
    ),
    **dict.fromkeys(
        (Measure.INCIDENTS, Measure.MAJOR, Measure.REOPENED), lambda: _("{measure}: those counted")
    ),
    Measure.FIRST_CALL: lambda: _("{measure}: incidents that were not"),
    **dict.fromkeys(
        (Measure.CHANGE_SUCCESS, Measure.ROLLED_BACK, Measure.ROLLED_BACK_SHARE),
        lambda: _("{measure}: those rolled back"),
    ),
    **dict.fromkeys((Measure.DEPLOYED, Measure.EMERGENCY), lambda: _("{measure}: those counted")),
    Measure.SATISFACTION: lambda: _("{measure}: answers below the target"),
    Measure.ANSWERS: lambda: _("{measure}: those counted"),
    Measure.BACKUPS: lambda: _("{measure}: those counted"),
    Measure.COMPLAINTS: lambda: _("{measure}: those received"),
    Measure.TRAININGS: lambda: _("{measure}: those that were not"),
    **dict.fromkeys(
        (Measure.ACTIONS, Measure.ANSWERED, Measure.REVIEWS), lambda: _("{measure}: those that were not")
    ),
}
"""What the cases of each measure are."""

__all__ = [
    "COMPLAINTS",
    "OUTAGES",
    "case_in_short",
    "each_list_once",
    "missed_blocks",
    "place",
    "target_place",
    "ways_to_case",
    "ways_to_cases",
]
