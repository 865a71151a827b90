"""A work product in a state: what a task needs before it, or leaves behind."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

STATES = ("given", "draft", "recorded", "approved")
"""What a task can need a work product to be. A task produces any of them but `given`."""


@dataclass(frozen=True, slots=True)
class ProductState:
    work_product: str
    state: str

    def meets(self, need: "ProductState") -> bool:
        """Whether having this is enough where `need` is asked for: approved is also draft and recorded."""
        if self.work_product != need.work_product:
            return False
        return self.state == need.state or (self.state == "approved" and need.state in ("draft", "recorded"))

    def __str__(self) -> str:
        return f"{self.work_product} {self.state}"


Standing = Literal["missing", "draft", "recorded", "approved", "needs review", "not applicable"]
"""How far a work product has come, as everybody who speaks of it says it."""


def standing_of(
    needed: str, met: Collection[str], *, begun: bool, review_passed: bool = False, applies: bool = True
) -> Standing:
    """Where a work product stands, of which `needed` is the furthest state that its tasks leave it in.

    `met` are the states that it meets now, `begun` says that there is a record of it at all. What is not yet as
    needed is never called approved: one recorded incident of a log that ends with approved ones is recorded.
    """
    if not applies:
        return "not applicable"
    if needed in met:
        if review_passed:
            return "needs review"
        return "approved" if needed == "approved" else "recorded"
    return "recorded" if "recorded" in met else "draft" if begun else "missing"
