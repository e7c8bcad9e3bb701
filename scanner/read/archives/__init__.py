"""Archives and packed files: members are read from the stream, never extracted."""
