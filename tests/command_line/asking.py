"""Asking the command line, and what every test wants to know of its answer."""

import json
from collections.abc import Callable
from typing import Any

Sdesk = Callable[..., tuple[int, str, str]]
"""Carries out one command line: exit status, standard output, standard error."""


def as_json(sdesk: Sdesk, *arguments: object, status: int = 0) -> Any:
    ended, out, err = sdesk(*arguments, "--json")
    assert (ended, err) == (status, "")
    return json.loads(out)


def one_line(err: str) -> bool:
    return err.startswith("sdesk: ") and err.count("\n") == 1 and "Traceback" not in err
