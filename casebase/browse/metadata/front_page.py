"""What the front page says: the archive as a whole, as a data set."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from casebase.archive import facets
from casebase.browse.addresses import Address
from casebase.browse.formats.kinds import KINDS as DOWNLOADS
from casebase.browse.front import Front
from casebase.browse.templatetags.synthetic import share

from . import forms, schema
from .head import ATOM, LICENCE, SITE, WHAT, Head, Link, absolute, iso

ABOUT = (
    "An open archive of published oncology case reports, found by gene fusion: "
    f"{WHAT}. Every fact names its source; every version keeps its address."
)


def of_home(home: Front, changed: datetime | None) -> Head:
    """Describe the archive as a whole."""
    everything = home.everything
    made_up = share(everything.synthetic, everything.total, "case")
    site = {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "url": absolute("/"),
        "name": SITE,
        "inLanguage": "en",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute("/search/?q={search_term_string}"),
            },
            "query-input": "required name=search_term_string",
        },
    }
    head = Head(
        title="Published cancer cases by gene fusion",
        description=f"{ABOUT} {made_up}".strip(),
        path="/",
        links=(
            forms.feed(Address("/cases/"), "New and changed cases"),
            Link("alternate", absolute("/articles/feed.atom"), ATOM, "Articles"),
            Link("license", LICENCE),
            Link("type", "https://schema.org/Dataset"),
            Link("cite-as", absolute("/")),
        ),
    )
    dataset = {
        "@type": "Dataset",
        **schema.dataset(),
        "url": absolute("/"),
        "name": f"{SITE}: published oncology case reports by gene fusion",
        "description": head.description,
        "creator": schema.publisher(),
        "version": str(home.now.version),
        "dateModified": iso(changed) if changed else "",
        "variableMeasured": [
            facet.label for facet in facets.FACETS.values() if facet.listed
        ],
        "distribution": [*_downloads()],
        **schema.free(),
    }
    return replace(
        head,
        graph=(
            site,
            dict(schema.said(dataset)),
        ),
    )


def _downloads() -> Iterator[schema.Node]:
    for kind in DOWNLOADS.values():
        yield {
            "@type": "DataDownload",
            "name": kind.name,
            "description": kind.says,
            "encodingFormat": kind.media_type.partition(";")[0],
            "contentUrl": absolute(f"/cases/download.{kind.suffix}"),
        }
