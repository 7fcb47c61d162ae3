"""The news item, its series, and the paper that it tells of."""

from tests.seed import NEWS, PAPER

from .claim import ABSENT, Claim

SERIES = "Biomarker NTRK Coverage from Every Angle"
HEADLINE = "Rare Case of Mesenchymal Sarcoma With NTRK1 Gene Translocation"
ADDRESS = (
    "https://jnccn360.org/biomarkerntrk/medical-literature/"
    "rare-case-of-mesenchymal-sarcoma-with-ntrk1-gene-translocation/"
)

CLAIMS = [
    Claim(
        "the news item belongs to the series Biomarker NTRK",
        news={
            "series.slug": "biomarker-ntrk",
            "series.title": "Biomarker NTRK",
            "series.strapline": "Coverage from Every Angle",
            "series.kind": "biomarker",
            "series.families.NTRK.key": "NTRK",
        },
        words={
            "series": [SERIES, HEADLINE],
            "news": [SERIES],
            "case#sources": [SERIES],
        },
    ),
    Claim(
        "its headline, section and address",
        news={
            "kind": "news_item",
            "title": HEADLINE,
            "section": "medical-literature",
            "outlet": "JNCCN 360",
            "url": ADDRESS,
        },
        words={
            "news": [HEADLINE, "section medical-literature", ADDRESS, "JNCCN 360"],
            "case#sources": [HEADLINE, ADDRESS],
        },
    ),
    Claim(
        "it is signed by Hope Craig, MSPH",
        news={
            "authors.0.family": "Craig",
            "authors.0.given": "Hope",
            "authors.0.role": "byline",
            "authors.0.credentials": "MSPH",
            "authors.0.position": 1,
        },
        words={"news": ["By Hope Craig, MSPH"], "case#sources": ["Hope Craig, MSPH"]},
    ),
    Claim(
        "it was posted on 10 September 2021",
        news={"posted_on": "2021-09-10", "year": ABSENT},
        words={
            "news": ["Posted 10 September 2021"],
            "case#sources": ["Posted 10 September 2021"],
        },
    ),
    Claim(
        "the authors of the paper reported no conflicts, as the news item says",
        paper={
            "coi_status": "none_declared",
            "facts.coi_status.source.article": NEWS,
        },
        news={"coi_status": ABSENT},
        words={
            "paper": ["No conflicts of interest reported", f"Disclosures: {HEADLINE}"],
            "case#sources": ["No conflicts of interest reported"],
        },
    ),
    Claim(
        "the paper is a case report in World Journal of Surgical Oncology; the news "
        "item reports on it; its identifiers are not known from the news",
        paper={
            "kind": "case_report",
            "journal": "World Journal of Surgical Oncology",
            **dict.fromkeys(("doi", "pmid", "pmcid", "title", "year", "volume")),
        },
        news={"relations.0.kind": "reports_on", "relations.0.article": PAPER},
        case={
            f"articles.{PAPER}.role": "primary",
            f"articles.{PAPER}.part_read": "secondary_summary",
            f"articles.{NEWS}.role": "news_summary",
            f"articles.{NEWS}.part_read": "full_text",
        },
        words={
            "paper": [
                "World Journal of Surgical Oncology",
                "Identifiers are not known here",
                f"Reported on by {HEADLINE}",
            ],
            "case": ["From a news summary"],
            "case#sources": ["Identifiers are not known here"],
        },
    ),
    Claim(
        "Yingyong Hou, MD, PhD, and colleagues, Zhongshan Hospital, Fudan University, "
        "China; corresponding is said of the paper, not by the news item",
        paper={
            "authors.0.family": "Hou",
            "authors.0.given": "Yingyong",
            "authors.0.credentials": "MD, PhD",
            "authors.0.is_corresponding": True,
            "authors.0.affiliations.0.name": "Zhongshan Hospital",
            "authors.0.affiliations.0.country": "CN",
            "authors.0.affiliations.1.name": "Fudan University",
            "authors.0.affiliations.1.country": "CN",
            "authors_complete": False,
            "facts.authors.is_corresponding.source.article": PAPER,
            "facts.authors.source.article": NEWS,
        },
        words={
            "paper": [
                "Yingyong Hou, MD, PhD, and colleagues",
                "Zhongshan Hospital, Fudan University, China",
                "Correspondence: Case report in World Journal of Surgical Oncology",
            ],
            "case#sources": ["Yingyong Hou, MD, PhD, and colleagues"],
            "case#glance": ["Zhongshan Hospital, Fudan University, China"],
        },
    ),
]
