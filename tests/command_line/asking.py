"""Asking the command line, and what every test wants to know of its answer."""

import json
from collections.abc import Callable
from typing import Any

Sdesk = Callable[..., tuple[int, str, str]]
"""Carries out one command line: exit status, standard output, standard error."""


def as_json(sdesk: Sdesk, *arguments: object, status: int = 0, aside: str = "") -> Any:
    """What it answers; `aside` is how the one line begins that it says on standard error, if it says one."""
    ended, out, err = sdesk(*arguments, "--json")
    assert ended == status
    assert (one_line(err) and err.startswith(aside)) if aside else not err
    return json.loads(out)


def one_line(err: str) -> bool:
    return err.startswith("sdesk: ") and err.count("\n") == 1 and "Traceback" not in err
