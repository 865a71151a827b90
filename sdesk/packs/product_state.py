"""A work product in a state: what a task needs before it, or leaves behind."""

from dataclasses import dataclass

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
