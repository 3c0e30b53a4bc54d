"""Where the knowledge files lie: beside the code in an installed package, at the root in a checkout."""

from __future__ import annotations

from pathlib import Path

from pressextract.errors import KnowledgeError

__all__ = ["models_path"]


def models_path() -> Path:
    """The folder `models`: `pressextract/models` of the wheel, else that of the repository the code runs from.

    Raises:
        KnowledgeError: neither is there.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "models", package.parents[1] / "models"):
        if folder.is_dir():
            return folder
    missing = package / "models"
    raise KnowledgeError(f"{missing}: not there. Mend the installation: pip install --force-reinstall pressextract")
