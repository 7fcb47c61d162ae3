"""Words and marks by which `identifying` finds, and by which it lets be."""

import re

from casebase.archive.facets import COUNTRIES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|"
    "December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
#: Of the languages that reports are translated from.
MONTHS_ELSEWHERE = (
    "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|"
    "juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|"
    "mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
KIN = (
    "mother|father|brother|sister|son|daughter|husband|wife|partner|uncle|aunt|"
    "grandmother|grandfather|cousin|twin"
)
PERSON = (
    f"patient|man|woman|boy|girl|child|infant|baby|newborn|{KIN}|parent|case|individual"
)
TITLES = (
    "Mrs?|Ms|Miss|Mister|Madame|Mme|Monsieur|Herr|Frau|Señora?|Signora?|Dr|Prof|"
    "Professor|Doctor"
)
#: What a sentence goes on with after the initials of a patient.
DID = "was|is|has|had|presented|noticed|underwent|received|gave"
BEFORE_TOWN = (
    "lives|lived|living|born|raised|residing|resident|resides|native|farmer|worker|"
    "miner|fisherman|teacher|immigrant"
)
NAME = r"[A-Z][a-zà-ÿ][\w’'-]+"
#: Who are dead and stand in the words of medicine, and words that begin a sentence.
EPONYMS = _words(
    "Addison Barr Barrett Bence Burkitt Castleman Child Clark Cockcroft Cowden "
    "Crohn Cushing Deauville Down Durie Epstein Ewing Fanconi Fraumeni Fuhrman "
    "Gardner Giemsa Gleason Graves Hashimoto Hodgkin Horner Ivor Jones Kaplan "
    "Kaposi Karnofsky Krukenberg Lambert Langerhans Leydig Lewis Li Lugano Lynch "
    "Marfan Masaoka Meier Merkel Nissl Paget Pancoast Papanicolaou Peutz "
    "Philadelphia Pugh Reed Richter Romberg Sanger Schwann Sertoli Sézary Sternberg "
    "Turner Waldenström Warthin Whipple Wilms Ziehl"
)
NO_NAME = EPONYMS | {
    *("The", "A", "An", "In", "On", "At", "After", "Before", "This", "That", "His"),
    *("Her", "Their", "Both", "One", "Two", "No", "And", "With", "Who", "As", "For"),
    *("Patient", "Case", "Child", "Man", "Woman", "Mother", "Father", "Infant"),
    *("Caucasian", "Asian", "African", "European", "Hispanic", "Stage", "Grade"),
}
DEMONYM = re.compile(r"[A-Z]\w+(?:ese|ian|ish|ean|can)")
#: Two capitals that stand for medicine after "patient" or in brackets.
NO_INITIALS = _words(
    "AA AB AE AF AK AR BM BP BR CI CK CN CR CT CV CX DC DD ED EM ER EU FU GA GI HE "
    "HR HT IC ID IF IG II IM IP IQ IR IT IV KM LA LD LM LN MR MS MX NA NE NK NO NR "
    "OR OS PC PD PE PI PO PR PS PT QD QT RA RF RR RT SC SD SE SR SV TB TE TX UK US "
    "UV VI WT XI"
)
#: After a number: then it is a dose or a count.
UNITS = (
    r"(?!\s?(?:[mµ]?g|kg|[mc]m|m[lL]|%|/|Gy|mCi|x\b|times|cycles?|courses?|doses?|"
    r"lesions?|nodes?|patients?|tablets?|days?|weeks?|hours?|out of))"
)
COUNTS = re.compile(
    r"\s?(?:[/×x%]|copies|cells|cycles?|days?|weeks?|months?|years?|reads?|bp|kb|Mb|"
    r"IU|U\b|per\b|[mµnp]?g\b|m[lL]\b|[mc]m\b|variants?|base pairs|platelets)"
)
PUBLIC_NUMBER = re.compile(
    r"(?:PMID|PMC(?:ID)?|PubMed|DOI|NCT|UMIN|ISRCTN|EudraCT|trials?|registry|"
    r"registration|protocol|catalog(?:ue)?|cat\.|lot|clone|ClinVar|COSMIC|dbSNP|Entrez|"
    r"gene|variant|RefSeq|CAS|chr\w+|position|coordinates)"
    r"[\s#:.“\x22]*(?:n(?:o|umber)\.?|id)?[\s#:.]*$",
    re.IGNORECASE,
)
DAYS_OF_A_CYCLE = re.compile(
    r"\b(?:d(?:ays?)?|grades?|stages?)\.?\s?(?:of )?$", re.IGNORECASE
)
PARTS_OF_A_HOUSE = _words(
    "Anesthesiology Cardiology Dermatology Gynecology Haematology Hematology "
    "Hospital Internal Medicine Neurology Oncology Ophthalmology Orthopedics "
    "Pathology Pediatrics Paediatrics Psychiatry Radiology Surgery Urology "
    "Remission Phase Group Zone"
)
WIDE = _words(
    "Africa America Antarctica Asia Australia Caribbean Europe Oceania Scandinavia "
    "England Scotland Wales Korea Taiwan Russia Iran Syria Vietnam Britain States "
    "Kingdom Turkey UK US USA Middle East"
)
COUNTRY_NAMES = frozenset(name.casefold() for name in COUNTRIES.values())
MONTH = re.compile(rf"(?:{MONTHS})\b")
JOBS = (
    "mayor|politician|senator|congress(?:man|woman)|minister|judge|celebrity|actor|"
    "actress|singer|musician|athlete|footballer|football player|soccer player|boxer|"
    "bishop|priest|nun|monk|rabbi|imam|pastor|astronaut|diplomat|ambassador|"
    "lighthouse keeper|shepherd|circus \\w+"
)
NO_JOB = _words("single control bridge agent monotherapy salvage match")
