"""Files read whole as text, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from knowledge.exchange.reading import ExchangeError
from knowledge.yaml_rows import Problem

MAX_BYTES = 50_000_000


def read_whole(path: Path) -> str:
    """The text of a file that somebody else made.

    Raises:
        ExchangeError: If it cannot be read, is too large, or is no text in UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refused(path, "", str(error), "a file that can be read") from error
    if len(content) > MAX_BYTES:
        raise _refused(path, "", f"more than {MAX_BYTES:,} bytes", "a smaller file: divide it")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        place, byte = _line(content[: error.start]), content[error.start]
        raise _refused(path, place, f"the byte {byte:#04x}", "text in UTF-8: save it as 'UTF-8'") from error
    before, nul, _ = text.partition("\0")
    if nul:
        raise _refused(path, _line(before.encode()), "a NUL character", "plain text in UTF-8")
    return text


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: If it cannot be written; what stood there still stands.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EEXIST, "something that is no file stands there", str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _line(before: bytes) -> str:
    number = before.count(b"\n") + 1
    return f"line {number}"


def _refused(path: Path, place: str, found: str, expected: str) -> ExchangeError:
    return ExchangeError([Problem(str(path), place, found, expected)])
