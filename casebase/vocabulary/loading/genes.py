"""Genes and their families, from HGNC's table or our excerpt of it."""

from casebase.vocabulary.choices import GeneAliasKind, HgncStatus, WordStatus
from casebase.vocabulary.loading.files import Row, values
from casebase.vocabulary.loading.matching import (
    Columns,
    accepted,
    add_names,
    create,
    write_rows,
)
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.models import Gene, GeneAlias, GeneFamily
from casebase.vocabulary.renaming import let_names_follow

NEEDED = {"hgnc_id", "symbol", "name", "status", "alias_symbol", "prev_symbol"}


def load_genes(rows: list[Row], report: Report, *, official: bool) -> None:
    """Add and correct genes by their HGNC id; a former symbol becomes an alias.

    Our excerpt fills what is empty and renames, but does not overwrite what HGNC's
    own, probably newer, table has said.
    """
    approved = [row for row in rows if row["status"] == "Approved"]
    known = {gene.hgnc_id: gene for gene in Gene.objects.exclude(hgnc_id="")}
    _adopt(approved, known, report)
    _mark_withdrawn(rows, known, report)
    _rename(approved, known, report)
    _write(approved, known, report, official=official)
    _write_aliases(approved, known, report)


def load_families(rows: list[Row], report: Report) -> None:
    """Families, and the genes that belong to them."""
    wanted = {row["key"]: accepted({"name": row["name"]}) for row in rows}
    families = write_rows(
        GeneFamily, wanted, key="key", name="Gene families", report=report
    )
    genes = {gene.symbol: gene for gene in Gene.objects.all()}
    tally = report.tally("Genes of families")
    changed = []
    for row in rows:
        for symbol in values(row["genes"]):
            gene = genes.get(symbol)
            if gene is None:
                report.unplaced.append(f"{symbol} of the family {row['key']}")
            elif gene.family_id is None:
                gene.family = families[row["key"]]
                changed.append(gene)
            else:
                tally.unchanged += 1
    Gene.objects.bulk_update(changed, ["family"], batch_size=200)
    tally.added += len(changed)


def _adopt(rows: list[Row], known: dict[str, Gene], report: Report) -> None:
    """A gene that a curator added by its symbol gets the id HGNC has for it."""
    own = {gene.symbol.upper(): gene for gene in Gene.objects.filter(hgnc_id="")}
    adopted = []
    for row in rows:
        gene = own.get(row["symbol"].upper())
        if gene is not None and row["hgnc_id"] not in known:
            gene.hgnc_id, gene.symbol = row["hgnc_id"], row["symbol"]
            gene.hgnc_status = HgncStatus.APPROVED
            known[gene.hgnc_id] = gene
            adopted.append(gene)
    Gene.objects.bulk_update(
        adopted, ["hgnc_id", "symbol", "hgnc_status"], batch_size=200
    )
    report.tally("Genes").changed += len(adopted)


def _mark_withdrawn(rows: list[Row], known: dict[str, Gene], report: Report) -> None:
    """A gene that HGNC withdrew stays, since published cases may name it."""
    withdrawn = []
    for row in rows:
        gene = known.get(row["hgnc_id"])
        if (
            gene is not None
            and row["status"] != "Approved"
            and gene.hgnc_status != HgncStatus.WITHDRAWN
        ):
            gene.hgnc_status = HgncStatus.WITHDRAWN
            withdrawn.append(gene)
            report.kept.append(f"{gene.symbol}, which HGNC has withdrawn")
    Gene.objects.bulk_update(withdrawn, ["hgnc_status"], batch_size=200)
    report.tally("Genes").changed += len(withdrawn)


