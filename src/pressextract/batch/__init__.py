"""A folder of releases to one JSONL file of records."""

from pressextract.batch.listing import Entry, Listing, Skipped, list_inputs
from pressextract.batch.run import RunSettings, RunSummary, default_extractor, record_of, run_folder
from pressextract.batch.writing import json_line

__all__ = [
    "Entry",
    "Listing",
    "RunSettings",
    "RunSummary",
    "Skipped",
    "default_extractor",
    "json_line",
    "list_inputs",
    "record_of",
    "run_folder",
]
