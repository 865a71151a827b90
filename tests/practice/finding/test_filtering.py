"""What a filter line finds: in the file and record by record the same, by every field, and nothing hidden unsaid."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    Customer,
    Kind,
    Person,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    fields_of,
)
from sdesk.practice.finding.filter_line import Term, written
from sdesk.practice.finding.filtering import narrowed, open_records, read_filter, telling
from sdesk.practice.finding.search import matching
from sdesk.practice.finding.view import View
from sdesk.practice.finding.views import counts, views_of
from sdesk.practice.lifecycle.lists import Listing, page, size
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.workspaces import open_workspace, people, work_as
from sdesk.translation import message
from tests.conftest import SAMPLE_TODAY

MODELS = (ServiceIncident, ServiceChangeRequest)


@pytest.fixture(scope="module")
def firm(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample, for reading."""
    copy = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("firm") / "harbour.sdesk"))
    morning = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)
    with open_workspace(copy, clock=lambda: morning) as workspace:
        work_as(workspace, next(person for person in people(workspace) if person.name == "Ana Reyes"))
        yield workspace


def found(workspace: Workspace, line: str, model: type[Record] = ServiceIncident) -> list:
    asked = read_filter(workspace, model, line)
    assert asked.faults == (), line
    return page(workspace, narrowed(workspace, Listing(model.__name__), asked), 0, -1)


def everything(workspace: Workspace, model: type[Record] = ServiceIncident) -> list:
    return page(workspace, Listing(model.__name__), 0, -1)


def test_a_part_of_a_name_finds_without_case_and_accents(firm: Workspace) -> None:
    clinic = next(each for each in firm.find(Customer) if "Clínica" in each.name)
    expected = {each.id for each in everything(firm) if each.customer == clinic.id}
    assert expected
    for line in ("customer:clinica", "Customer:CLÍNICA", "customer:dentaria", f"customer:{clinic.number}"):
        assert {each.id for each in found(firm, line)} == expected, line


def test_me_is_whoever_works(firm: Workspace) -> None:
    mine = found(firm, "owner:me")
    assert {each.assigned_to for each in mine} <= {firm.person_id}
    assert len(mine) == len([each for each in everything(firm) if each.assigned_to == firm.person_id])
    assert {each.id for each in found(firm, 'assigned_to:"ana reyes"')} == {each.id for each in mine}


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("state:restored", lambda each: each.state == "restored"),
        ("state=restored", lambda each: each.state == "restored"),
        ("priority:2", lambda each: each.priority and each.priority.value.startswith("2")),
        ("priority:high", lambda each: each.priority == "2 high"),
        ("impact:", lambda each: each.impact is None),
        ("outage:yes", lambda each: each.outage),
        ("number:016", lambda each: "016" in each.number),
        ("is:hold", lambda each: each.on_hold and each.state != "closed"),
        ("is:unassigned is:open", lambda each: not each.assigned_to and each.state not in ("closed", "cancelled")),
        ("is:over", lambda each: each.state in ("closed", "cancelled")),
        ('"Assigned to":', None),
        ("assigned-to:", lambda each: each.assigned_to is None),
        ("started_at:2026-10", lambda each: (each.started_at.year, each.started_at.month) == (2026, 10)),
        ("summary:scan", lambda each: any(word.startswith("scan") for word in each.summary.lower().split())),
        ("reporter:", lambda each: each.reporter is None),
        ("steps_taken:", lambda each: not each.steps_taken),
        ("known_errors:", lambda each: not each.known_errors),
        ("state:restored priority:3", lambda each: each.state == "restored" and each.priority == "3 moderate"),
    ],
)  # fmt: skip
def test_every_kind_of_field_can_be_asked_for(firm: Workspace, line: str, holds) -> None:
    if holds is None:
        assert read_filter(firm, ServiceIncident, line).words, "what stands in quotes is words"
        return
    expected = [each.id for each in everything(firm) if holds(each)]
    assert [each.id for each in found(firm, line)] == expected
    assert len(expected) < len(everything(firm))


def test_plain_words_and_fields_hold_together(firm: Workspace) -> None:
    [one] = found(firm, "is:hold pallet")
    assert "Pallet" in one.summary
    assert found(firm, "is:hold pallet state:closed") == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("colour:blue printer", "no field “colour”"),
        ("is:green printer", "“is:green”"),
        ("state:asleep printer", "“asleep” is not one of its words"),
        ("started_at:soon printer", "“soon” is not a date"),
        ("started_at:2026-13 printer", "“2026-13” is not a date"),
        ("version:two printer", "not a number"),
        ("steps_taken:router printer", "lines of its own"),
        ('customer="No such firm" printer', "no record called"),
    ],
)
def test_what_is_not_understood_is_said_and_hides_nothing(firm: Workspace, line: str, says: str) -> None:
    asked = read_filter(firm, ServiceIncident, line)
    assert [says in str(each) for each in asked.faults] == [True]
    without = size(firm, narrowed(firm, Listing("ServiceIncident"), asked))
    assert without == size(firm, Listing("ServiceIncident", words="printer"))


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_known_by_name_and_label(firm: Workspace, model: type[Record]) -> None:
    for spec in fields_of(model):
        for name in (spec.name, spec.name.upper(), spec.label.replace(" ", "-")):
            asked = read_filter(
                firm, model, written([Term("", "".join(c for c in name if c.isalnum() or c in "_-"))])
            )
            assert asked.faults == (), name
    assert {spec.kind for spec in fields_of(model)} >= {Kind.ROWS, Kind.LINKS, Kind.CONTACT}


