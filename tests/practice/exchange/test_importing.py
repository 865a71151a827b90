"""Bringing in history: what a table becomes, what stays out and why, twice the same file, taking it back."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from sdesk.errors import SdeskError
from sdesk.models import ConfigurationItem, Customer, ServiceCatalogue, ServiceIncident, field_of
from sdesk.models.governance import Goal, Impact, Priority
from sdesk.practice.exchange.importing import (
    ImportedTable,
    TableFormat,
    guess_format,
    guess_mapping,
    import_table,
    load_map,
    map_as_toml,
    read_table,
)
from sdesk.practice.exchange.importing.cells import CellFault, CellReader
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, new_version, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.storage import col
from tests.delivery import ADOPTED
from tests.provider import Provider

MAP = Path(__file__).parents[3] / "docs" / "import" / "incidents.toml"

ITEMS_MAP = """
work_product = "WP.02"
key = "reference"
[file]
dates = "day-month-year"
[fields]
reference = "Asset"
name = "Name"
type = { column = "Kind", values = { PC = "hardware", Programme = "software" } }
description = { column = "What", default = "Not described" }
location = "Where"
owner = { text = "@me" }
date_of_service = "Since"
customer = { column = "Customer", create = true }
state = { text = "in service" }
"""
HEADS = "Asset;Name;Kind;What;Where;Since;Customer\n"
PC = "A-1;Front desk PC;PC;Bookings;Reception;03/04/2025;Dental practice\n"
WORD = "A-2;Word processor;Programme;?;Reception;2025-05-01;Dental practice\n"


def table(tmp_path: Path, text: str, name: str = "items.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def items_map(tmp_path: Path):
    return load_map(table(tmp_path, ITEMS_MAP, "items.toml"), ADOPTED)


def bring_in(provider: Provider, tmp_path: Path, lines: str, **options):
    read = read_table(table(tmp_path, HEADS + lines))
    return import_table(provider.workspace, read, items_map(tmp_path), **options)


def items(provider: Provider) -> list[ConfigurationItem]:
    return provider.workspace.find(
        ConfigurationItem, col(ConfigurationItem.reference) != "", order_by=["reference"]
    )


class TestWhatALineBecomes:
    def test_a_line_is_a_record_in_its_state(self, provider, tmp_path):
        outcome = bring_in(provider, tmp_path, PC + WORD)
        assert (len(outcome.created), outcome.problems) == (2, ())
        pc, word = items(provider)
        assert (pc.name, pc.type, pc.state, pc.date_of_service.isoformat()) == (
            "Front desk PC",
            "hardware",
            "in service",
            "2025-04-03",
        )
        assert word.description == "Not described"
        assert provider.workspace.get(Customer, pc.customer).name == "Dental practice"
        assert pc.customer == word.customer

    def test_history_says_that_it_was_imported(self, provider, tmp_path):
        bring_in(provider, tmp_path, PC)
        entry = history_of(provider.workspace, items(provider)[0])[-1]
        assert (entry.action, entry.person_name) == ("import", "Ana Reyes")

    def test_a_bad_line_stays_out_and_is_named(self, provider, tmp_path):
        outcome = bring_in(provider, tmp_path, PC + "A-3;;Boat;x;Quay;31.31.2025;Dental practice\n" + WORD)
        assert [record.reference for record in items(provider)] == ["A-1", "A-2"]
        assert {(problem.line, problem.field) for problem in outcome.problems} == {
            (3, "type"),
            (3, "date_of_service"),
        }
        assert "“Boat” is not one of: hardware, software, document" in str(outcome.problems[0])

    def test_what_the_state_needs_is_asked_for(self, provider, tmp_path):
        outcome = bring_in(provider, tmp_path, "A-4;;PC;x;;03/04/2025;Dental practice\n")
        assert not items(provider)
        assert {problem.field for problem in outcome.problems} == {"name", "location"}

    def test_a_line_is_named_by_its_number_in_the_file(self, provider, tmp_path):
        lines = (
            "\n"
            + PC.replace("Bookings", '"Bookings,\nand letters"')
            + "\nA-3;;PC;x;Quay;2025-01-01;Dental practice\n"
        )
        (problem,) = bring_in(provider, tmp_path, lines).problems
        assert (problem.line, problem.field) == (6, "name")

    def test_the_same_number_twice_in_a_file(self, provider, tmp_path):
        outcome = bring_in(provider, tmp_path, PC + PC)
        assert len(outcome.created) == 1
        assert "stands in line 2 already" in str(outcome.problems[0])


class TestTwiceAndBack:
    def test_the_same_file_twice_doubles_nothing(self, provider, tmp_path):
        bring_in(provider, tmp_path, PC + WORD)
        before = [history_of(provider.workspace, record) for record in items(provider)]
        outcome = bring_in(provider, tmp_path, PC + WORD)
        assert (outcome.created, outcome.changed, outcome.unchanged) == ((), (), 2)
        assert [history_of(provider.workspace, record) for record in items(provider)] == before

    def test_a_line_that_says_something_new_changes_its_record(self, provider, tmp_path):
        bring_in(provider, tmp_path, PC)
        outcome = bring_in(provider, tmp_path, PC.replace("Reception", "Room 2"))
        assert len(outcome.changed) == 1
        assert [record.location for record in items(provider)] == ["Room 2"]

    def test_a_dry_run_says_the_same_and_keeps_nothing(self, provider, tmp_path):
        looked = bring_in(provider, tmp_path, PC + WORD, dry_run=True)
        assert len(looked.created) == 2
        assert items(provider) == []
        assert provider.workspace.count(Customer, col(Customer.name) == "Dental practice") == 0

    def test_it_can_be_undone(self, provider, tmp_path):
        first = bring_in(provider, tmp_path, PC)
        second = bring_in(provider, tmp_path, PC.replace("Reception", "Room 2") + WORD)
        assert provider.workspace.count(Customer, col(Customer.name) == "Dental practice") == 1
        undo(provider.workspace, second.operation)
        assert [(record.reference, record.location) for record in items(provider)] == [("A-1", "Reception")]
        undo(provider.workspace, first.operation)
        assert items(provider) == []

    def test_what_was_made_beside_goes_with_it(self, provider, tmp_path):
        undo(provider.workspace, bring_in(provider, tmp_path, PC + WORD).operation)
        assert items(provider) == []
        assert provider.workspace.count(Customer, col(Customer.name) == "Dental practice") == 0

    def test_it_is_not_undone_where_something_links_to_what_was_made_beside(self, provider, tmp_path):
        outcome = bring_in(provider, tmp_path, PC + WORD)
        dental = provider.workspace.first(Customer, col(Customer.name) == "Dental practice")
        later = provider.create(ServiceIncident, customer=dental.id)
        with pytest.raises(Refused, match=f"{later.number} links to {dental.number}"):
            undo(provider.workspace, outcome.operation)
        assert len(items(provider)) == 2

    def test_it_is_not_undone_under_later_work(self, provider, tmp_path):
        outcome = bring_in(provider, tmp_path, PC + WORD)
        provider.clock.pass_time(hours=1)
        save(provider.workspace, items(provider)[0], {"location": "Attic"})
        with pytest.raises(Refused, match="changed since"):
            undo(provider.workspace, outcome.operation)
        assert len(items(provider)) == 2

    def test_what_brought_nothing_new_cannot_be_undone(self, provider, tmp_path):
        bring_in(provider, tmp_path, PC)
        assert bring_in(provider, tmp_path, PC).operation is None


class TestFiles:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a;b\n1;03/04/2025\n", TableFormat(";", "utf-8-sig", "day-month-year")),
            ("a,b\n1,04/23/2025\n", TableFormat(",", "utf-8-sig", "month-day-year")),
            ("a\tb\n1\t2025-04-23\n", TableFormat("\t", "utf-8-sig", "year-month-day")),
        ],
    )
    def test_how_a_file_is_written_is_guessed(self, tmp_path, text, expected):
        assert guess_format(table(tmp_path, text)) == expected

    def test_an_old_encoding_is_read(self, tmp_path):
        path = tmp_path / "old.csv"
        path.write_bytes("Name;Ort\nTomás;Köln\n".encode("cp1252"))
        assert read_table(path).lines == (("Tomás", "Köln"),)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "is empty"),
            ("a,b\n1\n", "line 2: 1 cells, but 2 column heads"),
            ("a,a\n1,2\n", "two columns called “a”"),
        ],
    )
    def test_what_is_no_table_is_said(self, tmp_path, text, said):
        with pytest.raises(SdeskError, match=said):
            read_table(table(tmp_path, text))

    def test_a_workbook_is_read_like_a_text(self, tmp_path):
        from openpyxl import Workbook

        book = Workbook()
        book.active.append(["Asset", "Since", "Count"])
        book.active.append(["A-1", datetime(2025, 4, 3), 2.0])
        book.save(tmp_path / "items.xlsx")
        assert read_table(tmp_path / "items.xlsx").lines == (("A-1", "2025-04-03 00:00:00", "2"),)

    def test_what_only_calls_itself_a_workbook_is_refused(self, tmp_path):
        with pytest.raises(SdeskError, match="not an XLSX workbook"):
            read_table(table(tmp_path, "Asset\n", "items.xlsx"))

    @given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=8))
    def test_what_csv_writes_is_read_back(self, tmp_path_factory, lines):
        path = tmp_path_factory.mktemp("csv") / "t.csv"
        cleaned = [
            [cell.encode(errors="ignore").decode().replace("\x00", "") or "-" for cell in line]
            for line in lines
        ]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *cleaned])
        filled = [tuple(line) for line in cleaned if any(cell.strip() for cell in line)]
        assert list(read_table(path, TableFormat()).lines) == filled


class TestMaps:
    def test_a_map_is_written_and_read_back(self, tmp_path):
        original = load_map(MAP, ADOPTED)
        assert load_map(table(tmp_path, map_as_toml(original, ADOPTED), "again.toml"), ADOPTED) == original

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (("WP.02", "WP.99"), "work_product is “WP.99”"),
            (('location = "Where"', 'place = "Where"'), "has no such field"),
            (("day-month-year", "day first"), "it is one of"),
            (('key = "reference"', 'key = "serial"'), "does not say where that comes from"),
            (('location = "Where"', 'location = { colum = "Where" }'), "“colum”, which is not known"),
        ],
    )
    def test_a_wrong_map_is_named_with_its_key(self, tmp_path, change, said):
        with pytest.raises(SdeskError, match=said):
            load_map(table(tmp_path, ITEMS_MAP.replace(*change), "wrong.toml"), ADOPTED)

    def test_a_column_that_is_not_there_is_named(self, provider, tmp_path):
        read = read_table(table(tmp_path, "Asset;Name\nA-1;PC\n"))
        with pytest.raises(SdeskError, match="no column “Kind”"):
            import_table(provider.workspace, read, items_map(tmp_path))

    def test_columns_are_guessed_by_their_names(self):
        heads = ("Asset tag", "Device name", "Serial number", "Location", "Colour")
        guessed = guess_mapping(ImportedTable(heads, ()), ConfigurationItem, TableFormat())
        taken = {field: source.columns[0] for field, source in guessed.fields.items()}
        assert taken == {
            "reference": "Asset tag",
            "name": "Device name",
            "serial": "Serial number",
            "location": "Location",
        }
        assert guessed.key == "reference"


def offer_imported_service(provider: Provider) -> None:
    catalogue = in_effect(provider.workspace, ServiceCatalogue)
    assert catalogue is not None
    draft = new_version(provider.workspace, catalogue)
    imported = draft.services[0].model_copy(update={"name": "Imported service"})
    draft = save(provider.workspace, draft, {"services": (imported,)})
    take_step(provider.workspace, draft, "approve")


LOG_HEADS = (
    "number,incident_state,contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,caller_id,"
    "assignment_group,opened_at,resolved_at,closed_at,closed_code,resolved_by,caused_by\n"
)


class TestAnIncidentLog:
    """The map in docs, on lines of the log's form."""

    def test_a_line_becomes_a_closed_incident_with_its_clock(self, provider, tmp_path):
        offer_imported_service(provider)
        line = (
            "INC1,Closed,Phone,Location 1,Category 2,Subcategory 3,?,?,1 - High,2 - Medium,Caller 4,Group 5,"
            "29-02-2016 01:16,?,29-02-2016 11:29,code 5,Resolved by 6,?\n"
        )
        read = read_table(table(tmp_path, LOG_HEADS + line))
        outcome = import_table(provider.workspace, read, load_map(MAP, ADOPTED))
        assert outcome.problems == ()
        incident = provider.workspace.get(ServiceIncident, outcome.created[0])
        assert (incident.state, incident.impact, incident.priority) == ("closed", Impact.HIGH, Priority.HIGH)
        assert incident.started_at == datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
        assert incident.restored_at == datetime(2016, 2, 29, 11, 29, tzinfo=UTC)
        assert incident.root_cause == "Not recorded in the imported log"
        assert incident.reporter.name == "Caller 4"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("7.5", 7.5), ("7,5", 7.5), ("1 234,5", 1234.5), ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("12", 12)],
)
def test_a_number_means_the_same_with_a_comma_as_with_a_point(
    provider: Provider, written: str, meant: float
) -> None:
    reader = CellReader(provider.workspace, "year-month-day", "UTC")
    assert reader.value(field_of(Goal, "target"), written) == meant


