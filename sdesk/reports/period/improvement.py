"""The improvement report (WP.07): service delivery seen from both sides, for management."""

from collections.abc import Sequence
from typing import Any

from sdesk.models import ImprovementReport
from sdesk.models.printout import Printout
from sdesk.practice.reporting.telling.findings import word_of
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Column, Heading, KeyFigure, KeyFigures, Row, RowKind, Table
from sdesk.reports.period.about_blocks import about_blocks, recipients_fact
from sdesk.reports.period.action_blocks import action_table, decided_table, previous_tables
from sdesk.reports.period.correction_blocks import correction_blocks
from sdesk.reports.period.figure_blocks import (
    Figures,
    days_held,
    grounds_of,
    is_in_words,
    measure_of,
    no_data,
    note,
    period_text,
    reached_text,
    result_of,
    target_text,
    value_text,
    version_of,
    written,
)
from sdesk.reports.period.figure_tables import change_blocks, feedback_blocks, incident_blocks, outage_blocks
from sdesk.reports.period.findings_blocks import conclusions_blocks
from sdesk.reports.period.missed_blocks import each_list_once, missed_blocks, target_place, ways_to_cases
from sdesk.reports.period.performance import computed_note, no_figures, period_not_over, sources
from sdesk.reports.period.practice_blocks import document_table, task_table
from sdesk.reports.period.supplier import said_blocks
from sdesk.reports.period.target_blocks import (
    before_text,
    card_kind,
    compared,
    complaint_card,
    target_columns,
    target_row,
)
from sdesk.reports.sheet import approval_blocks, attachment_blocks, sheet
from sdesk.reports.words import day, days, number
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext, word

_TITLE = message("Improvement report")


def improvement_document(printout: Printout) -> blocks.Document:
    """Conclusions and key figures, goals, the customers' side, our side, what follows."""
    report, figures = printout.record, printout.figures
    assert isinstance(report, ImprovementReport)
    if not figures:
        return sheet(printout, word(_TITLE), (no_figures(),), subtitle=report.subject)
    content = (
        *_summary(report, figures),
        *correction_blocks(figures),
        *_goals(figures),
        *_customers_side(report, figures),
        *_our_side(report, figures),
        *_what_follows(printout, report, figures),
        *about_blocks(printout, report, figures),
        *attachment_blocks(printout),
        *approval_blocks(printout),
        *sources(_all_targets(figures), figures),
    )
    return sheet(
        printout,
        word(_TITLE),
        tuple(each_list_once(content)),
        subtitle=period_text(figures),
        facts=(
            (_("Period"), period_text(figures)),
            (_("Period before"), period_text(figures, "previous_period")),
            (_("Goals"), version_of(figures["goals"]["document"], figures["goals"].get("version"))),
            *recipients_fact(report),
        ),
        footer_note=computed_note(figures),
    )


def _as_in(told: Any) -> str:
    """The document, in the version of the end; where several governed the period, each with its days."""
    parts = [
        _("{document}, {days}").format(
            document=version_of(told["document"], each["version"]), days=days(*each["days"])
        )
        for each in told.get("versions", ())
    ]
    return _("; ").join(parts) or version_of(told["document"], told.get("version"))


# ---------------------------------------------------------------- summary and goals


def _summary(report: ImprovementReport, figures: Figures) -> tuple[Block, ...]:
    unfinished = () if figures["over"] else (period_not_over(figures),)
    return (*conclusions_blocks(report.conclusions, figures), *unfinished, KeyFigures(_cards(figures)))


def _cards(figures: Figures) -> tuple[KeyFigure, ...]:
    feedback, actions = figures["feedback"], figures["actions"]
    before = feedback["previous"]
    satisfaction = feedback["satisfaction"]
    return (
        _met_card(_("Goals met"), figures["goals"]["rows"]),
        _met_card(_("Agreed targets met"), _all_targets(figures)),
        KeyFigure(
            _("Satisfaction, 1 to 5"),
            value_text(satisfaction) if satisfaction["value"] is not None else "",
            "",
            _("before: {value}").format(value=value_text(before["satisfaction"]) if before else no_data()),
        ),
        complaint_card(figures),
        _change_card(figures["changes"]),
        KeyFigure(
            _("Action items open"),
            number(actions["open"]),
            _("{overdue} overdue").format(overdue=actions["overdue"]),
            _("done in the period: {done}").format(done=actions["done"]),
            "warning" if actions["overdue"] else "neutral",
        ),
    )


