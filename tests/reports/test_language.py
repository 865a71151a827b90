"""A report can be printed in another language than the window's: every word of ours on paper is looked up."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog

from sdesk.models import RECORDS, Agreement, Attachment, CustomerAgreement, ServiceIncident, SupplierAgreement
from sdesk.models.record import values_of
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.finding.search import find_record
from sdesk.practice.lifecycle.lists import Listing
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.reports.audit_overview import audit_document
from sdesk.reports.blocks import Callout, Document, Heading, Table
from sdesk.reports.catalogue import catalogue_document
from sdesk.reports.html import render_html
from sdesk.reports.list_print import list_document
from sdesk.reports.paper import document_of
from sdesk.reports.pdf import render_pdf
from sdesk.reports.schedule import schedule_document
from sdesk.translation import ENGLISH, catalogues, in_language
from tests.pseudo import whole_template
from tests.references.texts import ONE_OF_EACH, SPRING
from tests.reports.reading import pdf_text


class Marked(NullTranslations):
    """Of a language in which everything stands in brackets, so that what was never looked up shows.

    `asked` is all that was looked up.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def info(self) -> dict[str, str]:
        return {"language": "xx_YY"}

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return f"‹{message}›"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return f"‹{msgid1 if n == 1 else msgid2}›"


@pytest.fixture(autouse=True)
def other_language(monkeypatch: pytest.MonkeyPatch) -> Marked:
    known, marked = catalogues.catalogue, Marked()
    monkeypatch.setattr(
        catalogues, "catalogue", lambda language: marked if language == "xx" else known(language)
    )
    return marked


@pytest.fixture(scope="module")
def sample(sample_path: Path) -> Iterator[Workspace]:
    with open_workspace(sample_path) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def data(sample: Workspace) -> set[str]:
    """All that people have written, and what things are called by them, in pieces."""
    records = [record for model in RECORDS for record in sample.find(model)]
    said = (text for record in records for _spec, value in values_of(record) for text in strings(value))
    names = (each.name for each in sample.find(Attachment))
    return {piece for text in (*said, *names) for piece in pieces(text)}


@pytest.fixture(scope="module")
def translatable() -> Catalog:
    return whole_template()


