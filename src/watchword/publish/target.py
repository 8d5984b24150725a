"""Write what was made to the file that was asked for."""

from pathlib import Path

from watchword.errors import UsageError


def write_target(target: Path, content: str | bytes, what: str) -> None:
    """Write `content` (text as UTF-8) to `target`; raise `UsageError` with `what` it is where that cannot be written."""
    try:
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise UsageError(f"{what} cannot be written to {target}: {error.strerror}; name a file in a folder that exists") from error
