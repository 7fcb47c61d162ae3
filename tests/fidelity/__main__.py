"""`python -m tests.fidelity NAME P1=KEY paper=KEY`: lines for a facts file.

Reads the archive in CASEBASE_DATA, into which the starter was loaded as `make run`
does. Lines that are complete are kept; for all others places and words are proposed, as
far as any fit, with a `?` that goes once somebody has looked. `--check` prints what is
wrong with the lines instead.
"""

import argparse
import os
import sys

import django


def main() -> int:
    """Print lines, or their faults."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fidelity", description=__doc__
    )
    parser.add_argument("name", help="name of the facts file, without .yaml")
    parser.add_argument(
        "documents", nargs="*", metavar="NAME=KEY", help="if no line names them yet"
    )
    parser.add_argument("--check", action="store_true", help="print faults instead")
    asked = parser.parse_args()

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebase.settings")
    django.setup()
    from django.test import Client

    from . import expectations, facts, pages, places, proposing

    known = expectations.Expectations({}, [])
    if expectations.path_of(asked.name).exists():
        known = expectations.load(asked.name)
    named = known.documents | dict(each.split("=", 1) for each in asked.documents)
    by_key = places.documents()
    documents = {name: by_key[key] for name, key in named.items()}
    read = pages.texts(Client(headers={"host": "127.0.0.1"}), named.values())
    texts = {name: read[key] for name, key in named.items()}
    words = {name: " ".join(found) for name, found in texts.items()}

    lines, wrong = [], 0
    proposer = proposing.Proposer(documents, texts)
    kept = {line.leaf: line for line in known.lines}
    for leaf in facts.leaves(asked.name):
        if leaf.is_bookkeeping:
            continue
        line = kept.get(leaf.path)
        if line is None or not proposing.complete(line):
            line = proposer.propose(leaf)
        found = proposing.faults(leaf, line, documents, words)
        wrong += bool(found)
        proposer.note(line)
        lines.append(line)
        if asked.check:
            for fault in found:
                sys.stdout.write(f"{leaf.path}: {fault}\n")
    if not asked.check:
        expectations.write(expectations.Expectations(named, lines), sys.stdout)
    sys.stderr.write(f"{len(lines)} lines, {wrong} to be completed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