names = st.sampled_from([spec.name for spec in fields_of(ServiceIncident) if spec.kind is not Kind.ROWS])
values = st.sampled_from(
    ["", "a", "me", "yes", "no", "2", "2026-10", "clinica", "high", "INC-2026-0158", "%", "_", '"', "é", "\\", "'"]
) | st.text(max_size=5)  # fmt: skip
terms = st.builds(
    Term, values, names | st.sampled_from(["is", "state", "number", "created_by"])
) | st.sampled_from(
    [Term(word, "is") for word in ("open", "mine", "unassigned", "unclassified", "risk", "late", "hold")]
)


@given(asked=st.lists(terms, min_size=1, max_size=4))
def test_the_file_and_the_record_say_the_same(firm: Workspace, asked: list[Term]) -> None:
    """What is found in the file is what holds of each record looked at by itself."""
    read = read_filter(firm, ServiceIncident, written(asked))
    listing = narrowed(firm, Listing("ServiceIncident"), read)
    holds = telling(firm, read)
    in_the_file = {each.id for each in page(firm, listing, 0, -1)}
    assert {each.id for each in open_records(firm, ServiceIncident) if holds(each)} == {
        each.id for each in open_records(firm, ServiceIncident) if each.id in in_the_file
    }


@pytest.mark.parametrize(
    "line",
    ["state:closed", "is:open", "is:over", "state:closed is:open", "is:over priority:high", "number:1", ""],
)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_and_their_number_are_those_of_a_look_at_each_record(
    firm: Workspace, line: str, descending: bool
) -> None:
    """What is asked of states alone the directory answers; whether it says the same, each record by itself tells."""
    read = read_filter(firm, ServiceIncident, line)
    listing = replace(narrowed(firm, Listing("ServiceIncident"), read), descending=descending)
    holds = telling(firm, read)
    wanted = sorted((each.number for each in firm.find(ServiceIncident) if holds(each)), reverse=descending)
    assert size(firm, listing) == len(wanted)
    found = [
        each.number for start in range(0, len(wanted) + 1, 50) for each in page(firm, listing, start, 50)
    ]
    assert found == wanted


@given(line=st.text(max_size=30))
def test_nothing_that_is_typed_is_a_fault(firm: Workspace, line: str) -> None:
    size(firm, narrowed(firm, Listing("ServiceIncident"), read_filter(firm, ServiceIncident, line)))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("who", ["Ana Reyes", "Júlia Marques", "Tomás Bento"])
def test_each_view_has_as_many_as_it_counts(sample: Workspace, model: type[Record], who: str) -> None:
    work_as(sample, next(each for each in people(sample) if each.name == who))
    views = (*views_of(sample, model), View("own", message("Own"), "state:closed system"))
    counted = counts(sample, model, views)
    assert list(counted) == [view.name for view in views]
    for view in views:
        assert counted[view.name] == len(found(sample, view.where, model)), view.name
    assert counted["open"] == len(list(open_records(sample, model))) > 0


def test_views_of_incidents_say_what_they_are_called(firm: Workspace) -> None:
    views = views_of(firm, ServiceIncident)
    by_name = {view.name: found(firm, view.where) for view in views}
    assert [view.name for view in views] == ["mine", "unassigned", "unclassified", "risk", "hold", "open"]
    assert all(each.assigned_to is None for each in by_name["unassigned"])
    assert {each.state for each in by_name["unclassified"]} <= {"draft", "recorded"}
    assert all(each.on_hold for each in by_name["hold"])
    assert by_name["risk"] and not any(each.on_hold for each in by_name["risk"])
    assert {each.id for view in by_name.values() for each in view} <= {each.id for each in by_name["open"]}


def test_as_many_are_counted_as_there_are(firm: Workspace) -> None:
    """Of all kinds, by the directory; a page holds what the whole list has there."""
    for model in RECORDS:
        everything_there = Listing(model.__name__)
        assert size(firm, everything_there) == len(firm.find(model)), model.__name__
        whole = [each.id for each in page(firm, everything_there, 0, -1)]
        assert [each.id for each in page(firm, everything_there, 3, 5)] == whole[3:8]


def test_the_command_line_reads_both_ways(firm: Workspace) -> None:
    line = matching(firm, ServiceIncident, ["state:restored priority:3"])
    conditions = matching(firm, ServiceIncident, ["state=restored", "priority=3 moderate"])
    assert [each.id for each in line] == [each.id for each in conditions] != []
    assert matching(firm, Person, ["name=Ana Reyes"])[0].name == "Ana Reyes"
    for wrong in ("colour:blue", "printer", "is:green"):
        with pytest.raises(SdeskError):
            matching(firm, ServiceIncident, [wrong])
