"""How a binder begins: what it covers, what is declared and what is not, who is responsible, and the matrix."""

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sdesk.models.binder import Binder, Judged, ProductLine
from sdesk.reports.binder.places import print_of, register_of, requirement_place
from sdesk.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    SignatureLine,
    Table,
)
from sdesk.reports.marks import MARKS, marked
from sdesk.reports.record_print import content_blocks
from sdesk.reports.words import day, days
from sdesk.translation import gettext as _
from sdesk.translation import ngettext, word


def cover_blocks(binder: Binder) -> tuple[Block, ...]:
    counted = Counter(each.verdict for each in binder.requirements)
    all_of_them = len(binder.requirements)
    figures = (
        KeyFigure(
            _("Requirements met"),
            _("{met} of {all}").format(met=binder.met, all=all_of_them),
            kind="ok" if binder.all_met else "warning",
        ),
        KeyFigure(_("Partly met"), str(counted["partly met"])),
        KeyFigure(_("Not met"), str(counted["not met"])),
        KeyFigure(_("Not shown yet"), str(counted["not shown yet"])),
    )
    return (
        KeyFigures(figures),
        Callout(
            _(
                "This binder was put together by {organization} from its own records. It is a self-declaration, not a "
                "certificate: nobody else has confirmed what it says."
            ).format(organization=binder.letterhead.name),
            "info",
            _("What this is"),
        ),
    )


# ---------------------------------------------------------------- scope and variant


def scope_blocks(binder: Binder) -> Iterator[Block]:
    yield Heading(_("Scope and part of the profile"))
    yield Facts(
        (
            (_("Organization"), binder.letterhead.name),
            (_("Address"), binder.letterhead.address),
            (_("Profile"), _(binder.profile)),
            (_("Part of the profile"), _(binder.variant)),
            (_("Judged period"), days(binder.since, binder.day)),
            (_("A share is high from"), _("{n} % of the cases").format(n=binder.high)),
            (_("A share is fair from"), _("{n} % of the cases").format(n=binder.fair)),
            (_("Other standards adopted"), "\n".join(_(each) for each in binder.adopted)),
        )
    )
    if binder.left_out:
        named = _(", ").join(f"{key} {_(name)}" for key, name in binder.left_out)
        text = _("Work products of another part of the profile are left out: {products}.")
        yield Paragraph(text.format(products=named), "muted")
    if binder.exempted:
        columns = (
            Column(_("Does not apply"), weight=3),
            Column(_("Declared by"), weight=1.2, whole=True),
            Column(_("Why"), weight=5),
        )
        rows = tuple((f"{each.id} {_(each.name)}", each.number, each.reason) for each in binder.exempted)
        yield Table(columns, rows)
    if binder.scope is None:
        text = _("No scope of service delivery is in force, so that nobody can say what is covered.")
        yield Callout(text, "warning", _("Scope of service delivery"))
        return
    yield Heading(_("Scope of service delivery"), 2)
    for block in content_blocks(binder.scope):
        yield Heading(block.text, 3) if isinstance(block, Heading) else block


# ---------------------------------------------------------------- statement of conformity


