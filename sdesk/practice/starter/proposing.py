"""Texts as they would be proposed by the answers of now, with where their words come from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sdesk.models import Proposable, Record, ServiceDeliveryPolicy, model_named
from sdesk.practice.lifecycle.proposed.reading import Proposal
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.starter.firm import Firm, times_in_words
from sdesk.practice.starter.wording import Sentence, StarterText, facts, starter_texts
from sdesk.storage import col

NO_NAMES: Mapping[str, str] = {}


def text_proposals(
    workspace: Workspace, firm: Firm, model: type[Proposable], more: Mapping[str, str] = NO_NAMES
) -> Iterator[tuple[str, Proposal]]:
    """The sections of that kind of record that are texts, by place."""
    for section, text in starter_texts().items():
        kind, _dot, field = section.partition(".")
        if kind == model.__name__:
            yield field, text_proposal(workspace, firm, text, more)


def text_proposal(
    workspace: Workspace, firm: Firm, text: StarterText, more: Mapping[str, str] = NO_NAMES
) -> Proposal:
    """Nothing where a question is open, or where what it quotes is: no fact is made up."""
    if not firm.was_asked:
        return _quoted_alone(workspace, text)
    if any(not firm.answered(each) for each in text.questions):
        return Proposal(None, source_of(firm.open_of(*text.questions)))
    taken = [said_by(workspace, each) for each in text.takes]
    source = source_of(text.questions, text.takes)
    if not all(taken):
        return Proposal(None, source)
    names = quoting(firm, {name: said for each in taken for name, said in each.items()} | dict(more))
    return Proposal(text.worded(names, firm.conditions), source)


def _quoted_alone(workspace: Workspace, text: StarterText) -> Proposal:
    """The sentences that need nothing but what other records say."""
    taken = {name: said for each in text.takes for name, said in said_by(workspace, each).items()}
    told = StarterText(tuple(each for each in text.sentences if each.names <= taken.keys()))
    said = told.worded(taken, frozenset()) if taken and any(each.names for each in told.sentences) else ""
    return Proposal(said or None, source_of((), text.takes))


def quoting(firm: Firm, more: Mapping[str, str] = NO_NAMES) -> Mapping[str, str]:
    """Names and facts; where a record that is quoted says otherwise than the answers, the record is right."""
    names = {**firm.names, **more}
    return {**names, **{name: fact.worded(names, firm.conditions) for name, fact in facts().items()}}


def worded(firm: Firm, text: str, more: Mapping[str, str] = NO_NAMES) -> str:
    return StarterText((Sentence(text),)).worded(quoting(firm, more), firm.conditions)


def source_of(questions: Iterable[int], takes: Iterable[str] = ()) -> str:
    """As `ProposedSection.source` has it: "ServiceDeliveryPolicy.emergency_change, question 2"."""
    return ", ".join((*takes, *(f"question {each}" for each in questions)))


def said_by(workspace: Workspace, section: str) -> Mapping[str, str]:
    """What the newest version of a document says there, whoever wrote it, by name; nothing where it is empty yet."""
    kind, _dot, field = section.partition(".")
    model: Any = model_named(kind)
    newest = newest_of(workspace, model)
    if newest is None:
        return {}
    if model is ServiceDeliveryPolicy and field == "priority_targets":
        return times_in_words(newest.priority_targets) if newest.priority_targets else {}
    said = getattr(newest, field).strip()
    return {field: said} if said else {}


def newest_of(workspace: Workspace, model: type[Record]) -> Any:
    """The draft of a document, else its newest version; None where there is none."""
    found = workspace.find(model, order_by=[col(model.version).desc()])
    return next((each for each in found if each.state != "withdrawn"), None)


__all__ = ["newest_of", "quoting", "said_by", "source_of", "text_proposal", "text_proposals", "worded"]
