"""Special categories of personal data (GDPR articles 9 and 10): a subject link plus a specific term, minus generic context."""

ENTITIES = (
    "HEALTH", "LIFESTYLE", "RELIGION", "ETHNIC_ORIGIN", "POLITICAL_OPINION", "UNION_MEMBERSHIP", "SEXUAL_ORIENTATION", "CRIMINAL_RECORD",
)  # fmt: skip