def _met_card(label: str, rows: Sequence[Any]) -> KeyFigure:
    """How many of those that are asked for were met, as the sentences count them; good only if all were."""
    words = [word for row in rows if (word := word_of(row)) != "no target agreed"]
    met = words.count("met")
    value = _("{met} of {all}").format(met=met, all=len(words)) if words else ""
    rest = len(words) - met - words.count("not met")
    said = ngettext("{n} without a result", "{n} without a result", rest).format(n=number(rest))
    return KeyFigure(label, value, "", said if rest else "", card_kind(words))


def _change_card(changes: Any) -> KeyFigure:
    success = changes["success"]
    return KeyFigure(
        _("Changes without roll-back"),
        value_text(success) if success["value"] is not None else "",
        _("{deployed} deployed, {back} rolled back").format(
            deployed=changes["deployed"], back=changes["rolled back"]
        ),
    )


def _goals(figures: Figures) -> tuple[Block, ...]:
    rows = figures["goals"]["rows"]
    document = _as_in(figures["goals"])
    text = _("Goals as in {document}. What the program does not count is judged by a person.")
    return (
        Heading(_("Results against the goals")),
        compared(_result_table(_("Goal"), rows, _("No goals are set down yet."))),
        *([note(text.format(document=document))] if document else []),
        *grounds_of(rows),
        *missed_blocks(rows, figures),
        *_objectives(figures),
    )


def _objectives(figures: Figures) -> tuple[Block, ...]:
    """WP.14; reports of before have none."""
    objectives = figures.get("objectives", {"rows": ()})
    if not objectives["rows"]:
        return ()
    return (
        Heading(_("Results against the objectives"), 2),
        compared(_result_table(_("Objective"), objectives["rows"], "")),
        note(_("Objectives as in {document}.").format(document=_as_in(objectives))),
        *grounds_of(objectives["rows"]),
        *missed_blocks(objectives["rows"], figures),
    )


def _quality(figures: Figures) -> tuple[Block, ...]:
    """WP.10: what the catalogue says that customers can count on."""
    quality = figures.get("quality", {"rows": ()})
    if not quality["rows"]:
        return ()
    rows: list[Row] = []
    for service in dict.fromkeys(each["service"] for each in quality["rows"]):
        rows.append(Row((service,), "group"))
        of_it = (each for each in quality["rows"] if each["service"] == service)
        rows.extend(_result_row(_named(each), each) for each in of_it)
    return (
        Heading(_("Quality of the services"), 2),
        compared(Table(_result_columns(_("What customers can count on")), tuple(rows))),
        note(_("As in {document}, over all customers.").format(document=_as_in(quality))),
        *grounds_of(quality["rows"]),
        *missed_blocks(quality["rows"], figures),
    )


def _named(row: Any) -> Any:
    """By the name that customers read; what nothing counts has no other."""
    measure = "" if row["measure"] == row["name"] else row["measure"]
    return {**row, "statement": row["name"], "measure": measure, "service": ""}


def _result_columns(title: str) -> tuple[Column, ...]:
    return (
        Column(title, weight=4),
        Column(_("Measure"), weight=2.6),
        Column(_("Target"), numeric=True, weight=1.6),
        Column(_("Reached"), numeric=True, weight=1.5),
        Column(_("Before"), numeric=True, weight=1.4),
        Column(_("Result"), weight=1.8),
    )


def _result_table(title: str, rows: Sequence[Any], empty: str) -> Table:
    return Table(_result_columns(title), tuple(_result_row(row) for row in rows), empty_text=empty)


def _until(row: Any) -> str:
    due = row.get("due")
    return _("due {day}").format(day=day(due)).replace(" ", "\N{NO-BREAK SPACE}") if due else ""


def _moved_from(row: Any) -> str:
    """That it was due by another day before: what is put off is told."""
    before = [day(each).replace(" ", "\N{NO-BREAK SPACE}") for each in row.get("due_before", ())]
    return _("moved in this period, from {days}").format(days=_(", ").join(before)) if before else ""


