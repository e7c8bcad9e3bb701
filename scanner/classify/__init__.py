"""Evidence to a document class, with reasons, and `other` when nothing is well supported."""
