"""What is read beside a page of a wizard: a number that is asked for is read with its side and unit."""

from sdesk.models import BusinessGoals
from sdesk.models.governance import Goal
from sdesk.models.measures import Measure, Sense, Window
from sdesk.ui.wizard.reading_card import lines_of


def read(goal: Goal) -> str:
    lines = dict(lines_of(BusinessGoals(goals=(goal,)), {}))
    return lines["Goals"].replace("\N{NO-BREAK SPACE}", " ")


def test_the_unit_of_the_measure_is_said() -> None:
    goal = Goal(statement="Sooner", counts=Measure.RESTORATION, target=92.0)
    assert read(goal) == "– Sooner · Restoration within target · at least 92 %"


def test_side_unit_and_window_are_said_once() -> None:
    goal = Goal(
        statement="Quiet",
        counts=Measure.INCIDENTS,
        sense=Sense.AT_MOST,
        target=3.0,
        unit="count",
        window=Window.MONTH,
    )
    assert read(goal) == "– Quiet · Incidents · at most 3 each month"


def test_words_and_what_has_no_number_are_read_as_they_are() -> None:
    assert read(Goal(statement="Grow", measure="New customers", target=3.0, unit="customers")).endswith(
        "New customers · 3 customers"
    )
    assert read(Goal(statement="Grow", sense=Sense.AT_LEAST)) == "– Grow · At least"
