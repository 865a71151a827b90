"""The story of an incident: everything that happened, in order, with who and how long."""

from sdesk.models import ServiceIncident
from sdesk.practice.incident.escalation import escalate
from sdesk.practice.incident.handling import add_step, put_on_hold, resume, tell_party
from sdesk.practice.incident.story import Happening, minutes_spent, story_of
from tests.provider import Provider, incident


def recorded(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider, "recorded"), "record")


def test_everything_that_happened_is_told_in_order(provider: Provider) -> None:
    case = recorded(provider)
    case = add_step(provider.workspace, case, "Called back", 10)
    case = tell_party(provider.workspace, case, "Dora Lind", "We look after it")
    case = put_on_hold(provider.workspace, case, "Waits for a part")
    case = resume(provider.workspace, case)
    case = escalate(provider.workspace, case, provider.cleo.id, "Knows the switch")
    case = add_step(provider.workspace, case, "Replaced it", 25)
    provider.take(case, "cancel", "Not ours")
    told = story_of(provider.workspace, provider.workspace.get(ServiceIncident, case.id) or case)
    assert [moment.what for moment in told] == [
        Happening.STARTED,
        Happening.RECORDED,
        Happening.STEP,
        Happening.TOLD,
        Happening.HELD,
        Happening.RESUMED,
        Happening.ESCALATED,
        Happening.STEP,
        Happening.CANCELLED,
    ]
    assert (told[2].who, told[2].text, told[2].minutes) == ("Ana Reyes", "Called back", 10)
    assert (told[6].who, told[6].text) == ("Cleo Sand", "Knows the switch")
    assert (told[-1].who, told[-1].text) == ("Ana Reyes", "Not ours")
    assert minutes_spent(case) == 35


def test_reopening_is_part_of_the_story(provider: Provider) -> None:
    provider.works(provider.ben)
    case = provider.take(incident(provider, "restored"), "record")
    for step in ("classify", "investigate", "restore"):
        case = provider.take(case, step)
    case = provider.take(case, "reopen", "It came back")
    told = [moment for moment in story_of(provider.workspace, case) if moment.what is Happening.REOPENED]
    assert [moment.text for moment in told] == ["It came back"]