def _result_row(row: Any, stored: Any = None) -> Row:
    """`stored`: as it is stored, where that is not as it is shown here."""
    stored = stored or row
    about = [part for part in (row.get("owner", ""), _until(row)) if part]
    statement = "\n".join(part for part in (row["statement"], _(", ").join(about), _moved_from(row)) if part)
    computed = not is_in_words(row["value"])
    measure = "\n".join(
        part
        for part in (measure_of(row) if row["measure"] else "", row.get("service", ""), days_held(row))
        if part
    )
    cells = (
        statement,
        measure or "–",
        target_text(row) if row["target"] is not None else "–",
        reached_text(row) if computed or row.get("judged") else "–",
        value_text(row["previous"]) if computed else "–",
        result_of(row),
    )
    kind: RowKind = "emphasis" if row["word"] == "not met" else "normal"
    return Row(cells, kind, target_place(stored), ways_to_cases(stored))


# ---------------------------------------------------------------- the customers' side


def _customers_side(report: ImprovementReport, figures: Figures) -> tuple[Block, ...]:
    draft = report.is_draft
    agreed = _agreement_table(figures, "customer")
    return (
        Heading(_("The customers' side")),
        *written(report.customer_view, _("Results against the goals, as customers see them"), draft),
        agreed,
        note(before_text(agreed, figures)),
        *grounds_of(_all_targets(figures, "customer")),
        *missed_blocks(_all_targets(figures, "customer"), figures),
        *_quality(figures),
        *feedback_blocks(figures),
        *written(report.customer_issues, _("Customers' issues"), draft),
    )


def _agreement_table(figures: Figures, kind: str) -> Table:
    rows: list[Row] = []
    for agreement in figures["agreements"]:
        if agreement["kind"] == kind and agreement["targets"]:
            rows.append(Row((f"{agreement['party']} · {agreement['number']} {agreement['name']}",), "group"))
            rows.extend(target_row({**row, "agreement": agreement["number"]}) for row in agreement["targets"])
    caption = (
        _("Actual against agreed: customers") if kind == "customer" else _("Actual against agreed: suppliers")
    )
    empty = _("No agreement with targets was in effect.")
    return compared(Table(target_columns(), tuple(rows), caption=caption, empty_text=empty))


def _all_targets(figures: Figures, *kinds: str) -> list[Any]:
    """Of the agreements with customers, with suppliers, or with all."""
    return [
        {**row, "agreement": agreement["number"]}
        for agreement in figures["agreements"]
        for row in agreement["targets"]
        if not kinds or agreement["kind"] in kinds
    ]


# ---------------------------------------------------------------- our side


def _our_side(report: ImprovementReport, figures: Figures) -> tuple[Block, ...]:
    draft = report.is_draft
    return (
        Heading(_("Our side")),
        *written(
            report.practice_view, _("Are policies and practices followed, and do they still fit?"), draft
        ),
        Heading(_("Incidents"), 2),
        *incident_blocks(figures),
        *outage_blocks(figures),
        Heading(_("Changes"), 2),
        *change_blocks(figures),
        _agreement_table(figures, "supplier"),
        *grounds_of(_all_targets(figures, "supplier")),
        *missed_blocks(_all_targets(figures, "supplier"), figures),
        *(said_blocks(figures["suppliers"], of_all=True) if "suppliers" in figures else ()),
        Heading(_("Policies and practices"), 2),
        task_table(figures["practices"]["tasks"]),
        document_table(figures["practices"]["documents"]),
        *written(report.practice_issues, _("Our issues"), draft),
    )


# ---------------------------------------------------------------- what follows


def _what_follows(printout: Printout, report: ImprovementReport, figures: Figures) -> tuple[Block, ...]:
    previous, actions = figures["previous"], figures["actions"]
    told = previous_tables(
        previous,
        proposed=_("The previous report agreed on none."),
        first=_("This is the first improvement report."),
        none_by=_("On {day} there was no approved improvement report on an earlier period."),
    )
    as_of = day(actions["as_of"])
    still_open = [each for each in actions["items"] if each["state"] in ("open", "in progress")]
    return (
        Heading(_("What follows")),
        *told,
        action_table(still_open, _("All action items open on {day}").format(day=as_of), _("There is none.")),
        note(_("Done in the period: {done}. Open: {open}, {overdue} of them overdue.").format(**actions)),
        decided_table(report.improvement_actions, printout.labels, is_draft=report.is_draft),
        *written(report.review_schedule, _("Review schedule"), report.is_draft),
    )
