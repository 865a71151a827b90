"""Conclusions that are proposed: marked until somebody has edited them, following the figures until somebody has touched them."""

from datetime import date
from typing import Any

import pytest

from sdesk.models import PerformanceReport
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.lifecycle.steps import missing, warnings
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.telling.conclusions import proposed_conclusions
from sdesk.practice.reporting.telling.mark import is_proposed, mark, without_mark
from sdesk.reports.blocks import Callout, Document, Paragraph, Table, flat
from sdesk.reports.paper import document_of, pdf_of
from sdesk.translation import catalogues, in_language
from tests.provider import Provider, incident
from tests.pseudo import PseudoLanguage
from tests.reported_quarter import MARCH, Quarter, at, march_of
from tests.reports.reading import facts, headings, pdf_text, rows, titles, words

WORDS = "Proposed from the figures; edit before approval:"
PROPOSED = f"◊ {WORDS} ◊"


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


@pytest.fixture
def report(quarter: Quarter) -> PerformanceReport:
    """Complete but for its conclusions."""
    provider = quarter.provider
    provider.works(provider.ben)
    made = reporting.prepare_performance_report(provider.workspace, quarter.agreement, MARCH)
    action = {"description": "A second line", "owner": provider.ana.id, "due": date(2026, 5, 1)}
    return provider.save(made, performance="Two outages explain it.", proposed_actions=(action,))


def test_a_prepared_report_proposes_conclusions_and_says_so_first(report: PerformanceReport) -> None:
    first, _empty, *lines = report.conclusions.splitlines()
    assert first == mark() == PROPOSED
    text = "\n".join(lines)
    assert "Agreed targets: 2 of 6 met, 3 missed, 1 without a result." in text
    assert "Missed, the worst first: Response within target (66.67 % instead of at least 95 %); " in text
    assert "Response within target (66.67 % instead of at least 95 %)" in text
    assert "Still to be judged: “New mailbox”." in text


def test_the_preview_proposes_the_same(quarter: Quarter, report: PerformanceReport) -> None:
    workspace = quarter.provider.workspace
    look: Any = printing.performance_preview(workspace, quarter.agreement, MARCH).record
    assert look.conclusions == report.conclusions
    improvement: Any = printing.improvement_preview(workspace, MARCH).record
    prepared = reporting.prepare_improvement_report(workspace, MARCH)
    assert improvement.conclusions == prepared.conclusions
    assert prepared.conclusions.startswith(PROPOSED)


@pytest.mark.a_few(3)
@pytest.mark.parametrize(
    "text",
    [
        "{proposed}",
        "{proposed}\n\nAnd the line is to be doubled.",
        "The line is to be doubled.\n\n{proposed}",
        "Good. " + PROPOSED,
        "\n  " + PROPOSED + "  \nAll my own words.",
        WORDS,
        WORDS.lower().rstrip(":") + "\nAll my own words.",
        WORDS.replace("; ", ";\n").replace(" ", "\u00a0") + " All my own words.",
        "◊ Aus den Zahlen vorgeschlagen ◊\nAll my own words.",
        "Aus den Zahlen vorgeschlagen ◊\nAll my own words.",
    ],
)
def test_what_is_marked_as_proposed_is_not_approved(
    quarter: Quarter, report: PerformanceReport, text: str
) -> None:
    provider = quarter.provider
    report = provider.save(report, conclusions=text.format(proposed=report.conclusions))
    [problem] = missing(provider.workspace, report, report.step_called("approve"))
    assert problem.field == "conclusions"
    assert "edit them, and take out the line" in str(problem.remedy)
    assert PROPOSED in str(problem.remedy)
    with pytest.raises(Refused, match="cannot be taken"):
        provider.take(report, "approve")
    assert reload(provider.workspace, report).state == "draft"


