"""From a file to a `Release`: one module per step, plain text and Markdown so far."""

from pressextract.readers.decoding import Decoded, check_encoding, decode
from pressextract.readers.names import MEDIA_TYPES, assign_ids, display_path, media_type, printable
from pressextract.readers.notices import text_notices
from pressextract.readers.text import (
    Limits,
    RawFile,
    read_bytes,
    read_file,
    read_named,
    read_release,
    to_release,
)

__all__ = [
    "MEDIA_TYPES",
    "Decoded",
    "Limits",
    "RawFile",
    "assign_ids",
    "check_encoding",
    "decode",
    "display_path",
    "media_type",
    "printable",
    "read_bytes",
    "read_file",
    "read_named",
    "read_release",
    "text_notices",
    "to_release",
]