def strings(value: Any) -> Iterator[str]:
    """The texts in a value, whatever it is made of; the words of choices are ours."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif hasattr(value, "model_dump"):
        yield from strings(tuple(getattr(value, name) for name in type(value).model_fields))


_NOT_READ = {
    "leads_to",
    "state",
    "paper",
    "language",
    "content_hash",
    "hash",
    "anchor",
    "style",
    "kind",
    "align",
    "better",
    "number",
}
"""Fields of a document and its blocks that are no text for people, or are the number of a record; the name of a place is none either."""


def texts(block: Any) -> Iterator[str]:
    """What a reader reads of a document or a block."""
    for field in fields(block):
        value = getattr(block, field.name)
        if field.name in _NOT_READ or (field.name == "name" and hasattr(block, "leads_to")):
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if is_dataclass(each):
                yield from texts(each)
            else:
                yield from strings(each)


_BETWEEN = re.compile(
    r"""\n | ·\s | [●▲○◐◆–]\s | ,\s | \s\( | ^[\d.]+\s | \s[\d.]+\s(?=[^\s…]+$)
    | \b[a-z]{2,4}-(?:20\d\d-)?\d{2,4}\b | \b(?:wp|[a-z]{2})\.[\d.]+ | \b[0-9a-f-]{32,64}\b""",
    re.VERBOSE | re.MULTILINE,
)
"""What stands between words: marks, numbers, ids of records, work products and tasks, hashes."""


def pieces(text: str) -> Iterator[str]:
    """The words of a text as far as they stand together, without those that were looked up."""
    while text != (shorter := re.sub("‹[^‹›]*›", "\n", text)):
        text = shorter
    plain = text.lower().replace("\N{NO-BREAK SPACE}", " ")
    found = (piece.strip(" .,:;()") for piece in _BETWEEN.split(plain))
    yield from (each for each in found if re.search(r"[^\W\d]{2}", each))


def bare(document: Document, data: set[str]) -> set[str]:
    """Words on paper that were neither looked up nor written by anybody. Long titles are cut."""
    found = {piece for text in texts(document) for piece in pieces(text)} - data
    return {each for each in found if not (each.endswith(" …") and _begins(each[:-2], data))}


def _begins(text: str, data: set[str]) -> bool:
    return any(known.startswith(text) for known in data)


def print_of(number: str) -> Callable[[Workspace], Document]:
    return lambda workspace: document_of(printing.printout_of(workspace, find_record(workspace, number)))


def preview_on(model: type[Agreement]) -> Callable[[Workspace], Document]:
    def make(workspace: Workspace) -> Document:
        agreement = reporting.agreements(workspace, model)[0]
        return document_of(printing.performance_preview(workspace, agreement, SPRING))

    return make


def catalogue(workspace: Workspace) -> Document:
    return catalogue_document(printing.printout_of(workspace, find_record(workspace, "CAT-0001@2")))


def found_list(workspace: Workspace) -> Document:
    listing = Listing(ServiceIncident.__name__, words="mail", states=("closed", "recorded"))
    return list_document(printing.list_printout(workspace, listing))


def audit(workspace: Workspace) -> Document:
    return audit_document(audit_printout(workspace))


DOCUMENTS: Mapping[str, Callable[[Workspace], Document]] = {
    **{number: print_of(number) for number in ONE_OF_EACH},
    "report on a customer": preview_on(CustomerAgreement),
    "report on a supplier": preview_on(SupplierAgreement),
    "improvement report": lambda each: document_of(printing.improvement_preview(each, SPRING)),
    "catalogue": catalogue,
    "schedule": lambda each: schedule_document(printing.schedule_printout(each, SPRING)),
    "list": found_list,
}


@pytest.mark.a_few(6)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_of_ours_is_looked_up_and_translators_know_it(
    sample: Workspace, data: set[str], translatable: Catalog, other_language: Marked, name: str
) -> None:
    with in_language("xx"):
        document = DOCUMENTS[name](sample)
    assert bare(document, data) == set()
    assert {each for each in other_language.asked if each not in translatable} == set()


def test_the_audit_overview_has_the_heads_of_its_tables_in_the_language(sample: Workspace) -> None:
    with in_language("xx"):
        document = audit(sample)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    heads = [column.title for table in tables for column in table.columns if column.title]
    titles = [block.title for block in document.blocks if isinstance(block, Callout)]
    headings = [block.text.partition(" ")[2] for block in document.blocks if isinstance(block, Heading)]
    for text in (
        document.title,
        document.subtitle,
        document.status,
        *heads,
        *titles,
        *filter(None, headings),
    ):
        assert re.fullmatch("‹.*›", text)


def test_what_a_renderer_adds_is_in_the_language_too(sample: Workspace) -> None:
    with in_language("xx"):
        document = DOCUMENTS["report on a customer"](sample)
        page, paper = render_html(document), pdf_text(render_pdf(document))
    assert document.is_draft
    assert document.is_not_in_force
    assert '<html lang="xx-YY">' in page
    assert "‹Draft›" in page
    assert 'aria-label="‹Contents›"' in page
    assert "‹Page 1 of " in paper


def test_one_who_reads_english_is_printed_english(sample: Workspace) -> None:
    """Whatever was printed before: nothing of a language is kept."""
    with in_language("xx"):
        marked = DOCUMENTS["improvement report"](sample)
    with in_language(ENGLISH):
        document = DOCUMENTS["improvement report"](sample)
    assert (marked.title, document.title) == ("‹Improvement report›", "Improvement report")
    assert "‹" not in "".join(texts(document))