def test_without_the_mark_it_is(quarter: Quarter, report: PerformanceReport) -> None:
    provider = quarter.provider
    report = provider.save(report, conclusions=report.conclusions.replace(PROPOSED, ""))
    approved = provider.take(report, "approve")
    assert approved.state == "approved"
    again = new_version(provider.workspace, approved)
    assert again.conclusions == approved.conclusions, "what somebody concluded goes on into the next version"


def test_whoever_takes_out_the_mark_alone_is_told_that_the_words_are_not_theirs(
    quarter: Quarter, report: PerformanceReport
) -> None:
    provider, step = quarter.provider, report.step_called("approve")
    ours = "The conclusions are word for word as they were proposed from the figures."

    def told(text: str) -> bool:
        saved = provider.save(report, conclusions=text)
        return ours in [str(each) for each in warnings(provider.workspace, saved, step)]

    bare = report.conclusions.replace(PROPOSED, "")
    assert told(bare)
    assert told(bare.replace("\n\n", "\n").strip() + " ")
    assert told(bare.replace("missed", "Missed"))
    assert not told(bare.replace("2 of 6", "3 of 6"))
    assert not told(bare + "\nWe go on.")
    assert not told("We go on.")
    assert not told("")
    assert provider.take(provider.save(report, conclusions=bare), "approve").state == "approved"


