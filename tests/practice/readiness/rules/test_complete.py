"""Who did everything is shown to have done it."""

from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Layer
from tests.provider import Provider


def test_a_provider_who_did_everything_meets_everything(complete: Provider):
    standings = requirements(complete.workspace)
    said = {each.requirement.id: [str(text) for text in each.missing] for each in standings if not each.met}
    assert said == {}


def test_every_requirement_is_used_and_not_only_written(complete: Provider):
    assert all(
        any(asked.layer is Layer.USED for asked in each.asked) for each in requirements(complete.workspace)
    )
