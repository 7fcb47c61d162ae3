"""The vocabularies for curators: searchable lists, proposed words marked."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify

from casebase.vocabulary import fusion_names
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.finding_words import by_name
from casebase.vocabulary.merging import MERGEABLE
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugAlias,
    DrugClass,
    Gene,
    GeneAlias,
    GeneFamily,
    GeneFusion,
    Institution,
    Journal,
    UsualDose,
)
from casebase.vocabulary.models.word import Word
from casebase.vocabulary.renaming import after_renaming
from casebase.vocabulary.resolving import possible_readings
from casebase.vocabulary.text import clean_text


class MergeableAdmin(admin.ModelAdmin):
    """The page of a word from which it can be merged into another."""

    change_form_template = "admin/workbench/word_change_form.html"

    def render_change_form(self, request, context, *args, **kwargs):
        """Offer to merge what can be merged, to those who may."""
        word = context.get("original")
        may = request.user.has_perm("curation.add_review")
        may = may and self.has_change_permission(request, word)
        if isinstance(word, MERGEABLE) and may:
            context["merge_href"] = reverse(
                "admin:words_merge", args=[self.opts.model_name, word.pk]
            )
        if isinstance(word, Word) and not word.is_accepted and may:
            context["accept_href"] = reverse(
                "admin:words_accept", args=[self.opts.model_name, word.pk]
            )
        return super().render_change_form(request, context, *args, **kwargs)


class WordAdmin(MergeableAdmin):
    """What all vocabularies share: search by any name, and the mark of a proposal."""

    list_per_page = 50
    list_filter: ClassVar[tuple[Any, ...]] = ("status",)
    #: How `by_name` searches this vocabulary.
    names: dict[str, Any]

    def get_search_results(self, request, queryset, search_term):
        """Search by key, name and other names, the exact word first."""
        text = " ".join(search_term.split())
        if not text:
            return queryset, False
        try:
            text = clean_text(text)
        except ValueError:
            return queryset.none(), False  # No word holds what cannot be stored.
        return by_name(queryset, text, **self.names), False

    def get_readonly_fields(self, request, obj=None):
        """A word begins as a proposal; a page of its own asks before it is accepted."""
        return (*super().get_readonly_fields(request, obj), "status")

    def get_changeform_initial_data(self, request):
        """A name that comes along makes the key, as typing it would."""
        initial = super().get_changeform_initial_data(request)
        if "name" in initial and "key" in self.prepopulated_fields:
            initial.setdefault("key", slugify(str(initial["name"])))
        return initial

    @admin.display(description="Standing", ordering="status")
    def standing(self, word):
        """Proposed words stand out: readers do not see them."""
        if word.status == WordStatus.PROPOSED:
            return format_html('<strong class="proposed">{}</strong>', "Proposed")
        return word.get_status_display()


class GeneAliasInline(admin.StackedInline):
    """Other names of the gene."""

    model = GeneAlias
    extra = 0
    fields = (("text", "kind"),)
    verbose_name = "other name"
    verbose_name_plural = "other names"


@admin.register(Gene)
class GeneAdmin(WordAdmin):
    """Genes by symbol; a search for TRKA finds NTRK1 and says so."""

    list_display = ("__str__", "name", "hgnc_id", "family", "standing")
    list_filter = ("status", "hgnc_status", "family")
    list_select_related = ("family",)
    search_fields = ("symbol", "name", "aliases__text")
    search_help_text = "Symbol, name, former symbol or other name"
    autocomplete_fields = ("family",)
    inlines = (GeneAliasInline,)
    names = {
        "key": "symbol",
        "label": "name",
        "aliases": GeneAlias,
        "owner": "gene",
    }
    fieldsets = (
        (None, {"fields": ("symbol", "name", "family", "status")}),
        (
            "HGNC",
            {"fields": ("hgnc_status", "hgnc_id", "entrez_id", "locus", "is_kinase")},
        ),
    )

    def save_model(self, request, obj, form, change):
        """A gene that gets another symbol keeps its former one as a name."""
        former = form.initial.get("symbol") if change else None
        super().save_model(request, obj, form, change)
        if former and former != obj.symbol:
            after_renaming(obj, former)


@admin.register(GeneFamily)
class GeneFamilyAdmin(WordAdmin):
    """Families of genes."""

    list_display = ("key", "name", "standing")
    search_fields = ("key", "name")
    names = {"key": "key", "label": "name"}


class FusionSearch(WordAdmin):
    """Finds a fusion by the older ways of writing it, too: ETV6-NTRK3, ETV6/NTRK3."""

    fusion_key: str

    def get_search_results(self, request, queryset, search_term):
        """Search by name, and by every way to read the name as a fusion."""
        found, repeats = super().get_search_results(request, queryset, search_term)
        if found.query.is_empty():
            return found, repeats
        readings = possible_readings(search_term)
        keys = [fusion_names.key(reading.name) for reading in readings if reading.name]
        if keys:
            by_reading = Q(**{f"{self.fusion_key}__in": keys})
            found = queryset.filter(by_reading | Q(pk__in=found.values("pk")))
        return found, repeats


@admin.register(GeneFusion)
class GeneFusionAdmin(FusionSearch):
    """Fusions: which genes are joined, as far as the sources say."""

    fusion_key = "key"

    list_display = ("label_text", "state", "standing")
    list_filter = ("status", "state")
    search_fields = ("label_text", "key")
    search_help_text = "Any gene of the fusion, such as NTRK1"
    autocomplete_fields = (
        "five_prime",
        "three_prime",
        "gene",
        "other_gene",
        "family",
        "reciprocal_of",
    )
    names = {"key": "key", "label": "label_text"}
    fieldsets = (
        (None, {"fields": ("state", "status")}),
        ("Two genes in order", {"fields": (("five_prime", "three_prime"),)}),
        (
            "One gene, or two without an order",
            {"fields": (("gene", "other_gene"),)},
        ),
        ("No gene named", {"fields": ("family",)}),
        (
            "More",
            {
                "fields": ("reciprocal_of", "regulatory_class", "comment"),
                "classes": ("collapse",),
            },
        ),
    )


@admin.register(Biomarker)
class BiomarkerAdmin(FusionSearch):
    """Biomarkers: the classes of finding."""

    fusion_key = "fusion__key"

    list_display = ("label_text", "kind", "standing")
    list_filter = ("status", "kind")
    search_fields = ("label_text", "key", "gene__symbol", "fusion__label_text")
    search_help_text = "Gene, fusion, change or marker, such as BRAF V600E"
    autocomplete_fields = ("gene", "fusion")
    names = {"key": "key", "label": "label_text"}
    fieldsets = (
        (None, {"fields": ("kind", "status")}),
        ("What it is", {"fields": ("fusion", "gene", "marker")}),
        ("The change", {"fields": ("hgvs_p", "hgvs_c", "exon_text")}),
        ("More", {"fields": ("name", "codes"), "classes": ("collapse",)}),
    )


@admin.register(Disease)
class DiseaseAdmin(WordAdmin):
    """Diseases of OncoTree and our own."""

    list_display = ("name", "key", "parent", "standing")
    list_filter = ("status", "ontology", "groups")
    list_select_related = ("parent",)
    search_fields = ("key", "name", "synonyms")
    search_help_text = "Name, OncoTree code or synonym"
    autocomplete_fields = ("parent",)
    names = {"key": "key", "label": "name", "synonyms": "synonyms"}


@admin.register(DiseaseGroup)
class DiseaseGroupAdmin(WordAdmin):
    """Groups of diseases beside the tree."""

    list_display = ("name", "key", "standing")
    search_fields = ("key", "name", "synonyms")
    autocomplete_fields = ("diseases",)
    names = {"key": "key", "label": "name", "synonyms": "synonyms"}


@admin.register(BodySite)
class BodySiteAdmin(WordAdmin):
    """Sites of the body."""

    list_display = ("name", "parent", "code", "standing")
    list_select_related = ("parent",)
    search_fields = ("key", "name", "synonyms")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"key": ("name",)}
    names = {"key": "key", "label": "name", "synonyms": "synonyms"}


class DrugAliasInline(admin.StackedInline):
    """Brands, code names and synonyms."""

    model = DrugAlias
    extra = 0
    fields = (("text", "kind"),)
    verbose_name = "other name"
    verbose_name_plural = "brands and other names"


class UsualDoseInline(admin.StackedInline):
    """Usual doses with their sources: a dose far outside makes curators look again."""

    model = UsualDose
    extra = 0
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("lowest", "highest", "unit", "frequency", "route"),
                    "population",
                    ("source", "url", "as_of"),
                )
            },
        ),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """An address without its scheme is one of https."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Drug)
