"""An audit on paper: its plan, and once it is reported what was concluded, found and looked at, case by case."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from uuid import UUID

from sdesk.models.audit.audit import Answer, Audit, CaseAnswer, Sample
from sdesk.models.printout import Printout
from sdesk.reports import blocks
from sdesk.reports.blocks import (
    Block,
    Callout,
    Column,
    Facts,
    Heading,
    KeepTogether,
    Paragraph,
    Row,
    Table,
)
from sdesk.reports.finding_blocks import finding_figures, finding_section, findings_table
from sdesk.reports.record_print import note_blocks
from sdesk.reports.sheet import closing_blocks, sheet
from sdesk.reports.words import NOTHING, days, moment
from sdesk.translation import gettext as _
from sdesk.translation import word

_MARKS = {Answer.YES: "●", Answer.NO: "▲", Answer.DOES_NOT_APPLY: "–"}


def audit_report(printout: Printout) -> blocks.Document:
    """The plan while it is planned or under way, the report from then on."""
    audit = printout.record
    assert isinstance(audit, Audit)
    is_plan = audit.state in ("planned", "under way")
    zone = printout.letterhead.time_zone
    return sheet(
        printout,
        _("Audit plan") if is_plan else _("Audit report"),
        (
            *_own_work(printout),
            *(() if is_plan else _report(audit, printout)),
            *_plan(audit, printout),
            *_findings(audit, printout),
            *_samples(audit, printout),
            *note_blocks(printout),
            *closing_blocks(printout),
        ),
        subtitle=audit.subject,
        facts=tuple(_facts(audit, printout)),
        footer_note=_("Printed on {moment}.").format(moment=moment(printout.printed_at, zone)),
    )


def _facts(audit: Audit, printout: Printout) -> Iterator[tuple[str, str]]:
    if audit.starts_on and audit.ends_on:
        yield _("Days"), days(audit.starts_on, audit.ends_on)
    names = [_name(each.person, each.name, printout) for each in audit.auditors]
    yield _("Auditors"), _(", ").join(filter(None, names))


def _name(person: UUID | None, outside: str, printout: Printout) -> str:
    return word(printout.labels.get(person, "")) if person else outside


def _own_work(printout: Printout) -> Iterator[Block]:
    if printout.audit.own_work:
        said = "\n".join(word(each) for each in printout.audit.own_work)
        yield Callout(said, "warning", _("Own work was audited"))


def _report(audit: Audit, printout: Printout) -> Iterator[Block]:
    yield Heading(_("Conclusion"))
    yield finding_figures(printout.audit.findings)
    yield Paragraph(audit.conclusion.strip(), "lead")
    if audit.not_seen.strip():
        yield KeepTogether((Heading(_("Not looked at"), 2), Paragraph(audit.not_seen.strip())))


def _plan(audit: Audit, printout: Printout) -> Iterator[Block]:
    yield Heading(_("Plan"))
    for label, text in ((_("What for"), audit.aim), (_("Scope"), audit.scope)):
        yield KeepTogether((Heading(label, 3), Paragraph(text.strip() or _("Nothing written yet."))))
    criteria = (
        Column(_("Against what"), weight=3),
        Column(_("Edition"), weight=1),
        Column(_("Part"), weight=3),
    )
    yield Table(criteria, tuple((each.standard, each.edition, each.part or NOTHING) for each in audit.criteria)).told()  # fmt: skip
    auditors = (Column(_("Auditor"), weight=3), Column(_("Looks at"), weight=4))
    rows = tuple(
        (_name(each.person, each.name, printout) or NOTHING, each.looks_at or NOTHING)
        for each in audit.auditors
    )
    yield Table(auditors, rows).told()


def _findings(audit: Audit, printout: Printout) -> Iterator[Block]:
    found = printout.audit.findings
    if not found and audit.state in ("planned", "under way"):
        return
    yield Heading(_("Findings"))
    yield findings_table(found, printout.labels)
    for each in found:
        yield from finding_section(each, printout.labels)


# ---------------------------------------------------------------- samples


def _samples(audit: Audit, printout: Printout) -> Iterator[Block]:
    yield Heading(_("Samples"))
    if not audit.samples:
        yield Paragraph(_("No sample was drawn."), "muted")
    for place, (sample, same) in enumerate(zip_longest(audit.samples, printout.audit.same), start=1):
        yield from _sample(place, sample, bool(same), printout)
    cases = dict.fromkeys(case for each in audit.samples for case in each.cases)
    said = {case: [each for each in audit.answers if each.case == case] for case in cases}
    if any(said.values()):
        yield Heading(_("Case by case"), 2)
        for case, answers in said.items():
            if answers:
                yield _case(case, answers, printout)


def _sample(place: int, sample: Sample, same: bool, printout: Printout) -> Iterator[Block]:
    assert sample.population is not None and sample.first and sample.last
    heading = _("Sample {n}: {cases}").format(n=place, cases=_(sample.population))
    zone = printout.letterhead.time_zone
    drawn = ", ".join(filter(None, (moment(sample.drawn_at, zone), _name(sample.drawn_by, "", printout))))
    pairs = [
        (_("Drawn from"), days(sample.first, sample.last)),
        (_("Drawn"), _("{n} of {all}, by state and priority").format(n=len(sample.cases), all=sample.of)),
        (_("Seed"), sample.seed),
        (_("When, by whom"), drawn),
        (
            _("Drawn again for this print"),
            _("● the same") if same else _("▲ not the same: it was not drawn so"),
        ),
    ]
    if sample.set_aside:
        pairs.append((_("Set aside"), sample.set_aside))
    yield KeepTogether((Heading(heading, 2), Facts(tuple(pairs))))
    answers = getattr(printout.record, "answers", ())
    columns = (
        Column(_("Case"), weight=5),
        *(Column(_(each.label), numeric=True, weight=1.3) for each in Answer),
    )
    yield Table(columns, tuple(_counted(case, answers, printout) for case in sample.cases))
    yield Paragraph(_("SHA-256 of what was drawn from: {sha}").format(sha=sample.fingerprint), "small")


def _counted(case: UUID, answers: Sequence[CaseAnswer], printout: Printout) -> Row:
    given = [each.answer for each in answers if each.case == case]
    label = word(printout.labels.get(case, str(case)))
    counts = tuple(str(given.count(each) or NOTHING) for each in Answer)
    return Row(
        (label, *counts), "emphasis" if Answer.NO in given else "normal", leads_to=(f"case {case.hex}",)
    )


def _case(case: UUID, answers: Sequence[CaseAnswer], printout: Printout) -> Table:
    zone = printout.letterhead.time_zone
    columns = (
        Column(_("Asked"), weight=5),
        Column(_("Answer"), weight=1.8, whole=True),
        Column(_("Note"), weight=3.5),
        Column(_("By"), weight=2.4),
    )
    order = list(printout.audit.questions)
    place = {question: at for at, question in enumerate(order)}
    rows = tuple(
        Row(
            (
                word(printout.audit.questions[each.question])
                if each.question in printout.audit.questions
                else each.question,
                f"{_MARKS[each.answer]} {_(each.answer.label)}" if each.answer else NOTHING,
                each.note or NOTHING,
                "\n".join(filter(None, (_name(each.by, "", printout), moment(each.at, zone)))),
            ),
            "emphasis" if each.answer is Answer.NO else "normal",
        )
        for each in sorted(answers, key=lambda each: place.get(each.question, len(place)))
    )
    caption = word(printout.labels.get(case, str(case)))
    return Table(columns, rows, caption=caption, name=f"case {case.hex}")


__all__ = ["audit_report"]
