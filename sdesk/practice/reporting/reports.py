"""Reports on a period (WP.07, WP.19): prepared with their figures, completed by a person, approved and frozen.

Figures are plain values in `ServiceReport.figures`, with every name that the report prints, so that an approved
report says the same whatever changes later. While a report is a draft they are computed when they are asked for.
Approving it computes them once more and freezes them, whoever takes the step (`steps.take_step`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sdesk.models import (
    Agreement,
    CustomerAgreement,
    HistoryEntry,
    ImprovementReport,
    Organization,
    PerformanceReport,
    Person,
    ServiceCalendar,
    ServiceReport,
    SupplierAgreement,
)
from sdesk.practice.calendar.agreed_hours import hours_of
from sdesk.practice.calendar.days import zone_on
from sdesk.practice.calendar.service_hours import held_between
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import measured as measures
from sdesk.practice.reporting import prepared
from sdesk.practice.reporting.actions.items import is_about, previous_actions, previous_report
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.corrected.corrections import corrections
from sdesk.practice.reporting.improvement import improvement_tables, party_name
from sdesk.practice.reporting.judging import to_judge, with_judgements
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.scope import Scope, whole_scope
from sdesk.practice.reporting.spans import agreements, spans_in, version_for, versions_of_agreement
from sdesk.practice.reporting.stored import known_json, period_json
from sdesk.practice.reporting.supplier.tables import supplier_tables
from sdesk.practice.reporting.tables import (
    change_tables,
    feedback_tables,
    incident_tables,
    month_series,
    months_shown,
    outage_tables,
)
from sdesk.practice.reporting.target_rows import target_rows
from sdesk.practice.reporting.telling.conclusions import is_as_proposed, proposed_conclusions
from sdesk.practice.reporting.terms import terms_of
from sdesk.storage import col
from sdesk.storage.counts import largest_by
from sdesk.translation import Message, word
from sdesk.translation import message as _
from sdesk.translation.dates import month_in_words

Json = Any
AnyReport = TypeVar("AnyReport", bound=ServiceReport)


def report_period(workspace: Workspace, first: date, last: date) -> Period:
    """The days in the organization's time zone, of the last of them where that is over. Raises SdeskError when they are reversed."""
    return Period(first, last, zone_on(workspace, last))


# ---------------------------------------------------------------- figures


def performance_figures(workspace: Workspace, agreement: Agreement, period: Period) -> dict[str, Json]:
    """How a service did in the period against one agreement, or how a supplier did (WP.19 b, c)."""
    since = min(months_shown(period)[0], period.previous())
    everything = whole_scope(workspace, since, period, agreement)
    scope = scope_of(workspace, agreement, everything, period)
    versions = [each.id for each in versions_of_agreement(workspace, agreement)]
    head = {
        **_head(workspace, period),
        "agreement": {
            **_agreement(workspace, agreement, scope, period),
            **_versions(workspace, scope, period),
        },
        "terms": terms_of(workspace, agreement, scope.spans, period),
        "known": known_json(scope, period),
        "targets": target_rows(agreement, scope, period),
    }
    if scope.of_supplier:
        return {**head, **supplier_tables(workspace, scope, period, versions)}
    return {
        **head,
        "incidents": incident_tables(scope, period),
        **outage_tables(scope, period),
        "changes": change_tables(scope, period),
        "feedback": feedback_tables(scope, period),
        "actions": previous_actions(workspace, PerformanceReport, period, versions),
        "months": month_series(scope, period),
        "counted": {
            "incidents": len(measures.recorded_in(scope, period)),
            "changes": len(measures.changes_ended_in(scope, period)),
            "feedback": len(measures.feedback_in(scope, period)),
            "scores": len(measures.scores_in(scope, period)),
        },
    }


def improvement_figures(workspace: Workspace, period: Period) -> dict[str, Json]:
    """How all of service delivery did in the period, from both sides (WP.07 b, c)."""
    return {**_head(workspace, period), **improvement_tables(workspace, period)}


def _head(workspace: Workspace, period: Period) -> dict[str, Json]:
    """Who says so, about which period, and when it was computed."""
    ours = organization(workspace)
    return {
        "computed_at": workspace.clock().isoformat(),
        "period": period_json(period),
        "previous_period": period_json(period.previous()),
        "over": period.end_utc <= workspace.clock(),
        "issuer": {**_issuer(ours), "time_zone": period.time_zone},
    }


def _issuer(ours: Organization | None) -> dict[str, Json]:
    if ours is None:
        return {"name": "", "address": "", "paper": "A4", "logo": ""}
    return {
        "name": ours.name,
        "address": ours.address,
        "paper": ours.paper.value if ours.paper else "A4",
        "logo": str(ours.logo) if ours.logo else "",
    }


def _versions(workspace: Workspace, scope: Scope, period: Period) -> dict[str, Json]:
    """Where several versions governed the period: which of its days each did, and by which service hours."""
    spans = spans_in(scope.spans, period)
    days = [(max(each.first, period.first), min(each.last, period.last)) for each in spans]
    told = [
        {
            "version": span.agreement.version,
            "days": [first.isoformat(), last.isoformat()],
            **_hours(workspace, span.agreement, Period(first, last, period.time_zone)),
        }
        for span, (first, last) in zip(spans, days, strict=True)
    ]
    return {"versions": told} if len(told) > 1 else {}