class DrugAdmin(WordAdmin):
    """Drugs by generic name; a search for a brand finds the drug and says so."""

    list_display = ("__str__", "kind", "standing")
    list_filter = ("status", "kind", "classes")
    search_fields = ("name", "aliases__text")
    search_help_text = "Generic name, brand or code name"
    autocomplete_fields = ("classes", "targets")
    inlines = (DrugAliasInline, UsualDoseInline)
    names = {
        "key": "key",
        "label": "name",
        "aliases": DrugAlias,
        "owner": "drug",
    }
    fieldsets = (
        (None, {"fields": ("name", "kind", "classes", "targets", "status")}),
        ("Codes", {"fields": (("ncit", "rxnorm"), ("atc", "chembl"))}),
    )


@admin.register(DrugClass)
class DrugClassAdmin(WordAdmin):
    """Classes of drugs."""

    list_display = ("name", "parent", "standing")
    list_select_related = ("parent",)
    search_fields = ("key", "name", "synonyms")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"key": ("name",)}
    names = {"key": "key", "label": "name", "synonyms": "synonyms"}


class ValueOrNone(admin.AllValuesFieldListFilter):
    """The values of a column; those without one have a name too."""

    def choices(self, changelist):
        """Name the rows that have no value."""
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "None"}


@admin.register(AdverseEventTerm)
class AdverseEventTermAdmin(WordAdmin):
    """Terms for adverse events."""

    list_display = ("name", "soc", "code", "standing")
    list_filter = ("status", ("soc", ValueOrNone))
    search_fields = ("key", "name", "synonyms")
    prepopulated_fields = {"key": ("name",)}
    names = {"key": "key", "label": "name", "synonyms": "synonyms"}


@admin.register(Institution)
class InstitutionAdmin(MergeableAdmin):
    """Hospitals and universities."""

    list_display = ("name", "department", "city", "country")
    list_filter = ("country",)
    search_fields = ("name", "department", "city")

    def has_change_permission(self, request, obj=None):
        """Ask about this one, too: who added it may mend it for a while."""
        may = super().has_change_permission(request, obj)
        one = "vocabulary.change_institution"
        return may or (obj is not None and request.user.has_perm(one, obj))


@admin.register(Journal)
class JournalAdmin(MergeableAdmin):
    """Journals."""

    list_display = ("name", "abbreviation", "issn")
    search_fields = ("name", "abbreviation", "issn")
