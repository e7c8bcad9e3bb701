"""All that tells which dossier a file belongs to, from register, configuration and roots, in one index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scanner.patterns import Pattern
from scanner.retention.folders import FolderIndex
from scanner.retention.register import Register
from scanner.retention.register_rows import RegisterRoot, standing
from scanner.retention_settings import Programme, RetentionSettings


def index(
    register: Register, settings: RetentionSettings, roots: Sequence[RegisterRoot], programmes: Mapping[str, Programme]
) -> FolderIndex:
    """Return the index of a register and the standing folders. Raises PatternError for a `dossier_pattern` that cannot be used."""
    pattern = Pattern(settings.dossier_pattern) if settings.dossier_pattern else None
    dossiers = (*register, *standing(settings.folders, roots, programmes))
    return FolderIndex(dossiers, pattern, ignore_case=settings.ignore_case)
