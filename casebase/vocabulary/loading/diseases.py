"""Diseases from OncoTree, our groups beside the tree, and sites of the body."""

from casebase.vocabulary.choices import Ontology
from casebase.vocabulary.loading.files import Row, values
from casebase.vocabulary.loading.matching import accepted, add_links, write_rows
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.loading.trees import levels, parent_first
from casebase.vocabulary.models import BodySite, Disease, DiseaseGroup

NEEDED = {"code", "name", "parent", "ncit"}


def load_diseases(rows: list[Row], report: Report, *, version: str) -> None:
    """Add and correct the nodes of OncoTree, broader ones first.

    A node that has another code now is renamed; one that a newer tree no longer has is
    kept, since published cases may name it. An older tree than the one here changes
    nothing.
    """
    keys = {row["code"]: disease_key(row["code"]) for row in rows}
    here = Disease.objects.filter(ontology=Ontology.ONCOTREE)
    newest = max(here.values_list("ontology_version", flat=True), default="")
    if version and version < newest:
        report.kept.append(f"OncoTree {newest}; the file has the older {version}")
        return
    _rename(rows, set(keys.values()), report)
    own = set(
        Disease.objects.exclude(ontology=Ontology.ONCOTREE).values_list(
            "key", flat=True
        )
    )
    tree = parent_first(rows, key="code", parent="parent", report=report)
    for level in levels(tree, key="code", parent="parent"):
        parents = {disease.key: disease for disease in here.all()}
        wanted = {}
        for row in level:
            key = keys[row["code"]]
            if key in own:
                report.unplaced.append(f"{row['code']}, a key of a disease of our own")
                continue
            parent = parents.get(keys.get(row["parent"], ""))
            ncit = values(row["ncit"])
            wanted[key] = accepted(
                {
                    "name": row["name"],
                    "ontology": Ontology.ONCOTREE,
                    "code_in_ontology": row["code"],
                    "ontology_version": version or newest,
                    # Of two codes nobody says which is meant; then none is kept.
                    "ncit": ncit[0] if len(ncit) == 1 else "",
                    "parent_id": parent.pk if parent else None,
                    "path": f"{parent.path if parent else ''}{key}/",
                }
            )
        write_rows(Disease, wanted, key="key", name="Diseases", report=report)
    _keep_paths_true(set(keys.values()))
    gone = here.exclude(key__in=keys.values()).values_list("key", flat=True)
    for key in sorted(gone):
        heirs = [
            row["code"] for row in rows if key in _keys_in(row.get("replaces", ""))
        ]
        instead = f"; it points to {' and '.join(heirs)} instead" if heirs else ""
        report.kept.append(f"{key}, which this OncoTree no longer has{instead}")


def _rename(rows: list[Row], in_file: set[str], report: Report) -> None:
    """Give diseases the codes they have now; the former code becomes a synonym.

    Only a code in a node's own history is the same disease. What a node merely grew
    out of or stands in for may be wider or narrower, so it keeps its own row.
    """
    here = {d.key: d for d in Disease.objects.filter(ontology=Ontology.ONCOTREE)}
    for row in rows:
        key, former = disease_key(row["code"]), _keys_in(row.get("history", ""))
        outdated = [here[old] for old in former if old in here and old not in in_file]
        if not outdated:
            continue
        if key in here or len(outdated) > 1:  # Two rows cannot become one.
            names = " and ".join(disease.key for disease in outdated)
            report.unplaced.append(
                f"{names}, whose code is now {key}, a disease here already"
            )
            continue
        disease = outdated[0]
        report.renamed.append(f"{disease.key} is now {key}")
        synonyms = [*disease.synonym_list(), disease.key]
        disease.synonyms = "\n".join(dict.fromkeys(synonyms))
        disease.key, disease.code_in_ontology = key, row["code"]
        disease.save()


def _keys_in(cell: str) -> list[str]:
    return [disease_key(code) for code in values(cell)]


def _keep_paths_true(in_file: set[str]) -> None:
    """Let what stands below a branch that moved, and is in no file, move with it."""
    others = Disease.objects.exclude(key__in=in_file).select_related("parent")
    for disease in others.order_by("path"):
        above = disease.parent.path if disease.parent else ""
        if disease.path != f"{above}{disease.key}/":
            disease.save()


