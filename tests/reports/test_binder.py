"""The binder on paper: what it declares and what it does not, and that everything in it can be found."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.models import Audit, Finding, ServiceIncident
from sdesk.models.binder import AskedLine, Binder, HeadLine, Item, Judged, ProductLine, RoleLine, ShownLine
from sdesk.models.printout import Letterhead
from sdesk.practice.audit.binder.collecting import collect
from sdesk.practice.audit.checklist.lines import Said
from sdesk.practice.audit.statements import Answered
from sdesk.practice.readiness.rules.asked import Held, Verdict
from sdesk.practice.workspaces import Workspace
from sdesk.reports.binder import binder_document, pdf_of_binder
from sdesk.reports.binder.evidence import MOST_LINES, in_runs
from sdesk.reports.binder.statement import statement_blocks
from sdesk.reports.blocks import Block, Bullets, Document, Heading, Paragraph, Table, flat, names
from sdesk.reports.marks import MARKS
from sdesk.reports.pdf import render_pdf
from sdesk.translation import message
from tests.practice.audit.raising import finding
from tests.practice.audit.test_samples import begun
from tests.provider import START, Provider
from tests.reports.reading import first_below, headings, links, printed

EMPTY = Binder(
    profile="ISO/IEC 29110-4-3:2018 Service delivery",
    variant="Full",
    day=date(2026, 3, 2),
    since=date(2025, 3, 3),
    high=90,
    fair=60,
    letterhead=Letterhead("Harbour IT"),
    requirements=(),
    products=(),
)


def judged(verdict: str, at: int = 1) -> Judged:
    return Judged(
        f"Q{at:02}",
        f"Statement {at}.",
        verdict,
        missing=(message("Lack {n}.", n=at),) if verdict != "met" else (),
    )


def below(blocks: list[Block], title: str) -> str:
    """All that stands below a heading, up to the next."""
    found, inside = [], False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.text.startswith(title)
        elif inside and isinstance(block, Table):
            found += [" ".join(row.cells) for row in block.all_rows()]
        elif inside and isinstance(block, Bullets):
            found += block.items
    return "\n".join(found)


def test_every_verdict_and_answer_has_its_mark() -> None:
    assert {*Verdict, *Held, *Said, *Answered} <= set(MARKS)


@settings(deadline=None)
@given(st.lists(st.sampled_from(list(Verdict)), max_size=17))
def test_conformity_is_declared_where_all_is_met_and_nowhere_else(verdicts: list[Verdict]) -> None:
    binder = replace(EMPTY, requirements=tuple(judged(each, at) for at, each in enumerate(verdicts)))
    blocks = list(statement_blocks(binder))
    said = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    declares = bool(verdicts) and all(each is Verdict.MET for each in verdicts)
    assert ("declares that" in said) == declares
    assert ("does not declare conformity" in said) == (not declares)
    assert "not a certificate" in said
    titles = {
        Verdict.NOT_MET: "Not met",
        Verdict.PARTLY: "Partly met",
        Verdict.NOT_SHOWN: "Not shown yet",
        Verdict.DOES_NOT_APPLY: "Not applicable",
        Verdict.MET: "Met",
    }
    for at, verdict in enumerate(verdicts):
        for each, title in titles.items():
            assert (f"Q{at:02}" in below(blocks, title)) == (each is verdict)
        if verdict is not Verdict.MET:
            assert f"Statement {at}." in below(blocks, titles[verdict])
            assert f"Lack {at}." in below(blocks, titles[verdict])


@given(st.sets(st.tuples(st.sampled_from(["INC-2025", "INC-2026", "CI"]), st.integers(1, 40)), max_size=60))
def test_runs_name_each_number_and_none_besides(chosen: set[tuple[str, int]]) -> None:
    told = list(in_runs([f"{begins}-{n:04}" for begins, n in chosen]))
    read = set()
    for each in told:
        first, dash, last = each.partition(" – ")
        begins, _, count = first.rpartition("-")
        read |= {(begins, n) for n in range(int(count), int(last if dash else count) + 1)}
    assert read == chosen


def test_what_has_no_number_of_that_form_stands_by_itself() -> None:
    odd = [
        "POL-0001 v1",
        "POL-0001 v2",
        "POL-0001 v3",
        "X",
        "",
        "A-9",
        "A-10",
        "A-11",
        "B-\u0661",
        "B-\u0662",
        "B-\u0663",
    ]
    told = list(in_runs(odd))
    assert "POL-0001 v2" in told and "B-\u0662" in told and "A-9" in told


def test_those_that_fail_stand_first_with_their_reason_and_all_are_named() -> None:
    keys = [uuid5(UUID(int=0), str(at)) for at in range(40)]
    shown = tuple(
        ShownLine(
            key, f"INC-2026-{2 * at:04}", 0, f"INC-2026-{2 * at:04} Printer {at}", message("It has no cause.")
        )
        if at < 3
        else ShownLine(key, f"INC-2026-{2 * at:04}", 0, "")
        for at, key in enumerate(keys)
    )
    asked = AskedLine("used", "fails", message("37 of 40 say why."), shown)
    binder = replace(EMPTY, requirements=(replace(judged("not met"), asked=(asked,)),))
    document = binder_document(binder)
    (table,) = [
        b for b in flat(document.blocks) if isinstance(b, Table) and b.caption.endswith("37 of 40 say why.")
    ]
    assert [row.cells for row in table.all_rows()] == [
        (f"INC-2026-{2 * at:04}", f"Printer {at}", "It has no cause.") for at in range(3)
    ]
    text = "\n".join(b.text for b in document.blocks if isinstance(b, Paragraph))
    assert len(shown) - 3 > MOST_LINES
    assert all(each.number in text for each in shown[3:])


def test_what_was_put_right_has_its_line_though_many_pass() -> None:
    passing = [ShownLine(uuid5(UUID(int=0), str(at)), f"INC-{at}", 0, "") for at in range(MOST_LINES + 1)]
    mended = ShownLine(UUID(int=1), "INC-99", 0, "", corrected=message("Corrected, as FND-1 shows."))
    asked = AskedLine("used", "holds", message("All say why."), (mended, *passing))
    document = binder_document(replace(EMPTY, requirements=(replace(judged("met"), asked=(asked,)),)))
    (table,) = [
        b for b in flat(document.blocks) if isinstance(b, Table) and b.caption.endswith("All say why.")
    ]
    assert [row.cells for row in table.all_rows()] == [("INC-99", "Corrected, as FND-1 shows.")]


def test_advice_is_said_once_and_calls_nothing_failed() -> None:
    said = message("Approvals of one's own work in the period: 2 of 2.")
    keys = [uuid5(UUID(int=0), str(at)) for at in range(2)]
    shown = tuple(ShownLine(key, f"CHG-2026-{at:04}", 0, "", said) for at, key in enumerate(keys))
    asked = AskedLine("asked next", "fails", said, shown)
    binder = replace(EMPTY, requirements=(replace(judged("met"), asked=(asked,)),))
    (table,) = [
        b
        for b in flat(binder_document(binder).blocks)
        if isinstance(b, Table) and b.caption.endswith("2 of 2.")
    ]
    assert "Why it does not pass" not in [each.title for each in table.columns]
    assert [row.cells[0] for row in table.all_rows()] == ["CHG-2026-0000", "CHG-2026-0001"]
    assert not any("2 of 2" in cell for row in table.all_rows() for cell in row.cells)
    assert {row.kind for row in table.all_rows()} == {"normal"}


class TestAsRead:
    """The PDF of a small provider, by another program."""

    @pytest.fixture
    def binder(self, provider: Provider) -> Binder:
        return collect(provider.workspace).binder

    @pytest.fixture
    def document(self, binder: Binder) -> Document:
        return binder_document(binder)

    @pytest.fixture
    def reader(self, binder: Binder) -> PdfReader:
        return PdfReader(BytesIO(pdf_of_binder(binder)))

    def test_each_page_says_which_it_is_and_what_it_is_not(self, reader: PdfReader) -> None:
        total = len(reader.pages)
        for number, page in enumerate(reader.pages, start=1):
            text = page.extract_text()
            assert f"Page {number} of {total}" in text
            assert "self-declaration, not a certificate" in text

    def test_each_heading_is_a_bookmark_at_its_place(self, document: Document, reader: PdfReader) -> None:
        def titles(outline: Any) -> list[str]:
            return [
                title
                for each in outline
                for title in (titles(each) if isinstance(each, list) else [each.title])
            ]

        found = titles(reader.outline)
        assert [each for each in found if each in headings(document)] == [
            " ".join(each.split()) for each in headings(document)
        ]

    def test_contents_say_the_page_of_each_chapter_and_requirement(
        self, binder: Binder, reader: PdfReader
    ) -> None:
        texts = printed(reader)
        led = {each.said: each for each in links(reader) if each.page in (1, 2, 3)}
        wanted = ["Statement of conformity", "Registers", "Approvals", "Reports", "History and items"]
        wanted += [f"{each.id} {each.statement}" for each in binder.requirements]
        for title in wanted:
            (each,) = [led for said, led in led.items() if title.startswith(said[:40])][:1]
            shown = first_below(texts, each.to_page, each.top).text
            assert title.startswith(shown[:20])

    def test_every_link_leads_somewhere_and_many_there_are(self, binder: Binder, reader: PdfReader) -> None:
        assert len(links(reader)) > 2 * len(binder.items)

    def test_every_requirement_work_product_and_approval_is_named(
        self, binder: Binder, reader: PdfReader
    ) -> None:
        text = "".join("".join(page.extract_text().split()) for page in reader.pages)
        for each in binder.requirements:
            assert "".join(each.statement.split()) in text
        for product in binder.products:
            assert product.id in text
        for approval in binder.approvals:
            assert approval.sha256 in text
        assert binder.head and binder.head.hash in text and binder.head.anchor in text

    def test_names_are_told_apart(self, document: Document) -> None:
        """Nothing leads to a place of that name in another print."""
        found = [b.name for b in flat(document.blocks) if isinstance(b, (Heading, Table)) and b.name]
        found += [
            r.name for b in flat(document.blocks) if isinstance(b, Table) for r in b.all_rows() if r.name
        ]
        assert len(found) == len(set(found))
        assert set(found) >= names(document)


@pytest.mark.torture
def test_long_texts_and_other_scripts_stop_nothing() -> None:
    text = "अनुपालन " * 60 + "مستند " * 60 + "記録" * 200 + "x" * 500
    key = UUID(int=1)
    binder = replace(
        EMPTY,
        letterhead=Letterhead(text, text),
        requirements=tuple(
            replace(judged(each, at), statement=text, missing=(message("{t}", t=text),), asked=(AskedLine("used", "fails", message("{t}", t=text), (ShownLine(key, "INC-1", 2, text, message("{t}", t=text)),)),))
            for at, each in enumerate(Verdict)
        ),
        products=(ProductLine("W1", text, "late", 1, (key,)), ProductLine("W2", text)),
        left_out=(("W3", text),),
        adopted=(text,),
        roles=(RoleLine("Management", text, text),),
        items=(Item("records/" + "長" * 200 + ".json", 1, "0" * 64, key),),
        head=HeadLine("0" * 64, "ANCHOR", 1, text, START),
    )  # fmt: skip
    for paper_size in ("A4", "Letter"):
        head = replace(binder.letterhead, paper=paper_size)
        reader = PdfReader(BytesIO(pdf_of_binder(replace(binder, letterhead=head))))
        assert re.search(r"Page 1 of \d+", reader.pages[0].extract_text())


def test_the_sample_is_a_binder_in_which_all_reports_stand(sample: Workspace) -> None:
    """And no two prints in it share a place, though its reports have tables of the same names."""
    document = binder_document(collect(sample).binder)
    found = [b.name for b in flat(document.blocks) if isinstance(b, (Heading, Table)) and b.name]
    assert len(found) == len(set(found))
    titles = headings(document)
    (listed,) = [
        b
        for b in flat(document.blocks)
        if isinstance(b, Table) and [each.title for each in b.columns] == ["Report", "Period", "Approved"]
    ]
    for report in ("IMP-2026-01", "SPR-2026-01", "SPR-2026-02", "SPR-2026-03"):
        assert any(title.startswith(report) for title in titles)
        assert any(row.cells[0].startswith(report) and row.leads_to for row in listed.all_rows())


def test_what_an_audit_drew_and_found_stands_in_it(provider: Provider) -> None:
    """With seed, population and fingerprint, by which anybody draws the same again."""
    made = begun(provider)
    (sample,) = made.samples
    seen = finding(provider, audit=made.id)
    binder = collect(provider.workspace).binder
    document = binder_document(binder)
    assert [type(each.record) for each in binder.audit] == [Audit, Finding]
    text = "".join(
        "".join(page.extract_text().split()) for page in PdfReader(BytesIO(render_pdf(document))).pages
    )
    for case in sample.cases:
        number = next(each.number for each in provider.workspace.find(ServiceIncident) if each.id == case)
        assert number in text
    assert sample.fingerprint in text and sample.seed in text
    for title in (made.number, seen.number):
        assert any(each.startswith(title) for each in headings(document))
    paths = [each.path for each in binder.items]
    assert any(made.number in each for each in paths) and any(seen.number in each for each in paths)
