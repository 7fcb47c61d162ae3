"""tantivy in process: a document for each case, terms counted by aggregation.

It has no rows within a document. So what may be asked of one course or finding is
indexed as a term of its own, for the facets that the questions here put together;
counts on one row are not given.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import tantivy

from benchmarks.data import Case, Data
from benchmarks.questions import Conditions, Group, Question

from .base import Answer, Counts, Engine

TOGETHER = (
    ("course", ("drug", "response")),
    ("course", ("adverse_event", "drug", "response")),
    ("negative", ("assay", "tested_negative")),
)
#: More values than any facet has.
ALL = 60_000


class Tantivy(Engine):
    """A search library."""

    title = "tantivy"
    about = (
        "In process: a document for each case, facets and our own words as fields, "
        "counts by terms aggregation, one segment. Conditions on one course as terms "
        "made for the questions asked here; counts on one course or finding left out, "
        "as it has no rows within a document."
    )
    compared = "given"

    def load(self, data: Data) -> None:
        """Write the documents, in one segment."""
        writer = self._index(data).writer(heap_size=500_000_000, num_threads=1)
        for case in data.cases():
            writer.add_document(tantivy.Document(**_fields(case)))
        writer.commit()
        writer.wait_merging_threads()

    def _index(self, data: Data) -> tantivy.Index:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("name", stored=True, tokenizer_name="raw")
        schema.add_integer_field("rank", fast=True)
        raw = {"tokenizer_name": "raw", "index_option": "basic"}
        for field in ("word", "together"):
            schema.add_text_field(field, **raw)
        for space, facet in data.ranges:
            schema.add_text_field(f"{space}_{facet}", fast=True, **raw)
        return tantivy.Index(schema.build(), path=str(self.place.folder))

    def open(self, data: Data) -> None:
        """Open it."""
        self.known = data.ranges
        index = self._index(data)
        index.reload()
        self.schema, self.searcher = index.schema, index.searcher()

    def ask(self, question: Question) -> Answer:
        """Answer it: total and newest, then the counts group by group."""
        query = self._query(question.matching, question.tokens)
        found = self.searcher.search(query, 25, count=True, order_by_field="rank")
        newest = [self.searcher.doc(place)["name"][0] for _, place in found.hits]
        counts: Counts = {}
        for group in question.groups:
            if not group.same or group.space == "case":
                counts |= self._counted(group, question.tokens)
        return Answer(found.count, newest, counts)

    def _counted(self, group: Group, tokens: list[str]) -> Counts:
        same = {"case": group.same} if group.same else {}
        query = self._query(group.elsewhere | same, tokens)
        wanted = {
            facet: {"terms": {"field": f"{space}_{facet}", "size": ALL}}
            for space, facet in group.facets
            if (space, facet) in self.known
        }
        found = self.searcher.aggregate(query, wanted)
        return {
            facet: {one["key"]: one["doc_count"] for one in told["buckets"]}
            for facet, told in found.items()
        }

    def _query(self, matching: dict[str, Conditions], tokens: list[str]) -> Any:
        must = [self._any("word", [token]) for token in tokens]
        for space, conditions in matching.items():
            if space == "case" or len(conditions) == 1:
                must += [
                    self._any(f"{space}_{facet}", keys)
                    for facet, keys in conditions.items()
                ]
            else:
                facets = sorted(conditions)
                keys = product(*(conditions[facet] for facet in facets))
                must.append(self._any("together", ["|".join(one) for one in keys]))
        if not must:
            return tantivy.Query.all_query()
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in must])

    def _any(self, field: str, keys: list[str]) -> Any:
        return tantivy.Query.term_set_query(self.schema, field, keys)


def _fields(case: Case) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": case.name,
        "rank": case.rank,
        "word": case.words.split(),
    }
    for row in case.rows:
        for facet, keys in row.keys.items():
            values = fields.setdefault(f"{row.space}_{facet}", {})
            values |= dict.fromkeys(keys)
    told = {name: [*of] if isinstance(of, dict) else of for name, of in fields.items()}
    return told | {"together": [*dict.fromkeys(_together(case))]}


def _together(case: Case) -> Iterator[str]:
    for row in case.rows:
        for space, facets in TOGETHER:
            if row.space == space:
                for keys in product(*(row.keys.get(facet, ()) for facet in facets)):
                    yield "|".join(keys)
