"""A management review on paper: all that was collected, remarked and decided, and nothing that was not."""

from sdesk.models import ManagementReview
from sdesk.models.audit.management_review import ReviewSubject
from sdesk.practice.audit.management_review import prepare_review
from sdesk.practice.reporting.printing import printout_of
from sdesk.reports.blocks import Bullets, Facts, Heading, Paragraph, Table
from sdesk.reports.paper import document_of, pdf_of

REMARK = "Read together with the figures; we go on as before."


def of_kind(document, kind):
    return [each for each in document.blocks if isinstance(each, kind)]


def test_each_subject_has_what_was_found_and_what_was_said(provider):
    review = prepare_review(provider.workspace)
    first, *rest = review.inputs
    review = provider.save(
        review,
        inputs=(first.model_copy(update={"remark": REMARK}), *rest),
        decisions=({"decision": "We hire somebody for the evenings from May on."},),
    )
    document = document_of(printout_of(provider.workspace, review))
    titles = [each.text for each in of_kind(document, Heading)]
    assert [each for each in titles if each in {one.label for one in ReviewSubject}] == [
        each.label for each in ReviewSubject
    ]
    said = [dict(each.pairs).get("Management's remark") for each in of_kind(document, Facts)]
    assert said == [REMARK, *([""] * 7)]
    texts = [each.text for each in of_kind(document, Paragraph)]
    assert all(each.found in texts for each in review.inputs)
    assert [each.items for each in of_kind(document, Bullets)] == [("Ana Reyes, Management",)]
    (table,) = of_kind(document, Table)
    assert len(table.all_rows()) == len(review.documents)
    assert {row.cells[2:4] for row in table.all_rows()} == {("\u2013", "\u2013")}  # nobody has said so yet


def test_one_that_nothing_was_collected_for_prints_too(provider):
    empty = provider.create(ManagementReview)
    assert pdf_of(printout_of(provider.workspace, empty)).startswith(b"%PDF")
