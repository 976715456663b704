"""The oracle of "nothing is invented": finds figures and proper names that no claim cited in the same place states."""

from __future__ import annotations

from collections.abc import Iterable

from advising.model import Snapshot
from advising.reply import Reply
from tests.unit.oracle.figures import FigureOracle
from tests.unit.oracle.names import NameOracle
from tests.unit.oracle.places import TITLES, Place, places

Found = tuple[Place, list[str]]


class Oracle:
    """Knows every figure and name that a snapshot's claims bring."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Prepare for replies over the snapshot."""
        self.snapshot = snapshot
        self.figures = FigureOracle(snapshot)
        self.names = NameOracle(snapshot)
        self._passed: set[tuple[str, ...]] = set()

    def invented(self, reply: Reply, allowed: frozenset[str] = frozenset(), asked: Iterable[str] = ()) -> list[Found]:
        """The places of a reply with figures or names that nothing there brings.

        Args:
            reply: What the bot would show.
            allowed: Figures that may stand anywhere in it: true counts, the learner's own.
            asked: What the question named; its names may be repeated, like those of the reply's own subjects.
        """
        unknown = [place for place in places(self.snapshot, reply) if place.key not in self._passed]
        extra = (
            (place, self._extra(place) - allowed - self.names.brought_by(place, (*asked, *reply.subjects)))
            for place in unknown
        )
        return [(place, sorted(left)) for place, left in extra if left]

    def _extra(self, place: Place) -> frozenset[str]:
        """What no claim of the place brings; a place without such is not looked at again."""
        extra = self.names.unsupported(place)
        if place.where not in TITLES:
            extra |= self.figures.unsupported(place)
        if not extra:
            self._passed.add(place.key)
        return extra
