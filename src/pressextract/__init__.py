"""Facts from press releases about research collaborations, each value pointing at the characters that say it."""

__version__ = "0.1.0"
