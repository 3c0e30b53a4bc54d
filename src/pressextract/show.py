"""A record for the eye: its text with the mentions marked, in colour or without."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from pressextract.mention import Label
from pressextract.readers import printable

if TYPE_CHECKING:
    from pressextract.record import Record

__all__ = ["marked", "print_record", "segments"]

# Black on six light grounds that stay apart for the common kinds of colour blindness (Okabe and Ito 2008), and the
# label stands beside each mention anyway.
_COLOURS = MappingProxyType(
    {
        Label.INSTITUTION: "#56b4e9",
        Label.LAB: "#e69f00",
        Label.DATE: "#f0e442",
        Label.FIGURE: "#009e73",
        Label.PERSON: "#cc79a7",
        Label.PLACE: "#bbbbbb",
    }
)


def segments(record: Record) -> Iterator[tuple[str, Label | None]]:
    """Stretches of the text in order, each with the label of the mention it is, None between mentions.

    Control and bidi characters are spelled out; line ends and tabs stay.
    """
    done = 0
    for mention in record.mentions:
        if mention.start > done:
            yield printable(record.text[done : mention.start], keep_lines=True), None
        yield printable(mention.text, keep_lines=True), mention.label
        done = mention.end
    if done < len(record.text):
        yield printable(record.text[done:], keep_lines=True), None


def marked(record: Record) -> str:
    """The text with each mention as `[mention|LABEL]`."""
    return "".join(text if label is None else f"[{text}|{label}]" for text, label in segments(record))


def print_record(record: Record, file: TextIO) -> None:
    """Write the text to a stream: in colour on a terminal that has it and where NO_COLOR is not set, else marked."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=file, highlight=False, soft_wrap=True)
    if not console.is_terminal or console.no_color or console.color_system is None:
        file.write(marked(record).removesuffix("\n") + "\n")
        return
    page = Text()
    for text, label in segments(record):
        page.append(text, style=f"black on {_COLOURS[label]}" if label else "")
        if label:
            page.append(f" {label}", style=f"bold black on {_COLOURS[label]}")
    page.rstrip()
    console.print(page)
