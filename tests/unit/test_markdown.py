"""Plain text for a client that renders Markdown; the browser tests read what such a client shows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markdown import as_markdown

ADDRESS = "https://x.example/a_b/c*d?q=[1]"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It cost $200. [1][4]", r"It cost $200. \[1\]\[4\]"),
        ("*not* _stressed_ `nor` code ~~struck~~", r"\*not\* \_stressed\_ \`nor\` code \~\~struck\~\~"),
        ("a\\b", r"a\\b"),
        ("For\n- one\n- two", "For  \n- one  \n- two"),
        ("1. First\n   For: it", "1. First  \n   For: it"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("# no heading\n> no quote\n  + no item", "\\# no heading  \n\\> no quote  \n  \\+ no item"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
    ],
)
def test_signs_are_escaped_and_lines_kept(text: str, written: str) -> None:
    """What Markdown would read as a link, stress, code, a heading or one long line stays text of several lines."""
    assert as_markdown(text) == written


@pytest.mark.parametrize("after", ["", ".", "), and", ": seen", '"'])
def test_address_is_a_link_to_itself_that_may_break(after: str) -> None:
    """The link goes where the address says, without the sign behind it; what is shown is the address."""
    address = ADDRESS.removesuffix("]")
    written = as_markdown(f"see {address}{after}")
    found = re.fullmatch(r"see \[(.+?[^\\])\]\(<(.+)>\)(.*)", written)
    assert found is not None
    assert found[1].replace("\u200b", "").replace("\\", "") == address
    assert (found[2], found[3]) == (address, after)
    assert max(len(piece.replace("\\", "")) for piece in found[1].split("\u200b")) <= 8


@given(st.text(alphabet="ab [1]*_`~\\-.(:)", max_size=60))
def test_no_sign_of_markdown_is_left_without_its_escape(text: str) -> None:
    """Without the escapes it is the text again, and each of the signs had one."""
    written = as_markdown(text)
    assert re.sub(r"\\(.)", r"\1", written) == text
    assert not re.search(r"[*_\[\]`~]", re.sub(r"\\.", "", written))
