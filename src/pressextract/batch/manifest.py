"""The page beside the records that says what a run read, left out, used and took; clocks and hosts stand only here."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from pressextract import __version__
from pressextract.readers import display_path

if TYPE_CHECKING:
    from pressextract.batch.listing import Listing
    from pressextract.batch.run import RunSettings, RunSummary
    from pressextract.batch.writing import Draft

__all__ = ["manifest"]

_PACKAGES = ("spacy", "dateparser", "pydantic", "google-re2", "ahocorasick-rs", "babel", "py3langid")


def manifest(
    listing: Listing,
    settings: RunSettings,
    summary: RunSummary,
    *,
    codes: Mapping[str, int],
    draft: Draft,
    made: tuple[str, float],
) -> str:
    """The manifest as JSON text.

    Args:
        listing: what was found.
        settings: what the caller asked for.
        summary: counts and duration.
        codes: for each problem code, in how many records it stands.
        draft: the records as written.
        made: fingerprint of the extractor, and when the run began (seconds since 1970).
    """
    fingerprint, started = made
    page = {
        "schema": "pressextract-run/1",
        "records": {"file": summary.records.name, "bytes": draft.bytes, "sha256": draft.sha256},
        "counts": {key: getattr(summary, key) for key in ("discovered", "ok", "partial", "failed", "skipped")},
        "problems": dict(sorted(codes.items())),
        "skipped": [_skipped(item.path, item.code) for item in listing.skipped],
        "settings": {
            "published": settings.published,
            "issuer": settings.issuer,
            "language": settings.language,
            "encoding": settings.encoding,
            "max_bytes": settings.limits.bytes,
            "max_characters": settings.limits.characters,
        },
        "fingerprint": fingerprint,
        "versions": {"pressextract": __version__, "python": platform.python_version(), **_versions()},
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "seconds": round(summary.seconds, 3),
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _skipped(path: bytes, code: str) -> dict[str, str | None]:
    shown, path_b64 = display_path(path)
    return {"path": shown, "path_b64": path_b64, "code": code}


def _versions() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found
