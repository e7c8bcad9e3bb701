"""The background service: one catalogue, one thread per root, one that reads, one that listens, and a schedule.

`daemon.py` wires them; nothing here knows a format, a rule or a table.
"""
