"""What does a process take, with all that descend from it?  Memory and processor time."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
GONE = (FileNotFoundError, ProcessLookupError)


def tree(pid: int) -> list[int]:
    """The process and all that descend from it, as they are now."""
    found = [pid]
    for one in found:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
            threads = Path(f"/proc/{one}/task").iterdir()
            others = [t / "children" for t in threads if t.name != str(one)]
            children += [child for other in others for child in other.read_text().split()]
        except GONE:
            continue
        found += [int(child) for child in children]
    return found


def memory(pid: int) -> float:
    """MiB of the process and all that descend from it, shared pages counted once."""
    return sum(map(_memory, tree(pid)))


def seconds(pid: int) -> float:
    """Processor time of the process, of all that descend from it, and of those that have ended."""
    return sum(map(_seconds, tree(pid)))


def busy() -> float:
    """Processor time of everything on this machine."""
    used = Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    user, nice, system, _, _, irq, softirq, steal = map(int, used)
    return (user + nice + system + irq + softirq + steal) / TICKS


def _memory(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except GONE:
        pass
    return 0.0


def _seconds(pid: int) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except GONE:
        return 0.0
    return sum(map(int, after_name[11:15])) / TICKS
