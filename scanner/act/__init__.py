"""The only code that changes a scanned folder: one file at a time, by descriptor, never through a link, never a tree.

`proof.py` is the chained record of every step, `quarantine.py` where files wait, `moves.py` the three things that can happen to
a file, `replay.py` what a crash left, `executor.py` a run over approved items.
"""
