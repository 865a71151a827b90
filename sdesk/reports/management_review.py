"""A management review on paper: who was there, subject by subject what the records said and what management said to it,
what was reviewed, and what was decided."""

from collections.abc import Iterator
from typing import cast
from uuid import UUID

from sdesk.models import ManagementReview
from sdesk.models.audit.management_review import Participant, ReviewedDocument, ReviewInput
from sdesk.models.printout import Printout
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Bullets, Column, Facts, Heading, KeepTogether, Paragraph, Row, Table
from sdesk.reports.sheet import closing_blocks, sheet
from sdesk.reports.words import NOTHING, day, days, moment
from sdesk.translation import Message, word
from sdesk.translation import gettext as _

NAMED = 12
"""So many records are named behind a subject; the others are counted."""


def management_review_document(printout: Printout) -> blocks.Document:
    review = cast(ManagementReview, printout.record)
    return sheet(
        printout,
        review.subject.strip() or _("Management review"),
        (
            *_head(printout, review),
            Heading(_("What was looked at")),
            *(block for each in review.inputs for block in _input(printout, each)),
            *_documents(printout, review),
            *_what_follows(printout, review),
            *closing_blocks(printout),
        ),
        subtitle=_("Management review"),
        facts=(
            (_("Held on"), day(review.held_on) if review.held_on else NOTHING),
            (
                _("Period"),
                days(review.period_start, review.period_end)
                if review.period_start and review.period_end
                else NOTHING,
            ),
        ),
    )


def _head(printout: Printout, review: ManagementReview) -> Iterator[Block]:
    yield Heading(_("Present"))
    if review.present:
        yield Bullets(tuple(_participant(printout, each) for each in review.present))
    else:
        yield Paragraph(_("Nobody is named."), "muted")
    if review.collected_at:
        at = moment(review.collected_at, printout.letterhead.time_zone)
        yield Paragraph(_("Collected on {moment}.").format(moment=at), "muted")


def _participant(printout: Printout, each: Participant) -> str:
    name = _called(printout, each.person) if each.person else each.name
    return _("{name}, {part}").format(name=name, part=each.part) if each.part else name


def _called(printout: Printout, key: UUID | None) -> str:
    return word(printout.labels.get(key, NOTHING)) if key else NOTHING


def _number(label: Message | str) -> str:
    """The number of what is called so; all of the label where it has none, as of people."""
    if isinstance(label, Message) and "number" in label.parts:
        return str(label.parts["number"])
    first = word(label).partition(" ")[0]
    return first if any(map(str.isdigit, first)) else word(label)


def _input(printout: Printout, each: ReviewInput) -> Iterator[Block]:
    title = _(each.subject.label) if each.subject else NOTHING
    yield Heading(title, 2)
    yield Paragraph(each.found or NOTHING)
    if each.records:
        numbers = [_number(printout.labels.get(key, NOTHING)) for key in each.records]
        rest = len(numbers) - NAMED
        said = _("Records: {records} and {n} more") if rest > 0 else _("Records: {records}")
        yield Paragraph(said.format(records=", ".join(numbers[:NAMED]), n=rest), "small")
    yield Facts(((_("Management's remark"), each.remark),))


def _documents(printout: Printout, review: ManagementReview) -> Iterator[Block]:
    if not review.documents:
        return
    yield Heading(_("Documents and agreements"))
    columns = (
        Column(_("Document"), weight=3),
        Column(_("Version"), whole=True),
        Column(_("Followed"), whole=True),
        Column(_("Still fits"), whole=True),
        Column(_("What changes"), weight=3),
        Column(_("Seen by"), weight=2),
    )
    yield Table(columns, tuple(_document(printout, each) for each in review.documents))


def _document(printout: Printout, each: ReviewedDocument) -> Row:
    return Row(
        (
            _called(printout, each.record),
            str(each.version or NOTHING),
            _yes(each.followed),
            _yes(each.fits),
            each.changes or NOTHING,
            ", ".join(_called(printout, key).partition(" ")[0] for key in each.draws_on) or NOTHING,
        )
    )


def _yes(said: bool | None) -> str:
    if said is None:
        return NOTHING
    return _("yes") if said else _("no")


def _what_follows(printout: Printout, review: ManagementReview) -> Iterator[Block]:
    yield Heading(_("What follows"))
    decided = tuple(each.decision for each in review.decisions if each.decision.strip())
    found: tuple[Block, ...] = (
        (Bullets(decided),) if decided else (Paragraph(_("Nothing was decided yet."), "muted"),)
    )
    yield KeepTogether((Heading(_("Decisions"), 2), *found))
    if review.agreed_actions:
        columns = (
            Column(_("Action"), weight=4),
            Column(_("Owner"), weight=1.4),
            Column(_("Due"), whole=True),
        )
        rows = tuple(
            (each.description, _called(printout, each.owner), day(each.due) if each.due else NOTHING)
            for each in review.agreed_actions
        )
        yield Heading(_("Actions"), 2)
        yield Table(columns, rows)
    if review.conclusions.strip():
        yield Heading(_("Conclusions"), 2)
        yield Paragraph(review.conclusions, "lead")


__all__ = ["management_review_document"]
