"""What nobody should write, in every field of every kind of record at once, through every way out of the program."""

import ast
import csv
import email
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from email.policy import default
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from sdesk.__main__ import main
from sdesk.errors import SdeskError
from sdesk.models import RECORDS, Contact, CustomerAgreement, ServiceCatalogue, ServiceIncident
from sdesk.models.printout import PassphrasePrintout
from sdesk.practice.audit.binder.collecting import collect
from sdesk.practice.audit.checklist.printing import checklist_printout, statements_printout
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.audit.printing import difference_printout, register_printout
from sdesk.practice.calendar.icalendar import calendar_of
from sdesk.practice.calendar.schedule import review_slots, slots
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.exchange.inert_cells import inert
from sdesk.practice.exchange.json_values import record_as_json
from sdesk.practice.exchange.mail_drafts import (
    addressee_of,
    email_draft,
    file_name,
    letter,
    standard_messages,
)
from sdesk.practice.finding.search import find_record, matching
from sdesk.practice.lifecycle.lists import Listing, search
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting.work.statement import work_printout
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import Workspace, known_packs
from sdesk.reports import blocks
from sdesk.reports.audit_overview import audit_document
from sdesk.reports.binder.document import binder_document
from sdesk.reports.catalogue import catalogue_document
from sdesk.reports.checklist import checklist_document, statements_document
from sdesk.reports.document_register import register_document
from sdesk.reports.finding_blocks import findings_document
from sdesk.reports.html import render_html
from sdesk.reports.list_print import list_document
from sdesk.reports.paper import document_of
from sdesk.reports.passphrase_sheet import passphrase_document
from sdesk.reports.pdf import render_pdf
from sdesk.reports.schedule import schedule_document
from sdesk.reports.version_differences import differences_document
from sdesk.reports.work_statement import work_document
from tests.nasty import NASTY
from tests.torture.nasty_provider import TURNS, WORDS, Filled, fill

ROOT = Path(__file__).parents[2]
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PARAMETERS = [0, *(pytest.param(turn, marks=pytest.mark.torture) for turn in range(1, TURNS))]


