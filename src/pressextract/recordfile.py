"""Records and gold from JSONL files, read strictly: no NaN, no duplicate keys, no other schema, no lost line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import jsonlines
from pydantic import ValidationError

from pressextract.errors import GoldMismatch, RecordFileError
from pressextract.gold import GoldRecord
from pressextract.record import Record, id_of, places
from pressextract.values import SCHEMA

__all__ = ["read_any", "read_gold", "read_records"]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} comes twice")
    return found


def _loads(line: str | bytes) -> Any:
    return json.loads(line, parse_constant=_no_constant, object_pairs_hook=_unique)


def _schema_error(data: dict[str, Any]) -> str | None:
    """Why an object of this schema is refused, or None. "pressextract/10" is newer than "pressextract/9"."""
    found = data.get("schema")
    if found == SCHEMA:
        return None
    name, _, version = str(found).partition("/")
    ours, _, current = SCHEMA.partition("/")
    if name != ours or not version.isdecimal():
        return f'"schema" is {found!r}, not "{SCHEMA}": this is no file of pressextract'
    if int(version) > int(current):
        return f"schema {found} is newer than {SCHEMA}, which this version reads; upgrade pressextract"
    return f"schema {found} is older than {SCHEMA}; make the records again with this version"


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number (from 1) and object of each line of a JSONL file whose objects carry our `schema`.

    Args:
        path: the file, UTF-8.

    Raises:
        RecordFileError: the file cannot be read, or a line is not one such object; names file, line and reason.
    """
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file, jsonlines.Reader(file, loads=_loads) as lines:
            for number, data in enumerate(lines.iter(type=dict), 1):
                error = _schema_error(data)
                if error:
                    raise RecordFileError(f"{path}:{number}: {error}")
                yield number, data
    except jsonlines.InvalidLineError as error:
        cause = error.__cause__
        reason = cause.msg if isinstance(cause, json.JSONDecodeError) else str(cause or error).partition(" (line ")[0]
        raise RecordFileError(f"{path}:{error.lineno}: not one JSON object: {reason}") from error
    except RecursionError as error:
        raise RecordFileError(f"{path}:{number + 1}: nested too deep") from error
    except UnicodeDecodeError as error:
        raise RecordFileError(f"{path}: after line {number}: not UTF-8: {error.reason}") from error
    except OSError as error:
        raise RecordFileError(f"{path} cannot be read: {error.strerror or error}") from error


def _record(path: str | Path, number: int, data: dict[str, Any]) -> Record:
    try:
        return Record.model_validate(data)
    except ValidationError as error:
        raise RecordFileError(f"{path}:{number}: {places(error)}") from error


def _gold(path: str | Path, number: int, data: dict[str, Any]) -> GoldRecord:
    try:
        return GoldRecord.model_validate(data)
    except ValidationError as error:
        raise RecordFileError(f"{path}:{number}: gold {id_of(data)}: {places(error)}") from error
    except GoldMismatch as error:
        raise GoldMismatch(f"{path}:{number}: {error}") from error


def read_records(path: str | Path) -> Iterator[Record]:
    """The records of a JSONL file, one by one.

    Args:
        path: a file with one record per line, UTF-8.

    Raises:
        RecordFileError: the file cannot be read, or a line is no record; names file, line and reason.
    """
    for number, data in _objects(Path(path)):
        yield _record(path, number, data)


def read_gold(path: str | Path) -> list[GoldRecord]:
    """The gold of a JSONL file, in its order; a file of records can be read as gold too.

    Args:
        path: a file with one gold record per line, UTF-8.

    Raises:
        GoldMismatch: offsets do not hold in the text; names file, line, release and mention.
        RecordFileError: the file cannot be read, a line is no gold record, or an id comes twice.
    """
    gold: dict[str, GoldRecord] = {}
    for number, data in _objects(Path(path)):
        record = _gold(path, number, data)
        if record.id in gold:
            raise RecordFileError(f"{path}:{number}: gold {record.id} comes twice; keep one of them")
        gold[record.id] = record
    return list(gold.values())


def read_any(path: str | Path) -> Iterator[Record | GoldRecord]:
    """The records of a JSONL file, or its gold: a line that says what made it ("made_by") is a record.

    Args:
        path: a file with one record or gold record per line, UTF-8.

    Raises:
        GoldMismatch: offsets of gold do not hold in its text.
        RecordFileError: the file cannot be read, or a line is neither; names file, line and reason.
    """
    for number, data in _objects(Path(path)):
        yield _record(path, number, data) if "made_by" in data else _gold(path, number, data)
