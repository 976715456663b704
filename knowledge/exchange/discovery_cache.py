"""A small folder of answers with their ETags, so that what has not changed is not sent again.

It holds no token and no secret, and may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.exchange.whole_files import write_whole

MAX_FILES = 2_000


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier answer of the server."""

    etag: str
    body: bytes


class AnswerCache:
    """Answers by address and account; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, account: str) -> None:
        """Use the folder; it is made when the first answer is kept."""
        self._folder = folder
        self._account = account

    def find(self, address: str) -> Kept | None:
        """The kept answer of an address; a file that cannot be read counts as none."""
        if self._folder is None:
            return None
        try:
            entry = json.loads(self._path(self._folder, address).read_text(encoding="utf-8"))
            if entry["address"] != address:
                return None
            return Kept(str(entry["etag"]), entry["body"].encode())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, address: str, etag: str, body: bytes) -> None:
        """Keep a checked answer, whole or not at all; a full disk is no reason to give up an import."""
        if self._folder is None or not etag:
            return
        with contextlib.suppress(OSError, UnicodeDecodeError):
            entry = json.dumps({"address": address, "etag": etag, "body": body.decode()})
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._path(self._folder, address), entry, mode=0o600)
            _drop_oldest(self._folder)

    def _path(self, folder: Path, address: str) -> Path:
        return folder / f"{hashlib.sha256(f'{self._account} {address}'.encode()).hexdigest()[:32]}.json"


def _drop_oldest(folder: Path) -> None:
    files = list(folder.glob("*.json"))
    if len(files) > MAX_FILES:
        files.sort(key=lambda path: path.stat().st_mtime)
        for path in files[: len(files) - MAX_FILES]:
            path.unlink(missing_ok=True)