@pytest.fixture(params=PARAMETERS, scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    found = fill(tmp_path_factory.mktemp("nasty") / "harbour.sdesk", request.param)
    yield found
    found.provider.workspace.close()


def test_nearly_every_field_takes_it(filled: Filled) -> None:
    assert len(filled.records) > len(RECORDS) - 5
    assert filled.nasty > filled.fields * 0.8
    assert verify(filled.provider.workspace) == []


# ---------------------------------------------------------------- paper and pages


def _passphrase(workspace: Workspace) -> blocks.Document:
    head = printing.letterhead(workspace)
    printout = PassphrasePrintout(WORDS[0], workspace.path.name, head, workspace.clock())
    return passphrase_document(printout)


def _reports(workspace: Workspace) -> Iterator[blocks.Document]:
    """Each kind of paper that is not of one record."""
    year = Period(date(2026, 1, 1), date(2026, 12, 31), printing.letterhead(workspace).time_zone)
    yield _passphrase(workspace)
    yield audit_document(audit_printout(workspace))
    yield schedule_document(printing.schedule_printout(workspace, year))
    yield document_of(printing.improvement_preview(workspace, year))
    yield findings_document(printing.findings_printout(workspace))
    yield register_document(register_printout(workspace, with_obsolete=True))
    yield checklist_document(checklist_printout(workspace))
    yield statements_document([statements_printout(workspace, each) for each in known_packs()])
    yield binder_document(collect(workspace).binder)
    yield from (
        work_document(work_printout(workspace, each, year)) for each in workspace.find(CustomerAgreement)
    )
    yield from (
        differences_document(difference_printout(workspace, each, each))
        for each in workspace.find(ServiceCatalogue)
    )
    yield from (
        document_of(printing.performance_preview(workspace, each, year))
        for each in workspace.find(CustomerAgreement)
    )
    yield from (
        catalogue_document(printing.printout_of(workspace, each)) for each in workspace.find(ServiceCatalogue)
    )


def test_each_kind_of_paper_is_among_them() -> None:
    here = Path(__file__).read_text("utf-8") + (ROOT / "sdesk/reports/paper.py").read_text("utf-8")
    makers = [
        node.name
        for file in (ROOT / "sdesk" / "reports").rglob("*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_document")
    ]
    assert len(makers) > 7
    assert [each for each in makers if f"{each}(" not in here] == []


class Page(HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on") and "file:" not in (value or "")
            assert name not in ("href", "src", "action") or (value or "").startswith(("#", "data:image/"))


def _documents(filled: Filled) -> Iterator[blocks.Document]:
    workspace = filled.provider.workspace
    yield from _reports(workspace)
    for record in filled.records:
        yield document_of(printing.printout_of(workspace, record))
        yield list_document(printing.list_printout(workspace, Listing(type(record).__name__)))


def test_pages_have_no_tag_of_theirs(filled: Filled) -> None:
    for document in _documents(filled):
        content = render_html(document)
        assert not Page(content).tags & {"script", "iframe", "object", "form", "base", "link"}
        assert CONTROLS.search(content.replace("\r\n", "")) is None


@pytest.mark.torture
def test_paper_has_nothing_of_theirs_but_text(filled: Filled) -> None:
    for document in _documents(filled):
        assert active_in(PdfReader(BytesIO(render_pdf(document)))) == set()


def active_in(reader: PdfReader) -> set[str]:
    """What in a PDF does something: every key of every object it has."""
    wanted = {
        "/URI",
        "/Launch",
        "/JavaScript",
        "/JS",
        "/EmbeddedFile",
        "/GoToR",
        "/AA",
        "/OpenAction",
        "/SubmitForm",
        "/XObjectF",
    }
    found: set[str] = set()
    assert len(reader.xref[0]) > 5
    for number in reader.xref[0]:
        thing = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(thing, dict):
            found |= (set(thing) | {str(thing.get("/S"))}) & wanted
    return found


# ---------------------------------------------------------------- what other programs read


def _strict_lines(file: Iterable[str], name: str) -> list[list[str]]:
    heads, *lines = csv.reader(file, strict=True)
    assert {len(line) for line in lines} <= {len(heads)}, name
    assert [cell for line in lines for cell in line if cell != inert(cell) and cell[0] != "'"] == []
    return lines


def test_tables_have_no_formula_and_no_line_of_theirs(filled: Filled, tmp_path: Path) -> None:
    export(filled.provider.workspace, tmp_path / "all")
    files = list((tmp_path / "all").rglob("*.csv"))
    assert len(files) > len(RECORDS)
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as text:
            assert _strict_lines(text, file.name)
    kept = [each for each in (tmp_path / "all" / "attachments").rglob("*") if each.is_file()]
    assert len(kept) == len(filled.records[::5])
    assert {each.read_bytes() for each in kept} == {b"known"}
    assert {each.name for each in tmp_path.iterdir()} == {"all"}


def test_what_other_programs_read_is_whole(filled: Filled) -> None:
    for record in filled.records:
        said = record_as_json(filled.provider.workspace, record)
        assert json.loads(json.dumps(said)) == said


def test_a_calendar_has_no_line_of_theirs(filled: Filled) -> None:
    workspace = filled.provider.workspace
    period = Period(date(2025, 1, 1), date(2027, 12, 31), printing.letterhead(workspace).time_zone)
    span = period.start_utc, period.end_utc
    found = [*slots(workspace, *span), *review_slots(workspace, *span)]
    assert len(found) > 3
    for name in WORDS:
        content = calendar_of(found, name, workspace.clock()).decode()
        lines = content.replace(
            "\r\n ", ""
        ).splitlines()  # as a reader does that takes every end of a line for one
        assert lines == content.replace("\r\n ", "").split("\r\n")[:-1]
        assert {re.split("[:;]", line)[0] for line in lines} <= {
            "BEGIN", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND", "TRANSP",
            "SUMMARY", "DESCRIPTION", "CATEGORIES", "STATUS", "END",
        }  # fmt: skip
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(found)
        assert CONTROLS.search("".join(lines)) is None


def test_a_mail_has_no_header_of_theirs(filled: Filled) -> None:
    workspace = filled.provider.workspace
    (case,) = workspace.find(ServiceIncident)[:1]
    messages = standard_messages(workspace)
    for words in (*NASTY, case.reporter.name if case.reporter else ""):
        to = addressee_of(Contact(name=words, organization=words, email="dora@pier.example"))
        for message in (None, *messages):
            subject, text = letter(workspace, case, message, to)
            read = _draft(workspace, to, f"{subject} {words}", text + words)
            if read is not None:
                assert len(read["To"].addresses) == 1
                assert read["To"].addresses[0].addr_spec == "dora@pier.example"
        assert re.fullmatch(r"[^/\\\x00-\x1f\x7f\u202e]+\.eml", file_name(case, to))


def _draft(workspace: Workspace, to: Any, subject: str, text: str) -> Any:
    """As the other program reads it; None where it was refused in a sentence."""
    try:
        raw = email_draft(workspace, to, subject, text)
    except SdeskError as fault:
        assert "\n" not in str(fault)
        return None
    read = email.message_from_bytes(raw, policy=default)
    assert set(read.keys()) <= {
        "X-Unsent", "From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert len(read.keys()) == len(set(read.keys()))
    assert not read.is_multipart() and read.get_content_type() == "text/plain"
    assert CONTROLS.search(str(read["Subject"])) is None
    return read


def test_it_is_searched_for(filled: Filled) -> None:
    workspace = filled.provider.workspace
    for words in NASTY:
        with suppress(SdeskError):
            search(workspace, words)
        with suppress(SdeskError):
            matching(workspace, ServiceIncident, words=words)
        with suppress(SdeskError):
            find_record(workspace, words)


# ---------------------------------------------------------------- the command line


def test_a_terminal_shows_none_of_it_but_text(
    filled: Filled, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A letter that a terminal obeys would change its colours, its title, or what was shown before."""
    path = Path(shutil.copy(filled.provider.workspace.path, tmp_path / "harbour.sdesk"))

    def said(*arguments: object) -> str:
        status = main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        assert (status in (0, 1), err) == (True, "")
        return out

    for kind, record in {type(each).__name__: each for each in filled.records}.items():
        if kind in SEEN_BY_ALL or filled.turn:
            for command in (("list", path, kind), ("show", path, record.number)):
                assert CONTROLS.search(said(*command)) is None, command
                assert json.loads(said(*command, "--json"))
            assert _strict_lines(StringIO(said("list", path, kind, "--csv"), newline=""), kind)
    for name in ("tasks", "check", "verify"):
        assert CONTROLS.search(said(name, path)) is None


SEEN_BY_ALL = {"ServiceIncident", "BusinessGoals", "Customer", "ServiceChangeRequest", "NotApplicable"}
"""Each turn takes seconds: the first looks at these, the others at every kind."""


@pytest.mark.parametrize(
    "words", [each.replace("\0", "") for each in NASTY if "\ud83d" not in each], ids=range(len(NASTY) - 1)
)
def test_whoever_calls_with_it_is_told_so_in_a_line(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a zero, and halves of letters only as Python has them for bytes that are none: no system hands on others."""
    for arguments in (
        ("list", words, words),
        ("verify", tmp_path / words),
        ("new", tmp_path / words),
        (words, words),
    ):
        assert main([str(each) for each in arguments]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n"), CONTROLS.search(err)) == ("", 1, None)
