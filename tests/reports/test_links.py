"""What leads from a figure to its cases, in the finished PDF: no way leads nowhere, and each leads where it says."""

from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.models import CustomerAgreement
from sdesk.models.measures import Measure
from sdesk.practice.finding.search import find_record
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.printing import performance_preview, printout_of
from sdesk.practice.workspaces import Workspace
from sdesk.reports.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from sdesk.reports.paper import document_of
from sdesk.reports.pdf import render_pdf
from sdesk.reports.period.missed_blocks import each_list_once, missed_blocks, target_place, ways_to_cases
from tests.reports.reading import first_below, links, printed, row_starting, tables, titles

QUARTER = Period.quarter(2026, 2, "Europe/Lisbon")

names = st.integers(0, 12)
rows = st.lists(st.tuples(st.booleans(), st.none() | st.lists(names, max_size=3)), max_size=30)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(rows, st.integers(0, 40), st.integers(1, 3)), min_size=1, max_size=5))
def test_each_link_leads_to_the_first_of_its_names_that_is_there(made: Any) -> None:
    """Rows and captions say their own name, so that the place can be read; some names are nowhere."""
    free = iter(range(1000))
    blocks: list[Block] = []
    expected: list[tuple[str, tuple[str, ...]]] = []
    there: set[str] = set()
    for content, filler, lines in made:
        found = []
        for named, leads in content:
            name = f"n{next(free)}" if named else ""
            to = tuple(f"n{each}" for each in leads or ())
            text = name or "x"
            found.append(Row((text, "\n".join(["y"] * lines)), name=name, leads_to=to))
            expected.append((text, to))
            there.add(name)
        table = f"n{next(free)}"
        there.add(table)
        blocks += [
            Paragraph("\n".join(["f"] * filler)),
            Table((Column("A"), Column("B")), tuple(found), table, name=table),
        ]
    blocks.append(KeyFigures((KeyFigure("card", "1", leads_to=("n0", "n1")),)))
    expected.append(("card", ("n0", "n1")))
    reader = PdfReader(BytesIO(render_pdf(Document("T", tuple(blocks)))))
    texts = printed(reader)

    wanted = [(text, next((each for each in to if each in there), "")) for text, to in expected]
    led = [
        (each.said.split()[0], first_below(texts, each.to_page, each.top).text.split()[0])
        for each in links(reader)
    ]
    assert led == [(text, name) for text, name in wanted if name]
    for each in links(reader):
        x, low, right, high = each.field
        assert x < right and low < high
        inside = [t.text for t in texts if t.page == each.page and low <= t.y <= high and x <= t.x <= right]
        assert each.said.split()[0] in " ".join(inside).split()


SAMPLE_REPORTS = ("SPR-2026-02", "IMP-2026-01", "spring customer")


def report(sample: Workspace, name: str) -> tuple[Document, Any]:
    if name == "spring customer":
        made = performance_preview(sample, reporting.agreements(sample, CustomerAgreement)[-1], QUARTER)
    else:
        made = printout_of(sample, find_record(sample, name))
    return document_of(made), made.figures


def targets(figures: Any) -> list[Any]:
    """Every row that asks something, wherever it stands."""
    named = (figures.get(name, {"rows": ()})["rows"] for name in ("goals", "objectives", "quality"))
    agreed = (
        {**row, "agreement": each["number"]}
        for each in figures.get("agreements", ())
        for row in each["targets"]
    )
    return [*figures.get("targets", ()), *chain.from_iterable(named), *agreed]


@pytest.mark.parametrize("name", SAMPLE_REPORTS)
def test_every_missed_target_leads_to_its_cases_and_they_lead_back(sample: Workspace, name: str) -> None:
    document, figures = report(sample, name)
    reader = PdfReader(BytesIO(render_pdf(document)))
    texts, led = printed(reader), links(reader)
    missed = [row for row in targets(figures) if row["word"] == "not met" and "sense" in row]
    listed = {table.name: table for table in tables(document) if table.name}
    shown = [row for table in tables(document) for row in table.all_rows()]
    for row in missed:
        assert row["missed"], row["measure"]
        [way] = ways_to_cases(row)
        cases = listed[way]
        numbers = [each.cells[0].split("\n")[0] for each in cases.all_rows() if each.kind != "group"]
        assert numbers == [case["number"] for case in row["missed"]]
        [target] = [each for each in shown if each.name == target_place(row)]
        assert target.leads_to == (way,)
        [back] = cases.leads_to  # to the first of those that were missed by them
        [led_from] = [each for each in shown if each.name == back]
        assert led_from.leads_to == (way,)
        to_cases = {
            (each.to_page, each.top)
            for each in led
            if first_below(texts, each.to_page, each.top).text in cases.caption
        }
        assert len([each for each in led if (each.to_page, each.top) in to_cases]) > 2  # row, sentence, annex
    outline = [entry.title for entry in flat(reader.outline)]
    assert all(table.caption in outline for table in listed.values())
    found = [*(row.name for row in shown if row.name), *listed]
    assert len(found) == len(set(found)) > 0


def flat(outline: Any) -> list[Any]:
    return [each for entry in outline for each in (flat(entry) if isinstance(entry, list) else [entry])]


# ---------------------------------------------------------------- lists of cases


def missed(measure: Measure, *cases: dict[str, Any], **said: Any) -> Table:
    [table] = missed_blocks([asked(measure, "1", *cases, **said)], {"issuer": {"time_zone": "UTC"}})
    assert isinstance(table, Table)
    return table


def case(**said: Any) -> dict[str, Any]:
    return {"id": "1", "number": "X-1", "summary": "What", "cause": "", **said}


