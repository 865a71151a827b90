"""The register of documents: what others issue, who has read which version, and what was read again and left as it is."""

from sdesk.models import ExternalDocument, Record, model_named
from sdesk.models.audit import Reader
from sdesk.models.governance import ServiceRole
from sdesk.practice.audit.documents import declare
from sdesk.practice.audit.reviewing import confirm_read, review_without_change
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn, about


def register_stories(firm: Firm) -> tuple[Story, ...]:
    told = texts("register")
    return (
        *(_external(firm, each) for each in told["external"]),
        *(_declared(firm, each) for each in told["declared"]),
        *(_confirmed(firm, each) for each in told["confirmed"]),
        *(_read_again(firm, each) for each in told["read_again"]),
    )


def _external(firm: Firm, told: Texts) -> Story:
    yield _turn(firm, told["day"], "11:20", told["key"], told["by"])
    document = create(firm.workspace, ExternalDocument, firm.values(ExternalDocument, told))
    firm.remember(told["key"], document)
    declare(firm.workspace, document, _readers(told))
    for each in told["confirmed"]:
        yield _turn(firm, each["day"], "16:30", told["key"], each["by"])
        confirm_read(firm.workspace, firm.now(told["key"]))


def _declared(firm: Firm, told: Texts) -> Story:
    yield _turn(firm, told["day"], "11:50", told["model"], told["by"])
    declare(firm.workspace, _counting(firm, told), _readers(told), told["place"])


def _confirmed(firm: Firm, told: Texts) -> Story:
    for day in told["days"]:
        yield _turn(firm, day, "16:40", told["model"], told["by"])
        confirm_read(firm.workspace, _counting(firm, told))


def _read_again(firm: Firm, told: Texts) -> Story:
    yield _turn(firm, told["day"], "9:50", told["model"], told["by"])
    review_without_change(firm.workspace, _counting(firm, told), told["outcome"], firm.year.day(told["next"]))


def _counting(firm: Firm, told: Texts) -> Record:
    found = in_effect(firm.workspace, model_named(told["model"]))
    assert found is not None, told["model"]
    return found


def _readers(told: Texts) -> list[Reader]:
    return [Reader(role=ServiceRole(each)) for each in told["readers"]]


def _turn(firm: Firm, day: int, clock: str, key: str, person: str) -> Turn:
    return Turn(firm.year.at(day, about(clock, f"{key} {day}")), person)


__all__ = ["register_stories"]
