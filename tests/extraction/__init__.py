"""How far two independent extractions of the same source facts agree.

`python -m tests.extraction` prints what differs and is not settled yet.
"""
