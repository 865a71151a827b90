"""Management reviews: what is collected is the program's, what is said management's; approved only as a whole."""

from datetime import timedelta

import pytest

from sdesk.models import ActionItem, ManagementReview, ServiceDeliveryPolicy
from sdesk.models.audit.management_review import ReviewSubject
from sdesk.practice.audit.management_review import collect_again, prepare_review
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.storage import col
from tests.provider import Provider, incident

SAID = "Read together with the figures; we go on as before."
CONCLUSIONS = (
    "Service delivery does what our customers need, its figures are known, and in the coming year the two "
    "actions below will make it quicker."
)


def written(provider: Provider, review: ManagementReview, **values) -> ManagementReview:
    inputs = tuple(
        each.model_copy(update={"remark": f"{SAID} This is about {each.subject}."}) for each in review.inputs
    )
    documents = tuple(
        each.model_copy(
            update={
                "followed": True,
                "fits": True,
                "changes": f"Nothing changes in line {place} this year.",
                "draws_on": (provider.ana.id,),
            }
        )
        for place, each in enumerate(review.documents)
    )
    whole = {
        "inputs": inputs,
        "documents": documents,
        "decisions": ({"decision": "We hire somebody for the evenings from May on."},),
        "agreed_actions": (
            {
                "description": "Look for somebody for the evenings",
                "owner": provider.ana.id,
                "due": today(provider.workspace),
            },
        ),
        "conclusions": CONCLUSIONS,
    }
    return provider.save(review, **{**whole, **values})


def test_every_subject_is_collected(provider):
    review = prepare_review(provider.workspace)
    assert [each.subject for each in review.inputs] == list(ReviewSubject)
    assert all(each.found for each in review.inputs)
    risks = next(each.found for each in review.inputs if each.subject is ReviewSubject.RISKS)
    assert risks == "0 significant incidents were recorded.\nNo change of high risk is open."
    assert [each.record for each in review.documents if each.version] != []
    assert review.held_on == today(provider.workspace)
    assert review.period_end and review.period_end < review.held_on


def test_what_is_collected_follows_the_records_and_remarks_stay(provider):
    review = written(provider, prepare_review(provider.workspace))
    before = {each.subject: each for each in review.inputs}
    one = incident(provider, "classified", impact="high", urgency="high", major=True)
    one = provider.take(provider.take(one, "record"), "classify")
    provider.clock.pass_time(days=2)
    provider.save(review, period_end=today(provider.workspace) - timedelta(1))
    again = collect_again(provider.workspace, review)
    after = {each.subject: each for each in again.inputs}
    assert one.id in after[ReviewSubject.RISKS].records
    assert after[ReviewSubject.RISKS].found != before[ReviewSubject.RISKS].found
    assert {key: each.remark for key, each in after.items()} == {
        key: each.remark for key, each in before.items()
    }
    assert len(again.documents) == len(review.documents)


def test_it_is_approved_by_management_and_makes_action_items(provider):
    review = provider.take(written(provider, prepare_review(provider.workspace)), "approve")
    assert review.state == "approved" and thin_items(provider.workspace, review) == []
    (made,) = provider.workspace.find(ActionItem, col(ActionItem.source) == review.id)
    assert made.description == "Look for somebody for the evenings"
    following = prepare_review(provider.workspace)
    told = next(each for each in following.inputs if each.subject is ReviewSubject.ACTIONS)
    assert made.number in told.found and review.number in told.found


def test_who_is_not_management_does_not_approve(provider):
    review = written(provider, prepare_review(provider.workspace))
    provider.works(provider.ben)
    with pytest.raises(Refused):
        provider.take(review, "approve")


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    "values",
    [
        {"inputs": ()},
        {"decisions": ()},
        {"conclusions": ""},
        {"present": ()},
        {"present": ({"name": "Somebody from outside"},)},
        {"present": ({"part": "Management"},)},
        {"held_on": None},
        {"documents": ({"followed": True},)},
    ],
    ids=lambda each: next(iter(each)) + str(len(str(each))),
)
def test_a_part_that_is_missing_keeps_it_a_draft(provider, values):
    review = written(provider, prepare_review(provider.workspace), **values)
    with pytest.raises(Refused):
        provider.take(review, "approve")


def test_no_review_of_tomorrow_nor_of_a_period_that_goes_on(provider):
    review = written(provider, prepare_review(provider.workspace))
    tomorrow = today(provider.workspace) + timedelta(1)
    provider.save(review, held_on=tomorrow)
    with pytest.raises(Refused, match=r"approve|held"):
        provider.take(review, "approve")
    provider.save(review, held_on=today(provider.workspace), period_end=tomorrow)
    with pytest.raises(Refused):
        provider.take(review, "approve")


def test_what_was_collected_cannot_be_typed_over(provider):
    review = written(provider, prepare_review(provider.workspace))
    before = [each.found for each in review.inputs]
    better = tuple(each.model_copy(update={"found": "All is well.", "records": ()}) for each in review.inputs)
    assert [each.found for each in provider.save(review, inputs=better).inputs] == before
    new = tuple({"subject": each, "found": "All is well.", "remark": SAID} for each in ReviewSubject)
    assert {each.found for each in provider.save(review, inputs=new).inputs} == {""}
    with pytest.raises(Refused):
        provider.take(review, "approve")


def test_inputs_that_somebody_typed_are_not_collected(provider):
    typed = tuple({"subject": each, "found": "All is well.", "remark": SAID} for each in ReviewSubject)
    review = written(provider, provider.create(ManagementReview, inputs=typed))
    assert {each.found for each in review.inputs} == {"All is well."}
    with pytest.raises(Refused):
        provider.take(review, "approve")
    assert {each.found for each in collect_again(provider.workspace, review).inputs} != {"All is well."}


def test_an_approved_review_is_not_collected_again(provider):
    review = provider.take(written(provider, prepare_review(provider.workspace)), "approve")
    with pytest.raises(Refused):
        collect_again(provider.workspace, review)


def test_one_subject_without_a_remark_is_told(provider):
    review = written(provider, prepare_review(provider.workspace))
    first, *rest = review.inputs
    provider.save(review, inputs=(first.model_copy(update={"remark": ""}), *rest))
    with pytest.raises(Refused):
        provider.take(review, "approve")


@pytest.mark.parametrize("remark", ["ok", "-", "x"])
def test_thin_remarks_are_told(provider, remark):
    review = written(provider, prepare_review(provider.workspace))
    thin = tuple(each.model_copy(update={"remark": remark}) for each in review.inputs)
    review = provider.save(review, inputs=thin, decisions=({"decision": remark},))
    assert {each.field for each in thin_items(provider.workspace, review)} == {"inputs", "decisions"}


def test_a_version_that_there_is_none_of(provider):
    review = written(provider, prepare_review(provider.workspace))
    policy = provider.workspace.first(ServiceDeliveryPolicy)
    rows = tuple(
        each.model_copy(update={"version": 7}) if each.record == policy.id else each
        for each in review.documents
    )
    provider.save(review, documents=rows)
    with pytest.raises(Refused):
        provider.take(review, "approve")
