"""What would be proposed for a record by the answers of now, section by section, with where its words come from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sdesk.models import Proposable, model_named
from sdesk.practice.lifecycle.proposed.reading import Proposal
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.starter.firm import Firm
from sdesk.practice.starter.wording import StarterText, facts, starter_texts
from sdesk.storage import col


def text_proposals(
    workspace: Workspace, firm: Firm, model: type[Proposable]
) -> Iterator[tuple[str, Proposal]]:
    """The sections of that kind of record that are texts, by place."""
    for section, text in starter_texts().items():
        kind, _dot, field = section.partition(".")
        if kind == model.__name__:
            yield field, text_proposal(workspace, firm, text)


def text_proposal(
    workspace: Workspace, firm: Firm, text: StarterText, more: Mapping[str, str] | None = None
) -> Proposal:
    """Nothing where a question is open, or where what it quotes is: no fact is made up."""
    open_ones = [each for each in text.questions if not firm.answered(each)]
    taken = {each.partition(".")[2]: said_by(workspace, each) for each in text.takes}
    if open_ones or not all(taken.values()):
        return Proposal(None, source_of(open_ones or text.questions, () if open_ones else text.takes))
    names = {**firm.names, **taken, **(more or {})}
    quoted = {name: fact.worded(names, firm.conditions) for name, fact in facts().items()}
    return Proposal(text.worded({**names, **quoted}, firm.conditions), source_of(text.questions, text.takes))


def source_of(questions: Iterable[int], takes: Iterable[str] = ()) -> str:
    """As `ProposedSection.source` has it: "ServiceDeliveryPolicy.emergency_change, question 2"."""
    return ", ".join((*takes, *(f"question {each}" for each in questions)))


def said_by(workspace: Workspace, section: str) -> str:
    """What the newest version of a document says there, whoever wrote it; "" where it says nothing yet."""
    kind, _dot, field = section.partition(".")
    newest: Any = newest_of(workspace, model_named(kind))  # type: ignore[arg-type]
    return getattr(newest, field).strip() if newest is not None else ""


def newest_of(workspace: Workspace, model: type[Proposable]) -> Proposable | None:
    """The draft of a document, else its newest version; None where there is none."""
    found = workspace.find(model, order_by=[col(model.version).desc()])
    return next((each for each in found if each.state != "withdrawn"), None)


__all__ = ["newest_of", "said_by", "source_of", "text_proposal", "text_proposals"]
