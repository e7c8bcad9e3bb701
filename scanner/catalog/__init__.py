"""What is known about every file of the roots: one writer, many readers, on SQLite or PostgreSQL.

`store.Catalog` opens it. The rest are functions on one: `observer` writes what a crawl sees, `queue` says what is to be read,
`results` writes what reading gave, `journal` keeps runs, alarms and people's verdicts, `queries` answers questions.
"""