@pytest.mark.parametrize("written", ["1.2.3", "1,2,3", "nan,", "twelve", "nan", "inf", "1e308", "-1e16"])
def test_what_is_no_number_is_said_to_be_none(provider: Provider, written: str) -> None:
    reader = CellReader(provider.workspace, "year-month-day", "UTC")
    with pytest.raises(CellFault):
        reader.value(field_of(Goal, "target"), written)


@pytest.mark.parametrize("written", ["0001-01-01T00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-00"])
def test_a_moment_before_the_first_or_after_the_last_is_said_to_be_none(
    provider: Provider, written: str
) -> None:
    reader = CellReader(provider.workspace, "year-month-day", "Pacific/Kiritimati")
    with pytest.raises(CellFault):
        reader.value(field_of(ServiceIncident, "started_at"), written)


def test_a_line_that_is_left_out_leaves_no_customer_behind(provider: Provider, tmp_path: Path) -> None:
    """Nor does the next line that names them stand on one that is not there."""
    wrong = PC.replace("03/04/2025", "tomorrow")
    outcome = import_table(
        provider.workspace, read_table(table(tmp_path, HEADS + wrong)), items_map(tmp_path)
    )
    assert (outcome.created, outcome.left_out) == ((), 1)
    assert [each.name for each in provider.workspace.find(Customer)] == ["Pier Dental"]
    both = read_table(table(tmp_path, HEADS + wrong + WORD))
    assert len(import_table(provider.workspace, both, items_map(tmp_path)).created) == 1
    assert provider.workspace.count(Customer, col(Customer.name) == "Dental practice") == 1


def test_a_second_document_is_not_brought_in(provider: Provider, tmp_path: Path) -> None:
    path = tmp_path / "goals.toml"
    path.write_text(
        'work_product = "WP.01"\nkey = "reference"\n[fields]\nreference = "No"\nscope = "Scope"\n'
    )
    rows = read_table(table(tmp_path, "No,Scope\n1,All\n2,Some\n"))
    outcome = import_table(provider.workspace, rows, load_map(path, ADOPTED))
    assert (len(outcome.created), outcome.left_out) == (1, 1)
    assert "already" in str(outcome.problems[0])


def test_columns_of_a_workbook_that_are_only_coloured_do_not_count(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["Asset", "Name"], ["A-1", "Front desk PC"]):
        sheet.append(line)
    for column in ("C1", "D1"):
        sheet[column].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "items.xlsx")
    found = read_table(tmp_path / "items.xlsx")
    assert (found.heads, found.lines) == (("Asset", "Name"), (("A-1", "Front desk PC"),))
