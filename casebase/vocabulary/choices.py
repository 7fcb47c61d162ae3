"""The closed lists of this room.

`archive.choices` words the same states of a fusion, kinds of a biomarker and words of a
dose for the document and its readers; neither room may import the other, and a test
holds both lists to the same values.
"""

from django.db.models import TextChoices


class WordStatus(TextChoices):
    """Whether readers may meet a word: one merely proposed is not public."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"


class HgncStatus(TextChoices):
    """What HGNC says of a gene symbol."""

    APPROVED = "approved", "Approved by HGNC"
    WITHDRAWN = "withdrawn", "Withdrawn by HGNC"
    CUSTOM = "custom", "Not in HGNC"


class GeneAliasKind(TextChoices):
    """Where another name of a gene comes from."""

    PREVIOUS = "previous", "Previous symbol"
    ALIAS = "alias", "Alias"
    PROTEIN = "protein", "Protein name"


class FusionState(TextChoices):
    """How much of a fusion is known: one category per state of knowledge."""

    TWO_GENES = "two_genes", "Two genes, 5′ to 3′"
    ORDER_NOT_REPORTED = "order_not_reported", "Two genes, order not reported"
    PARTNER_UNKNOWN = "partner_unknown", "One gene, partner not known"
    FAMILY = "family", "Gene family only"
    REGULATORY = "regulatory", "Regulatory"


class RegulatoryClass(TextChoices):
    """Which regulatory element drives the gene (INSDC class, VICC short form)."""

    ENHANCER = "e", "Enhancer"
    PROMOTER = "p", "Promoter"


class BiomarkerKind(TextChoices):
    """The class of finding."""

    FUSION = "fusion", "Gene fusion"
    SNV_INDEL = "snv_indel", "Mutation"
    AMPLIFICATION = "amplification", "Amplification"
    DELETION = "deletion", "Deletion"
    EXPRESSION = "expression", "Expression"
    PROTEIN_IHC = "protein_ihc", "Protein by immunohistochemistry"
    MSI = "msi", "Microsatellite instability"
    TMB = "tmb", "Tumour mutational burden"
    HRD = "hrd", "Homologous recombination deficiency"
    METHYLATION = "methylation", "Methylation"
    SIGNATURE = "signature", "Mutational signature"
    VIRUS = "virus", "Virus"
    KARYOTYPE = "karyotype", "Karyotype"
    HEREDITARY_SYNDROME = "hereditary_syndrome", "Hereditary syndrome"
    PANEL_NEGATIVE = "panel_negative", "Panel without a finding"
    OTHER = "other", "Other"


class Ontology(TextChoices):
    """The classification a disease is taken from."""

    ONCOTREE = "OncoTree", "OncoTree"
    NCIT = "NCIt", "NCI Thesaurus"
    DOID = "DOID", "Disease Ontology"
    MONDO = "MONDO", "Mondo"
    CUSTOM = "custom", "Our own"


class DrugKind(TextChoices):
    """What sort of agent it is."""

    SMALL_MOLECULE = "small_molecule", "Small molecule"
    ANTIBODY = "antibody", "Antibody"
    ADC = "adc", "Antibody-drug conjugate"
    CHEMOTHERAPY = "chemotherapy", "Chemotherapy"
    HORMONE = "hormone", "Hormone treatment"
    CELL_THERAPY = "cell_therapy", "Cell therapy"
    VACCINE = "vaccine", "Vaccine"
    RADIOLIGAND = "radioligand", "Radioligand"
    SUPPORTIVE = "supportive", "Supportive drug"
    SUPPLEMENT = "supplement", "Supplement"
    COMPLEMENTARY = "complementary", "Complementary agent"
    OTHER = "other", "Other"


class DrugAliasKind(TextChoices):
    """Where another name of a drug comes from."""

    BRAND = "brand", "Brand name"
    CODE_NAME = "code_name", "Code name"
    SYNONYM = "synonym", "Synonym"


class DoseUnit(TextChoices):
    """The unit of a dose."""

    MG = "mg", "mg"
    G = "g", "g"
    MCG = "mcg", "µg"
    MG_M2 = "mg_m2", "mg/m²"
    MG_KG = "mg_kg", "mg/kg"
    G_M2 = "g_m2", "g/m²"
    IU = "iu", "IU"
    MCI = "mci", "mCi"
    MBQ = "mbq", "MBq"
    AUC = "auc", "AUC"
    GY = "gy", "Gy"
    ML = "ml", "mL"
    OTHER = "other", "other unit"


class DoseFrequency(TextChoices):
    """How often a dose was taken. A dose is never printed without it."""

    QD = "qd", "once daily"
    BID = "bid", "twice daily"
    TID = "tid", "three times daily"
    QID = "qid", "four times daily"
    QOD = "qod", "every other day"
    WEEKLY = "weekly", "weekly"
    Q2W = "q2w", "every 2 weeks"
    Q3W = "q3w", "every 3 weeks"
    Q4W = "q4w", "every 4 weeks"
    ONCE = "once", "once"
    CONTINUOUS = "continuous", "continuously"
    PRN = "prn", "as needed"
    OTHER = "other", "another schedule"
    NOT_REPORTED = "not_reported", "frequency not reported"


class DoseRoute(TextChoices):
    """By which way a drug was given."""

    ORAL = "oral", "by mouth"
    IV = "iv", "intravenously"
    SC = "sc", "subcutaneously"
    IM = "im", "intramuscularly"
    IT = "it", "intrathecally"
    TOPICAL = "topical", "topically"
    INHALED = "inhaled", "inhaled"
    OTHER = "other", "by another route"
    NOT_REPORTED = "not_reported", "route not reported"