def _agreement(workspace: Workspace, agreement: Agreement, scope: Scope, period: Period) -> dict[str, Json]:
    named = names_at(workspace, [agreement.our_owner], scope.until)
    return {
        "kind": "customer" if isinstance(agreement, CustomerAgreement) else "supplier",
        "number": agreement.number,
        "version": agreement.version,
        "name": agreement.name,
        "party": party_name(workspace, agreement, scope.until),
        "our_owner": named.get(agreement.our_owner, "") if agreement.our_owner else "",
        "their_owner": str(agreement.their_owner) if agreement.their_owner else "",
        "services": [name for _service, name in scope.services],
        **_hours(workspace, agreement, period),
    }


def _hours(workspace: Workspace, agreement: Agreement, period: Period) -> dict[str, Json]:
    """What the service hours are called, with the zones of all that held in the period, and the days of its changes."""
    calendar = workspace.get(ServiceCalendar, agreement.service_hours) if agreement.service_hours else None
    if calendar is None:
        return {"hours": ""}
    said = hours_of(calendar)
    held = held_between(said, period.start_utc, period.end_utc)
    zones = ", ".join(dict.fromkeys(hours.time_zone for _span, hours in held))
    changed = [
        each.until.isoformat() for each in said.earlier if period.start_utc < each.end < period.end_utc
    ]
    called = names_at(workspace, [calendar.id], min(period.last_moment, workspace.clock()))[calendar.id]
    return {"hours": f"{called} ({zones})", **({"hours_changed": changed} if changed else {})}


# ---------------------------------------------------------------- preparing a report


@dataclass(frozen=True)
class CountedDraft(Generic[AnyReport]):
    """A draft that is still to be stored: its fields, with what its figures ask to be judged and the conclusions that they
    propose, and the figures."""

    model: type[AnyReport]
    values: Mapping[str, Json]
    figures: Mapping[str, Json]


def prepare_performance_report(
    workspace: Workspace, agreement: Agreement, period: Period
) -> PerformanceReport:
    """A draft on one agreement with its figures, title and recipients; what a person has to say is left to them."""
    return store_draft(workspace, count_performance_report(workspace, agreement, period))


def count_performance_report(
    workspace: Workspace, agreement: Agreement, period: Period
) -> CountedDraft[PerformanceReport]:
    """What a draft on one agreement is made of. Nothing is stored: it takes its time, and others may write meanwhile."""
    return _counted(workspace, PerformanceReport, performance_draft(workspace, agreement, period))


def performance_draft(workspace: Workspace, agreement: Agreement, period: Period) -> dict[str, Json]:
    """What a new report is filled with, on the version of the agreement that was in effect in the period."""
    agreement = version_for(workspace, agreement, period)
    field = "customer_agreement" if isinstance(agreement, CustomerAgreement) else "supplier_agreement"
    versions = [each.id for each in versions_of_agreement(workspace, agreement)]
    first = previous_report(workspace, PerformanceReport, period, versions) is None
    party = party_name(workspace, agreement)
    of_customer = isinstance(agreement, CustomerAgreement)
    return {
        "subject": word(_("{party}, {period}", party=party, period=period_words(period))),
        **prepared.performance_report(workspace, party, of_customer=of_customer),
        "period_start": period.first,
        "period_end": period.last,
        field: agreement.id,
        "recipients": _recipients(workspace, agreement),
        "previous_actions": word(_("First report.")) if first else "",
    }


def _recipients(workspace: Workspace, agreement: Agreement) -> str:
    """Both owners of the agreement."""
    ours = workspace.get(Person, agreement.our_owner) if agreement.our_owner else None
    both = [str(agreement.their_owner) if agreement.their_owner else "", ours.name if ours else ""]
    return "\n".join(each for each in both if each)


def prepare_improvement_report(workspace: Workspace, period: Period) -> ImprovementReport:
    """A draft on all of service delivery with its figures."""
    return store_draft(workspace, count_improvement_report(workspace, period))


def count_improvement_report(workspace: Workspace, period: Period) -> CountedDraft[ImprovementReport]:
    """What a draft on all of service delivery is made of; nothing is stored."""
    return _counted(workspace, ImprovementReport, improvement_draft(workspace, period))


def _counted(
    workspace: Workspace, model: type[AnyReport], values: Mapping[str, Json]
) -> CountedDraft[AnyReport]:
    figures = _figures_now(workspace, model(state="draft", version=1, **values))
    proposed = {"judgements": to_judge(figures), "conclusions": proposed_conclusions(figures)}
    return CountedDraft(model, {**values, **proposed}, figures)


def store_draft(workspace: Workspace, draft: CountedDraft[AnyReport]) -> AnyReport:
    """The draft, as it was counted."""
    with workspace.transaction("prepare report") as session:
        report = create(workspace, draft.model, draft.values)
        live = session.get_one(draft.model, report.id)
        live.figures = dict(draft.figures)
    return live


