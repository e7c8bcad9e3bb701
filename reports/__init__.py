"""Pages for people: one self-contained file each, with every name from the file system escaped."""
