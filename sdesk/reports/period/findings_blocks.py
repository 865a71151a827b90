"""What the figures of a report say, in sentences, before the figures themselves."""

from collections.abc import Collection, Sequence

from sdesk.practice.reporting.telling.findings import TO_DECIDE, Finding, Kind, findings
from sdesk.practice.reporting.telling.mark import is_proposed, without_mark
from sdesk.practice.reporting.telling.sentences import sentence
from sdesk.reports.blocks import Block, Bullets, Callout, Heading, Paragraph
from sdesk.reports.period.figure_blocks import Figures
from sdesk.reports.period.missed_blocks import ways_to_cases
from sdesk.reports.words import number
from sdesk.translation import gettext as _
from sdesk.translation import ngettext, word

MOST_MOVED = 6
"""Of what got better, and of what got worse, as many are told; the tables have them all."""


def conclusions_blocks(text: str, figures: Figures) -> tuple[Block, ...]:
    """What a person concludes, then what the figures say. What is only proposed reads so."""
    lead: Block
    if not text.strip():
        lead = Paragraph(_("The conclusions are not written yet."), "muted")
    elif is_proposed(text):
        lead = Callout(without_mark(text), "info", _("Proposed from the figures, not edited yet"))
    else:
        lead = Paragraph(text.strip(), "lead")
    return (Heading(_("Conclusions")), lead, *findings_blocks(figures))


def findings_blocks(figures: Figures) -> tuple[Block, ...]:
    """How it came out as a whole, then line by line what was missed, what moved, and what somebody has to decide."""
    found = findings(figures)
    whole = " ".join(_said(found, (Kind.NOTHING_KNOWN, Kind.NOTHING_REACHED, Kind.RESULTS)))
    parts = (
        (_("What was missed"), (Kind.MISSED,)),
        (_("What got worse"), (Kind.WORSE,)),
        (_("What got better"), (Kind.BETTER,)),
        (_("What is to be decided"), TO_DECIDE),
    )
    blocks: list[Block] = [Heading(_("What the figures say"), 2)]
    blocks.extend([Paragraph(whole)] if whole else [])
    for title, kinds in parts:
        lines, ways = _said(found, kinds), _ways(found, kinds)
        more = len(lines) - MOST_MOVED if kinds in ((Kind.WORSE,), (Kind.BETTER,)) else 0
        if more > 1:
            left = ngettext("{n} more stands in the tables.", "{n} more stand in the tables.", more)
            lines, ways = (*lines[:MOST_MOVED], left.format(n=number(more))), (*ways[:MOST_MOVED], ())
        blocks.extend([Heading(title, 3), Bullets(lines, ways)] if lines else [])
    return tuple(blocks) if blocks[1:] else ()


def _ways(found: Sequence[Finding], kinds: Collection[Kind]) -> tuple[tuple[str, ...], ...]:
    """From what was missed to its cases, line by line."""
    return tuple(
        tuple(
            way for about in each.about for way in ways_to_cases({**about.row, "agreement": about.agreement})
        )
        if each.kind is Kind.MISSED
        else ()
        for each in found
        if each.kind in kinds
    )


def _said(found: Sequence[Finding], kinds: Collection[Kind]) -> tuple[str, ...]:
    return tuple(word(sentence(each)) for each in found if each.kind in kinds)
