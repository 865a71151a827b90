"""Where a day may be made from a moment: in `sdesk.local_time`, by the zone that it is told. Nowhere by this computer's."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sdesk"
ONLY_HERE = "local_time.py"

EXCEPTIONS = {
    (
        "practice/exchange/importing/cells.py",
        ".date()",
    ): "a date in a cell is a day already; the time beside it is nobody's",
    (
        "practice/calendar/service_hours.py",
        ".date()",
    ): "counts the days of a year by an offset from UTC that it is given",
    ("practice/calendar/service_hours.py", ".combine()"): "the same: midnight by that offset",
    ("storage/file/copies.py", "now()"): "names a file whose organization may not be readable",
    (
        "ui/pieces/fields/date_fields.py",
        ".combine()",
    ): "what is typed may be a time that the zone skips, and is then refused",
    (
        "ui/wizard/first_run_fields.py",
        "systemTimeZoneId",
    ): "proposes the zone of an organization that is not there yet",
}
"""File and what is done there, with the reason why it may be."""

OF_THIS_COMPUTER = {
    *("localtime", "strftime", "ctime", "mktime", "utcnow", "fromtimestamp", "utcfromtimestamp"),
    *("currentDate", "currentTime", "currentDateTime", "currentDateTimeUtc", "currentSecsSinceEpoch"),
    *("fromSecsSinceEpoch", "fromMSecsSinceEpoch", "toLocalTime", "systemTimeZone", "systemTimeZoneId"),
}


@cache
def days_made(source: str) -> tuple[str, ...]:
    """What makes a day, or a time of day, in a way of its own."""
    return tuple(_days_made(source))


def _days_made(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in OF_THIS_COMPUTER:
                yield name
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _call(node.func, bool(node.args or node.keywords))


def _call(called: ast.Attribute, with_arguments: bool) -> Iterator[str]:
    owner = called.value
    of = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    match called.attr:
        case "date" | "astimezone" if not with_arguments:
            yield f".{called.attr}()"
        case "combine":
            yield ".combine()"
        case "now" | "today" if of in ("datetime", "date", "dt"):
            yield f"{called.attr}()"


def found() -> list[tuple[str, str]]:
    return [
        (file.relative_to(PACKAGE).as_posix(), made)
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.relative_to(PACKAGE).as_posix() != ONLY_HERE
        for made in days_made(file.read_text(encoding="utf-8"))
    ]


def test_every_day_is_made_in_one_place() -> None:
    assert sorted(set(found()) - EXCEPTIONS.keys()) == []


def test_no_exception_has_outlived_its_reason() -> None:
    assert sorted(EXCEPTIONS.keys() - set(found())) == []


@pytest.mark.parametrize(
    "source",
    [
        "day = moment.date()",
        "day = moment.astimezone().date()",
        "here = moment.astimezone()",
        "day = date.today()",
        "day = datetime.date.today()",
        "day = datetime.today()",
        "at = datetime.now()",
        "at = datetime.now(UTC)",
        "at = datetime.utcnow()",
        "at = datetime.fromtimestamp(seconds)",
        "at = datetime.combine(day, time())",
        "at = datetime.combine(day, time(), UTC)",
        "day = QDate.currentDate()",
        "at = QDateTime.currentDateTime()",
        "at = QDateTime.fromSecsSinceEpoch(seconds)",
        "at = time.localtime()",
        "from time import localtime\nat = localtime()",
    ],
)
def test_another_way_to_make_a_day_is_seen(source: str) -> None:
    assert list(days_made(source))


@pytest.mark.parametrize(
    "source",
    ["day = day_of(moment, zone)", "day = wall.today()", "day = today(workspace)", "day = field.day()"],
)
def test_the_one_way_is_let_pass(source: str) -> None:
    assert not list(days_made(source))
