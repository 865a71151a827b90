"""What a PDF file says about itself, read back by another program."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.models import ServiceScope
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.reporting.printing import printout_of
from sdesk.reports.blocks import Document
from sdesk.reports.pdf import render_pdf
from sdesk.reports.record_print import record_document
from tests.provider import Provider
from tests.thorough import examples

XMP = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}


def said_twice(content: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """What the information says, and what XMP says under the names of the information."""
    reader = PdfReader(BytesIO(content))
    information = {str(name).strip("/"): str(value) for name, value in (reader.metadata or {}).items()}
    found: object = reader.root_object["/Metadata"].get_object()
    tree = ElementTree.fromstring(found.get_data().decode())  # type: ignore[attr-defined]
    names = {
        "Title": "dc:title",
        "Author": "dc:creator",
        "Subject": "dc:description",
        "Creator": "xmp:CreatorTool",
        "Producer": "pdf:Producer",
        "CreationDate": "xmp:CreateDate",
        "ModDate": "xmp:ModifyDate",
    }
    elements = {name: tree.find(f".//{path}", XMP) for name, path in names.items()}
    xmp = {name: "".join(each.itertext()).strip() for name, each in elements.items() if each is not None}
    return information, xmp


def as_moment(text: str) -> datetime:
    """Of "D:20260302081500+01'00'", or of what XMP has for it."""
    if text.startswith("D:"):
        return datetime.strptime(text[2:].replace("'", ""), "%Y%m%d%H%M%S%z")
    return datetime.fromisoformat(text)


moments = st.one_of(
    st.none(),
    st.datetimes(
        datetime(1990, 1, 1),
        datetime(2200, 1, 1),
        timezones=st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    ),
)


@settings(max_examples=examples(50, 150), deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), moments)
def test_information_and_xmp_agree(title: str, issuer: str, subtitle: str, moment: datetime | None) -> None:
    document = Document(title, issuer=issuer, subtitle=subtitle, moment=moment)
    information, xmp = said_twice(render_pdf(document))
    assert information.keys() == xmp.keys()
    for name in information.keys() - {"CreationDate", "ModDate"}:
        assert information[name] == xmp[name]
    assert ("CreationDate" in information) == (moment is not None)
    if moment:
        dates = {as_moment(each[name]) for each in (information, xmp) for name in ("CreationDate", "ModDate")}
        assert dates == {moment.replace(microsecond=0)}


@pytest.mark.parametrize(
    "title", ["<b>&amp;]]></b>", "الطابعة 🔥", "a\x00b\x0bc", "\ufffe\uffff", "two\nlines"]
)
def test_a_title_of_any_signs_is_the_same_in_both(title: str) -> None:
    information, xmp = said_twice(render_pdf(Document(title)))
    assert information["Title"] == xmp["Title"] != ""


def test_the_date_of_the_file_is_that_of_the_approval(provider: Provider) -> None:
    """Whenever it is printed; a draft has the date on which it was printed."""
    approved = provider.approved(ServiceScope)
    printout = printout_of(provider.workspace, approved)
    [approval] = printout.approvals
    provider.clock.now += timedelta(days=40)
    again = printout_of(provider.workspace, approved)
    assert again.printed_at > approval.at + timedelta(days=39)
    for each in (printout, again):
        information, xmp = said_twice(render_pdf(record_document(each)))
        assert as_moment(information["CreationDate"]) == approval.at.replace(microsecond=0)
        assert (
            as_moment(xmp["MetadataDate" if "MetadataDate" in xmp else "CreationDate"]).utcoffset()
            is not None
        )
    draft = printout_of(provider.workspace, new_version(provider.workspace, approved))
    information, _xmp = said_twice(render_pdf(record_document(draft)))
    assert as_moment(information["CreationDate"]) == draft.printed_at.replace(microsecond=0)


def test_a_file_without_a_moment_has_no_date_and_always_the_same_bytes() -> None:
    document = Document("T")
    assert render_pdf(document) == render_pdf(document)
    assert b"CreationDate" not in render_pdf(document)
    later = Document("T", moment=datetime(2026, 3, 2, 8, 15, tzinfo=UTC))
    assert render_pdf(later) == render_pdf(later) != render_pdf(document)
