"""A few genes, with names that are theirs no more, for reading fusions."""

APPROVED = {
    *("ABL1", "ALK", "BCR", "BRAF", "DELEC1", "EML4", "ETV6", "HLA-A", "KIF5B"),
    *("KMT2A", "LMNA", "MARCHF1", "MTARC1", "NKX2-1", "NTRK1", "NTRK2", "NTRK3"),
    *("RET", "ROS1", "RRBP1", "SEPTIN9", "TPM3"),
}
FORMER = {
    "SEPT9": ("SEPTIN9",),
    "MARCH1": ("MARCHF1",),
    "MARC1": ("MTARC1",),
    "DEC1": ("DELEC1",),
    "TRKA": ("NTRK1",),
    "MLL": ("KMT2A",),
    "TRKS": ("NTRK2", "NTRK3"),
}


class FewGenes:
    """What is a gene, as the vocabulary would answer."""

    def symbols(self, name: str) -> tuple[str, ...]:
        """The approved symbols a name may mean."""
        name = name.upper()
        return (name,) if name in APPROVED else FORMER.get(name, ())

    def is_family(self, key: str) -> bool:
        """Only one family is known."""
        return key == "NTRK"
