"""Nasty strings through what the program writes: none of them gets out of its place."""

import email
import re
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.policy import default
from html.parser import HTMLParser
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdesk.errors import SdeskError
from sdesk.practice.calendar.icalendar import calendar_of
from sdesk.practice.calendar.schedule import Slot, SlotKind
from sdesk.practice.exchange.mail_drafts import Addressee, unsent
from tests.nasty import NASTY

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ANYTHING = some.sampled_from(NASTY) | some.text(some.characters(exclude_categories=["Cs"]))


@given(title=ANYTHING, number=ANYTHING, state=ANYTHING, name=ANYTHING)
def test_a_calendar_has_no_line_of_theirs(title: str, number: str, state: str, name: str) -> None:
    slot = Slot(UUID(int=1), number, title, SlotKind.CHANGE, state, NOW, NOW + timedelta(hours=1))
    lines = calendar_of([slot], name, NOW).decode().replace("\r\n ", "").split("\r\n")
    assert [line.split(":")[0] for line in lines if line] == [
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND",
        "SUMMARY", "DESCRIPTION", "CATEGORIES", "STATUS", "END", "END",
    ]  # fmt: skip
    assert not any(re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line) for line in lines)


@given(subject=ANYTHING, body=ANYTHING, name=ANYTHING, address=ANYTHING | some.just("eve@example.org"))
def test_a_draft_has_no_header_of_theirs(subject: str, body: str, name: str, address: str) -> None:
    sender = Address("Ana Reyes", addr_spec="ana@harbour.example")
    try:
        raw = unsent(sender, Addressee(name, address), subject, body)
    except SdeskError:
        return
    read = email.message_from_bytes(raw, policy=default)
    allowed = {
        "X-Unsent",
        "From",
        "To",
        "Subject",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert set(read.keys()) <= allowed
    assert len(read.keys()) == len(set(read.keys()))
    assert not read.is_multipart()
    if read["To"] is not None:
        assert len(read["To"].addresses) == 1


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or "file:" in (value or "") for name, value in attrs)


@pytest.mark.parametrize("nasty", NASTY)
def test_a_page_has_no_tag_of_theirs(nasty: str) -> None:
    from sdesk.reports.blocks import Column, Document, Heading, Paragraph, Table
    from sdesk.reports.html import render_html

    def page_of(text: str) -> str:
        body = (Heading(text, 1), Paragraph(text), Table((Column(text), Column(text)), ((text, text),)))
        return render_html(Document(text, body, subtitle=text, issuer=text, facts=((text, text),)))

    page, harmless = Page(), Page()
    page.feed(page_of(nasty))
    harmless.feed(page_of("words"))
    assert page.tags - {"br"} == harmless.tags