def _rename(rows: list[Row], known: dict[str, Gene], report: Report) -> None:
    """Give genes their new symbols, and let fusions and biomarkers follow."""
    outdated = set(
        GeneAlias.objects.filter(kind=GeneAliasKind.PREVIOUS).values_list(
            "gene_id", "text"
        )
    )
    renames = {}
    for row in rows:
        gene = known.get(row["hgnc_id"])
        if gene is None or gene.symbol == row["symbol"]:
            continue
        if (gene.pk, row["symbol"]) in outdated:
            continue  # The file is older than what is here.
        renames[row["hgnc_id"]] = row["symbol"]
    taken = {
        gene.symbol.upper(): gene
        for gene in Gene.objects.all()
        if gene.hgnc_id not in renames
    }
    for hgnc_id in list(renames):
        holder = taken.get(renames[hgnc_id].upper())
        if holder is not None and holder.pk != known[hgnc_id].pk:
            report.unplaced.append(
                f"{hgnc_id} should be renamed {renames[hgnc_id]}, "
                "which is the symbol of another gene here"
            )
            del renames[hgnc_id]
    if not renames:
        return
    genes = [known[hgnc_id] for hgnc_id in renames]
    former = {gene.pk: gene.symbol for gene in genes}
    # By way of the id: two genes may swap symbols, and no two may share one meanwhile.
    for gene in genes:
        gene.symbol = gene.hgnc_id.replace(":", ".")
    Gene.objects.bulk_update(genes, ["symbol"], batch_size=200)
    for gene in genes:
        gene.symbol = renames[gene.hgnc_id]
        report.renamed.append(f"{former[gene.pk]} is now {gene.symbol}")
    Gene.objects.bulk_update(genes, ["symbol"], batch_size=200)
    report.tally("Genes").changed += len(genes)
    add_names(
        GeneAlias,
        "gene",
        [(pk, symbol, GeneAliasKind.PREVIOUS) for pk, symbol in former.items()],
        name="Gene aliases",
        report=report,
    )
    let_names_follow(genes)
    symbols = set(Gene.objects.values_list("symbol", flat=True))
    report.unplaced += [
        f"published cases that say {former[gene.pk]} and mean {gene.symbol}, "
        "since another gene has that symbol now"
        for gene in genes
        if former[gene.pk] in symbols
    ]


def _write(
    rows: list[Row], known: dict[str, Gene], report: Report, *, official: bool
) -> None:
    """Add genes that are missing and correct the rest of their columns."""
    taken = {symbol.upper() for symbol in Gene.objects.values_list("symbol", flat=True)}
    tally = report.tally("Genes")
    added, changed, written = [], [], set()
    for row in rows:
        columns = _columns(row)
        gene = known.get(row["hgnc_id"])
        if gene is None:
            if row["symbol"].upper() in taken:
                report.unplaced.append(
                    f"{row['hgnc_id']} {row['symbol']}, a symbol that is taken here"
                )
                continue
            taken.add(row["symbol"].upper())
            added.append(Gene(symbol=row["symbol"], **columns))
            continue
        differing = {
            column
            for column, value in columns.items()
            if getattr(gene, column) != value
            and (official or column == "status" or not getattr(gene, column))
        }
        for column in differing:
            setattr(gene, column, columns[column])
        if differing:
            changed.append(gene)
            written |= differing
        else:
            tally.unchanged += 1
    create(Gene, added, name="Genes", report=report)
    known.update({gene.hgnc_id: gene for gene in added})
    if changed:
        Gene.objects.bulk_update(changed, sorted(written), batch_size=200)
    tally.added += len(added)
    tally.changed += len(changed)


def _columns(row: Row) -> Columns:
    """The columns of a gene that the file knows; a column it lacks is left alone."""
    columns: Columns = {
        "hgnc_id": row["hgnc_id"],
        "name": row["name"],
        "hgnc_status": HgncStatus.APPROVED,
        "status": WordStatus.ACCEPTED,
    }
    if row.get("location"):
        columns["locus"] = row["location"]
    if row.get("entrez_id", "").isdigit():
        columns["entrez_id"] = int(row["entrez_id"])
    return columns


def _write_aliases(rows: list[Row], known: dict[str, Gene], report: Report) -> None:
    wanted = []
    for row in rows:
        gene = known.get(row["hgnc_id"])
        if gene is None:
            continue
        for column, kind in (
            ("prev_symbol", GeneAliasKind.PREVIOUS),
            ("alias_symbol", GeneAliasKind.ALIAS),
        ):
            wanted += [
                (gene.pk, text, kind)
                for text in values(row[column])
                if text != gene.symbol
            ]
    add_names(GeneAlias, "gene", wanted, name="Gene aliases", report=report)
