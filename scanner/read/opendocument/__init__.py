"""OpenDocument text, presentations and drawings (ISO/IEC 26300)."""
