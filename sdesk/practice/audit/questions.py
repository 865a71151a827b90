"""What is asked of a single case: the requirements that its tasks serve, and what an auditor looks for in its record."""

from collections.abc import Iterator
from dataclasses import dataclass

from sdesk.models import Record
from sdesk.packs import AdoptedPacks, Pack
from sdesk.translation import Message, term
from sdesk.translation import message as _


@dataclass(frozen=True)
class Question:
    """`id` is kept with the answer; `statement` is what a finding about it is raised against, by its full id."""

    id: str
    statement: str
    text: Message


def questions(packs: AdoptedPacks, model: type[Record]) -> tuple[Question, ...]:
    """Of every adopted pack, in its order: each requirement once, then each point of evidence."""
    return tuple(
        question
        for pack, bound in packs.work_products_in(model.__name__)
        if bound.record == model.__name__
        for question in _asked(pack, bound.id)
    )


def _asked(pack: Pack, product: str) -> Iterator[Question]:
    asks = pack.asks
    serving = dict.fromkeys(task.requirement for task in asks.tasks_of_case(product))
    for each in asks.requirements:
        if each.id in serving:
            statement = pack.full_id(each.id)
            yield Question(statement, statement, _("{id}: {text}", id=each.id, text=term(each.statement)))
    for place, text in enumerate(asks.work_product(product).evidence, start=1):
        statement = pack.full_id(product)
        yield Question(f"{statement}#{place}", statement, _("{id}: {text}", id=product, text=term(text)))


# ---------------------------------------------------------------- statements


@dataclass(frozen=True)
class Statement:
    """Something a finding can be raised against: a requirement, a task or a work product of an adopted standard."""

    id: str
    text: Message


def statements(packs: AdoptedPacks) -> tuple[Statement, ...]:
    """All there are, standard by standard: requirements, then tasks, then work products."""
    return tuple(
        Statement(pack.full_id(key), _("{id}: {text}", id=key, text=term(text)))
        for pack in packs.packs
        for key, text in (
            *((each.id, each.statement) for each in pack.asks.requirements),
            *((each.id, each.name) for each in pack.asks.tasks),
            *((each.id, each.name) for each in pack.asks.work_products),
        )
    )


def statement_called(packs: AdoptedPacks, named: str) -> Statement | None:
    """The one of that id, in full or by its key alone; None for what no adopted standard says."""
    try:
        wanted = packs.full_id(named.strip())
    except KeyError:
        return None
    return next((each for each in statements(packs) if each.id == wanted), None)


def requirement_of(packs: AdoptedPacks, named: str) -> str:
    """The requirement that a statement is, or that its task serves, by its full id; "" for any other."""
    try:
        pack, key = packs.find(named.strip())
    except KeyError:
        return ""
    served = next((each.requirement for each in pack.asks.tasks if each.id == key), key)
    return pack.full_id(served) if served in {each.id for each in pack.asks.requirements} else ""


__all__ = ["Question", "Statement", "questions", "requirement_of", "statement_called", "statements"]
