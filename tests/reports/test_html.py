"""The page as a browser reads it."""

from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.reports.blocks import Column, Document, Heading, KeyFigure, KeyFigures, Paragraph, Table
from sdesk.reports.html import render_html
from tests.reports.demo import HASH, demo
from tests.reports.test_pdf import MARKUP, document_with

VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """Tags, attributes and text; refuses tags that are not closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.texts: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        self.texts.append(text)

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def test_the_file_needs_nothing_from_outside_and_runs_nothing() -> None:
    page = Page(render_html(demo()))
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in page.tags}
    sources = [attrs["src"] for _, attrs in page.tags if "src" in attrs]
    assert sources
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert "http:" not in render_html(demo()).replace("http-equiv", "")
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_the_page_shows_what_the_paper_shows() -> None:
    text = Page(render_html(demo())).text
    for expected in (
        "Service performance report",
        "SPR-2026-03",
        "99.71 %",
        "INC-2026-0070",
        "No data",
        HASH,
        "Dr. Ute Meyer",
    ):
        assert expected in text


def test_a_draft_says_so() -> None:
    assert "Draft" in Page(render_html(demo("draft"))).text
    assert "Draft" not in Page(render_html(demo("approved"))).text


def test_markup_is_shown_as_it_was_typed() -> None:
    page = Page(render_html(document_with(MARKUP)))
    assert MARKUP in page.text
    assert "img" not in {tag for tag, _ in page.tags}


def test_markup_cannot_leave_an_attribute() -> None:
    page = Page(render_html(Document("T", language='"><script>alert(1)</script>')))
    assert "script" not in {tag for tag, _ in page.tags}


def test_tables_have_heads_that_say_so() -> None:
    page = Page(render_html(Document("T", (Table((Column("Number", numeric=True),), (("1",),)),))))
    assert ("th", {"scope": "col", "class": "right"}) in page.tags


def test_charts_are_pictures_that_can_be_read_aloud() -> None:
    charts = [attrs for tag, attrs in Page(render_html(demo())).tags if tag == "svg"]
    assert len(charts) == 6
    assert all(chart["role"] == "img" for chart in charts)
    assert "April 3.9, May 4.1, June 4.0, July no data" in charts[4]["aria-label"]


def test_charts_are_well_formed() -> None:
    source = render_html(demo())
    parts = [part.split("</svg>")[0] + "</svg>" for part in source.split("<figcaption>")[1:]]
    for part in parts:
        assert ElementTree.fromstring(part[part.index("<svg") :]).tag == "svg"


def test_chapters_are_linked_when_there_are_several() -> None:
    blocks = tuple(Heading(name) for name in ("One", "Two", "Three"))
    page = Page(render_html(Document("T", blocks)))
    targets = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert targets == {f"#{attrs['id']}" for tag, attrs in page.tags if "id" in attrs}
    assert len(targets) == 3
    assert "<nav" not in render_html(Document("T", blocks[:2]))


def test_a_value_that_is_not_there_says_so() -> None:
    assert "No data" in render_html(Document("T", (KeyFigures((KeyFigure("Satisfaction", ""),)),)))


@pytest.mark.parametrize("query", ["prefers-color-scheme: dark", "@media print"])
def test_the_style_knows_dark_screens_and_paper(query: str) -> None:
    assert query in render_html(Document("T", (Paragraph("x"),)))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_well_formed_page(text: str) -> None:
    Page(render_html(document_with(text)))


def test_the_same_document_gives_the_same_page() -> None:
    assert render_html(demo()) == render_html(demo())
