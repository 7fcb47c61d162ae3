"""Every leaf of the source facts is in the starter's documents and on their pages.

The facts are `tests/source_facts/*.yaml`. Beside each stands what is expected of every
leaf of it, `NAME.expect.tsv`. `python -m tests.fidelity NAME` proposes its lines.
"""
