"""Text without markup: prose, tables, JSON, calendars, and how bytes become characters."""
