"""Whom somebody asked before they wrote down what is offered or agreed."""

from datetime import date
from typing import Annotated

from sdesk.models.content import Content, Row


class Consulted(Row):
    """Somebody on the other side was asked, and had something to say."""

    who: Annotated[str, Content("Who", needed_for="*", example="Rita Nunes, front desk")] = ""
    on: Annotated[date | None, Content("When", needed_for="*", happened=True)] = None
    said: Annotated[str, Content("What they said", long=True)] = ""


CONSULTED = Content(
    "Who was consulted",
    plural=True,
    group="Consulted",
    open_until="*",
    help="The customers, or their people, who were asked before it was written, and on which day.",
)

__all__ = ["CONSULTED", "Consulted"]
