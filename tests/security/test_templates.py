"""What the catalogue and learners write is text to the end: nothing expands it, fills it in or runs it on the way."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from sqlalchemy import create_engine

from advising.model import Snapshot
from bot.channels.markdown import as_markdown
from bot.settings import ROOT
from evaluation.serving import served
from knowledge.database import migrate
from knowledge.load import load_catalogue
from knowledge.snapshot import read_snapshot
from tests.conftest import TODAY
from tests.security.hostile_knowledge import write_hostile_copy
from tests.security.payloads import Payload

TEXTS: tuple[str, ...] = tuple(yaml.safe_load(Path(__file__).with_name("templates.yml").read_text(encoding="utf-8")))
HOME = "/zq-home-of-the-server"
KEY = "zq-the-key-that-signs-tokens-and-stands-nowhere"
# What would stand in an answer if a text had been expanded, filled in or run.
EXPANDED = (HOME, KEY, "<class", "&lt;class", "uid=", "root:", str(7331 * 7))
TALK = (
    "what is mitx supply chain",
    "what does mitx supply chain cost",
    "compare mitx supply chain and mitx finance",
    "does the mitx supply chain micromasters count towards a degree",
    "when would i be done with mitx supply chain with 8 hours a week from 4 January 2027",
    "is it worth it",
    "supply chain, 10 hours a week, bachelor, 2000 dollars, credit would help, what do you recommend",
    "can i talk to a person",
)
WISHES = "field=finance&background=degree&hours_per_week=11.25&budget_usd=1777&credit=yes&kept=mitx-finance"
ENV_VARIABLE = re.compile(r"\$\{[^}]*\}")


@dataclass
class Played:
    """All that a server says whose knowledge is made of templates, as the learner gets it."""

    messages: list[dict[str, Any]]
    documents: dict[str, str]


@pytest.fixture(scope="module")
def played(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """A conversation with a real server over a copy of the knowledge base in which every written text is a template."""
    payloads = tuple(Payload(n, "template", text, ()) for n, text in enumerate(TEXTS, 101))
    url = write_hostile_copy(database_url, tmp_path_factory.mktemp("templates") / "pathwise.db", payloads)
    own = {"PATHWISE_DATABASE_URL": url, "PATHWISE_SECRET_KEY": KEY, "HOME": HOME, "PATHWISE_RATE_LIMIT": "off"}
    with served({**os.environ, **own}) as server, httpx.Client(base_url=server.address, timeout=60) as http:
        token = http.post("/api/conversations", json={}).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        for n, text in enumerate((*TALK, *TEXTS)):
            said = http.post("/api/messages", json={"client_message_id": str(n), "text": text}, headers=headers)
            assert said.status_code == 200, said.text
        listed = http.get("/api/messages", headers=headers).json()["messages"]
        asked = {
            "transcript, text": http.get("/api/transcript", params={"format": "text"}, headers=headers),
            "transcript, JSON": http.get("/api/transcript", headers=headers),
            "brief": http.get("/api/brief", headers=headers),
            "advice": http.post("/api/advice", json={"profile": WISHES}),
            "advice.html": http.post("/api/advice.html", json={"profile": WISHES}),
        }
        assert {name: answer.status_code for name, answer in asked.items()} == dict.fromkeys(asked, 200)
        yield Played(listed, {name: answer.text for name, answer in asked.items()})


def texts_in(node: Any) -> Iterator[str]:
    """Every text of a JSON value."""
    if isinstance(node, str):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from texts_in(inner)


def literal(texts: list[str]) -> set[str]:
    """Which of the templates stand, letter by letter, in some texts."""
    return {template for template in TEXTS if any(template in text for text in texts)}


@pytest.mark.parametrize("text", TEXTS)
def test_the_loader_keeps_what_is_written(catalogue_folder: Path, tmp_path: Path, text: str) -> None:
    """From the YAML of a catalogue to the snapshot that answers are made from, a text stays as it is."""
    path = catalogue_folder / "remarks.yml"
    path.write_text(path.read_text().replace('"Hello."', json.dumps(text)))
    engine = create_engine(f"sqlite:///{tmp_path / 'own.db'}")
    migrate(engine)
    load_catalogue(engine, catalogue_folder)
    snapshot: Snapshot = read_snapshot(engine, TODAY)
    assert [remark.says for remark in snapshot.remarks.values()] == [text]


def test_every_template_is_answered_letter_by_letter(played: Played) -> None:
    """In the plain text and in the blocks of the bot's answers."""
    bot = [message for message in played.messages if message["from"] == "bot"][: len(TALK) + 1]
    assert literal([message["text"] for message in bot]) == set(TEXTS)
    assert literal([text for message in bot for block in message["blocks"] for text in texts_in(block)]) == set(TEXTS)


def test_what_learners_write_stays_as_it_is(played: Played) -> None:
    """A learner's message is listed letter by letter."""
    assert [m["text"] for m in played.messages if m["from"] == "learner"] == [*TALK, *TEXTS]


def test_every_document_holds_them_letter_by_letter(played: Played) -> None:
    """Transcripts hold all, brief and advice what they are made of; HTML and JSON only write signs otherwise."""
    documents = played.documents
    assert literal([documents["transcript, text"]]) == set(TEXTS)
    assert literal(list(texts_in(json.loads(documents["transcript, JSON"])))) == set(TEXTS)
    for name in ("brief", "advice"):
        assert len(literal(list(texts_in(json.loads(documents[name]))))) >= 3, name
    assert len(literal([html.unescape(documents["advice.html"])])) >= 3


def test_nothing_is_expanded_filled_in_or_run(played: Played) -> None:
    """No answer and no document holds what an expansion would have left."""
    whole = [text for message in played.messages for text in texts_in(message)] + list(played.documents.values())
    assert [mark for mark in EXPANDED for text in whole if mark in text] == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_client_that_renders_markdown_shows_it_letter_by_letter(text: str) -> None:
    """Plain Rasa's channel escapes Markdown's signs, and changes nothing else."""
    assert re.sub(r"\\([\\`*_\[\]~#>+])", r"\1", as_markdown(text)) == text


# Compose's file is not one that Rasa reads.
@pytest.mark.parametrize("path", sorted({path.name for path in ROOT.glob("*.yml")} - {"compose.yml"}))
def test_what_rasa_reads_names_no_environment_variable(path: str) -> None:
    """Rasa expands ${…} in any YAML that it reads; its files here hold none, so nothing of the environment gets into them."""
    assert not ENV_VARIABLE.findall((ROOT / path).read_text(encoding="utf-8"))


def test_no_training_text_names_an_environment_variable() -> None:
    """Nor do the sentences that the model learns from."""
    assert not [
        path.name for path in (ROOT / "data").rglob("*.yml") if ENV_VARIABLE.search(path.read_text(encoding="utf-8"))
    ]