def disease_key(code: str) -> str:
    """The code as an address can carry it: MDS/MPN is MDS_MPN."""
    return code.replace("/", "_")


def load_own_diseases(rows: list[Row], report: Report) -> None:
    """Diseases that OncoTree has no node for, below the node that is nearest."""
    diseases = {disease.key: disease for disease in Disease.objects.all()}
    wanted = {}
    for row in rows:
        key, parent = row["key"], diseases.get(disease_key(row["parent"]))
        there = diseases.get(key)
        if parent is None:
            report.unplaced.append(f"{key}, below the unknown {row['parent']}")
        elif there is not None and there.ontology != Ontology.CUSTOM:
            report.unplaced.append(f"{key}, a key that {there.ontology} has too")
        else:
            wanted[key] = accepted(
                {
                    "name": row["name"],
                    "ontology": Ontology.CUSTOM,
                    "synonyms": "\n".join(values(row["synonyms"])),
                    "parent_id": parent.pk,
                    "path": f"{parent.path}{key}/",
                }
            )
    write_rows(Disease, wanted, key="key", name="Diseases of our own", report=report)


def load_synonyms(rows: list[Row], report: Report) -> None:
    """Our other names for nodes of OncoTree, which publishes none."""
    there = set(Disease.objects.values_list("key", flat=True))
    wanted = {}
    for row in rows:
        key = disease_key(row["key"])
        if key in there:
            wanted[key] = {"synonyms": "\n".join(values(row["synonyms"]))}
        else:
            report.unplaced.append(f"synonyms of the unknown {row['key']}")
    write_rows(Disease, wanted, key="key", name="Synonyms of diseases", report=report)


def load_groups(rows: list[Row], report: Report) -> None:
    """Groups and their members; members that curators added stay."""
    wanted = {
        row["key"]: accepted(
            {
                "name": row["name"],
                "description": row["description"],
                "synonyms": "\n".join(values(row["synonyms"])),
            }
        )
        for row in rows
    }
    groups = write_rows(
        DiseaseGroup, wanted, key="key", name="Disease groups", report=report
    )
    diseases = {disease.key: disease for disease in Disease.objects.all()}
    pairs = [
        (groups[row["key"]].pk, diseases[key].pk)
        for row in rows
        for key in _members(row, diseases, report)
    ]
    add_links(
        DiseaseGroup.diseases.through,
        pairs,
        columns=("diseasegroup", "disease"),
        name="Members of disease groups",
        report=report,
    )


def _members(row: Row, diseases: dict[str, Disease], report: Report) -> list[str]:
    """`LIPO` alone, `LIPO*` with its subtypes, `!EMCHS` left out."""
    kept: dict[str, None] = {}
    left_out = set()
    for member in values(row["members"]):
        key = disease_key(member.strip("!*"))
        disease = diseases.get(key)
        if disease is None:
            report.unplaced.append(f"{member} of the group {row['key']}")
        elif member.startswith("!"):
            left_out.add(key)
        elif member.endswith("*"):
            kept |= {
                key: None
                for key, other in diseases.items()
                if other.path.startswith(disease.path)
            }
        else:
            kept[key] = None
    return [key for key in kept if key not in left_out]


def load_sites(rows: list[Row], report: Report) -> None:
    """Sites of the body, broader ones first."""
    tree = parent_first(rows, key="key", parent="parent", report=report)
    for level in levels(tree, key="key", parent="parent"):
        parents = {site.key: site for site in BodySite.objects.all()}
        wanted = {}
        for row in level:
            parent = parents.get(row["parent"])
            wanted[row["key"]] = accepted(
                {
                    "name": row["name"],
                    "code": row["code"],
                    "synonyms": "\n".join(values(row["synonyms"])),
                    "parent_id": parent.pk if parent else None,
                    "path": f"{parent.path if parent else ''}{row['key']}/",
                }
            )
        write_rows(BodySite, wanted, key="key", name="Body sites", report=report)
