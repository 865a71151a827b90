"""What stands beside the figure: no requirement is counted twice, so that nothing is partly met and not begun as well."""

from sdesk.practice.readiness.requirements import requirements
from sdesk.ui.audit.readiness_card import beside


def counted(workspace) -> tuple[int, int, list[str]]:
    standings = requirements(workspace)
    said = beside(standings)
    numbers = [int(each.split()[0]) for each in said]
    return sum(each.met for each in standings) + sum(numbers), len(standings), said


def test_what_is_met_or_partly_met_is_not_said_to_be_ready_to_start(sample):
    numbers, requirements_asked, said = counted(sample)
    assert numbers <= requirements_asked
    assert any("partly met" in each for each in said)
    assert not any("ready to start" in each for each in said)


def test_on_the_first_morning_nothing_stands_beside_it(beginner):
    assert counted(beginner.workspace) == (0, 17, [])