def test_a_mark_in_another_language_is_one(
    quarter: Quarter, report: PerformanceReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, other = catalogues.catalogue, PseudoLanguage()
    monkeypatch.setattr(catalogues, "catalogue", lambda code: other if code == "xx" else known(code))
    with in_language("xx"):
        theirs = proposed_conclusions(report.figures)
        assert WORDS not in theirs and "Ṕŕ" in theirs.splitlines()[0]
        assert is_proposed(theirs) and is_proposed(report.conclusions)
        assert without_mark(report.conclusions).startswith("Agreed targets")
    assert is_proposed(theirs)
    assert without_mark(theirs) == theirs.split("\n\n", 1)[1]
    provider = quarter.provider
    saved = provider.save(report, conclusions=theirs)
    [problem] = missing(provider.workspace, saved, saved.step_called("approve"))
    assert problem.field == "conclusions"
    shown = words(document(quarter, saved))
    assert "Proposed from the figures, not edited yet" in shown and "◊" not in shown


def test_what_is_cut_is_the_mark_alone() -> None:
    assert without_mark("Mine.\n◊ half\nyours ◊ and theirs") == "Mine.\n half\nyours  and theirs"
    assert without_mark(f"Mine. {PROPOSED}\nYours.") == "Mine. \nYours."
    assert not is_proposed("Proposed actions follow from the figures.")


def test_a_report_without_data_proposes_nothing_good(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    long_ago = Period.month(2019, 3, "Europe/Lisbon")
    made = reporting.prepare_performance_report(workspace, quarter.agreement, long_ago)
    assert "There is no data on this period" in made.conclusions
    assert "met" not in made.conclusions.split()


def test_what_happened_is_not_called_no_data_where_nothing_was_asked(provider: Provider) -> None:
    provider.clock.now = at(3, 9, 9)
    provider.take(incident(provider, "recorded"), "record")
    provider.clock.now = at(4, 2, 9)
    made = reporting.prepare_improvement_report(provider.workspace, MARCH)
    assert "There is no data" not in made.conclusions
    assert "No goal or target in effect has a figure" in made.conclusions
    paper = document_of(printing.printout_of(provider.workspace, made))
    assert words(paper).count("No goal or target in effect has a figure") == 2, "as proposed, and as found"


# ---------------------------------------------------------------- whose text it is


def test_untouched_it_follows_what_is_judged_and_what_is_recorded(
    quarter: Quarter, report: PerformanceReport
) -> None:
    provider, before = quarter.provider, report.conclusions
    [line] = report.judgements
    judged = {"met": True, "judged_by": provider.ana.id, "grounds": "Seen", "reached": "1 day"}
    report = provider.save(report, judgements=(line.model_copy(update=judged),))
    assert "3 of 6 met, 3 missed." in report.conclusions != before
    quarter.score(date(2026, 3, 25), 1)
    provider.clock.now = at(4, 5, 9)
    report = provider.save(report, recipients="The owners")
    assert "Satisfaction (3.33 of 5 instead of at least 4 of 5)" in report.conclusions


def test_writing_counts_nothing(quarter: Quarter, report: PerformanceReport) -> None:
    """A report is saved while somebody types: what its figures do not follow must not wait for them."""
    provider, counted = quarter.provider, report.figures["computed_at"]
    provider.clock.now = at(4, 6, 9)
    [line] = report.judgements
    for written in (
        {"performance": "As agreed."},
        {"contributors": "Ana"},
        {"proposed_actions": ({"description": "A second line"},)},
        {"judgements": (line.model_copy(update={"grounds": "Seen"}),)},
    ):
        report = provider.save(report, **written)
        assert report.figures["computed_at"] == counted
    report = provider.save(report, judgements=(line.model_copy(update={"met": True}),))
    assert report.figures["computed_at"] != counted
    counted, provider.clock.now = report.figures["computed_at"], at(4, 7, 9)
    assert provider.save(report, period_end="2026-03-30").figures["computed_at"] != counted


@pytest.mark.parametrize("typed", ["{0}.", "Mine.", "", "{0}\n"])
def test_touched_it_stays_whatever_the_figures_say(
    quarter: Quarter, report: PerformanceReport, typed: str
) -> None:
    provider = quarter.provider
    mine = typed.format(report.conclusions)
    report = provider.save(report, conclusions=mine)
    quarter.score(date(2026, 3, 25), 1)
    report = provider.save(report, recipients="The owners")
    [line] = report.judgements
    judged = {"met": True, "judged_by": provider.ana.id, "grounds": "Seen", "reached": "1 day"}
    report = provider.save(report, judgements=(line.model_copy(update=judged),))
    assert report.conclusions == mine


def test_a_text_saved_together_with_what_it_is_about_stays(
    quarter: Quarter, report: PerformanceReport
) -> None:
    saved = quarter.provider.save(report, conclusions="Mine.", judgements=())
    assert saved.conclusions == "Mine."


def test_whoever_approves_conclusions_begun_from_other_figures_is_told(
    quarter: Quarter, report: PerformanceReport
) -> None:
    provider = quarter.provider
    report = provider.save(report, conclusions="Three targets were missed.")
    step = report.step_called("approve")

    def told() -> list[str]:
        said = [str(each) for each in warnings(provider.workspace, reload(provider.workspace, report), step)]
        return [each for each in said if "figures" in each]

    assert told() == []
    quarter.score(date(2026, 3, 25), 1)
    assert told() == ["The figures say something else since the conclusions were begun: read them once more."]


def test_whoever_approves_a_new_version_is_told_that_its_figures_are_others(
    quarter: Quarter, report: PerformanceReport
) -> None:
    """Its conclusions are those of the version before, which was approved on other figures."""
    provider = quarter.provider
    second = new_version(provider.workspace, approve(quarter, report))
    step = second.step_called("approve")

    def told() -> list[str]:
        return [str(each) for each in warnings(provider.workspace, second, step) if "figures" in str(each)]

    assert told() == []
    quarter.score(date(2026, 3, 25), 1)
    assert told() == ["The figures say something else since the conclusions were begun: read them once more."]


# ---------------------------------------------------------------- on paper


def document(quarter: Quarter, report: PerformanceReport) -> Document:
    return document_of(printing.printout_of(quarter.provider.workspace, report))


def test_on_paper_it_reads_as_proposed(quarter: Quarter, report: PerformanceReport) -> None:
    blocks = list(flat(document(quarter, report).blocks))
    [shown] = [each for each in blocks if isinstance(each, Callout) and "Agreed targets" in each.text]
    assert shown.title == "Proposed from the figures, not edited yet"
    assert PROPOSED not in shown.text
    leads = [each for each in blocks if isinstance(each, Paragraph) and each.style == "lead"]
    assert leads == []


def test_what_was_missed_stands_before_the_figures_with_its_records(
    quarter: Quarter, report: PerformanceReport
) -> None:
    approved = approve(quarter, report)
    text = " ".join(pdf_text(printing.printed(quarter.provider.workspace, approved, pdf_of)).split())
    first = text.index("Because of")
    assert text.index("My conclusion") < first < text.index("Performance against the agreement")
    assert approved.figures["outages"][0]["number"] in text[first : first + 60]
    assert "Proposed from the figures" not in text


def test_a_draft_says_what_is_not_written_and_an_approved_report_leaves_it_out(
    quarter: Quarter, report: PerformanceReport
) -> None:
    provider = quarter.provider
    assert facts(document(quarter, report))["Purpose"].startswith("To show Pier Dental and ourselves")
    assert facts(document(quarter, report))["Contributors"] == "Ben Okafor"
    report = provider.save(report, contributors="", method=" ")
    assert facts(document(quarter, report))["Method"] == "Not written yet."
    approved = approve(quarter, report)
    assert facts(document(quarter, approved)).keys() & {"Method", "Contributors"} == set()


def approve(quarter: Quarter, report: PerformanceReport) -> PerformanceReport:
    provider = quarter.provider
    return provider.take(provider.save(report, conclusions="My conclusion."), "approve")


# ---------------------------------------------------------------- whom it was given to, and its versions


def test_to_whom_it_was_given_changes_no_byte_of_it_and_stands_in_the_next_version(
    quarter: Quarter, report: PerformanceReport
) -> None:
    provider = quarter.provider
    workspace = provider.workspace
    approved = approve(quarter, report)
    once = pdf_of(printing.printout_of(workspace, approved))
    kept = printing.printed(workspace, approved, pdf_of)
    provider.clock.now = at(4, 6, 9)
    handed = {"on": date(2026, 4, 3), "who": "Dora Lind", "how": "e-mail"}
    given = provider.save(approved, given_to=(handed,))
    assert given.given_to[0].who == "Dora Lind"
    assert printing.printed(workspace, given, pdf_of) == kept == once
    assert pdf_of(printing.printout_of(workspace, given)) == once, "nor where none was kept"
    second = new_version(workspace, given)
    assert second.given_to == (), "nobody has received it yet"
    history = next(
        each
        for each in flat(document(quarter, second).blocks)
        if isinstance(each, Table) and "What changed" in titles(each)
    )
    place = titles(history).index("Given to")
    assert [row[place] for row in rows(history)] == ["Dora Lind, 3 Apr 2026, e-mail", "–"]
    changed = titles(history).index("What changed")
    assert rows(history)[1][changed] == "Counted again, the text as it was", "nobody wrote who received it"


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 4, 30)])
def test_nobody_received_it_before_it_was_approved_or_in_days_to_come(
    quarter: Quarter, report: PerformanceReport, day: date
) -> None:
    provider = quarter.provider
    approved = approve(quarter, report)
    provider.clock.now = at(4, 6, 9)
    with pytest.raises(Refused) as refused:
        provider.save(approved, given_to=({"on": day, "who": "Dora Lind"},))
    assert [each.field for each in refused.value.problems] == ["given_to"]


def test_the_change_history_says_why(quarter: Quarter, report: PerformanceReport) -> None:
    provider = quarter.provider
    approved = approve(quarter, report)
    provider.works(provider.ana)
    withdrawn = provider.take(approved, "withdraw", "The wrong agreement was taken.")
    history = next(
        each
        for each in flat(document(quarter, withdrawn).blocks)
        if isinstance(each, Table) and "What changed" in titles(each)
    )
    [row] = rows(history)
    assert row[titles(history).index("Why")] == "The wrong agreement was taken."
    assert row[titles(history).index("By")] == "Ben Okafor"
    assert "About this report" in headings(document(quarter, withdrawn))
    assert "Change history" in headings(document(quarter, withdrawn))
    assert "My conclusion." in words(document(quarter, withdrawn))
