"""What every document says about itself before its content."""

from sdesk.reports.blocks import Chart, Document
from sdesk.translation import gettext as _


def document_facts(document: Document) -> tuple[tuple[str, str], ...]:
    """Number, version, status, date and issuer, then the facts that the document brings.

    A fact of the document with the same label takes the place of the standing one.
    """
    own = {label.lower() for label, _value in document.facts}
    standing = (
        (_("Number"), document.number),
        (_("Version"), document.version),
        (_("Status"), status_word(document)),
        (_("Date"), document.date),
        (_("Issued by"), document.issuer),
    )
    kept = tuple((label, value) for label, value in standing if value and label.lower() not in own)
    return (*kept, *document.facts)


def chart_title(chart: Chart) -> str:
    """With its unit, where that does not stand beside each value."""
    if not chart.unit or chart.kind == "target-bars":
        return chart.title
    return _("{title}, {unit}").format(title=chart.title, unit=chart.unit)


def status_word(document: Document) -> str:
    """The status as it begins a line."""
    return document.status[:1].upper() + document.status[1:]
