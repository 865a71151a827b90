"""How long a test waits for what is to happen: a computer that is busy with other things takes its time.

What happens is not waited for any longer; only a test that fails takes longer to say so.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

AT_LEAST = 60_000
"""Milliseconds."""


def wait_patiently(patch: pytest.MonkeyPatch) -> None:
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed", "waitCallback"):
        patch.setattr(QtBot, name, _patient(getattr(QtBot, name)))


def _patient(wait: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(wait)
    def waits(*arguments: Any, timeout: int = AT_LEAST, **more: Any) -> Any:
        if more.get("raising") is False:  # what is not to happen is waited for as long as somebody says
            return wait(*arguments, timeout=timeout, **more)
        return wait(*arguments, timeout=max(timeout, AT_LEAST), **more)

    return waits
