"""What the rules say of a provider, for tests that ask."""

from datetime import date

from sdesk.models import Agreement, Record
from sdesk.models.record import AnyRecord
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.readiness.requirements import RequirementStanding, requirements
from sdesk.practice.readiness.rules.asked import Layer, Verdict
from sdesk.storage import col
from tests.practice.readiness.rules.complete import agreed_again
from tests.practice.readiness.rules.verdicts import asked_by
from tests.provider import Provider


def standing(
    provider: Provider, requirement: str, day: date | None = None, variant: str | None = None
) -> RequirementStanding:
    """By its rule; without the tasks and work products that stand beside it."""
    its = provider.workspace.packs.first.asks.requirement(requirement)
    return RequirementStanding(its, asked_by(provider, requirement, day, variant), (), ())


def verdict(provider: Provider, requirement: str, day: date | None = None) -> Verdict:
    return standing(provider, requirement, day).verdict


def verdicts(provider: Provider, day: date | None = None, variant: str | None = None) -> dict[str, Verdict]:
    return {each.requirement.id: each.verdict for each in requirements(provider.workspace, variant, day)}


def advice_on(provider: Provider, requirement: str, day: date | None = None) -> str:
    """What is advised, in one text."""
    asked = standing(provider, requirement, day).asked
    return " ".join(str(each.sentence) for each in asked if each.layer is Layer.ASKED_NEXT)


def missing(provider: Provider, requirement: str, day: date | None = None) -> str:
    return " ".join(map(str, standing(provider, requirement, day).missing))


def current(provider: Provider, model: type[AnyRecord]) -> AnyRecord:
    """The approved one."""
    found = provider.workspace.first(
        model, col(model.state) == "approved", order_by=[col(model.version).desc()]
    )
    assert found, model
    return found


def again(provider: Provider, record: AnyRecord, **values: object) -> AnyRecord:
    """A next version with these values, written by Ben and approved by Ana."""
    provider.works(provider.ben)
    draft = new_version(provider.workspace, record)
    theirs = agreed_again(provider, record) if isinstance(record, Agreement) else {}
    provider.save(draft, **{**theirs, **values})
    provider.works(provider.ana)
    return provider.take(draft, "approve")


def withdrawn(provider: Provider, *models: type[Record]) -> None:
    provider.works(provider.ana)
    for model in models:
        step = next(each.name for each in model.steps if each.name in ("withdraw", "end"))
        for record in provider.workspace.find(model, col(model.state) == "approved"):
            provider.take(record, step, "It is not needed any more")
