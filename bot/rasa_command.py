"""`python -m bot.rasa_command train ...`: Rasa's own command line without the packages that our model does not need."""

from __future__ import annotations

import yaml

from bot.left_out import UNUSED, is_light, leave_out, parts_of
from bot.settings import ROOT


def main() -> None:
    """Run Rasa's command line."""
    if is_light(parts_of(yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8")))):
        leave_out(UNUSED)
    from rasa.__main__ import main as rasas_main  # noqa: PLC0415 - after the packages were left out

    rasas_main()


if __name__ == "__main__":
    main()
