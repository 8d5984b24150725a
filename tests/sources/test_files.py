"""What the walk from files on disk to entries promises."""

import io
import os
import random
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.model import Issue
from watchword.sources.base import Entry
from watchword.sources.files import hash_file, walk
from watchword.sources.member import Limits, safe_name

SMALL = Limits(ratio=200, floor=100_000, total=10_000_000)


def read_all(path: Path, limits: Limits | None = None) -> tuple[list[Entry], list[Issue]]:
    issues: list[Issue] = []
    return list(walk(path, issues.append, limits=limits)), issues


def make_zip(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def make_tar(path: Path, *members: tuple[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def test_a_folder_is_read_in_path_order_with_its_archives(tmp_path: Path) -> None:
    """Files of a folder and members of archives in it come sorted by path, and say which archive holds them."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_bytes(b"two")
    (tmp_path / "a.txt").write_bytes(b"one")
    packed = make_zip(tmp_path / "m.zip", ("z.txt", b"zed"), ("inner/y.txt", b"why"))
    make_tar(tmp_path / "n.tgz", ("./t.txt", b"tee"), mode="w:gz")
    entries, issues = read_all(tmp_path)
    assert [entry.place for entry in entries] == [
        "a.txt", "b/two.txt", "m.zip:inner/y.txt", "m.zip:z.txt", "n.tgz:t.txt",
    ]  # fmt: skip
    assert [entry.read() for entry in entries] == [b"one", b"two", b"why", b"zed", b"tee"]
    assert entries[2].container_sha256 == hash_file(packed)[0]
    assert entries[0].container_sha256 == ""
    assert not issues


def test_housekeeping_files_are_passed_over(tmp_path: Path) -> None:
    """Hidden files and what macOS adds to folders and zips are neither read nor reported."""
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"x")
    make_zip(tmp_path / "m.zip", ("__MACOSX/._a.txt", b"x"), ("a.txt", b"a"))
    entries, issues = read_all(tmp_path)
    assert [entry.path for entry in entries] == ["a.txt"]
    assert not issues


def test_each_file_on_disk_is_kept_once(tmp_path: Path) -> None:
    """A container and a loose file are handed to the archive once; their members share its hash and time."""
    make_zip(tmp_path / "m.zip", ("a.txt", b"a"), ("b.txt", b"b"))
    (tmp_path / "x.txt").write_bytes(b"x")
    (tmp_path / "skip.md").write_bytes(b"s")
    kept = []

    def keep(path: Path) -> tuple[str, str]:
        kept.append(path.name)
        return hash_file(path)[0], "2020-01-02T03:04:05Z"

    entries = list(walk(tmp_path, pytest.fail, keep, wanted=lambda path: not path.endswith(".md")))
    assert kept == ["m.zip", "x.txt"]
    assert {entry.retrieved for entry in entries} == {"2020-01-02T03:04:05Z"}
    assert entries[2].sha256() == hash_file(tmp_path / "x.txt")[0]


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tar.xz", ".tar.bz2"])
def test_tars_are_read_however_packed(tmp_path: Path, suffix: str) -> None:
    """A tar's members are read in its own order, and again when asked again."""
    mode = "w" + (":" + suffix[5:] if len(suffix) > 4 else "")
    path = make_tar(tmp_path / f"t{suffix}", ("b.txt", b"bee"), ("a.txt", b"ay"), mode=mode)
    entries, issues = read_all(path)
    assert [entry.path for entry in entries] == ["b.txt", "a.txt"]
    assert [entry.read() for entry in reversed(entries)] == [b"ay", b"bee"]
    assert not issues


def test_single_packed_files_are_streamed(tmp_path: Path) -> None:
    """A `.zst` or `.gz` file is one entry under the name without the suffix, read line by line."""
    import gzip

    text = b"first line\nsecond line\n" * 5000
    with pyarrow.CompressedOutputStream(str(tmp_path / "rows.jsonl.zst"), "zstd") as stream:
        stream.write(text)
    (tmp_path / "more.jsonl.gz").write_bytes(gzip.compress(text))
    entries, issues = read_all(tmp_path, Limits(floor=1_000_000))
    assert [entry.path for entry in entries] == ["more.jsonl", "rows.jsonl"]
    assert entries[1].container_sha256 == hash_file(tmp_path / "rows.jsonl.zst")[0]
    for entry in entries:
        with entry.open() as opened:
            assert sum(1 for _ in opened) == 10_000
    assert not issues


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/up.txt", "C:\\up.txt", "..\\up.txt"])
def test_names_that_climb_out_are_refused(tmp_path: Path, name: str) -> None:
    """A member that would land outside its folder is reported and the others are read, in a zip and in a tar."""
    make_zip(tmp_path / "m.zip", (name, b"bad"), ("good.txt", b"good"))
    make_tar(tmp_path / "t.tar", (name, b"bad"), ("good.txt", b"good"))
    entries, issues = read_all(tmp_path)
    assert [entry.place for entry in entries] == ["m.zip:good.txt", "t.tar:good.txt"]
    assert [issue.problem for issue in issues] == ["unsafe path", "unsafe path"]


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    """A name that reads differently to programs written in C is reported."""
    path = make_zip(tmp_path / "m.zip", ("a.txtX.exe", b"bad"), ("good.txt", b"good"))
    path.write_bytes(path.read_bytes().replace(b"a.txtX.exe", b"a.txt\0.exe"))
    entries, issues = read_all(path)
    assert [entry.path for entry in entries] == ["good.txt"]
    assert "NUL" in issues[0].found


@given(st.text(min_size=1, max_size=30))
def test_an_admitted_name_never_climbs(name: str) -> None:
    """Whatever a member is called, the name it gets stays below the folder it belongs to, or it gets none."""
    try:
        safe = safe_name(name)
    except ValueError:
        return
    assert not safe.startswith("/")
    assert os.path.normpath(safe) == safe
    assert ".." not in safe.split("/")
    assert safe_name(safe) == safe


def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path) -> None:
    """Symbolic links, hard links and devices are reported; plain files beside them are read."""
    path = tmp_path / "t.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (
            ("s", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        good = tarfile.TarInfo("good.txt")
        good.size = 4
        archive.addfile(good, io.BytesIO(b"good"))
    entries, issues = read_all(path)
    assert [entry.read() for entry in entries] == [b"good"]
    assert [issue.problem for issue in issues] == ["link", "link", "device", "device"]


def test_links_to_folders_and_pipes_on_disk_are_reported(tmp_path: Path) -> None:
    """A loop of links cannot trap the walk and a pipe cannot hang it."""
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    entries, issues = read_all(tmp_path)
    assert [entry.path for entry in entries] == ["a.txt"]
    assert sorted(issue.file for issue in issues) == ["gone", "loop", "pipe"]


def test_a_declared_bomb_is_never_opened(tmp_path: Path) -> None:
    """A zip member that claims to unpack beyond all proportion is reported; the others are read."""
    path = make_zip(tmp_path / "m.zip", ("bomb.txt", bytes(2_000_000)), ("good.txt", b"good"))
    entries, issues = read_all(path, SMALL)
    assert [entry.path for entry in entries] == ["good.txt"]
    assert issues[0].problem == "bomb"


def test_a_bomb_with_a_false_size_stops_while_it_is_read(tmp_path: Path) -> None:
    """A member that claims 1,000 bytes and unpacks to two million yields no more than it claimed, and an error."""
    path = make_zip(tmp_path / "m.zip", ("bomb.txt", bytes(2_000_000)))
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 2_000_000), struct.pack("<I", 1_000)))
    (entry,), _ = read_all(path, SMALL)
    with pytest.raises(UnreadableInput):
        entry.read()


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_packed_bomb_stops_while_it_is_read(tmp_path: Path, suffix: str) -> None:
    """A packed file says nothing of its size, so it is stopped on the way."""
    path = tmp_path / f"rows.jsonl{suffix}"
    with pyarrow.CompressedOutputStream(str(path), "gzip" if suffix == ".gz" else "zstd") as stream:
        stream.write(bytes(5_000_000))
    (entry,), _ = read_all(path, SMALL)
    with pytest.raises(UnsafeInput, match="out of all proportion"):
        entry.read()


