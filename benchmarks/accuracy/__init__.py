"""The public accuracy benchmark: synthetic documents with known content, judged value by value."""
