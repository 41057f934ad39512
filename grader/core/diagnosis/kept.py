"""What is kept, from one run to the next, of the groups of mistakes of an exercise?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.core.diagnosis.groups import Groups
from grader.core.exercise import Mistake

# Another name whenever something else is kept.
LAYOUT = "call by call, weighted; pairs and triples that show; dicts by their keys"


@dataclass(frozen=True)
class Kept:
    """Pairs on the probe calls, triples on the first of them, and mistakes that do not show.

    `hidden` are (a, b) where making b beside a changes nothing on the probe calls, though it may
    elsewhere.
    """

    pairs: Groups
    triples: Groups
    hidden: frozenset[tuple[Mistake, Mistake]]

    def hides(self, pair: tuple[Mistake, ...], other: Mistake) -> bool:
        """Whether another mistake would not show beside either: then it need not be simulated."""
        return other not in pair and all((mistake, other) in self.hidden for mistake in pair)

    def hides_one_of(self, group: tuple[Mistake, ...]) -> bool:
        return any(self.hides(tuple(m for m in group if m != one), one) for one in group)

    def packed(self, known: Sequence[Mistake]) -> dict[str, np.ndarray]:
        places = {mistake: i for i, mistake in enumerate(known)}
        hidden = [[places[a], places[b]] for a, b in self.hidden]
        parts = {"pairs": self.pairs, "triples": self.triples}
        return {"hidden": np.array(hidden, dtype=np.int32).reshape(-1, 2)} | {
            f"{part}/{name}": array
            for part, groups in parts.items()
            for name, array in groups.packed(known).items()
        }

    @classmethod
    def unpacked(
        cls, arrays: Mapping[str, np.ndarray], known: Sequence[Mistake], names: Sequence[str]
    ) -> "Kept":
        parts = [
            {name.removeprefix(part): arrays[name] for name in arrays if name.startswith(part)}
            for part in ("pairs/", "triples/")
        ]
        pairs, triples = (Groups.unpacked(part, known, names) for part in parts)
        hidden = frozenset((known[a], known[b]) for a, b in arrays["hidden"].tolist())
        return cls(pairs, triples, hidden)


NOTHING = Kept(Groups([], {}), Groups([], {}), frozenset())
