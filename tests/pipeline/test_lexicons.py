"""A lexicon is checked once; what is kept of it is never stale, and never trusted where it is damaged."""

from importlib import resources
from pathlib import Path

import pytest

from watchword.errors import ConfigurationError
from watchword.lexicon.load import read_folder
from watchword.pipeline import lexicons
from watchword.pipeline.lexicons import ensure_lexicon, lexicon_of


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The starter lexicon as a version pins it."""
    folder = resources.files("watchword.starter").joinpath("lexicon")
    return {f"lexicon/{name}": content for name, content in read_folder(folder).items()}


def _cache(folder: Path) -> list[Path]:
    return sorted((folder / "index" / "lexicon").iterdir())


def test_what_is_kept_is_what_was_checked(tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading gives the same lexicon, record by record, without a check."""
    checked = lexicon_of(files)
    assert ensure_lexicon(tmp_path, files) == checked
    monkeypatch.setattr(lexicons, "lexicon_of", None)
    kept = ensure_lexicon(tmp_path, files)
    assert kept == checked
    assert kept.find("win-win cooperation").id == "win-win-cooperation"


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"sha256":"0","formulations":[]}', b'{"sha256":1,"formulations":[{"forms":[1]}]}'])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, files: dict[str, bytes], damage: bytes) -> None:
    """Whatever stands in the file, the answer is that of the lexicon, and the file is whole again."""
    checked = ensure_lexicon(tmp_path, files)
    (file,) = _cache(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert ensure_lexicon(tmp_path, files) == checked
    assert file.read_bytes() == whole
    file.write_bytes(whole.replace(b"win-win", b"win-los"))
    assert ensure_lexicon(tmp_path, files) == checked


def test_a_stale_cache_is_not_read(tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed file, changed checks and another version of the program each read the lexicon anew."""
    ensure_lexicon(tmp_path, files)
    name = "lexicon/win-win-cooperation.toml"
    changed = files | {name: files[name].replace(b"win-win cooperation", b"win-win endeavour", 1)}
    assert ensure_lexicon(tmp_path, changed) == lexicon_of(changed) != lexicon_of(files)
    monkeypatch.setattr(lexicons, "CHECKS", "other")
    ensure_lexicon(tmp_path, files)
    monkeypatch.setattr(lexicons, "__version__", "0")
    ensure_lexicon(tmp_path, files)
    assert len(_cache(tmp_path)) == 4
    with pytest.raises(ConfigurationError):
        ensure_lexicon(tmp_path, files | {name: b"id ="})


def test_a_workspace_that_cannot_be_written_is_read(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Where the cache has no place, the lexicon is checked at each start."""
    (tmp_path / "index").write_text("in the way")
    assert ensure_lexicon(tmp_path, files) == lexicon_of(files)