def improvement_draft(workspace: Workspace, period: Period) -> dict[str, Json]:
    """What a new report on the period is filled with."""
    return {
        "subject": word(_("Service delivery, {period}", period=period_words(period))),
        **prepared.improvement_report(workspace),
        "period_start": period.first,
        "period_end": period.last,
    }


def period_words(period: Period) -> str:
    """A period as people call it: "third quarter of 2026", "March 2026", or from a day to a day.

    Worded at once: it becomes a part of a title, which is data from then on.
    """
    first, last = period.first, period.last
    if period == Period.year(first.year, period.time_zone):
        return str(first.year)
    if period == Period.month(first.year, first.month, period.time_zone):
        return month_in_words(first)
    quarter = (first.month + 2) // 3
    if period == Period.quarter(first.year, quarter, period.time_zone):
        return word(_quarter(quarter, first.year))
    return word(_("{first} to {last}", first=first, last=last))


def _quarter(quarter: int, year: int) -> Message:
    return (
        _("first quarter of {year}", year=year),
        _("second quarter of {year}", year=year),
        _("third quarter of {year}", year=year),
        _("fourth quarter of {year}", year=year),
    )[quarter - 1]


# ---------------------------------------------------------------- the figures of a report


def figures_of(workspace: Workspace, report: ServiceReport) -> Mapping[str, Json]:
    """What the report says in figures: as approved, or, while it is a draft, as the records are now.

    Empty while the draft does not say which agreement and which period it is about.
    """
    return report.figures if not report.is_draft else _figures_now(workspace, report)


def follow_figures(workspace: Workspace, report: ServiceReport, was: Mapping[str, Json]) -> None:
    """Conclusions that nobody has touched follow what the report is about, what was judged, and what was recorded since it
    was last written; writing counts nothing."""
    about = {"period_start", "period_end", "customer_agreement", "supplier_agreement"} & was.keys()
    said = (was.get("judgements", report.judgements), report.judgements)
    before, now = ([each for each in lines if each.met is not None] for lines in said)
    if not report.is_draft or not is_as_proposed(report):
        return
    if about or before != now or _recorded_since(workspace, report):
        report.figures = _figures_now(workspace, report)
        report.conclusions = proposed_conclusions(report.figures)


def _recorded_since(workspace: Workspace, report: ServiceReport) -> bool:
    """Whether anything but the report itself was written since it was last."""
    of_it = col(HistoryEntry.record_id) == report.id
    last = largest_by(workspace, HistoryEntry.tick, where=(of_it,)).get((), 0)
    return workspace.first(HistoryEntry, ~of_it, col(HistoryEntry.tick) > last) is not None


def freeze_figures(workspace: Workspace, report: ServiceReport, reason: str) -> None:
    """What approving a report does first: the figures that are signed are those of this moment."""
    report.figures = _figures_now(workspace, report)


def _figures_now(workspace: Workspace, report: ServiceReport) -> dict[str, Json]:
    if report.period_start is None or report.period_end is None or report.period_end < report.period_start:
        return {}
    period = report_period(workspace, report.period_start, report.period_end)
    agreement = agreement_of(workspace, report) if isinstance(report, PerformanceReport) else None
    if isinstance(report, PerformanceReport):
        figures = performance_figures(workspace, agreement, period) if agreement else {}
    else:
        figures = improvement_figures(workspace, period)
    figures = with_judgements(workspace, figures, report)
    versions = [each.id for each in versions_of_agreement(workspace, agreement)] if agreement else []
    corrected = corrections(workspace, report, figures, period, agreement, versions) if figures else None
    return {**figures, "corrected": corrected} if corrected else figures


def report_on(
    workspace: Workspace,
    model: type[AnyReport],
    period: Period,
    agreement: Agreement | None = None,
    states: Sequence[str] = ("draft", "approved"),
) -> AnyReport | None:
    """The report that there is already on these very days, and on this agreement, whichever version of it; the newest."""
    versions = [each.id for each in versions_of_agreement(workspace, agreement)] if agreement else []
    found = workspace.find(
        model,
        col(model.period_start) == period.first,
        col(model.period_end) == period.last,
        col(model.state).in_(states),
        order_by=[col(model.number).desc(), col(model.version).desc()],
    )
    return next(
        (each for each in found if not isinstance(each, PerformanceReport) or is_about(each, versions)), None
    )


def agreement_of(workspace: Workspace, report: PerformanceReport) -> Agreement | None:
    """The agreement that the report is about."""
    if report.customer_agreement is not None:
        return workspace.get(CustomerAgreement, report.customer_agreement)
    if report.supplier_agreement is not None:
        return workspace.get(SupplierAgreement, report.supplier_agreement)
    return None


__all__ = [
    "CountedDraft", "agreement_of", "agreements", "count_improvement_report", "count_performance_report", "figures_of", "follow_figures", "freeze_figures",
    "improvement_draft", "improvement_figures", "performance_draft", "performance_figures", "period_words", "prepare_improvement_report",
    "prepare_performance_report", "report_on", "report_period", "store_draft", "version_for",
]  # fmt: skip
