"""The words of a text that come from the answers are underlined; nothing in it is taken for markup."""

from sdesk.models import FirmAnswers
from sdesk.models.governance.answers import AnsweredCustomer, Worker
from sdesk.models.governance.service_calendar import Weekday
from sdesk.ui.reading.answers import AnswerWords


def test_names_times_and_places_are_underlined(beginner):
    ask = AnswerWords(beginner.workspace)
    assert ask.underlined("Ana <b>") == "Ana &lt;b&gt;"
    beginner.create(
        FirmAnswers,
        workers=(Worker(name="Tomás Bento"), Worker(name="Al")),
        customers=(AnsweredCustomer(firm="R&D <Mar>", place="Faro"),),
        on_call=beginner.ana.id,
        window_day=Weekday.TUESDAY,
        window_start=18 * 60,
        answer_days=2,
    )
    words = AnswerWords(beginner.workspace)
    assert words.underlined("Tomás Bento, R&D <Mar> in Faro, also Faros") == (
        "<u>Tomás Bento</u>, <u>R&amp;D &lt;Mar&gt;</u> in <u>Faro</u>, also Faros"
    )
    assert words.underlined(f"{beginner.ana.name}: Tuesday 18:00, within 2 days; 12 days") == (
        f"<u>{beginner.ana.name}</u>: <u>Tuesday</u> <u>18:00</u>, within <u>2 days</u>; 12 days"
    )
