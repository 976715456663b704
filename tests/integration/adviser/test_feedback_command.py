"""`pathwise conversations feedback`: what learners said of answers, without whose conversation it was."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.judging import REASONS, Judgement
from bot.stores.conversations import BotMessage, ConversationStore
from bot.stores.feedback import FeedbackStore
from knowledge.current import URL_SETTING, engine_for
from knowledge.database import migrate

WIDTH = 80
ANSWER = BotMessage(
    "It costs $300. [1]",
    {"topic": "cost", "blocks": [{"type": "text", "sentences": [{"text": "It costs $300."}, {"text": "Sometimes less."}]}]},
)  # fmt: skip
HOSTILE = "[bold red]what[/] \x1b[2J\u202ecosts\u202c\nit\x9b2J" + " \U0001f393" * 60
Told = Callable[[str, Judgement], str]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A migrated database of the test's own, which the command uses."""
    url = f"sqlite:///{tmp_path / 'told.db'}"
    monkeypatch.setenv(URL_SETTING, url)
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    migrate(engine_for(url))
    return url


@pytest.fixture
def told(url: str) -> Told:
    """Store a question, its answer and a judgement of that; returns the conversation."""
    store, feedback = ConversationStore(engine_for(url)), FeedbackStore(engine_for(url))

    def tell(question: str, judgement: Judgement) -> str:
        conversation = store.create(BotMessage("Hello.", {"topic": "chat", "blocks": []}))
        store.commit_turn(conversation, None, question, [ANSWER], events=[], carried={})
        feedback.judge(conversation, 3, judgement)
        return conversation

    return tell


def run(*args: str) -> Result:
    """Run the command in this process, in a terminal of 80 columns."""
    result = CliRunner().invoke(main, ["conversations", "feedback", *args])
    assert result.exit_code == 0, result.output
    return result


def shown(result: Result) -> str:
    """The words of a table, without its lines."""
    return " ".join(result.stdout.replace("│", " ").split())


def test_the_table_tells_question_answer_and_judgement(told: Told) -> None:
    """Newest first: topic, question, first sentence of the answer, whether it helped, and the reason in words."""
    told("what is the price", Judgement(False, "wrong"))
    told("how much is it", Judgement(True))
    text = shown(run())
    for expected in (
        "cost",
        "what is the price",
        "It costs $300.",
        REASONS["wrong"],
        "how much is it",
        "yes",
        "no",
        "UTC",
    ):
        assert expected in text
    assert "Sometimes less" not in text
    assert text.index("how much is it") < text.index("what is the price")


def test_each_line_of_json_is_a_judgement(told: Told) -> None:
    """The same for programs, newest first; a reason only where there is one."""
    told("first", Judgement(False, "unclear"))
    told("second", Judgement(True))
    newest, oldest = (json.loads(line) for line in run("--json").stdout.splitlines())
    assert newest == {
        "at": newest["at"],
        "topic": "cost",
        "question": "second",
        "answer": "It costs $300.",
        "helpful": True,
    }
    assert oldest == {"at": oldest["at"], "topic": "cost", "question": "first", "answer": "It costs $300.",
                      "helpful": False, "reason": "unclear"}  # fmt: skip


def test_nobody_can_be_told_from_it(told: Told) -> None:
    """No conversation's id is in the table or in the JSON."""
    conversation = told("hello", Judgement(True))
    assert conversation not in run("--json").stdout
    assert conversation[:8] not in run().stdout


def test_only_unhelpful_answers_are_listed_on_demand(told: Told) -> None:
    """What to mend is not hidden among what is well."""
    told("bad", Judgement(False))
    told("good", Judgement(True))
    assert [json.loads(line)["question"] for line in run("--json", "--not-helpful").stdout.splitlines()] == ["bad"]


def test_the_list_is_limited_and_says_so(told: Told) -> None:
    """The newest are shown, and how to see more."""
    for question in ("first", "second", "third"):
        told(question, Judgement(True))
    limited = run("--limit", "2")
    assert "first" not in shown(limited)
    assert "The newest 2; --limit shows more." in limited.stdout
    assert len(run("--json", "--limit", "2").stdout.splitlines()) == 2
    assert "--limit" not in run("--limit", "4").stdout


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(
    ("args", "said"),
    [((), "No answer has been judged yet."), (("--not-helpful",), "No answer was judged not helpful.")],
)
def test_nothing_is_told_plainly(args: tuple[str, ...], said: str) -> None:
    """An empty list is a sentence; programs that read JSON get no line, and people see the sentence beside it."""
    assert run(*args).stdout.strip() == said
    as_json = run("--json", *args)
    assert (as_json.stdout, as_json.stderr.strip()) == ("", said)


def test_a_judged_greeting_has_no_question(url: str) -> None:
    """The bot's first words answer nobody."""
    conversation = ConversationStore(engine_for(url)).create(BotMessage("Hello.", {"topic": "chat", "blocks": []}))
    FeedbackStore(engine_for(url)).judge(conversation, 1, Judgement(False))
    assert "Hello." in shown(run())
    assert json.loads(run("--json").stdout)["question"] == ""


def test_hostile_words_do_nothing_to_a_terminal(told: Told) -> None:
    """Markup is shown as it was written, terminal codes and bidi controls are not, and the table keeps its width."""
    told(HOSTILE, Judgement(True))
    table = run().stdout
    assert "[bold red]what[/] [2Jcosts it2J" in shown(run())
    for text in (table, run("--json").stdout):
        assert not [char for char in text if unicodedata.category(char) == "Cc" and char != "\n"]
        assert "\u202e" not in text
    assert max(map(len, table.splitlines())) <= WIDTH
    assert json.loads(run("--json").stdout)["question"] == HOSTILE


def test_a_database_without_the_table_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the database was brought up to date there is a sentence and no traceback."""
    monkeypatch.setenv(URL_SETTING, f"sqlite:///{tmp_path / 'old.db'}")
    refused = CliRunner().invoke(main, ["conversations", "feedback"])
    assert refused.exit_code == 1
    assert isinstance(refused.exception, SystemExit)
    assert "pathwise knowledge load" in refused.output
