"""A few words of each vocabulary, for reading lines without a database."""

from casebase.curation.entry.line_words import Known

from .genes import FewGenes

WORDS = {
    "disease": ("Sarcoma, NOS", "Melanoma", "Lung Adenocarcinoma"),
    "bodysite": ("Scalp", "Neck", "Lung", "Blood", "Lymph node", "Cervical lymph node"),
    "drug": (
        "vincristine",
        "doxorubicin",
        "cyclophosphamide",
        "crizotinib",
        "larotrectinib",
        "alectinib",
        "glutathione",
        "imatinib",
    ),
    "drugclass": ("Corticosteroid", "MEK inhibitor", "BRAF inhibitor"),
    "adverseeventterm": (
        "Nausea",
        "Transaminases increased",
        "Rash",
        "Rash, acneiform",
    ),
    "biomarker": (
        "EML4::ALK fusion",
        "S-100 positive",
        "Desmin immunohistochemistry",
    ),
    "institution": ("Fudan University", "Zhongshan Hospital"),
    "article": ("hou-2020", "news-2021"),
}
OTHER = {
    ("drug", "xalkori"): ("crizotinib",),
    ("drug", "gleevec"): ("imatinib",),
    ("adverseeventterm", "skin rash"): ("Rash", "Rash, acneiform"),
    ("drug", "steroid"): (),
    ("biomarker", "desmin"): ("Desmin immunohistochemistry",),
}


class FewWords:
    """What is a word, as the vocabulary would answer."""

    genes = FewGenes()

    def find(self, kind: str, name: str) -> tuple[Known, ...]:
        """The words of a kind that bear the name."""
        low = name.lower()
        own = [word for word in WORDS.get(kind, ()) if word.lower() == low]
        return tuple(Known(word, word) for word in own or OTHER.get((kind, low), ()))

    def articles(self, part: str) -> tuple[tuple[str, Known], ...]:
        """The articles whose key has the part."""
        keys = [key for key in WORDS["article"] if part.lower() in key]
        return tuple((key, Known(key, key)) for key in keys)

    def of_fusion(self, key: str) -> Known | None:
        """One fusion is in the list."""
        label = "EML4::ALK fusion"
        return Known(label, label) if key == "EML4::ALK" else None
