"""What a reader of the record must know about a text: characters that hide, reorder or were lost before we came."""

from __future__ import annotations

import re

from pressextract.release import Notice

__all__ = ["text_notices"]

# Form feeds are left out: programs that turn pages into text write one per page, and they mean nothing else.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BIDI_CHARACTERS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BIDI = re.compile(f"[{_BIDI_CHARACTERS}]")
# UTF-8 of é, «, ’ read as Windows-1252: a lead byte shown as Ã, Â or â€, followed by what a continuation byte
# (80-BF) becomes there. U+FFFD says that somebody else lost characters before.
_CONTINUATION = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MOJIBAKE = re.compile(f"[ÂÃ]{_CONTINUATION}|â€{_CONTINUATION}|â‚¬|\ufffd")


def text_notices(text: str) -> tuple[Notice, ...]:
    r"""Notices about the decoded text, in a fixed order; the text itself is left as it is.

    `control_chars`: C0, C1 and DEL other than tab, line ends and form feed. `bidi_controls`: characters that change
    the direction of what follows ("trojan source"). `mojibake_suspected`: UTF-8 that was once read as Windows-1252,
    or replacement characters.

    >>> [notice.code for notice in text_notices("universitÃ©")], text_notices("université, «\u00a0NÃO\u00a0»")
    (['mojibake_suspected'], ())
    """
    notices = [_notice(text, "control_chars", _CONTROLS, "control characters", "kept as they are")]
    # Looking for single characters first is 40 times faster than the patterns, and most texts have none of them.
    if any(mark in text for mark in _BIDI_CHARACTERS):
        what = "characters that reorder the text on screen"
        notices.append(_notice(text, "bidi_controls", _BIDI, what, "kept as they are"))
    if any(mark in text for mark in "ÂÃâ\ufffd"):
        what = "places that look wrongly decoded before"
        notices.append(_notice(text, "mojibake_suspected", _MOJIBAKE, what, "not repaired"))
    return tuple(notice for notice in notices if notice)


def _notice(text: str, code: str, pattern: re.Pattern[str], what: str, done: str) -> Notice | None:
    first = pattern.search(text)
    if first is None:
        return None
    count = sum(1 for _ in pattern.finditer(text))
    spelled = first[0].encode("unicode_escape").decode("ascii")
    return Notice(code, "decode", f"{what}: {count}, the first at character {first.start()} ({spelled}); {done}")
