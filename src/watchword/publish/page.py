"""The trace as one self-contained page."""

from pathlib import Path
from typing import Any


def write_page(trace: dict[str, Any], target: Path) -> None:
    """Write the page."""
    target.write_text("<!doctype html>", encoding="utf-8")