def asked(measure: Measure, row: str, *cases: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {
        "row": row, "measure": measure.value, "service": "", "detail": "", "priority": "", "target": 3.0,
        "word": "not met", "value": {"unit": measure.unit, "value": 1.0}, "missed": cases, **said,
    }  # fmt: skip


a_case = st.builds(
    lambda number, minutes, score: case(number=f"X-{number}", minutes=minutes, target=3, score=score),
    st.integers(1, 2),
    st.integers(4, 5),
    st.integers(1, 2),
)
measures_asked = st.sampled_from((Measure.RESTORATION, Measure.RESPONSE, Measure.SATISFACTION, Measure.MAJOR))
asked_rows = st.lists(
    st.tuples(
        measures_asked,
        st.lists(a_case, max_size=2),
        st.sampled_from(("", "Mail", "Files")),
        st.sampled_from((3.0, 4.0)),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(asked_rows)
def test_each_list_of_cases_is_printed_once_and_every_target_leads_to_what_it_would_have_told(
    content: list[Any],
) -> None:
    """Lists that differ in anything a reader sees stand each by itself."""
    rows = [
        asked(measure, str(at), *cases, service=service, target=target)
        for at, (measure, cases, service, target) in enumerate(content)
    ]
    figures = {"issuer": {"time_zone": "UTC"}}
    alone = {row["row"]: missed_blocks([row], figures) for row in rows}
    printed_once = list(each_list_once(missed_blocks(rows, figures)))
    lists = {each.name: each for each in printed_once if isinstance(each, Table)}
    seen = [(titles(each), [row.cells for row in each.all_rows()]) for each in lists.values()]
    assert all(each not in seen[:at] for at, each in enumerate(seen))
    for row in rows:
        if not row["missed"]:
            assert ways_to_cases(row) == () and not alone[row["row"]]
            continue
        [own] = alone[row["row"]]
        [way] = ways_to_cases(row)
        assert isinstance(own, Table)
        assert (titles(own), [each.cells for each in own.all_rows()]) == (
            titles(lists[way]),
            [each.cells for each in lists[way].all_rows()],
        )
        said = [each for each in printed_once if isinstance(each, Bullets) and own.caption in each.items[0]]
        assert own.caption == lists[way].caption or any(each.leads_to == ((way,),) for each in said)


AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC).isoformat()


@pytest.mark.parametrize(
    ("measure", "said", "titles", "cells"),
    [
        (Measure.RESPONSE, {"target": 60, "minutes": 90}, ["Case", "Within", "Took", "Over by", "Why"],
         ("1 h", "1 h 30 min", "30 min", "not noted")),
        (Measure.AVAILABILITY, {"at": AT, "out": 125, "service": "Mail", "cause": "Cut"},
         ["Case", "When", "Out within service hours", "Why"], ("4 May 2026, 09:30", "2 h 5 min", "Cut")),
        (Measure.FIRST_CALL, {"waited": 90, "escalated": True, "reopened": False},
         ["Case", "Until restored", "Why"], ("1 h 30 min", "escalated")),
        (Measure.SATISFACTION, {"day": "2026-05-04", "who": "Dock", "score": 2},
         ["Case", "Who", "When", "Score", "Below by"], ("Dock", "4 May 2026", "2", "1")),
        (Measure.ACTIONS, {"due": "2026-05-04", "ended": "2026-05-07", "state": "done"},
         ["Case", "Due", "Done", "Late by"], ("4 May 2026", "7 May 2026", "3 days")),
        (Measure.ACTIONS, {"due": "2026-05-04", "ended": "2026-05-07", "state": "cancelled"},
         ["Case", "Due", "Done"], ("4 May 2026", "cancelled")),
        (Measure.TRAININGS, {"due": "2026-05-04", "ended": ""}, ["Case", "Due", "Done"], ("4 May 2026", "not yet")),
        (Measure.CHANGE_SUCCESS, {"at": AT}, ["Case", "When", "Why"], ("4 May 2026, 09:30", "not noted")),
        (Measure.COMPLAINTS, {"at": AT, "outcome": "Said sorry"}, ["Case", "When", "What came of it"],
         ("4 May 2026, 09:30", "Said sorry")),
    ],
)  # fmt: skip
def test_a_case_is_told_with_number_title_by_how_much_and_why(
    measure: Measure, said: dict[str, Any], titles: list[str], cells: tuple[str, ...]
) -> None:
    table = missed(measure, case(**said))
    assert [column.title for column in table.columns] == titles
    row = row_starting(table, "X-1\nWhat")
    assert row.cells[1:] == cells


def test_cases_of_months_stand_under_their_month() -> None:
    months = [[date(2026, month, 1).isoformat(), date(2026, month, 28).isoformat()] for month in (1, 2)]
    table = missed(
        Measure.INCIDENTS,
        case(at=AT, days=months[0]),
        case(at=AT, days=months[0]),
        case(at=AT, days=months[1]),
    )
    assert [row.cells[0] for row in table.all_rows() if row.kind == "group"] == [
        "1 Jan – 28 Jan 2026",
        "1 Feb – 28 Feb 2026",
    ]
    assert [row.kind for row in table.all_rows()] == ["group", "normal", "normal", "group", "normal"]


def test_a_row_on_two_pages_leads_from_both_to_the_place_where_another_begins() -> None:
    high = "\n".join(f"l{n}" for n in range(60))
    led = Row(("from", high), leads_to=("to",))
    table = Table((Column("A"), Column("B")), (led, Row(("here", high), name="to")))
    reader = PdfReader(BytesIO(render_pdf(Document("T", (table,)))))
    found = links(reader)
    assert [each.page for each in found] == [0, 1]
    assert {first_below(printed(reader), each.to_page, each.top).text.split()[0] for each in found} == {
        "here"
    }
