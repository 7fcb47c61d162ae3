"""A backup: all that the database holds, as files that either database takes in.

    manifest.json              what this is: when, of which migrations, how many rows
    tables/<table>.jsonl.gz    a row a line, a list in the order of its first line,
                               which names the columns; ordered by primary key
    releases/<name>.zip        the files of releases, which no program can make again
    SHA256SUMS                 hash and name of each file above; `sha256sum -c` reads it

Two archives that hold the same have the same bytes under `tables/`, whichever database
they lie in. Which tables there are is asked of Django and nowhere written down.
"""
