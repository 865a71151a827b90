"""A binder, put together: cover, contents, what is declared, the evidence, and at its end every item with its hash."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sdesk.local_time import local, start_of
from sdesk.models.binder import Binder
from sdesk.reports.binder.evidence import (
    approval_blocks,
    audit_blocks,
    checklist_blocks,
    document_blocks,
    register_blocks,
    report_blocks,
    requirement_blocks,
)
from sdesk.reports.binder.places import item_of, to_record
from sdesk.reports.binder.statement import (
    cover_blocks,
    matrix_blocks,
    role_blocks,
    scope_blocks,
    statement_blocks,
)
from sdesk.reports.blocks import (
    Block,
    Callout,
    Column,
    Contents,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from sdesk.reports.sheet import file_size, paper_of
from sdesk.reports.words import day, days, moment, number
from sdesk.translation import gettext as _

PARTS = (
    scope_blocks,
    statement_blocks,
    role_blocks,
    matrix_blocks,
    requirement_blocks,
    checklist_blocks,
    document_blocks,
    register_blocks,
    audit_blocks,
    approval_blocks,
    report_blocks,
)
"""What a binder has between its contents and its items, in this order; each begins on a new page."""


def binder_document(binder: Binder) -> Document:
    """The same binder gives the same document: it carries the day on which it was made, and no time of it."""
    head = binder.letterhead
    zone = ZoneInfo(head.time_zone)
    return Document(
        title=_("Binder of evidence"),
        blocks=tuple(_blocks(binder)),
        subtitle=_(binder.profile),
        issuer=head.name,
        status=_("as of {day}").format(day=day(binder.day)),
        date=day(binder.day),
        paper=paper_of(head),
        logo=head.logo,
        facts=(
            (_("Part of the profile"), _(binder.variant)),
            (_("Judged period"), days(binder.since, binder.day)),
            (_("Anchor of its history"), binder.head.anchor if binder.head else ""),
        ),
        footer_note=_(
            "A self-declaration, not a certificate. Put together from the records of {day}."
        ).format(day=day(binder.day)),
        moment=local(start_of(binder.day, zone), zone),
    )


def _blocks(binder: Binder) -> Iterator[Block]:
    yield from cover_blocks(binder)
    yield PageBreak()
    yield Paragraph(_("Contents"), "lead")
    yield Contents()
    for part in PARTS:
        yield PageBreak()
        yield from part(binder)
    yield PageBreak()
    yield from _ending(binder)


def _ending(binder: Binder) -> Iterator[Block]:
    """With what nobody can change unseen: the head of the history, and the hash of each item."""
    yield Heading(_("History and items"))
    yield Heading(_("Head of the history"), 2)
    if binder.head is None:
        yield Callout(_("The history has no operation in this program's format yet."), "warning")
    else:
        yield Facts(
            (
                (
                    _("Last operation"),
                    _("{n} of {device}").format(n=binder.head.number, device=binder.head.device),
                ),
                (_("Written"), moment(binder.head.at, binder.letterhead.time_zone)),
                (_("SHA-256"), binder.head.hash),
                (_("Anchor"), binder.head.anchor),
            )
        )
        yield Paragraph(
            _(
                "The anchor stands for this operation and all before it. Whoever has this page can hold the workspace "
                "against it at any time: {command}"
            ).format(command=f"sdesk verify FILE --anchor {binder.head.anchor}"),
            "small",
        )
    yield Heading(_("Items"), 2)
    yield Paragraph(
        _(
            "The binder as a ZIP file holds these files beside this one, and a list of all with their hashes. It is checked "
            "without the workspace: {command}"
        ).format(command="sdesk verify-binder FILE.zip"),
        "small",
    )
    rows = tuple(
        Row(
            (each.path, file_size(each.size), f"{each.sha256[:32]}\n{each.sha256[32:]}"),
            name=item_of(each.about) if each.about and each.path.startswith("records/") else "",
            leads_to=to_record(each.about) if each.about else (),
        )
        for each in binder.items
    )
    columns = (
        Column(_("File"), weight=5),
        Column(_("Size"), weight=1.1, numeric=True),
        Column(_("SHA-256"), weight=3.6, whole=True),
    )
    total = (
        _("{n} items").format(n=number(len(binder.items))),
        file_size(sum(each.size for each in binder.items)),
        "",
    )
    yield Table(columns, rows, empty_text=_("There is none."), total=total if rows else None)
