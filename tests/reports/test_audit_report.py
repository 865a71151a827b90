"""Audits and findings on paper: everything that was written, drawn and answered, and nothing that is not so."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from sdesk.models import Audit, Finding, Kind, Record, Row, fields_of
from sdesk.models.audit.audit import Answer, Population
from sdesk.practice.audit.questions import questions
from sdesk.practice.audit.samples import MODELS, answer, cases_of, draw_sample, set_aside
from sdesk.practice.reporting.printing import findings_printout, printout_of
from sdesk.reports.blocks import Bullets, Callout, Document, Facts, flat
from sdesk.reports.finding_blocks import findings_document
from sdesk.reports.html import render_html
from sdesk.reports.paper import document_of
from sdesk.reports.pdf import render_pdf
from tests.practice.audit.raising import EFFECT, audit, carried_out, day_of, finding, planned
from tests.provider import Provider, incident
from tests.reports.reading import card, headings, pdf_text, rows, signatures, table_with, tables, words

CONCLUSION = "What was looked at is done as it is written down, and written as it is done, but for one case that is named below."


@pytest.fixture
def audited(provider: Provider) -> Audit:
    """Reported: two samples, one of them set aside, a no among the answers, a finding verified and one raised."""
    for place in range(4):
        provider.works(provider.ben if place % 2 else provider.cleo)
        provider.take(incident(provider, "recorded", summary=f"Scanner {place} is mute"), "record")
    provider.works(provider.ana)
    day = day_of(provider)
    auditors = (
        {"person": provider.cleo.id, "looks_at": "all incidents"},
        {"name": "Rui Tavares", "looks_at": "how it was audited"},
    )
    made = provider.take(audit(provider, auditors=auditors, not_seen="The hosting was not visited, for want of time.", notes="Coffee was good.", reference="QA 7"), "begin")  # fmt: skip
    for seed in ("first-seed", "second-seed"):
        made = draw_sample(provider.workspace, made, Population.INCIDENTS, day - timedelta(days=9), day, 4, seed)  # fmt: skip
    made = set_aside(provider.workspace, made, made.samples[0].id, "The days were typed wrong")
    for case in cases_of(made):
        for question in questions(provider.workspace.packs, MODELS[Population.INCIDENTS]):
            said = Answer.NO if question.id.endswith("#2") else Answer.YES
            made = answer(provider.workspace, made, case, question.id, said, "Nobody is named." if said is Answer.NO else "")  # fmt: skip
    first = finding(provider, audit=made.id, cases=(cases_of(made)[0],))
    carried_out(provider, planned(provider, first), provider.ben)
    provider.works(provider.cleo)
    provider.take(first, "verify", effect=EFFECT)
    provider.works(provider.ana)
    finding(provider, audit=made.id, grade="observation", summary="The list is read late", statement="WP.18")
    provider.save(made, related=(provider.extra["customer"].id,))
    return provider.take(made, "report", conclusion=CONCLUSION)


def printed(provider: Provider, record: Record) -> Document:
    return document_of(printout_of(provider.workspace, record))


def pairs(document: Document) -> list[tuple[str, str]]:
    return [
        *document.facts,
        *(pair for each in flat(document.blocks) if isinstance(each, Facts) for pair in each.pairs),
    ]


def everything(document: Document) -> str:
    """All that stands on the paper."""
    said = [words(document), document.title, document.subtitle, *(value for _label, value in pairs(document))]
    said += [part for each in tables(document) for row in rows(each) for part in (each.caption, *row)]
    said += [item for each in flat(document.blocks) if isinstance(each, Bullets) for item in each.items]
    return "\n".join(said)


def texts_in(record: Record | Row, named: dict[UUID, str]) -> set[str]:
    """Every text that stands in it, in its rows too, and what everything is called that it links to."""
    found: set[str] = set()
    for spec in fields_of(type(record)):
        value: Any = getattr(record, spec.name)
        if spec.kind in (Kind.TEXT, Kind.LONG_TEXT) and spec.name not in ("question", "statement"):
            found.add(value)
        elif spec.kind is Kind.CHOICE and value:
            found.add(value.label if spec.name != "population" else value)
        elif spec.kind is Kind.LINK and value in named:
            found.add(named[value])
        elif spec.kind is Kind.LINKS:
            found |= {named[each] for each in value if each in named}
        elif spec.kind is Kind.ROWS:
            found |= {text for row in value for text in texts_in(row, named)}
    return found - {""}


def names(provider: Provider, record: Record) -> dict[UUID, str]:
    return {key: str(label) for key, label in printout_of(provider.workspace, record).labels.items()}


def test_everything_that_was_written_is_on_the_paper(provider: Provider, audited: Audit) -> None:
    said = everything(printed(provider, audited))
    wanted = texts_in(audited, names(provider, audited))
    assert len(wanted) > 20
    assert {text for text in wanted if text not in said} == set()


def test_each_finding_is_in_it_with_all_that_was_written(provider: Provider, audited: Audit) -> None:
    said = everything(printed(provider, audited))
    for each in provider.workspace.find(Finding):
        assert {text for text in texts_in(each, names(provider, each)) if text not in said} == set()
        alone = everything(printed(provider, each))
        assert {text for text in texts_in(each, names(provider, each)) if text not in alone} == set()


def test_how_samples_were_drawn_is_told_and_held_against_the_records(
    provider: Provider, audited: Audit
) -> None:
    document = printed(provider, audited)
    assert everything(document).count("● the same") == 2
    assert {"first-seed", "second-seed"} <= {value for _label, value in pairs(document)}
    assert ("Set aside", "The days were typed wrong") in pairs(document)


def test_a_sample_that_was_made_up_is_called_so(provider: Provider, audited: Audit) -> None:
    """Written past the use case, as a tool for SQLite would."""
    forged = audited.samples[1].model_copy(update={"cases": audited.samples[1].cases[:3]})
    with provider.workspace.transaction("save") as session:
        session.get_one(Audit, audited.id).samples = (audited.samples[0], forged)
    document = printed(provider, provider.workspace.get(Audit, audited.id))  # type: ignore[arg-type]
    assert everything(document).count("● the same") == 1
    assert "▲ not the same: it was not drawn so" in everything(document)


def test_own_work_stands_before_everything_else(provider: Provider, audited: Audit) -> None:
    first = next(iter(flat(printed(provider, audited).blocks)))
    assert isinstance(first, Callout) and first.title == "Own work was audited"
    assert "Cleo Sand worked on" in first.text and "Ana Reyes approved" in first.text


def test_figures_count_what_was_found(provider: Provider, audited: Audit) -> None:
    document = printed(provider, audited)
    counted = {label: card(document, label).value for label in ("Major", "Minor", "Observation", "Under way", "Verified")}  # fmt: skip
    assert counted == {"Major": "0", "Minor": "1", "Observation": "1", "Under way": "1", "Verified": "1"}
    assert signatures(document)[0].who == "Ana Reyes"


def test_a_plan_claims_no_report(provider: Provider) -> None:
    document = printed(provider, audit(provider))
    assert document.title == "Audit plan"
    assert not {"Conclusion", "Findings"} & set(headings(document))
    assert document.is_draft or document.state == "planned"


def test_findings_are_listed_those_under_way_first(provider: Provider, audited: Audit) -> None:
    document = findings_document(findings_printout(provider.workspace))
    listed = [(row[2], row[6]) for row in rows(table_with(document, "Against"))]
    assert listed == [("The list is read late", "◆ Raised"), ("Closed without telling the reporter", "● Verified")]  # fmt: skip


def test_nothing_found_is_said(provider: Provider) -> None:
    document = findings_document(findings_printout(provider.workspace))
    assert table_with(document, "Against").empty_text == "Nothing was found."


def test_pdf_and_page_say_the_same(provider: Provider, audited: Audit) -> None:
    document = printed(provider, audited)
    paper, page = " ".join(pdf_text(render_pdf(document)).split()), render_html(document)
    for text in ("second-seed", "The days were typed wrong", "Rui Tavares", "Nobody is named."):
        assert text in paper and text in page
