"""The service performance report (WP.19): how a service did against its agreement."""

from collections.abc import Iterator
from typing import Any

from sdesk.models import PerformanceReport
from sdesk.models.printout import Printout
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Callout, Heading, KeyFigures, Paragraph
from sdesk.reports.period.about_blocks import about_blocks, recipients_fact
from sdesk.reports.period.action_blocks import previous_tables, proposed_table
from sdesk.reports.period.correction_blocks import correction_blocks
from sdesk.reports.period.figure_blocks import Figures, grounds_of, note, period_text, written
from sdesk.reports.period.figure_tables import (
    change_blocks,
    feedback_blocks,
    incident_blocks,
    incidents_counted,
    outage_blocks,
)
from sdesk.reports.period.findings_blocks import conclusions_blocks
from sdesk.reports.period.missed_blocks import each_list_once, missed_blocks
from sdesk.reports.period.supplier import (
    is_on_supplier,
    other_actions,
    supplier_blocks,
    supplier_cards,
    supplier_note,
)
from sdesk.reports.period.target_blocks import (
    availability_chart,
    before_text,
    complaint_card,
    source_table,
    target_cards,
    target_table,
)
from sdesk.reports.period.terms_blocks import terms_blocks
from sdesk.reports.sheet import approval_blocks, attachment_blocks, sheet
from sdesk.reports.words import day, days, moment, number
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext, word

_TITLE, _ON_SUPPLIER = message("Service performance report"), message("Supplier performance report")


def performance_document(printout: Printout) -> blocks.Document:
    """Conclusions and key figures first, the targets, what stands behind them, what follows; the sources after the sign-off."""
    report, figures = printout.record, printout.figures
    assert isinstance(report, PerformanceReport)
    if not figures:
        return sheet(printout, word(_TITLE), (no_figures(),), subtitle=report.subject)
    content = (
        *_summary(report, figures),
        *correction_blocks(figures),
        *_targets(report, figures),
        *(supplier_blocks(figures) if is_on_supplier(figures) else _what_happened(figures)),
        *_actions(printout, report, figures),
        *terms_blocks(figures),
        *about_blocks(printout, report, figures),
        *attachment_blocks(printout),
        *approval_blocks(printout),
        *sources(figures["targets"], figures),
    )
    return sheet(
        printout,
        word(_ON_SUPPLIER if is_on_supplier(figures) else _TITLE),
        tuple(each_list_once(content)),
        subtitle=f"{figures['agreement']['party']} · {period_text(figures)}",
        facts=_facts(report, figures),
        footer_note=computed_note(figures),
    )


def no_figures() -> Callout:
    return Callout(
        _("Its figures are computed as soon as it says which period and which agreement it is about."),
        "info",
        _("This report is about nothing yet"),
    )


def _facts(report: PerformanceReport, figures: Figures) -> tuple[tuple[str, str], ...]:
    agreement = figures["agreement"]
    party = _("Customer") if agreement["kind"] == "customer" else _("Supplier")
    return (
        (party, agreement["party"]),
        (_("Agreement"), f"{agreement['number']} · {agreement['name']}"),
        (_("Period"), period_text(figures)),
        (_("Service hours"), _hours(agreement)),
        *recipients_fact(report),
    )


def _hours(agreement: Any) -> str:
    versions = agreement.get("versions", ())
    if len({each["hours"] for each in versions}) > 1:
        return "; ".join(f"{days(*each['days'])}: {_hours(each)}" for each in versions)
    return agreement["hours"] or _("around the clock")


def _summary(report: PerformanceReport, figures: Figures) -> tuple[Block, ...]:
    cards = target_cards(figures["targets"])
    if is_on_supplier(figures):
        cards = (*cards, *supplier_cards(figures))
    elif figures["agreement"]["kind"] == "customer":
        cards = (*cards, complaint_card(figures))
    unfinished = () if figures["over"] else (period_not_over(figures),)
    return (*conclusions_blocks(report.conclusions, figures), *unfinished, KeyFigures(cards))


