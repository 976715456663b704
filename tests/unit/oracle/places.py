"""Every piece of text in a rendered reply, where it stands, and the claims that its notes name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from advising.model import Claim, Snapshot
from advising.rendering import render
from advising.reply import Reply

# Titles stand above claims rather than cite them; they are looked at apart.
TITLES = ("heading", "caption")


@dataclass(frozen=True)
class Place:
    """A piece of shown text, where it stands, and the claims that its notes name."""

    where: str
    text: str
    claims: tuple[Claim, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The same for places that say the same on the same claims."""
        return (self.where, self.text, *(claim.id for claim in self.claims))


def places(snapshot: Snapshot, reply: Reply) -> list[Place]:
    """Every piece of text in the rendered blocks of a reply, each with the claims of its own notes."""
    _, blocks, cited = render(snapshot, reply)
    return [place for block in blocks for place in _in_block(block, cited)]


def _in_block(block: dict[str, Any], cited: list[Claim]) -> Iterator[Place]:
    def noted(where: str, entry: dict[str, Any]) -> Place:
        return Place(where, entry["text"], tuple(cited[n - 1] for n in entry["notes"]))

    def headed(where: str, text: str, parts: Iterable[Place]) -> Place:
        return Place(where, text, tuple(claim for part in parts for claim in part.claims))

    match block["type"]:
        case "text":
            found = [noted("sentence", sentence) for sentence in block["sentences"]]
            yield from [*found, headed("heading", block.get("heading", ""), found)]
        case "table":
            found = [noted("cell", cell) for row in block["rows"] for cell in row["cells"]]
            yield from [*found, headed("caption", block["caption"], found)]
            yield from (Place("row", row["label"], ()) for row in block["rows"])
            yield from (Place("column", column["title"], ()) for column in block["columns"])
        case "cards":
            for card in block["cards"]:
                yield from (noted("card fact", fact) for fact in card["facts"])
                yield from (Place("card", card[name], ()) for name in ("title", "school", "credential_type"))
        case "recommendations":
            for item in block["items"]:
                yield from (noted(side, entry) for side in ("for", "against", "unknown") for entry in item[side])
                yield from (Place("item", item[name], ()) for name in ("title", "school", "credential_type"))
            yield from (noted("change", entry) for entry in block["changes"])
        case "notice":
            yield noted("notice", block)
        case "money":
            yield from _in_money(block, noted)
        case "options":
            yield from (Place("option", option["title"], ()) for option in block["options"])


def _in_money(block: dict[str, Any], noted: Callable[[str, dict[str, Any]], Place]) -> Iterator[Place]:
    """What a money block shows; a stop and an occupation are read as one text on their claims."""
    yield Place("card", block["title"], ())
    yield noted("total", block["total"])
    for part in block["parts"]:
        yield from (noted("part", part), Place("card", part["label"], ()))
    for row in block["baselines"]:
        yield from (noted("baseline", row), Place("row", row["label"], ()))
    for stop in block["stops"]:
        told = "; ".join(stop[name] for name in ("after", "cost", "left", "keep"))
        yield noted("stop", {"text": told, "notes": stop["notes"]})
    for wage in block["wages"]:
        told = "; ".join(wage[name] for name in ("occupation", "low", "median", "high", "text"))
        yield noted("wage", {"text": told, "notes": wage["notes"]})
    yield from (Place("break even", f"{row['years']} years: {row['rise']}", ()) for row in block["break_even"])
    yield from (noted("caution", caution) for caution in block["cautions"])
