"""The read-only view of the file system: walk it, open its files safely, and say who can reach them."""
