"""What is done with a file that somebody made elsewhere: a result or one clear line, within ten seconds and one gigabyte."""

import os
import resource
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator

from sdesk.errors import SdeskError
from sdesk.translation import word
from tests.forking import forked

SECONDS = 10
"""Of the processor, so that what else runs on the machine does not count."""
WAITED = 300
MEGABYTES = 1024


def faults_of(works: Iterable[tuple[str, Callable[[], object]]]) -> Iterator[str]:
    """What goes wrong in works that are done one after the other, each named. A process of its own does them."""
    waiting = list(works)
    while waiting:
        reads, writes = os.pipe()
        child = forked()
        if child == 0:
            _do_all(waiting, writes)
        os.close(writes)
        with os.fdopen(reads, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
        done = sum(line == "done" for line in lines)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        yield from (line for line in lines if line != "done")
        if ended != 0:
            yield f"{waiting[done][0]}: ended by signal {-ended}, too slow or too large"
            done += 1
        waiting = waiting[done:] if ended != 0 else []


def _do_all(works: list[tuple[str, Callable[[], object]]], writes: int) -> None:
    for name, work in works:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.setitimer(signal.ITIMER_REAL, WAITED)
        before = _megabytes()
        said = _fault_of(work)
        if _megabytes() - before > MEGABYTES:
            said = f"took {_megabytes() - before} MB"
        os.write(writes, (f"{name}: {said}\n" if said else "").encode(errors="replace") + b"done\n")
    os._exit(0)


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _fault_of(work: Callable[[], object]) -> str:
    try:
        work()
    except SdeskError as fault:
        said = word(fault.whole)
        return "" if 0 < len(said.strip()) < 10_000 else f"says {said[:200]!r}"
    except BaseException:
        return " | ".join(traceback.format_exc().splitlines()[-7:])
    return ""
