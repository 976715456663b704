"""`python -m bot.rasa_command train ...`: Rasa's own command line without the packages that our model does not need."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from bot.left_out import UNUSED, is_light, leave_out, parts_of
from bot.nlu.encoder_file import make_encoder
from bot.nlu.kept_vectors import vectors_kept
from bot.nlu.sentence_encoder import default_encoder
from bot.settings import ROOT


def main() -> None:
    """Run Rasa's command line."""
    if is_light(parts_of(yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8")))):
        leave_out(UNUSED)
    # After the packages were left out.
    from rasa.__main__ import main as rasas_main  # noqa: PLC0415
    from rasa.engine.caching import CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION  # noqa: PLC0415

    cache = Path(os.environ.get(CACHE_LOCATION_ENV) or DEFAULT_CACHE_LOCATION)
    make_encoder()
    with vectors_kept(default_encoder(), cache):
        rasas_main()


if __name__ == "__main__":
    main()
