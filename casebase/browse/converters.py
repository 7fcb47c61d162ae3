"""Parts of an address, known to Django once this is imported."""

from django.urls import register_converter


class TermKey:
    """Key of a vocabulary term: `ETV6::NTRK3`, `BCR+ABL1`, `crizotinib`.

    Some names of drugs hold blanks or dots; none holds a slash or a control character,
    and PostgreSQL cannot even be asked for a NUL.
    """

    regex = r"[^/\x00-\x1f\x7f]{1,200}"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


class Citation:
    """How the address of a citation ends."""

    regex = r"ris|bib|csl\.json|txt"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


class Accession:
    """Number of a case: `CB-000001`."""

    regex = "CB-[0-9]{6,9}"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_converter(TermKey, "key")
register_converter(Accession, "accession")
register_converter(Citation, "citation")
