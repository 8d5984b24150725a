"""What the archive of original bytes promises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import IntegrityError, NotHeld
from watchword.sources.archive import Archive


def keep_text(archive: Archive, folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text)
    return archive.keep(path, origin=name).sha256


def test_bytes_come_back_as_they_went_in(tmp_path: Path) -> None:
    """What was kept can be opened by its hash, and nobody can write over it by accident."""
    archive = Archive(tmp_path / "archive")
    digest = keep_text(archive, tmp_path, "a.txt", "alpha")
    with archive.open(digest) as stream:
        assert stream.read() == b"alpha"
    assert archive.path_of(digest) == tmp_path / "archive" / digest[:2] / digest
    assert archive.path_of(digest).stat().st_mode & 0o222 == 0
    assert digest in archive
    assert not list(archive.verify())


def test_the_first_keeping_is_the_one_that_counts(tmp_path: Path) -> None:
    """The same bytes kept again, by this or another process, are not written and keep their first time and origin."""
    archive = Archive(tmp_path / "archive")
    digest = keep_text(archive, tmp_path, "a.txt", "alpha")
    first, written = archive.describe(digest), archive.path_of(digest).stat().st_mtime_ns
    again = Archive(tmp_path / "archive")
    assert keep_text(again, tmp_path, "b.txt", "alpha") == digest
    assert again.describe(digest) == first
    assert archive.path_of(digest).stat().st_mtime_ns == written
    assert len(list(again)) == 1


def test_changed_missing_and_unlisted_bytes_are_found(tmp_path: Path) -> None:
    """Hashing again names each file that is not what it was."""
    archive = Archive(tmp_path / "archive")
    changed = keep_text(archive, tmp_path, "a.txt", "alpha")
    missing = keep_text(archive, tmp_path, "b.txt", "beta")
    archive.path_of(changed).chmod(0o644)
    archive.path_of(changed).write_text("Alpha")
    archive.path_of(missing).unlink()
    stranger = tmp_path / "archive" / "ab" / ("ab" * 32)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_text("x")
    assert {problem.sha256 for problem in archive.verify()} == {changed, missing, "ab" * 32}


def test_what_is_not_held_is_said(tmp_path: Path) -> None:
    """An unknown hash is an error, and a path cannot be smuggled in as one."""
    archive = Archive(tmp_path / "archive")
    for digest in ("0" * 64, "../../etc/passwd"):
        with pytest.raises(NotHeld):
            archive.open(digest)


def test_a_writer_that_was_stopped_leaves_no_harm(tmp_path: Path) -> None:
    """A half-written index line is passed over, and the file it was for is entered again."""
    archive = Archive(tmp_path / "archive")
    digest = keep_text(archive, tmp_path, "a.txt", "alpha")
    index = tmp_path / "archive" / "index.jsonl"
    index.write_bytes(index.read_bytes()[:30])
    again = Archive(tmp_path / "archive")
    assert not list(again)
    assert keep_text(again, tmp_path, "a.txt", "alpha") == digest
    keep_text(again, tmp_path, "b.txt", "beta")
    fresh = Archive(tmp_path / "archive")
    assert len(list(fresh)) == 2
    assert not list(fresh.verify())


def test_a_spoiled_index_is_said(tmp_path: Path) -> None:
    """A whole line that is no record stops the reading: evidence rests on it."""
    archive = Archive(tmp_path / "archive")
    keep_text(archive, tmp_path, "a.txt", "alpha")
    with (tmp_path / "archive" / "index.jsonl").open("a") as stream:
        stream.write('{"hash": "wrong"}\n')
    with pytest.raises(IntegrityError, match="no record"):
        list(Archive(tmp_path / "archive"))


@given(st.lists(st.binary(max_size=50), max_size=8))
def test_as_many_files_as_different_bytes(contents: list[bytes]) -> None:
    """However often and in whatever order files are kept, each content is held once and hashes to its name."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "archive")
        for number, content in enumerate(contents):
            path = Path(folder) / str(number)
            path.write_bytes(content)
            archive.keep(path, origin=str(number))
        assert len(list(archive)) == len(set(contents))
        assert not list(archive.verify())
