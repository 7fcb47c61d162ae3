"""`python -m tests.endurance.filling CASES` publishes the seed and made-up cases."""

import sys

import django


def main(cases: str) -> None:
    """Publish them."""
    from tests.browse import archive

    archive.put_words()
    archive.put_seed()
    archive.put_made_up(int(cases))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