def period_not_over(figures: Figures) -> Callout:
    at = moment(figures["computed_at"], figures["issuer"]["time_zone"])
    return Callout(
        _("The figures count what was recorded until {moment}.").format(moment=at),
        "info",
        _("The period is not over"),
    )


def _targets(report: PerformanceReport, figures: Figures) -> tuple[Block, ...]:
    rows = figures["targets"]
    table = target_table(rows)
    times = _("Times count within the service hours of the agreement: {hours}.").format(
        hours=_hours(figures["agreement"])
    )
    return (
        Heading(_("Performance against the agreement")),
        table,
        note(f"{before_text(table, figures)} {times}"),
        *_changes_of_hours(figures["agreement"]),
        *grounds_of(rows),
        *missed_blocks(rows, figures),
        *availability_chart(rows),
        *(() if is_on_supplier(figures) else outage_blocks(figures)),
        *written(report.performance, _("What the figures mean"), report.is_draft),
    )


def _changes_of_hours(agreement: Any) -> Iterator[Block]:
    """Of each version within its own days, where several governed the period."""
    governed = agreement.get("versions") or (agreement,)
    for changed in (each for version in governed for each in version.get("hours_changed", ())):
        yield note(
            _("The service hours changed on {day}: until then times count by those before.").format(
                day=day(changed)
            )
        )


def _what_happened(figures: Figures) -> tuple[Block, ...]:
    """Customers' feedback is not about suppliers, of which older reports told no more than this."""
    of_customer = figures["agreement"]["kind"] == "customer"
    said = (Heading(_("Feedback and satisfaction")), *feedback_blocks(figures)) if of_customer else ()
    return (
        Heading(_("Incidents")),
        *incident_blocks(figures),
        Heading(_("Changes")),
        *change_blocks(figures),
        *said,
    )


def _actions(printout: Printout, report: PerformanceReport, figures: Figures) -> tuple[Block, ...]:
    told = previous_tables(
        figures["actions"],
        proposed=_("The previous report proposed none."),
        first=_("This is the first report on the agreement."),
        none_by=_("On {day} there was no approved report on the agreement and an earlier period."),
    )
    return (
        Heading(_("Action items")),
        *told,
        *other_actions(figures),
        *_written_previous(report),
        proposed_table(report.actions, printout.labels, _("Proposed for the coming period")),
    )


def _written_previous(report: PerformanceReport) -> tuple[Block, ...]:
    text = report.previous_actions.strip()
    if text:
        return (Paragraph(text),)
    return (Paragraph(_("What this means is not written yet."), "muted"),) if report.is_draft else ()


def sources(rows: Any, figures: Figures) -> tuple[Block, ...]:
    """What the figures were computed from, so that a reader can check them against the records."""
    return (
        Heading(_("Annex: what the figures were computed from")),
        source_table(rows, figures),
        note(
            _(
                "Computed on {moment} from the records of the workspace, in the time zone {zone}. A figure without "
                "data says so; it does not count as met."
            ).format(
                moment=moment(figures["computed_at"], figures["issuer"]["time_zone"]),
                zone=figures["issuer"]["time_zone"],
            )
        ),
    )


def computed_note(figures: Figures) -> str:
    """The foot of every page: how many records, which period."""
    if is_on_supplier(figures):
        return supplier_note(figures)
    counted = figures["counted"]
    return _(
        "Computed from {incidents}, {changes}, {feedback} and {scores}, {period}, time zone {zone}."
    ).format(
        incidents=incidents_counted(counted["incidents"]),
        changes=_changes(counted["changes"]),
        feedback=_feedback(counted["feedback"]),
        scores=_scores(counted["scores"]),
        period=period_text(figures),
        zone=figures["period"]["time_zone"],
    )


def _changes(n: int) -> str:
    return ngettext("{n} finished change", "{n} finished changes", n).format(n=number(n))


def _feedback(n: int) -> str:
    return ngettext("{n} feedback entry", "{n} feedback entries", n).format(n=number(n))


def _scores(n: int) -> str:
    return ngettext("{n} survey score", "{n} survey scores", n).format(n=number(n))
