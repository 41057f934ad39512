"""Which walls stand around a run, and how far do they isolate it?"""

import dataclasses
from dataclasses import dataclass

LIMITED, CONFINED, ISOLATED = "limited", "confined", "isolated"
LEVELS = (LIMITED, CONFINED, ISOLATED)


@dataclass(frozen=True)
class Layers:
    """Walls that are wanted, or that stand.  Each is there or not, whatever the others are."""

    namespaces: bool = True
    landlock: bool = True
    seccomp: bool = True
    rlimits: bool = True

    @property
    def level(self) -> str:
        """What these walls make together.  Without the filter of system calls they are few."""
        if not (self.seccomp and self.rlimits):
            return LIMITED
        return ISOLATED if self.namespaces and self.landlock else CONFINED

    def without(self, *names: str) -> "Layers":
        return dataclasses.replace(self, **dict.fromkeys(names, False))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, up in dataclasses.asdict(self).items() if up)


ALL = Layers()
NONE = Layers(namespaces=False, landlock=False, seccomp=False, rlimits=False)


WORKERS = "workers"  # wanted instead of layers: a process for every run, and no fork


def only(*names: str) -> Layers:
    """These walls and no other.  Raises TypeError for a name that is none."""
    return dataclasses.replace(NONE, **dict.fromkeys(names, True))
