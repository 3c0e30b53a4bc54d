"""Files to releases: what is opened, what is refused, what the release says of its source."""

from __future__ import annotations

import os
import socket
import stat
import time
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pressextract.errors import InputError, UsageError
from pressextract.readers import (
    Limits,
    assign_ids,
    display_path,
    printable,
    read_bytes,
    read_file,
    read_release,
    to_release,
)
from pressextract.release import Provenance, Release

LIMITS = Limits()


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """Open folder with a file that nobody may read; root, who may read everything, is somebody else meanwhile."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a.txt").write_text("CNRS", encoding="utf-8")
        (folder / "a.txt").chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)


def code_of(path: Path, root: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        read_release(path, root=root, limits=limits)
    assert str(root) not in caught.value.message  # records hold no machine path
    return caught.value.code


def test_release_and_its_source(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfCNRS\r\nUTokyo\r"
    path = tmp_path / "2022" / "Émission.TXT"
    path.parent.mkdir()
    path.write_bytes(data)
    source = Provenance("2022/Émission.TXT", None, None, "text/plain", "utf-8", len(data), sha256(data).hexdigest())
    assert read_release(path, root=tmp_path, limits=LIMITS) == Release("CNRS\nUTokyo\n", "2022/Émission", source)


def test_markdown_and_no_suffix(tmp_path: Path) -> None:
    for name, kind in [("a.md", "text/markdown"), ("a", "text/plain")]:
        (tmp_path / name).write_text("CNRS", encoding="utf-8")
        assert read_release(tmp_path / name, root=tmp_path, limits=LIMITS).source.media_type == kind


def test_notices_of_decoding_and_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9 \x1b[1m CNRS and the University of Tokyo")
    release = read_release(path, root=tmp_path, limits=LIMITS)
    assert [notice.code for notice in release.notices] == ["encoding_guessed", "control_chars"]
    assert read_release(path, root=tmp_path, limits=LIMITS, encoding="cp1250").source.encoding == "cp1250"
    with pytest.raises(UsageError):
        read_release(path, root=tmp_path, limits=LIMITS, encoding="no-such")


def test_a_file_that_cannot_be_decoded_still_has_a_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\x81")
    raw = read_file(tmp_path / "a.txt", root=tmp_path, limits=LIMITS)
    assert (raw.id, raw.source.path, raw.source.bytes, raw.source.encoding) == ("a", "a.txt", 2, None)
    with pytest.raises(InputError, match=r"^a\.txt: byte 1 "):
        to_release(raw, limits=LIMITS)


@pytest.mark.parametrize("size", [99, 100, 101])
def test_character_limit(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text("é" * size, encoding="utf-8")
    limits = Limits(bytes=1000, characters=100)
    if size > 100:
        assert code_of(path, tmp_path, limits) == "too_large"
    else:
        assert len(read_release(path, root=tmp_path, limits=limits).text) == size


@pytest.mark.parametrize("size", [99, 100, 101])
def test_byte_limit(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * size)
    limits = Limits(bytes=100, characters=1000)
    if size > 100:
        assert code_of(path, tmp_path, limits) == "too_large"
    else:
        assert len(read_release(path, root=tmp_path, limits=limits).text) == size


def test_default_limits() -> None:
    assert Limits() == Limits(bytes=2_000_000, characters=200_000)
    assert Limits.of_characters(10) == Limits(bytes=2_000_000, characters=10)


@pytest.mark.parametrize("size", [50_000_000, 1 << 40])
def test_a_huge_file_is_refused_by_its_size(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(size)
    started = time.monotonic()
    assert code_of(path, tmp_path) == "too_large"
    assert time.monotonic() - started < 1


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "real.txt").write_text("CNRS", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    (tmp_path / "dangling.txt").symlink_to("gone.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    found = {name: code_of(tmp_path / f"{name}.txt", tmp_path) for name in ("fifo", "folder", "link", "loop")}
    assert found == {
        "fifo": "not_regular",
        "folder": "not_regular",
        "link": "symlink_skipped",
        "loop": "symlink_skipped",
    }
    assert code_of(tmp_path / "dangling.txt", tmp_path) == "symlink_skipped"
    assert code_of(tmp_path / "gone.txt", tmp_path) == "changed_during_read"
    raw = read_file(tmp_path / "link.txt", root=tmp_path, limits=LIMITS, follow_symlinks=True)
    assert (raw.data, raw.source.path) == (b"CNRS", "link.txt")


def test_socket_and_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.txt")
        assert code_of(tmp_path / "s.txt", tmp_path) == "not_regular"
    assert code_of(Path("/dev/zero"), Path("/dev")) == "not_regular"


def test_other_formats_and_long_names(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert code_of(tmp_path / "a.pdf", tmp_path) == "unsupported_format"
    assert code_of(tmp_path / ("a" * 300 + ".txt"), tmp_path) == "unreadable"


def test_no_permission(as_nobody: Path) -> None:
    assert code_of(as_nobody / "a.txt", as_nobody) == "unreadable"


@pytest.mark.parametrize("change", ["grow", "shrink", "touch"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("CNRS" * 100, encoding="utf-8")
    real = os.fstat
    seen: list[os.stat_result] = []

    def change_after_first_look(descriptor: int) -> os.stat_result:
        result = real(descriptor)
        if stat.S_ISREG(result.st_mode) and not seen:
            seen.append(result)
            if change == "touch":
                os.utime(path, ns=(0, 0))
            else:
                path.write_text("CNRS" * (200 if change == "grow" else 50), encoding="utf-8")
        return result

    monkeypatch.setattr("pressextract.readers.text.os.fstat", change_after_first_look)
    with pytest.raises(InputError) as caught:
        read_release(path, root=tmp_path, limits=LIMITS)
    assert (caught.value.code, caught.value.retryable) == ("changed_during_read", True)


def test_the_input_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("CNRS", encoding="utf-8")
    path.chmod(0o444)
    before = path.stat()
    read_release(path, root=tmp_path, limits=LIMITS)
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_a_stream() -> None:
    raw = read_bytes(BytesIO(b"CNRS"), id="stdin", limits=LIMITS)
    assert to_release(raw, limits=LIMITS) == Release(
        "CNRS", "stdin", Provenance(bytes=4, sha256=sha256(b"CNRS").hexdigest())
    )
    with pytest.raises(InputError, match=r"^stdin: too large"):
        read_bytes(BytesIO(b"12345"), id="stdin", limits=Limits(bytes=4))


IDS = [
    ([b"a.txt"], ["a"]),
    ([b"a.txt", b"b/a.txt"], ["a", "b/a"]),
    ([b"a.txt", b"a.md", b"b.txt"], ["a.txt", "a.md", "b"]),
    ([b"a.txt", b"a.md", b"a.txt.md"], ["a.txt", "a.md", "a.txt.md"]),
    ([b"a.TXT", b"a.txt"], ["a.TXT", "a.txt"]),
    ([b"A.txt", b"a.txt"], ["A", "a"]),
    ([b"v1.2.txt", b"notes"], ["v1.2", "notes"]),
    (["é.txt".encode(), "e\u0301.txt".encode()], ["é", "e\u0301"]),
    ([b"\xe9.txt"], ["\\xe9"]),
    ([b"\xe9.txt", b"\\xe9.txt"], ["\\xe9.txt~3bf363f54fe1", "\\xe9.txt"]),
    ([b"-x.txt", b"=cmd.txt", b"new\nline.txt", b"CON.txt"], ["-x", "=cmd", "new\nline", "CON"]),
]


@pytest.mark.parametrize(("paths", "ids"), IDS)
def test_ids(paths: list[bytes], ids: list[str]) -> None:
    assert assign_ids(paths) == ids
    assert assign_ids(paths[::-1]) == ids[::-1]


def test_shown_names() -> None:
    assert display_path("é/a.txt".encode()) == ("é/a.txt", None)
    assert display_path(b"a\xff/b.txt") == ("a\\xff/b.txt", "Yf8vYi50eHQ=")
    assert printable("a\x1b]0;x\x07\u202e\nb\u2028é") == "a\\x1b]0;x\\x07\\u202e\\nb\\u2028é"
    assert printable("a\n\tb\x1b", keep_lines=True) == "a\n\tb\\x1b"


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("CNRS", encoding="utf-8")
    source = read_release(path, root=tmp_path, limits=LIMITS).source
    assert (source.path, source.path_b64) == ("caf\\xe9.txt", "Y2Fm6S50eHQ=")
