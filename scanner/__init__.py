"""dossierwacht: finds what may not be kept on a file server, says why, and proves what was read."""

__version__ = "0.4.0"