def test_a_packed_tar_bomb_is_reported(tmp_path: Path) -> None:
    """A tar that unpacks beyond all proportion is left at that point, and what comes before it can be read."""
    path = make_tar(tmp_path / "t.tar.gz", ("good.txt", b"good"), ("bomb.txt", bytes(5_000_000)), mode="w:gz")
    entries, issues = read_all(path, SMALL)
    assert entries[0].read() == b"good"
    assert [issue.problem for issue in issues] == ["bomb"]


def test_many_members_that_make_a_bomb_together_are_reported(tmp_path: Path) -> None:
    """A hundred members that are each below the bound are bounded together."""
    path = make_zip(tmp_path / "m.zip", *((f"{number}.txt", bytes(90_000)) for number in range(200)))
    entries, issues = read_all(path, SMALL)
    assert sum(entry.size for entry in entries) <= SMALL.total
    assert issues
    assert {issue.problem for issue in issues} == {"bomb"}


def test_encrypted_members_are_reported(tmp_path: Path) -> None:
    """An encrypted member is left out by name; the others are read."""
    path = make_zip(tmp_path / "m.zip", ("secret.txt", b"s"), ("good.txt", b"good"))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    entries, issues = read_all(path)
    assert [entry.path for entry in entries] == ["good.txt"]
    assert issues[0].problem == "encrypted member"


