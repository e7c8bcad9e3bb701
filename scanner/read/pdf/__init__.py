"""PDF, by two readers."""
