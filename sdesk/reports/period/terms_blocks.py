"""What a report is measured by, on paper: the agreement's versions, the service hours, priorities with their target times."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sdesk.models.governance.service_calendar import Weekday
from sdesk.models.priorities import Impact, Priority, Urgency
from sdesk.reports.blocks import Block, Column, Facts, Heading, KeepTogether, Table
from sdesk.reports.period.figure_blocks import Figures, note
from sdesk.reports.words import NOTHING, day, days, duration, with_unit
from sdesk.translation import gettext as _

Json = Any


def terms_blocks(figures: Figures) -> tuple[Block, ...]:
    """Older reports do not say."""
    terms = figures.get("terms")
    if not terms:
        return ()
    period = [figures["period"]["first"], figures["period"]["last"]]
    versions = "\n".join(_version(each, period) for each in terms["versions"])
    pairs = [(_("Agreement"), versions)]
    for hours in terms["hours"]:
        pairs.extend(_hours(hours, period))
    told = [block for said in terms.get("priorities", ()) for block in _priorities(said, period)]
    if not told and "priorities" in terms:
        told = [note(_("No priorities with target times were in effect in the period."))]
    return (KeepTogether((Heading(_("What was agreed")), Facts(tuple(pairs)))), *told)


def _version(said: Json, period: Sequence[str]) -> str:
    text = _("{number}, version {version}").format(number=said["number"], version=said["version"])
    return _when(text, said, period)


def _when(text: str, said: Json, period: Sequence[str]) -> str:
    """With its days, where these are not the whole period."""
    return text if said["days"] == list(period) else f"{text}, {days(*said['days'])}"


def _hours(said: Json, period: Sequence[str]) -> Iterator[tuple[str, str]]:
    label = _when(_("Service hours"), said, period)
    if not said["name"]:
        yield label, _("around the clock")
        return
    yield label, "\n".join((said["name"], *weekly(said["weekly"])))
    yield _when(_("Time zone"), said, period), said["time_zone"]
    holidays = "\n".join(f"{day(on)} {name}".strip() for on, name in said["holidays"])
    yield _when(_("Holidays without service"), said, period), holidays or _("none in the period")


def weekly(spans_of_week: Sequence[Json]) -> Iterator[str]:
    """Days that follow each other with the same hours on one line: "Monday to Friday 09:00–17:00"."""
    week = [[(start, end) for on, start, end in spans_of_week if on == each.value] for each in Weekday]
    labels = [_(each.label) for each in Weekday]
    place = 0
    for spans, alike in groupby(week):
        first, place = place, place + len(list(alike))
        if spans:
            last = place - 1
            on = (
                labels[first]
                if first == last
                else _("{first} to {last}").format(first=labels[first], last=labels[last])
            )
            yield " ".join((on, *_listed(spans)))


def _listed(spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    *some, last = (_span(*each) for each in spans)
    yield from (f"{each}," for each in some)
    yield last


def _span(start: int, end: int) -> str:
    return f"{with_unit(start, 'time of day')}–{with_unit(end, 'time of day')}"


def _priorities(said: Json, period: Sequence[str]) -> Iterator[Block]:
    document = _when(
        _("{number}, version {version}").format(number=said["document"], version=said["version"]),
        said,
        period,
    )
    columns = (
        Column(_("Priority"), weight=2),
        Column(_("Respond within"), numeric=True, weight=1.5),
        Column(_("Restore within"), numeric=True, weight=1.5),
    )
    rows = tuple(
        (_(Priority(priority).label), _within(respond), _within(restore))
        for priority, respond, restore in said["times"]
    )
    caption = _("Priorities and target times: {document}").format(document=document)
    yield KeepTogether((Table(columns, rows, caption=caption),))
    yield note(
        _(
            "Times count within service hours. An incident goes by the version that was in effect when it was recorded."
        )
    )
    yield KeepTogether((_matrix(said["matrix"], document),))


def _within(minutes: int | None) -> str:
    return duration(minutes, longest="h") or NOTHING


def _matrix(cells: Sequence[Json], document: str) -> Table:
    """Impact down, urgency across, the priority where they meet."""
    found = {(impact, urgency): priority for impact, urgency, priority in cells}
    rows = []
    for impact in Impact:
        priorities = (found.get((impact.value, urgency.value)) for urgency in Urgency)
        rows.append((_(impact.label), *(_(Priority(each).label) if each else NOTHING for each in priorities)))
    heads = (Column(_("Urgency {level}").format(level=_(urgency.value))) for urgency in Urgency)
    caption = _("How impact and urgency give the priority: {document}").format(document=document)
    return Table((Column(_("Impact")), *heads), tuple(rows), caption=caption)
