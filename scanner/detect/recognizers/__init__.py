"""One identifier per module."""