def statement_blocks(binder: Binder) -> Iterator[Block]:
    yield Heading(_("Statement of conformity"), name="statement")
    said = {
        "organization": binder.letterhead.name,
        "profile": _(binder.profile),
        "variant": _(binder.variant),
        "day": day(binder.day),
    }
    n = len(binder.requirements)
    if binder.all_met:
        text = ngettext(
            "On {day}, {organization} declares that its service delivery meets the one requirement of {profile}, part "
            "{variant}, as far as its records show it.",
            "On {day}, {organization} declares that its service delivery meets all {n} requirements of {profile}, part "
            "{variant}, as far as its records show it.",
            n,
        )
        yield Paragraph(text.format(n=n, **said), "lead")
    else:
        text = _(
            "On {day}, {organization} does not declare conformity with {profile}, part {variant}: its records show that "
            "{met} of {n} requirements are met. Those that are not, or not in full, follow by name."
        )
        yield Paragraph(text.format(met=binder.met, n=n, **said), "lead")
    for verdict, title in (
        ("not met", _("Not met")),
        ("partly met", _("Partly met")),
        ("not shown yet", _("Not shown yet: there was no case to judge by, or no year has passed")),
        ("not applicable", _("Not applicable")),
    ):
        yield from _said_of([each for each in binder.requirements if each.verdict == verdict], title, binder)
    met = [each for each in binder.requirements if each.verdict == "met"]
    if met:
        yield Heading(_("Met"), 2)
        items = tuple(f"{each.id} {_(each.statement)}" for each in met)
        yield Bullets(items, tuple((requirement_place(each.id),) for each in met))
    yield Paragraph(
        _(
            "This is a self-declaration, not a certificate. A requirement is met where its documents are in force and the "
            "records of the period show that the work was done as they say; rules of the program decide that, the same "
            "for everybody. Nobody else has confirmed it, and an auditor may come to another view."
        )
    )
    if binder.laptops:
        yield Paragraph(word(binder.laptops, zone=ZoneInfo(binder.letterhead.time_zone)))
    yield Signature((SignatureLine(who="", role=_("Management")),), _("Declared by"))


def _said_of(judged: list[Judged], title: str, binder: Binder) -> Iterator[Block]:
    """Each by name, with what is missing."""
    if not judged:
        return
    zone = ZoneInfo(binder.letterhead.time_zone)
    columns = (
        Column("", whole=True, weight=0.7),
        Column(_("Requirement"), weight=4),
        Column(_("What is missing"), weight=5),
    )
    rows = tuple(
        Row(
            (
                each.id,
                _(each.statement),
                "\n".join(word(text, zone=zone) for text in each.missing) or "–",
            ),
            leads_to=(requirement_place(each.id),),
        )
        for each in judged
    )
    yield Heading(title, 2)
    yield Table(columns, rows)


# ---------------------------------------------------------------- roles and matrix


def role_blocks(binder: Binder) -> Iterator[Block]:
    yield Heading(_("Roles"))
    zone = ZoneInfo(binder.letterhead.time_zone)
    rows = tuple(
        (
            _(each.role),
            word(each.person, zone=zone) or _("▲ nobody"),
            word(each.deputy, zone=zone) or "–",
            day(each.start) or "–",
            day(each.end) or "–",
        )
        for each in binder.roles
    )
    columns = (
        Column(_("Role"), weight=3),
        Column(_("Held by"), weight=3),
        Column(_("Deputy"), weight=3),
        Column(_("From"), weight=1.6, whole=True),
        Column(_("Until"), weight=1.6, whole=True),
    )
    yield Table(columns, rows)


def matrix_blocks(binder: Binder) -> Iterator[Block]:
    """Work products down, requirements across: what stands where they meet is how far the work product is."""
    yield Heading(_("Requirements and work products"))
    columns = (
        Column("", whole=True, weight=0.7),
        Column(_("Requirement"), weight=6),
        Column(_("Verdict"), weight=1.8, whole=True),
    )
    rows = tuple(
        Row((each.id, _(each.statement), marked(each.verdict)), leads_to=(requirement_place(each.id),))
        for each in binder.requirements
    )
    yield Table(columns, rows)
    yield PageBreak()
    yield Heading(_("Matrix"), 2)
    asking = {each.id: set(each.products) for each in binder.requirements}
    heads = (
        Column(_("Work product"), weight=7),
        *(Column(each, align="center", weight=1) for each in asking),
    )
    lines = tuple(
        Row(
            (
                f"{each.id} {_(each.name)}",
                *(_mark(each) if each.id in wanted else "" for wanted in asking.values()),
            ),
            leads_to=(*map(print_of, each.records), register_of(each.kind)),
        )
        for each in binder.products
    )
    yield Table(heads, lines)
    yield Paragraph(
        _(
            "A document: ● in force, ◆ in force with its review late, ▲ not in force. Records: how many there are that are "
            "no drafts; ▲ none. – does not apply."
        ),
        "small",
    )


def _mark(product: ProductLine) -> str:
    return MARKS[product.standing] if product.standing else str(product.number or "▲")
