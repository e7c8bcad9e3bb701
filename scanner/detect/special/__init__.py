"""Special categories of personal data (GDPR articles 9 and 10): a subject link plus a specific term, minus generic context."""