@pytest.mark.parametrize("streamed", [False, True])
def test_a_truncated_zip_gives_what_it_still_holds(tmp_path: Path, streamed: bool) -> None:
    """Of a zip whose end is missing, whole members are read, the broken one raises, and the break is reported."""
    path = tmp_path / "m.zip"
    buffer = io.BytesIO()
    if streamed:
        buffer.seekable = lambda: False  # type: ignore[method-assign]  # sizes then follow the data
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", noise(5000, number))
    data = buffer.getvalue()
    last = data.rindex(b"PK\x03\x04")
    path.write_bytes(data[: last + 2000])
    entries, issues = read_all(path)
    assert [entry.path for entry in entries] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [entry.read() for entry in entries[:3]] == [noise(5000, number) for number in range(3)]
    with pytest.raises(UnreadableInput, match=r"m\.zip:3\.txt"):
        entries[3].read()
    assert [issue.problem for issue in issues] == ["damaged archive"]


def test_a_corrupt_member_raises_with_its_name(tmp_path: Path) -> None:
    """A changed byte in one member is an error of that member alone."""
    path = make_zip(tmp_path / "m.zip", ("a.txt", noise(3000)), ("b.txt", b"good"))
    data = bytearray(path.read_bytes())
    data[1000] ^= 0xFF
    path.write_bytes(data)
    entries, _ = read_all(path)
    with pytest.raises(UnreadableInput, match=r"m\.zip:a\.txt"):
        entries[0].read()
    assert entries[1].read() == b"good"


def test_a_file_that_is_no_zip_is_reported(tmp_path: Path) -> None:
    """A page saved under the name of a zip yields nothing but the report."""
    path = tmp_path / "m.zip"
    path.write_bytes(b"<html>not found</html>")
    entries, issues = read_all(path)
    assert not entries
    assert issues[0].problem == "damaged archive"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_truncated_tar_gives_what_it_still_holds(tmp_path: Path, mode: str) -> None:
    """Of a tar that breaks off, the members before the break are read and the break is reported."""
    members = tuple((f"{number}.txt", noise(20_000, number)) for number in range(5))
    suffix = ".tar" if mode == "w" else f".tar.{mode[2:]}"
    path = make_tar(tmp_path / f"t{suffix}", *members, mode=mode)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * 0.7)])
    entries, issues = read_all(path)
    assert len(entries) >= 3
    for entry, (_, data) in zip(entries[:3], members, strict=False):
        assert entry.read() == data
    for entry in entries[3:]:
        with pytest.raises(UnreadableInput):
            entry.read()
    assert [issue.problem for issue in issues] == ["damaged archive"]


def test_a_tar_with_a_broken_header_is_reported(tmp_path: Path) -> None:
    """A header spoiled in the middle is not taken for the archive's end."""
    path = make_tar(tmp_path / "t.tar", ("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c"))
    data = bytearray(path.read_bytes())
    data[1024:1034] = b"\xff" * 10
    path.write_bytes(data)
    entries, issues = read_all(path)
    assert [entry.path for entry in entries] == ["a.txt"]
    assert issues[0].place == "byte 1,024"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_used_twice_is_settled_only_when_nothing_is_lost(tmp_path: Path) -> None:
    """Equal duplicates are read once with a note; differing ones are left out, for nothing says which is meant."""
    members = (("same.txt", b"s"), ("same.txt", b"s"), ("differ.txt", b"1"), ("./differ.txt", b"2"), ("c.txt", b"c"))
    for path in (make_zip(tmp_path / "m.zip", *members), make_tar(tmp_path / "t.tar", *members)):
        entries, issues = read_all(path)
        assert {entry.path for entry in entries} == {"same.txt", "c.txt"}
        assert {issue.severity for issue in issues} == {"note", "left out"}


def test_empty_files_and_nested_archives_are_reported(tmp_path: Path) -> None:
    """Nothing is skipped in silence."""
    (tmp_path / "empty.txt").touch()
    inner = make_zip(tmp_path / "m.zip", ("x.txt", b"x")).read_bytes()
    make_zip(tmp_path / "m.zip", ("inner.zip", inner), ("none.txt", b""), ("x.txt", b"x"))
    entries, issues = read_all(tmp_path)
    assert [entry.path for entry in entries] == ["x.txt"]
    assert [issue.problem for issue in issues] == ["empty file", "archive inside an archive", "empty file"]


def test_nothing_at_the_path_is_said(tmp_path: Path) -> None:
    """A mistyped path is an error, not an empty corpus."""
    with pytest.raises(UnreadableInput, match="nothing there"):
        list(walk(tmp_path / "nowhere", pytest.fail))


@given(st.binary(max_size=400), st.integers(0, 500), st.booleans())
def test_spoiled_archives_never_crash_the_walk(noise_bytes: bytes, cut: int, zipped: bool) -> None:
    """Whatever bytes stand under the name of an archive, the walk ends with entries, reports, or both."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("m.zip" if zipped else "t.tar")
        make = make_zip if zipped else make_tar
        make(path, ("a.txt", b"alpha" * 20), ("b.txt", b"beta"))
        data = bytearray(path.read_bytes())
        data[cut : cut + len(noise_bytes)] = noise_bytes
        path.write_bytes(data or b"x")
        entries, _ = read_all(path)
        for entry in entries:
            try:
                assert zlib.crc32(entry.read()) >= 0
            except UnreadableInput as error:
                assert path.name in str(error)
