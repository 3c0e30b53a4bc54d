"""The decoding ladder: what each kind of bytes becomes, or the code and byte of its refusal."""

from __future__ import annotations

import codecs
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressextract.errors import InputError, UsageError
from pressextract.readers.decoding import check_encoding, decode
from pressextract.readers.notices import text_notices

TEXT = "Le CNRS et l’Université d’Évry – 29\u00a0% de 2\u202f900 co-publications"
FRENCH = (
    "«\u00a0À Évry, l’œuvre coûte 29\u00a0%\u00a0», dit-elle. LIBERTÉ\u00a0: «\u00a0C’est très bien né\u00a0»… "
    "VOILÀ\u00a0! Créé à Orléans – 3\u00a0M€."
)

NOISE = b"".join(sha256(bytes([number])).digest() for number in range(150))

READ = [
    ("ASCII", b"CNRS", "CNRS", "utf-8", []),
    ("UTF-8", TEXT.encode(), TEXT, "utf-8", []),
    ("UTF-8 mark", codecs.BOM_UTF8 + TEXT.encode(), TEXT, "utf-8", []),
    ("UTF-16 LE mark", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT, "utf-16-le", []),
    ("UTF-16 BE mark", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT, "utf-16-be", []),
    ("UTF-32 LE mark", codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), TEXT, "utf-32-le", []),
    ("UTF-32 BE mark", codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), TEXT, "utf-32-be", []),
    ("UTF-16 LE without mark", TEXT.encode("utf-16-le"), TEXT, "utf-16-le", ["encoding_guessed"]),
    ("UTF-16 BE without mark", TEXT.encode("utf-16-be"), TEXT, "utf-16-be", ["encoding_guessed"]),
    ("one byte not UTF-8", b"Universit\xe9 de Lille", "Université de Lille", "cp1252", ["encoding_guessed"]),
    ("Windows-1252 signs", b"\xab 29 \x80 \xbb \x96 ok", "« 29 € » – ok", "cp1252", ["encoding_guessed"]),
    ("French Windows-1252", FRENCH.encode("cp1252"), FRENCH, "cp1252", ["encoding_guessed"]),
    ("a closing quote alone", b"n\xe9\xa0\xbb \xab\xa0", "né\u00a0» «\u00a0", "cp1252", ["encoding_guessed"]),
    ("line ends", b"a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd", "utf-8", []),
    ("a mark inside stays", "a\ufeffb".encode(), "a\ufeffb", "utf-8", []),
    ("NULs in a text", b"CNRS\x00 and UTokyo\x00", "CNRS\x00 and UTokyo\x00", "utf-8", []),
    ("ANSI colours", b"\x1b[31mCNRS\x1b[0m", "\x1b[31mCNRS\x1b[0m", "utf-8", []),
    ("noncharacters", "A\ufffe\uffff\ue000\U0010ffff".encode(), "A\ufffe\uffff\ue000\U0010ffff", "utf-8", []),
]

REFUSED = [
    ("empty", b"", "empty", ""),
    ("a mark alone", codecs.BOM_UTF8, "empty", ""),
    ("white space", b" \t\r\n\x0b\x0c" * 9, "empty", ""),
    ("a megabyte of newlines", b"\n" * 1_000_000, "empty", ""),
    ("zero width and no-break spaces", "\u200b\u2060\u00a0\u3000".encode(), "empty", ""),
    ("half a UTF-16 unit", codecs.BOM_UTF16_LE + b"A\x00B", "bad_encoding", "byte 4 (0x42)"),
    ("a UTF-16 surrogate alone", codecs.BOM_UTF16_LE + b"A\x00\x00\xd8B\x00", "bad_encoding", "byte 4 (0x00)"),
    ("not Windows-1252: 81", b"a\x81", "bad_encoding", "byte 1 (0x81)"),
    ("not Windows-1252: 8D", b"ab\x8d", "bad_encoding", "byte 2 (0x8d)"),
    ("not Windows-1252: 8F", b"abc\x8f", "bad_encoding", "byte 3 (0x8f)"),
    ("not Windows-1252: 90", b"\x90abc", "bad_encoding", "byte 0 (0x90)"),
    ("not Windows-1252: 9D", b"a\xe9b\x9d", "bad_encoding", "byte 3 (0x9d)"),
    ("lines of two encodings", "Évry\n".encode() + "Évry é\n".encode("cp1252"), "bad_encoding", "byte 6 (0xc9)"),
    ("UTF-8 cut short", "l’Université".encode()[:-1], "bad_encoding", "byte 13 (0xc3)"),
    ("a byte between UTF-8", "naïve ".encode() + b"\xff" + " été".encode(), "bad_encoding", "byte 7 (0xff)"),
    ("damaged Cyrillic UTF-8", "Москва".encode() + b"\xd0", "bad_encoding", "byte 12 (0xd0)"),
    ("overlong slash", b"a\xc0\xafb", "bad_encoding", "byte 1 (0xc0)"),
    ("overlong slash in three bytes", b"a\xe0\x80\xafb", "bad_encoding", "byte 1 (0xe0)"),
    ("CESU-8", b"a\xed\xa0\xbd\xed\xb8\x80", "bad_encoding", "byte 1 (0xed)"),
    ("an encoded surrogate", b"ab\xed\xa0\x80", "bad_encoding", "byte 2 (0xed)"),
    ("above U+10FFFF", b"a\xf4\x90\x80\x80", "bad_encoding", "byte 1 (0xf4)"),
    ("PNG", b"\x89PNG\r\n\x1a\n" + b"IHDR", "binary", "PNG"),
    ("ELF", b"\x7fELF\x02\x01\x01", "binary", "ELF"),
    ("ZIP", b"PK\x03\x04\x14\x00", "binary", "ZIP or DOCX"),
    ("SQLite", b"SQLite format 3\x00", "binary", "SQLite"),
    ("PDF", b"%PDF-1.7\n1 0 obj", "binary", "PDF"),
    ("RTF", rb"{\rtf1\ansi CNRS}", "binary", "RTF"),
    ("random bytes", NOISE, "binary", "neither UTF-8"),
    ("zeros", bytes(4096), "binary", "100% control"),
    ("UTF-32 without mark", TEXT.encode("utf-32-le"), "binary", "control characters"),
    ("UTF-16 Cyrillic without mark", ("Москва " * 20).encode("utf-16-le"), "binary", "control characters"),
    ("UTF-16 Chinese without mark", "东京大学\n研究中心".encode("utf-16-le"), "binary", "neither UTF-8"),
]


