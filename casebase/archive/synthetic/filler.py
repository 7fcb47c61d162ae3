"""What made-up stories choose from.

Every weight and every number here is filler, so that pages look as they do when many
cases are there. None is a rate, a dose to follow or anything else one could quote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Weights = Mapping[str, float]


@dataclass(frozen=True)
class GeneStory:
    """What cases of one gene are made of."""

    tumours: Weights
    drugs: tuple[str, ...]
    five_prime: Weights = field(default_factory=dict)
    """Partners at the 5′ end; the gene itself is then at the 3′ end."""
    three_prime: Weights = field(default_factory=dict)
    """Partners at the 3′ end."""
    changes: tuple[str, ...] = ()
    """Mutations that stand for the gene, for genes that are seldom joined."""
    acquired: tuple[str, ...] = ()
    """Mutations that may arise under treatment, as `GENE p.Xaa1Yaa`."""
    family: str = ""


@dataclass(frozen=True)
class TumourStory:
    """What cases of one diagnosis are made of."""

    sites: tuple[str, ...]
    spread: tuple[str, ...]
    chemotherapy: tuple[str, ...]
    years: tuple[int, int] = (28, 84)
    months: bool = False
    """Ages are in months instead of years."""
    excised: float = 0.4
    """How often an operation comes first."""


#: In the order of how often each is told: the n-th has a weight of 1/n.
GENES: dict[str, GeneStory] = {
    "ALK": GeneStory(
        tumours={"LUAD": 16, "IMT": 7, "ALCL": 5, "THPA": 2, "COAD": 1},
        drugs=("crizotinib", "alectinib", "lorlatinib", "brigatinib", "ceritinib"),
        five_prime={
            "EML4": 8,
            "TPM3": 3,
            "TPM4": 2,
            "STRN": 2,
            "NPM1": 2,
            "KIF5B": 2,
            "RRBP1": 1,
            "CLTC": 1,
        },
        acquired=("ALK p.Gly1202Arg", "ALK p.Leu1196Met", "ALK p.Ile1171Asn"),
        family="ALK",
    ),
    "NTRK1": GeneStory(
        tumours={"SARCNOS": 14, "COAD": 5, "THPA": 4, "LUAD": 3, "GB": 1},
        drugs=("larotrectinib", "crizotinib", "entrectinib", "repotrectinib"),
        five_prime={"TPM3": 8, "LMNA": 6, "TPR": 3, "SQSTM1": 1, "IRF2BP2": 1},
        acquired=("NTRK1 p.Gly595Arg", "NTRK1 p.Gly667Cys"),
        family="NTRK",
    ),
    "NTRK3": GeneStory(
        tumours={"IFS": 8, "HNMASC": 6, "SARCNOS": 4, "THPA": 4, "JSCB": 4, "GB": 1},
        drugs=("larotrectinib", "entrectinib", "repotrectinib", "crizotinib"),
        five_prime={"ETV6": 12, "EML4": 2, "RBPMS": 1, "SQSTM1": 1},
        acquired=("NTRK3 p.Gly623Arg",),
        family="NTRK",
    ),
    "RET": GeneStory(
        tumours={"THPA": 7, "LUAD": 6, "COAD": 2, "SDCA": 1, "SARCNOS": 1},
        drugs=("selpercatinib", "pralsetinib", "cabozantinib", "vandetanib"),
        five_prime={"KIF5B": 6, "CCDC6": 6, "NCOA4": 4, "TRIM33": 1, "ERC1": 1},
        acquired=("RET p.Gly810Arg", "KRAS p.Gly12Asp"),
        family="RET",
    ),
    "ROS1": GeneStory(
        tumours={"LUAD": 8, "GB": 2, "IMT": 2, "IHCH": 1},
        drugs=("crizotinib", "entrectinib", "lorlatinib", "repotrectinib"),
        five_prime={"CD74": 7, "EZR": 3, "SLC34A2": 2, "SDC4": 2, "GOPC": 2},
        acquired=("ROS1 p.Gly2032Arg",),
        family="ROS1",
    ),
    "FGFR2": GeneStory(
        tumours={"IHCH": 7, "CHOL": 2, "BRCA": 1},
        drugs=("pemigatinib", "erdafitinib", "pazopanib"),
        three_prime={"BICC1": 5, "AHCYL1": 2, "TACC2": 1, "CCDC6": 1},
        acquired=("FGFR2 p.Asn550Lys", "FGFR2 p.Val565Phe"),
        family="FGFR",
    ),
    "BRAF": GeneStory(
        tumours={"PAST": 5, "MEL": 3, "LUAD": 1},
        drugs=("trametinib", "dabrafenib", "cobimetinib", "vemurafenib"),
        five_prime={"KIAA1549": 5, "AGK": 2, "SND1": 1, "TRIM24": 1},
        changes=("p.Val600Glu",),
        acquired=("MAP2K1 p.Gln56Pro",),
        family="RAF",
    ),
    "EGFR": GeneStory(
        tumours={"LUAD": 6, "GB": 1},
        drugs=("osimertinib", "gefitinib", "erlotinib", "afatinib"),
        changes=("p.Leu858Arg", "p.Gly719Ser"),
        acquired=("EGFR p.Thr790Met", "EGFR p.Cys797Ser"),
        family="ERBB",
    ),
    "KIT": GeneStory(
        tumours={"GIST": 6, "MEL": 1},
        drugs=("imatinib", "sunitinib", "regorafenib"),
        changes=("p.Val559Asp", "p.Lys642Glu"),
        acquired=("KIT p.Val654Ala",),
    ),
    "NTRK2": GeneStory(
        tumours={"GB": 3, "PAST": 2, "LUAD": 1},
        drugs=("larotrectinib", "entrectinib"),
        five_prime={"BCAN": 2, "NACC2": 2, "QKI": 1},
        acquired=("NTRK2 p.Gly639Arg",),
        family="NTRK",
    ),
    "MET": GeneStory(
        tumours={"LUAD": 3, "GB": 2},
        drugs=("capmatinib", "tepotinib", "crizotinib"),
        five_prime={"KIF5B": 2, "PTPRZ1": 2, "CAPZA2": 1},
        acquired=("MET p.Asp1228Asn",),
        family="MET",
    ),
    "FGFR3": GeneStory(
        tumours={"GB": 3, "BLCA": 2, "LUAD": 1},
        drugs=("erdafitinib", "pemigatinib"),
        three_prime={"TACC3": 1},
        family="FGFR",
    ),
    "ABL1": GeneStory(
        tumours={"BLLBCRABL1": 3, "CMLBCRABL1": 2},
        drugs=("imatinib", "dasatinib", "ponatinib", "nilotinib"),
        five_prime={"BCR": 1},
        acquired=("ABL1 p.Thr315Ile",),
        family="ABL",
    ),
    "RAF1": GeneStory(
        tumours={"PAST": 2, "MEL": 1},
        drugs=("trametinib", "binimetinib"),
        five_prime={"QKI": 1, "TRIM33": 1},
        family="RAF",
    ),
    "PDGFRB": GeneStory(
        tumours={"MLNPDGFRB": 2},
        drugs=("imatinib", "dasatinib"),
        five_prime={"ETV6": 1},
        family="PDGFR",
    ),
}

#: Now and then a gene is joined to one of these instead, the n-th with a weight of 1/n,
#: so that a large archive has some 2,000 fusions, most of them rare.
RARE_PARTNERS = [
    "A2M",
    "ACTB",
    "AFAP1",
    "AFF1",
    "AGBL4",
    "AKAP13",
    "AKAP9",
    "APC",
    "ARHGEF2",
    "ASPSCR1",
    "ATIC",
    "ATP1B1",
    "BAG4",
    "BAIAP2L1",
    "BIRC6",
    "BTBD1",
    "CAD",
    "CAPRIN1",
    "CASP7",
    "CCDC88A",
    "CDC27",
    "CDR2",
    "CEP43",
    "CEP72",
    "CEP85L",
    "CHTOP",
    "CIT",
    "CLIP1",
    "CLIP2",
    "CLTCL1",
    "CLU",
    "CNTRL",
    "COL1A1",
    "CPSF6",
    "CUX1",
    "DCTN1",
    "DCTN2",
    "DIP2B",
    "EIF3E",
    "ESRP1",
    "F11R",
    "FAM131B",
    "FGFR1OP2",
    "FIP1L1",
    "FKBP15",
    "FN1",
    "FXR1",
    "GCC2",
    "GIT2",
    "GOLGA5",
    "GRIPAP1",
    "HIP1",
    "HNRNPA2B1",
    "HOOK3",
    "IGFBP5",
    "KHDRBS1",
    "KIF5A",
    "KLC1",
    "KTN1",
    "LRRFIP1",
    "MAST1",
    "MKRN1",
    "MPRIP",
    "MSN",
    "MYH11",
    "MYH9",
    "MYO18A",
    "MYO5A",
    "NAB2",
    "NDRG1",
    "NFASC",
    "NONO",
    "NUMA1",
    "NUP214",
    "OFD1",
    "PCM1",
    "PEAR1",
    "PHF1",
    "PLEKHA6",
    "PML",
    "POMK",
    "PPFIBP1",
    "PPFIBP2",
    "PPHLN1",
    "PPP1CB",
    "PRKAR1A",
    "PRKAR1B",
    "PTPRK",
    "R3HDM1",
    "RABGAP1L",
    "RANBP2",
    "RBM15",
    "RNF213",
    "RPN1",
    "RUFY1",
    "RUFY2",
    "SARAF",
    "SCYL3",
    "SEC31A",
    "SERPINE1",
    "SETD4",
    "SFPQ",
    "SHTN1",
    "SKAP2",
    "SLC3A2",
    "SLC45A3",
    "SPECC1L",
    "SPTBN1",
    "SRGAP3",
    "ST7",
    "STARD3NL",
    "STRN3",
    "TACC1",
    "TAOK1",
    "TFG",
    "THADA",
    "THAP7",
    "THBS1",
    "TMEM106B",
    "TMEM178B",
    "TMPRSS2",
    "TNIP1",
    "TNS1",
    "TNS3",
    "TPM1",
    "TRAF1",
    "TRIM27",
    "TRIM63",
    "VAMP2",
    "VCL",
    "VTCN1",
    "WRN",
    "YWHAE",
    "ZCCHC8",
    "ZKSCAN1",
    "ZMYM2",
    "ZNF532",
]
HOW_OFTEN_RARE = 0.08

TUMOURS: dict[str, TumourStory] = {
    "LUAD": TumourStory(
        ("lung", "bronchus"), ("brain", "bone", "liver"), ("carboplatin", "pemetrexed")
    ),
    "IMT": TumourStory(
        ("abdomen", "lung", "pelvis"),
        ("peritoneum", "liver"),
        ("doxorubicin",),
        years=(4, 60),
    ),
    "ALCL": TumourStory(
        ("lymph-node", "cervical-lymph-node"),
        ("skin", "bone"),
        ("cyclophosphamide", "doxorubicin", "vincristine"),
        years=(8, 66),
        excised=0,
    ),
    "THPA": TumourStory(
        ("thyroid",),
        ("lung", "cervical-lymph-node"),
        ("lenvatinib",),
        years=(14, 79),
        excised=0.8,
    ),
    "COAD": TumourStory(
        ("colon",), ("liver", "peritoneum"), ("oxaliplatin", "capecitabine")
    ),
    "SARCNOS": TumourStory(
        ("thigh", "scalp", "trunk", "retroperitoneum", "forearm"),
        ("lung", "soft-tissue"),
        ("doxorubicin", "ifosfamide"),
        years=(2, 81),
    ),
    "IFS": TumourStory(
        ("lower-leg", "upper-arm", "neck"),
        ("lung",),
        ("vincristine", "dactinomycin"),
        years=(1, 22),
        months=True,
    ),
    "HNMASC": TumourStory(
        ("parotid-gland", "palate"),
        ("lung", "cervical-lymph-node"),
        ("cisplatin",),
        years=(16, 77),
        excised=0.8,
    ),
    "JSCB": TumourStory(
        ("breast",), ("axillary-lymph-node", "lung"), ("paclitaxel",), years=(9, 70)
    ),
    "GB": TumourStory(("brain",), ("spinal-cord",), ("temozolomide",), years=(6, 76)),
    "PAST": TumourStory(
        ("cerebellum", "brain-stem"),
        ("spinal-cord",),
        ("carboplatin", "vincristine"),
        years=(2, 24),
    ),
    "SDCA": TumourStory(("parotid-gland",), ("lung", "bone"), ("docetaxel",)),
    "IHCH": TumourStory(
        ("liver",), ("lung", "peritoneum"), ("gemcitabine", "cisplatin")
    ),
    "CHOL": TumourStory(("bile-duct",), ("liver",), ("gemcitabine", "cisplatin")),
    "BRCA": TumourStory(("breast",), ("bone", "liver"), ("paclitaxel",)),
    "MEL": TumourStory(
        ("skin-of-back", "trunk"), ("lung", "brain"), ("nivolumab", "ipilimumab")
    ),
    "GIST": TumourStory(
        ("stomach", "small-intestine"), ("liver", "peritoneum"), (), excised=0.7
    ),
    "BLCA": TumourStory(("bladder",), ("bone", "lung"), ("gemcitabine", "cisplatin")),
    "BLLBCRABL1": TumourStory(
        ("bone-marrow",),
        ("blood",),
        ("vincristine", "dexamethasone"),
        years=(3, 74),
        excised=0,
    ),
    "CMLBCRABL1": TumourStory(("bone-marrow",), ("blood",), (), excised=0),
    "MLNPDGFRB": TumourStory(("bone-marrow",), ("blood",), (), excised=0),
}

#: Dose levels of each drug from the highest down, with unit, frequency and route.
DOSES: dict[str, tuple[tuple[str, ...], str, str, str]] = {
    "crizotinib": (("250", "200", "125"), "mg", "bid", "oral"),
    "alectinib": (("600", "450", "300"), "mg", "bid", "oral"),
    "lorlatinib": (("100", "75", "50"), "mg", "qd", "oral"),
    "brigatinib": (("180", "120", "90"), "mg", "qd", "oral"),
    "ceritinib": (("450", "300", "150"), "mg", "qd", "oral"),
    "larotrectinib": (("100", "75", "50"), "mg", "bid", "oral"),
    "entrectinib": (("600", "400", "200"), "mg", "qd", "oral"),
    "repotrectinib": (("160", "120", "80"), "mg", "qd", "oral"),
    "selpercatinib": (("160", "120", "80"), "mg", "bid", "oral"),
    "pralsetinib": (("400", "300", "200"), "mg", "qd", "oral"),
    "cabozantinib": (("60", "40", "20"), "mg", "qd", "oral"),
    "vandetanib": (("300", "200", "100"), "mg", "qd", "oral"),
    "pemigatinib": (("13.5", "9", "4.5"), "mg", "qd", "oral"),
    "erdafitinib": (("8", "6", "5"), "mg", "qd", "oral"),
    "pazopanib": (("800", "600", "400"), "mg", "qd", "oral"),
    "trametinib": (("2", "1.5", "1"), "mg", "qd", "oral"),
    "dabrafenib": (("150", "100", "75"), "mg", "bid", "oral"),
    "cobimetinib": (("60", "40", "20"), "mg", "qd", "oral"),
    "vemurafenib": (("960", "720", "480"), "mg", "bid", "oral"),
    "binimetinib": (("45", "30"), "mg", "bid", "oral"),
    "osimertinib": (("80", "40"), "mg", "qd", "oral"),
    "gefitinib": (("250",), "mg", "qd", "oral"),
    "erlotinib": (("150", "100", "50"), "mg", "qd", "oral"),
    "afatinib": (("40", "30", "20"), "mg", "qd", "oral"),
    "imatinib": (("400", "300", "200"), "mg", "qd", "oral"),
    "sunitinib": (("50", "37.5", "25"), "mg", "qd", "oral"),
    "regorafenib": (("160", "120", "80"), "mg", "qd", "oral"),
    "capmatinib": (("400", "300", "200"), "mg", "bid", "oral"),
    "tepotinib": (("450", "225"), "mg", "qd", "oral"),
    "dasatinib": (("140", "100", "70"), "mg", "qd", "oral"),
    "ponatinib": (("45", "30", "15"), "mg", "qd", "oral"),
    "nilotinib": (("400", "300"), "mg", "bid", "oral"),
}
#: What is given after its own drugs have failed.
LAST_RESORT = ("pembrolizumab", "pazopanib", "docetaxel")

EVENTS: Weights = {
    "transaminases-increased": 8,
    "fatigue": 7,
    "nausea": 7,
    "diarrhoea": 6,
    "anaemia": 4,
    "rash": 4,
    "vomiting": 4,
    "dizziness": 4,
    "peripheral-oedema": 3,
    "weight-gain": 3,
    "dysgeusia": 3,
    "constipation": 2,
    "visual-disturbance": 2,
    "neutrophil-count-decreased": 2,
    "hypertension": 2,
    "interstitial-lung-disease": 2,
    "qt-interval-prolonged": 1,
    "cognitive-disturbance": 1,
    "hypercholesterolaemia": 1,
}
RESPONSES: Weights = {
    "PR": 30,
    "SD": 16,
    "CR": 13,
    "PD": 12,
    "benefit_uncategorised": 8,
    "no_benefit_uncategorised": 4,
    "MR": 3,
    "mixed": 3,
    "VGPR": 2,
    "NED": 2,
    "non_CR_non_PD": 1,
    "not_evaluable": 2,
}
REASONS_NOT_GIVEN: Weights = {
    "cost": 7,
    "not_approved": 5,
    "not_available_in_country": 4,
    "insurer_refused": 3,
    "patient_choice": 3,
    "comorbidity": 2,
    "performance_status": 2,
    "trial_closed": 2,
    "insufficient_evidence": 1,
    "not_reported": 2,
}
LABELS: Weights = {
    "off_label": 5,
    "on_label": 4,
    "trial": 2,
    "compassionate_use": 1,
    "expanded_access": 1,
}
COUNTRIES: Weights = {
    "US": 9,
    "CN": 7,
    "JP": 6,
    "DE": 4,
    "FR": 3,
    "IT": 3,
    "KR": 3,
    "GB": 2,
    "ES": 2,
    "BR": 2,
    "IN": 2,
    "TR": 1,
    "AU": 1,
    "ZA": 1,
}
PARTS_READ: Weights = {
    "full_text": 11,
    "abstract": 5,
    "abstract_and_part": 2,
}
#: Genes whose mutations were looked for too, and not found.
TESTED_TOO: tuple[str, ...] = ("EGFR", "KRAS", "BRAF", "PIK3CA", "TP53")
STAINS: tuple[str, ...] = ("S-100", "Desmin", "SMA", "CD34", "SOX10")
