"""How many of the mutants of each module the tests have killed; ends with 1 below the floor.

python scripts/count_mutants.py [FOLDER]   the folder in which mutmut has worked (default: mutants)
"""

import json
import sys
from collections import Counter
from pathlib import Path

FLOOR = 90
"""Of a hundred mutants of all modules together, those that have to die."""

KILLED = {"1": "killed", "3": "killed", "-24": "timeout", "36": "timeout", "37": "killed", "-11": "killed"}
"""Exit status of the tests of a mutant -> why it is dead. 0 survives, 33 has no test that reaches it."""


def count(folder: Path) -> dict[str, Counter[str]]:
    """Module -> how many of its mutants are killed, a timeout, alive; those never run are left out."""
    counts: dict[str, Counter[str]] = {}
    for meta in sorted(folder.rglob("*.meta")):
        ended = json.loads(meta.read_text("utf-8"))["exit_code_by_key"].values()
        found = Counter(KILLED.get(str(status), "alive") for status in ended if status is not None)
        if found:
            counts[meta.relative_to(folder).as_posix().removesuffix(".meta")] = found
    return counts


def main(folder: Path) -> int:
    counts = count(folder)
    total: Counter[str] = sum(counts.values(), Counter())
    for module, found in {**counts, "together": total}.items():
        dead, all_of_it = found.total() - found["alive"], max(found.total(), 1)
        print(f"{module:48} {dead:5} of {found.total():5} dead {100 * dead / all_of_it:6.1f} %")
    enough = total.total() > 0 and 100 * (total.total() - total["alive"]) >= FLOOR * total.total()
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "mutants")))
