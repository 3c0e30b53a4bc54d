"""How good records are, measured against gold by the definitions of GUIDELINES.md, "Scoring"."""

from pressextract.score.command import FloorMissed, run_score, score_files
from pressextract.score.scoring import Scores, score
from pressextract.score.tally import FIGURE_NAMES, Counts, Figure, Mistake, Share

__all__ = [
    "FIGURE_NAMES",
    "Counts",
    "Figure",
    "FloorMissed",
    "Mistake",
    "Scores",
    "Share",
    "run_score",
    "score",
    "score_files",
]
