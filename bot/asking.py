"""`pathwise ask`: one message a line from standard input, one answer a line to standard output."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any, TextIO

from bot.nlu.topic_component import ADVICE
from bot.runtime import MAX_TEXT, Runtime, TextTooLong
from bot.turn import TurnResult, is_storable


def read_lines(lines: TextIO) -> Iterator[tuple[str | None, str] | dict[str, str]]:
    """(conversation, text) of each line, or {"error": …} for a line that is neither text nor the expected JSON."""
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not stripped.startswith("{"):
            yield (None, line.rstrip("\n")) if stripped else {"error": f"line {number}: empty; expected a message"}
            continue
        try:
            given = json.loads(stripped)
            conversation, text = given.get("conversation"), given["text"]
        except (ValueError, KeyError, RecursionError) as error:
            yield {"error": f'line {number}: {error}; expected {{"conversation": "a", "text": "…"}} or plain text'}
            continue
        if not isinstance(text, str) or not text.strip() or not isinstance(conversation, str | None):
            yield {"error": f"line {number}: 'text' must be a message and 'conversation' text"}
            continue
        yield conversation, text


async def ask_all(runtime: Runtime, lines: TextIO, out: TextIO, as_json: bool) -> None:
    """Answer all lines, in order, flushed as it goes; a bad line is reported and the next one taken."""
    known: dict[str, str] = {}
    for entry in read_lines(lines):
        if isinstance(entry, dict):
            answer: dict[str, Any] = entry
        elif not all(is_storable(part) for part in entry if part is not None):
            answer = {"error": "the line holds characters that no person writes (NUL, or half of a surrogate pair)"}
        else:
            answer = await _answer(runtime, known, *entry)
        print(json.dumps(answer, ensure_ascii=False) if as_json else _as_text(answer), file=out, flush=True)


async def _answer(runtime: Runtime, known: dict[str, str], name: str | None, text: str) -> dict[str, Any]:
    conversation = known.get(name) if name is not None else None
    if conversation is None:
        conversation = runtime.store.create()
        if name is not None:
            known[name] = conversation
    started = time.perf_counter()
    try:
        result = await runtime.turn(conversation, text=text)
    except TextTooLong as error:
        return {
            "conversation": name or conversation,
            "error": f"{error}; a message has at most {MAX_TEXT:,} characters",
        }
    return shown(name or conversation, text, result, (time.perf_counter() - started) * 1000)


def shown(conversation: str, text: str, result: TurnResult, latency_ms: float) -> dict[str, Any]:
    """A turn as `ask --json` reports it: the bot's messages of the turn as one answer.

    Topic and status are those of the first message; of the one that takes up the wish for advice where that was understood
    and a question asked beside it is answered before.
    """
    messages, understood = result.stored.messages, result.understood
    wished = [message for message in messages if understood and message.get("topic") == understood.topic == ADVICE]
    main = [*wished, messages[0]][0]
    return {
        "conversation": conversation,
        "text": text,
        "topic": main.get("topic", ""),
        "topics": list(dict.fromkeys(topic for message in (main, messages[0]) for topic in message.get("topics", []))),
        "confidence": round(understood.confidence, 3) if understood else None,
        "status": main.get("status", ""),
        "reply": "\n\n".join(message["text"] for message in messages),
        "claims": [claim for message in messages for claim in message.get("claims", [])],
        "blocks": [block for message in messages for block in message.get("blocks", [])],
        "entities": [_entity(entity) for entity in understood.entities] if understood else [],
        "recommendations": [item for message in messages for item in message.get("recommendations", [])],
        "latency_ms": round(latency_ms, 1),
    }


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    kept = ("entity", "value", "start", "end", "text", "negated", "inferred", "low", "bound", "alternatives")
    return {key: entity[key] for key in kept if key in entity}


def _as_text(answer: dict[str, Any]) -> str:
    return answer.get("error") or f"> {answer['text']}\n{answer['reply']}\n"
