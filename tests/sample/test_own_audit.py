"""What the sample's management made of its year, and what was answered to the checklist."""

from sdesk.models import ActionItem, ChecklistAnswer, ManagementReview
from sdesk.practice.audit.checklist.lines import Said, checklist
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.storage import col


def test_management_reviewed_the_year_as_a_whole(sample):
    (review,) = sample.find(ManagementReview)
    assert (
        review.state == "approved"
        and problems(sample, review, "approved") == thin_items(sample, review) == []
    )
    assert [each.role for each in approvals_of(sample, review)] == ["MGT"]
    made = sample.find(ActionItem, col(ActionItem.source) == review.id)
    assert len(made) == len(review.agreed_actions) == 2


def test_part_of_the_checklist_is_answered_and_the_rest_waits(sample):
    answers = sample.find(ChecklistAnswer)
    assert all(
        each.answered_by and each.answered_at and problems(sample, each, each.state) == [] for each in answers
    )
    found = checklist(sample)
    assert 0 < len(answers) < 28 and len(found.open) == 28 - len(answers)
    assert found.line("29110-4-3/WP.12/4").stands is Said.NO
    assert any(line.changed for line in found.lines)
