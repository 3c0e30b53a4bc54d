"""An extractor that costs nothing, for tests of what happens around the extraction."""

from __future__ import annotations

import re
from dataclasses import asdict, fields

from pressextract.record import Record
from pressextract.release import Release


class FakeExtractor:
    """Finds CNRS, and fails on texts that ask for it: "raise:ValueError" and the like."""

    fingerprint = "fake"

    def extract(self, release: Release, /) -> Record:
        """Record whose mentions are the places where the text has CNRS."""
        asked = re.search(r"raise:(\w+)", release.text)
        if asked:
            raise {"ValueError": ValueError, "MemoryError": MemoryError, "RecursionError": RecursionError}[asked[1]](
                f"at {id(release):x} in {release.source.path}"
            )
        supplied = {"value": release.published, "start": None, "end": None, "origin": "supplied"}
        spans = [match.span() for match in re.finditer("CNRS", release.text)]
        return Record.model_validate(
            {
                "schema": "pressextract/1",
                "id": release.id,
                "status": "partial" if "partial" in release.text else "ok",
                "source": {field.name: getattr(release.source, field.name) for field in fields(release.source)}
                | {"extra": {}},
                "text": release.text,
                "language": release.language,
                "meta": {
                    "title": None,
                    "kind": None,
                    "published": supplied if release.published else None,
                    "place": None,
                    "issuer": None,
                    "emails": [],
                    "phones": [],
                },
                "zones": [],
                "mentions": [_mention(number, *span) for number, span in enumerate(spans, 1)],
                "entities": [],
                "acronyms": [],
                "collaborations": [],
                "problems": [asdict(notice) for notice in release.notices],
                "made_by": {
                    "version": "0",
                    "rules": "",
                    "lexicon": "",
                    "ror": None,
                    "model": None,
                    "fingerprint": self.fingerprint,
                },
            }
        )


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
