"""What Rasa imports and we do not use: names can be imported and inherited from, and a call says what is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from bot.left_out import is_light, parts_of
from bot.settings import ROOT

BEGIN = "from bot.left_out import leave_out; leave_out({'never_there'}); "


def said(program: str) -> str:
    """What a Python of its own prints of a program, or the last line of its error."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return (done.stdout or done.stderr.splitlines()[-1]).strip()


# program: what it prints
PROGRAMS = {
    "import never_there.a.b as b; print(b.__name__)": "never_there.a.b",
    "from never_there.a import B\nclass C(B): pass\nprint(C().__class__.__name__)": "C",
    "import never_there as n\ndef f(x: n.Tensor | None, y: n.List[n.Tensor]): return x\nprint(f(1, 2))": "1",
    "import never_there as n\n@n.function\ndef f(): return 1\nprint(f())": "1",
    "import never_there as n; print(hasattr(n, '__file__'))": "False",
    "import json; print(json.loads('1'))": "1",
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_empty_package_is_good_for_imports(program: str) -> None:
    """Modules, base classes, annotations and decorators work; what was not left out is as it was."""
    assert said(program) == PROGRAMS[program]


@pytest.mark.parametrize("call", ["n.constant(1)", "n.keras.Model()", "n.zeros((2, 2), dtype='f')"])
def test_a_call_says_what_was_left_out(call: str) -> None:
    """Nothing pretends to have computed something."""
    assert "left out of this process" in said(f"import never_there as n; {call}")


def test_our_model_is_light_and_rasas_default_is_not() -> None:
    """Who puts a part of Rasa's own into config.yml gets what it needs."""
    ours, stock = (yaml.safe_load((ROOT / name).read_text()) for name in ("config.yml", "config.stock.yml"))
    assert is_light(parts_of(ours))
    assert not is_light(parts_of(stock))


def test_the_server_holds_no_tensorflow() -> None:
    """A process that leaves out what is unused loads the whole bot without these packages."""
    program = (
        "from bot.left_out import *; leave_out(UNUSED | ONLY_TRAINING); import bot.server, bot.serving, sys; "
        "print([m for m in sys.modules if m.partition('.')[0] in UNUSED | ONLY_TRAINING and getattr(sys.modules[m], '__file__', None)])"
    )
    assert said(program) == "[]"