@pytest.mark.parametrize(("data", "text", "encoding", "codes"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_read(data: bytes, text: str, encoding: str, codes: list[str]) -> None:
    decoded = decode(data, name="a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert [notice.code for notice in decoded.notices] == codes


@pytest.mark.parametrize(("data", "code", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(data: bytes, code: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, name="a.txt")
    assert caught.value.code == code
    assert caught.value.message.startswith("a.txt: ")
    assert says in caught.value.message


def test_every_windows_1252_byte_or_its_offset() -> None:
    undefined = []
    for byte in range(0x80, 0x100):
        data = b"CNRS " + bytes([byte])
        try:
            assert decode(data, name="a").text == data.decode("cp1252")
        except InputError as error:
            assert error.code == "bad_encoding"
            undefined.append(byte)
    assert undefined == [0x81, 0x8D, 0x8F, 0x90, 0x9D]


def test_all_controls_stay_in_the_text() -> None:
    controls = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029]))
    text = f"CNRS {controls} and the University of Tokyo launch a centre in Tokyo, with four laboratories"
    assert decode(text.encode(), name="a").text == text


def test_a_named_encoding_is_not_guessed() -> None:
    decoded = decode("Łódź".encode("cp1250"), name="a", encoding="windows-1250")
    assert (decoded.text, decoded.encoding, decoded.notices) == ("Łódź", "cp1250", ())
    assert decode("A\r\n".encode("utf-16"), name="a", encoding="utf-16").text == "A\n"
    with pytest.raises(InputError) as caught:
        decode(b"caf\xe9", name="a", encoding="utf-8")
    assert caught.value.code == "bad_encoding"
    with pytest.raises(InputError) as caught:
        decode(b"+2AA-", name="a", encoding="utf-7")
    assert caught.value.code == "bad_encoding"


@pytest.mark.parametrize("name", ["nope", "hex", "rot13", "idna", "undefined", "unicode_escape", "", "a\x00b"])
def test_unknown_encodings(name: str) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        check_encoding(name)


@given(st.binary(max_size=400))
def test_any_bytes_give_their_text_or_a_typed_error(data: bytes) -> None:
    try:
        decoded = decode(data, name="a")
    except InputError as error:
        assert error.code in {"empty", "binary", "bad_encoding"}
        return
    decoded.text.encode("utf-8")
    assert "\r" not in decoded.text
    text = data.decode(decoded.encoding).removeprefix("\ufeff")
    assert decoded.text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]))
def test_any_text_behind_a_mark_comes_back(text: str, codec: str) -> None:
    body = "CNRS" + text.replace("\r", "")
    assert decode(("\ufeff" + body).encode(codec), name="a").text == body


@given(st.text(st.sampled_from(FRENCH + "abcdefgh \n"), max_size=300))
def test_french_in_windows_1252_is_right_or_refused(text: str) -> None:
    data = ("Université " + text).encode("cp1252")
    try:
        decoded = decode(data, name="a")
    except InputError as error:
        assert error.code == "bad_encoding"
        return
    assert decoded.text == "Université " + text


NOTICES = [
    ("Université de Tokyo – 29\u00a0% «\u00a0oui\u00a0»", []),
    ("tab\tline\nform feed\x0c", []),
    ("CNRS\x00 and \x85", [("control_chars", "control characters: 2, the first at character 4 (\\x00); ")]),
    ("the \u202eSRNC\u202c", [("bidi_controls", "the first at character 4 (\\u202e)")]),
    ("universitÃ©", [("mojibake_suspected", "the first at character 9 (\\xc3\\xa9)")]),
    ("universitÃƒÂ©", [("mojibake_suspected", ": 2, the first at character 9")]),
    ("lâ€™universitÃ©", [("mojibake_suspected", ": 2, the first at character 1 ")]),
    ("29Â\u00a0%", [("mojibake_suspected", ": 1, ")]),
    ("lost \ufffd", [("mojibake_suspected", "(\\ufffd)")]),
    ("SÃO PAULO, ÂGE, âme", []),
    ("\x1b[1m\u2066Ã©", [("control_chars", ""), ("bidi_controls", ""), ("mojibake_suspected", "")]),
]


@pytest.mark.parametrize(("text", "expected"), NOTICES)
def test_notices(text: str, expected: list[tuple[str, str]]) -> None:
    notices = text_notices(text)
    assert [notice.code for notice in notices] == [code for code, _ in expected]
    assert [says in notice.message for notice, (_, says) in zip(notices, expected, strict=True)] == [True] * len(
        notices
    )
    assert {notice.stage for notice in notices} <= {"decode"}


def test_twelve_fold_mojibake_is_one_notice() -> None:
    text = "é"
    for _ in range(5):
        text = text.encode().decode("latin-1")
    assert [notice.code for notice in text_notices(text)] == ["control_chars", "mojibake_suspected"]
