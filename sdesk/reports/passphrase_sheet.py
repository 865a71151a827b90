"""The passphrase of a workspace on one page, to be printed and locked away: there is no second key."""

from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models.printout import PassphrasePrintout
from sdesk.reports import blocks
from sdesk.reports.blocks import Bullets, Callout, Facts, Heading
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day_at, number
from sdesk.translation import gettext as _


def passphrase_document(printout: PassphrasePrintout) -> blocks.Document:
    head = printout.letterhead
    words = printout.passphrase
    return blocks.Document(
        title=_("Passphrase"),
        subtitle=printout.file,
        blocks=(
            Callout(
                _(
                    "Whoever has this page and the file, or a copy of it, can read everything in it. Lock it away, "
                    "where the file is not, and let no copy of it lie in a printer, a mailbox or a folder."
                ),
                "warning",
                _("This page is the key."),
            ),
            Facts(
                (
                    (_("Passphrase"), words),
                    (_("Characters"), number(len(words))),
                    (_("Of them spaces"), number(words.count(" "))),
                )
            ),
            Heading(_("What to know"), 2),
            Bullets(
                (
                    _("Small and capital letters, spaces and signs count."),
                    _(
                        "Nobody can open the file without it, and nobody can find it again: there is no second key."
                    ),
                    _(
                        "Copies that were made before it was set are opened with the one before, or with none."
                    ),
                    _(
                        "When it is changed, print a new page, and keep this one as long as you keep older copies."
                    ),
                )
            ),
        ),
        issuer=head.name,
        status=_("confidential"),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        logo=head.logo,
    )
