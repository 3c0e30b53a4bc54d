"""An extractor that costs nothing, for tests of what happens around the extraction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pressextract.record import Record
from pressextract.release import Notice, Provenance, Release

BUGS = {"ValueError": ValueError, "MemoryError": MemoryError, "RecursionError": RecursionError}


class FakeExtractor:
    """Finds CNRS, and fails on texts that ask for it: "raise:ValueError" and the like."""

    fingerprint = "fake"

    def extract(self, release: Release, /) -> Record:
        """Record whose mentions are the places where the text has CNRS."""
        asked = re.search(r"raise:(\w+)", release.text)
        if asked:
            raise BUGS[asked[1]](f"at {id(release):x} in {release.source.path}")
        spans = [match.span() for match in re.finditer("CNRS", release.text)]
        data = _data(release.id, release.source, release.notices)
        data["status"] = "partial" if "partial" in release.text else "ok"
        data["text"] = release.text
        data["language"] = release.language
        data["mentions"] = [_mention(number, *span) for number, span in enumerate(spans, 1)]
        if release.published:
            data["meta"]["published"] = {"value": release.published, "start": None, "end": None, "origin": "supplied"}
        return Record.model_validate(data)

    def failed_record(self, id: str, source: Provenance, problems: Iterable[Notice], /) -> Record:
        """Record of a document that could not be read."""
        return Record.model_validate(_data(id, source, problems))


def _data(id: str, source: Provenance, problems: Iterable[Notice]) -> dict[str, Any]:
    made_by = {"version": "0", "rules": "", "lexicon": "", "ror": None, "model": None, "fingerprint": "fake"}
    return {
        "schema": "pressextract/1",
        "id": id,
        "status": "failed",
        "source": {name: getattr(source, name) for name in source.__slots__} | {"extra": {}},
        "text": "",
        "language": None,
        "meta": dict.fromkeys(["title", "kind", "published", "place", "issuer"]) | {"emails": [], "phones": []},
        "zones": [],
        "mentions": [],
        "entities": [],
        "acronyms": [],
        "collaborations": [],
        "problems": [asdict(notice) for notice in problems],
        "made_by": made_by,
    }


def _mention(number: int, start: int, end: int) -> dict[str, object]:
    return {
        "id": f"m{number}",
        "label": "INSTITUTION",
        "start": start,
        "end": end,
        "text": "CNRS",
        "entity": None,
        "parts": [],
        "rule": "fake",
        "confidence": None,
    }
