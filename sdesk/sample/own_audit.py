"""Before the audit: management looks at the year, and the checklist is gone through, as far as they came."""

from collections.abc import Iterator

from sdesk.models import ManagementReview, Record, model_named
from sdesk.models.audit.management_review import ReviewedDocument, ReviewInput
from sdesk.practice.audit.checklist.answers import answer_point
from sdesk.practice.audit.management_review import prepare_review
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.records import save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn
from sdesk.storage import col


def own_audit_stories(firm: Firm) -> Iterator[Story]:
    told = texts("audit")
    yield _review(firm, told["management_review"])
    for answers in told["answer"]:
        yield _answers(firm, answers)


def _review(firm: Firm, told: Texts) -> Story:
    begun = firm.year.at(told["day"], told["clock"])
    yield Turn(begun, told["by"])
    review = prepare_review(firm.workspace)
    yield Turn(firm.year.working_days_later(begun, 0, "11:40"), told["by"])
    values = firm.values(ManagementReview, {name: said for name, said in told.items() if name != "documents"})
    values["inputs"] = tuple(_remarked(each, told["remarks"]) for each in review.inputs)
    values["documents"] = tuple(_seen(firm, each, told["documents"]) for each in review.documents)
    review = save(firm.workspace, review, values)
    take_step(firm.workspace, review, "approve")


def _remarked(each: ReviewInput, remarks: Texts) -> ReviewInput:
    return each.model_copy(update={"remark": remarks[each.subject]}) if each.subject else each


def _seen(firm: Firm, each: ReviewedDocument, told: list[Texts]) -> ReviewedDocument:
    """What is said of a document of this kind, and the last record of the kind that shows it."""
    assert each.record is not None
    kind = entries(firm.workspace, [each.record])[each.record].model
    said = next(text for text in told if text["kind"] == kind)
    model: type[Record] = model_named(said["draws_on"])
    shows = firm.workspace.first(model, col(model.state).in_(("approved", "closed")), order_by=[col(model.number).desc()])  # fmt: skip
    return each.model_copy(
        update={
            "followed": True,
            "fits": True,
            "changes": said["changes"],
            "draws_on": (shows.id,) if shows else (),
        }
    )


def _answers(firm: Firm, told: Texts) -> Story:
    yield Turn(firm.year.at(told["day"], told["clock"]), told["by"])
    pack = firm.workspace.packs.first
    for each in told["points"]:
        answer_point(firm.workspace, pack.full_id(each["point"]), each["answer"], each.get("note", ""))


__all__ = ["own_audit_stories"]
