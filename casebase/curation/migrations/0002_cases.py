import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import casebase.curation.fields
import casebase.vocabulary.fields


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0001_curator"),
        ("vocabulary", "0001_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "family",
                    casebase.vocabulary.fields.Line(
                        max_length=500, verbose_name="family name"
                    ),
                ),
                (
                    "given",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="given names"
                    ),
                ),
                ("suffix", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                (
                    "orcid",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        max_length=500,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$",
                                "An ORCID iD has four groups of four.",
                            )
                        ],
                        verbose_name="ORCID iD",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people who sign",
                "ordering": ["family", "given"],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("changes_requested", "Returned for changes"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=17,
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "content_rev",
                    models.PositiveBigIntegerField(default=0, editable=False),
                ),
                (
                    "published_rev",
                    models.PositiveBigIntegerField(editable=False, null=True),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="In addresses: first author, subject, year, such as hou-ntrk1-sarcoma-2020.",
                        max_length=120,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Small letters, digits and single hyphens, such as hou-ntrk1-sarcoma-2020.",
                            )
                        ],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("case_report", "Case report"),
                            ("case_series", "Case series"),
                            ("letter", "Letter"),
                            ("trial_report", "Trial report"),
                            ("review", "Review"),
                            ("conference_abstract", "Conference abstract"),
                            ("preprint", "Preprint"),
                            ("news_item", "News item"),
                            ("label_or_guideline", "Drug label or guideline"),
                            ("correspondence", "Correspondence"),
                            ("dataset", "Data set"),
                        ],
                        default="case_report",
                        max_length=19,
                    ),
                ),
                (
                    "synthetic",
                    models.BooleanField(
                        default=False, help_text="Made up, for trying the software."
                    ),
                ),
                (
                    "title",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="As printed; empty if unknown.",
                        max_length=500,
                    ),
                ),
                (
                    "title_original",
                    casebase.vocabulary.fields.Words(blank=True, max_length=500),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language of the article: en, ja.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]+)*$", "Such as en, ja."
                            )
                        ],
                    ),
                ),
                (
                    "outlet",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="For news: where it appeared.",
                        max_length=500,
                    ),
                ),
                (
                    "section",
                    casebase.vocabulary.fields.Line(
                        blank=True, help_text="Section of the outlet.", max_length=500
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty if not known.", null=True
                    ),
                ),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("volume", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                ("issue", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                (
                    "pages",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        max_length=500,
                        verbose_name="pages or article number",
                    ),
                ),
                (
                    "doi",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        max_length=500,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^10\\.\\d{4,9}/\\S+$",
                                "A DOI begins with 10. and has a slash.",
                            )
                        ],
                        verbose_name="DOI",
                    ),
                ),
                (
                    "pmid",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,9}$", "A PMID has digits only."
                            )
                        ],
                        verbose_name="PMID",
                    ),
                ),
                (
                    "pmcid",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^PMC\\d{1,9}$", "A PMCID looks like PMC1234567."
                            )
                        ],
                        verbose_name="PMCID",
                    ),
                ),
                (
                    "url",
                    casebase.curation.fields.AddressField(
                        blank=True, max_length=500, verbose_name="address"
                    ),
                ),
                (
                    "posted_on",
                    models.DateField(
                        blank=True, help_text="News items only.", null=True
                    ),
                ),
                (
                    "authors_complete",
                    models.BooleanField(
                        blank=True,
                        help_text="No: the page says “and colleagues”.",
                        null=True,
                        verbose_name="list of authors is complete",
                    ),
                ),
                (
                    "summary",
                    casebase.vocabulary.fields.Narrative(
                        blank=True,
                        help_text="What it says, in your own words.",
                        max_length=20000,
                    ),
                ),
                (
                    "abstract",
                    casebase.vocabulary.fields.Narrative(
                        blank=True,
                        help_text="Published only where the licence allows.",
                        max_length=20000,
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        choices=[
                            ("cc0", "CC0"),
                            ("cc_by", "CC BY"),
                            ("cc_by_nc", "CC BY-NC"),
                            ("cc_other", "Another Creative Commons licence"),
                            ("all_rights_reserved", "All rights reserved"),
                            ("permission_held", "Permission held"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=19,
                    ),
                ),
                (
                    "open_access",
                    models.CharField(
                        choices=[
                            ("yes", "Open access"),
                            ("no", "Not open access"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "integrity",
                    models.CharField(
                        choices=[
                            ("ok", "No notice known"),
                            ("corrected", "Corrected"),
                            ("expression_of_concern", "Expression of concern"),
                            ("retracted", "Retracted"),
                        ],
                        default="ok",
                        max_length=21,
                    ),
                ),
                (
                    "integrity_date",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}(-\\d{2})?$", "A year or a month: 2024-03."
                            )
                        ],
                    ),
                ),
                (
                    "integrity_note",
                    casebase.vocabulary.fields.Words(blank=True, max_length=2000),
                ),
                (
                    "integrity_url",
                    casebase.curation.fields.AddressField(blank=True, max_length=500),
                ),
                (
                    "coi_status",
                    models.CharField(
                        choices=[
                            ("none_declared", "No conflicts of interest reported"),
                            ("declared", "Conflicts of interest declared"),
                            ("not_stated", "Not stated"),
                        ],
                        default="not_stated",
                        max_length=13,
                        verbose_name="conflicts of interest",
                    ),
                ),
                (
                    "coi_statement",
                    casebase.vocabulary.fields.Words(blank=True, max_length=2000),
                ),
                (
                    "funding",
                    casebase.vocabulary.fields.Words(blank=True, max_length=2000),
                ),
                (
                    "ethics",
                    models.CharField(
                        choices=[
                            ("consent_stated", "Consent stated"),
                            ("waiver_stated", "Waiver of consent stated"),
                            ("not_stated", "Not stated"),
                        ],
                        default="not_stated",
                        max_length=14,
                    ),
                ),
                (
                    "patients_reported",
                    models.PositiveIntegerField(blank=True, null=True),
                ),
                (
                    "fully_curated",
                    models.BooleanField(
                        default=False,
                        help_text="Every patient of it is in the archive.",
                    ),
                ),
                (
                    "identifiers_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: why title, year or identifiers are missing here.",
                        max_length=2000,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "journal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="vocabulary.journal",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-updated_at"],
            },
        ),
        migrations.CreateModel(
            name="Lesion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "dim1_mm",
                    casebase.curation.fields.NumberField(
                        blank=True,
                        max_length=20,
                        null=True,
                        verbose_name="1st diameter, mm",
                    ),
                ),
                (
                    "dim2_mm",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="2nd, mm"
                    ),
                ),
                (
                    "dim3_mm",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="3rd, mm"
                    ),
                ),
                (
                    "dims_reported",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="2.5 × 1.5 × 1.0 cm",
                        max_length=500,
                        verbose_name="size as printed",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("gross_pathology", "Gross pathology"),
                            ("biopsy", "Biopsy"),
                            ("ct", "CT"),
                            ("mri", "MRI"),
                            ("pet", "PET"),
                            ("ultrasound", "Ultrasound"),
                            ("clinical", "Clinical examination"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=15,
                        verbose_name="measured by",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("primary", "Primary tumour"),
                            ("nodal", "Lymph node"),
                            ("metastasis", "Metastasis"),
                            ("recurrence", "Recurrence"),
                            ("satellite", "Satellite"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "site_reported",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="site as reported"
                    ),
                ),
                (
                    "unknown_primary",
                    models.BooleanField(
                        default=False,
                        help_text="The primary was looked for and not found.",
                    ),
                ),
                (
                    "laterality",
                    models.CharField(
                        choices=[
                            ("left", "Left"),
                            ("right", "Right"),
                            ("midline", "Midline"),
                            ("bilateral", "Both sides"),
                            ("na", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "appearance",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "skin_involved",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "proven_by",
                    models.CharField(
                        choices=[
                            ("excision", "Excision"),
                            ("incisional_biopsy", "Incisional biopsy"),
                            ("core_needle", "Core needle biopsy"),
                            ("biopsy_nos", "Biopsy, kind not stated"),
                            ("cytology", "Cytology"),
                            ("imaging_only", "Imaging only"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=17,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.bodysite",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Patient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("changes_requested", "Returned for changes"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=17,
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "content_rev",
                    models.PositiveBigIntegerField(default=0, editable=False),
                ),
                (
                    "published_rev",
                    models.PositiveBigIntegerField(editable=False, null=True),
                ),
                (
                    "label",
                    casebase.vocabulary.fields.Line(
                        default="the patient",
                        help_text="What the article calls the patient, such as Patient 2.",
                        max_length=500,
                    ),
                ),
                (
                    "accession",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Drawn by the archive at the first publication.",
                        max_length=12,
                    ),
                ),
                (
                    "synthetic",
                    models.BooleanField(
                        default=False, help_text="Made up, for trying the software."
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("female", "Female"),
                            ("male", "Male"),
                            ("intersex", "Intersex"),
                            ("other", "Other"),
                            ("not_reported", "Not reported"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "gender_reported",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "age_value",
                    casebase.curation.fields.NumberField(
                        blank=True,
                        help_text="Over 89 years: 90, at least.",
                        max_length=20,
                        null=True,
                        verbose_name="age",
                    ),
                ),
                (
                    "age_value_max",
                    casebase.curation.fields.NumberField(
                        blank=True,
                        help_text="Only for a range.",
                        max_length=20,
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "age_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("year", "year"),
                            ("month", "month"),
                            ("week", "week"),
                            ("day", "day"),
                            ("gestational_week", "week of gestation"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                (
                    "age_qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("about", "About"),
                            ("at_least", "At least"),
                            ("at_most", "At most"),
                            ("range", "Range"),
                            ("decade", "Decade"),
                            ("not_reported", "Not reported"),
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                (
                    "age_at",
                    models.CharField(
                        choices=[
                            ("presentation", "At presentation"),
                            ("diagnosis", "At diagnosis"),
                            ("treatment_start", "At start of treatment"),
                            ("report", "At the time of the report"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=15,
                    ),
                ),
                (
                    "ancestry_reported",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="Where the patient was treated: ISO code, such as CN.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters, such as CN."
                            )
                        ],
                    ),
                ),
                (
                    "index_event",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("presentation", "First presentation"),
                            ("diagnosis", "Diagnosis"),
                            ("first_treatment", "First treatment"),
                        ],
                        default="",
                        max_length=15,
                    ),
                ),
                (
                    "ecog",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ECOG"
                    ),
                ),
                ("karnofsky", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "smoking_reported",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="smoking"
                    ),
                ),
                (
                    "history",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, max_length=20000, verbose_name="medical history"
                    ),
                ),
                (
                    "family_history",
                    casebase.vocabulary.fields.Narrative(blank=True, max_length=20000),
                ),
                (
                    "summary",
                    casebase.vocabulary.fields.Narrative(
                        blank=True,
                        help_text="Two to four sentences in your own words.",
                        max_length=20000,
                    ),
                ),
                (
                    "take_away",
                    casebase.vocabulary.fields.Narrative(
                        blank=True,
                        help_text="What the authors conclude, in your own words.",
                        max_length=20000,
                    ),
                ),
                (
                    "patient_perspective",
                    casebase.vocabulary.fields.Narrative(blank=True, max_length=20000),
                ),
                (
                    "vital_status",
                    models.CharField(
                        choices=[
                            ("alive_no_disease", "Alive without evidence of disease"),
                            ("alive_with_disease", "Alive with disease"),
                            ("alive_nos", "Alive, disease status not stated"),
                            ("dead_of_disease", "Died of the disease"),
                            ("dead_of_treatment", "Died of the treatment"),
                            ("dead_other", "Died of another cause"),
                            ("dead_nos", "Died, cause not stated"),
                            ("lost", "Lost to follow-up"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=18,
                    ),
                ),
                (
                    "vital_as_of",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="as of"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "institutions",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="vocabulary.institution"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-updated_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accession", ""), _negated=True),
                        fields=("accession",),
                        name="curation_patient_accession_unique",
                        violation_error_message="Another patient has this accession.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("age_value__isnull", False),
                                models.Q(("age_unit", ""), _negated=True),
                            ),
                            models.Q(("age_value__isnull", True), ("age_unit", "")),
                            _connector="OR",
                        ),
                        name="curation_patient_age_has_its_unit",
                        violation_error_message="An age has a number and a unit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_value_max__isnull", True),
                            models.Q(
                                ("age_value__isnull", False),
                                django.db.models.lookups.GreaterThanOrEqual(
                                    django.db.models.functions.comparison.Cast(
                                        "age_value_max",
                                        models.DecimalField(
                                            decimal_places=6, max_digits=15
                                        ),
                                    ),
                                    django.db.models.functions.comparison.Cast(
                                        "age_value",
                                        models.DecimalField(
                                            decimal_places=6, max_digits=15
                                        ),
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="curation_patient_age_range_in_order",
                        violation_error_message="An age range goes from lower to higher.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ecog__isnull", True), ("ecog__lte", 5), _connector="OR"
                        ),
                        name="curation_patient_ecog_0_to_5",
                        violation_error_message="ECOG goes from 0 to 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("karnofsky__isnull", True),
                            ("karnofsky__lte", 100),
                            _connector="OR",
                        ),
                        name="curation_patient_karnofsky_0_to_100",
                        violation_error_message="Karnofsky goes from 0 to 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("age_unit", "year"), _negated=True),
                            ("age_value__isnull", True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.functions.comparison.Cast(
                                    "age_value",
                                    models.DecimalField(
                                        decimal_places=6, max_digits=15
                                    ),
                                ),
                                89,
                            ),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.comparison.Cast(
                                        "age_value",
                                        models.DecimalField(
                                            decimal_places=6, max_digits=15
                                        ),
                                    ),
                                    90,
                                ),
                                ("age_qualifier", "at_least"),
                            ),
                            _connector="OR",
                        ),
                        name="curation_patient_age_over_89_is_90",
                        violation_error_message="Ages over 89 are kept as 90, at least, for the patient's privacy.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("symptom", "Symptom"),
                            ("sign", "Sign"),
                            ("lab", "Laboratory value"),
                            ("imaging", "Imaging"),
                            ("pathology", "Pathology"),
                            ("comorbidity", "Comorbidity"),
                            ("performance", "Performance status"),
                            ("other", "Other"),
                        ],
                        default="symptom",
                        max_length=11,
                    ),
                ),
                (
                    "text_reported",
                    casebase.vocabulary.fields.Words(
                        max_length=2000, verbose_name="what was observed"
                    ),
                ),
                (
                    "code",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="HPO or NCIt, only from a source.",
                        max_length=500,
                    ),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[("present", "Present"), ("absent", "Absent")],
                        default="present",
                        max_length=7,
                    ),
                ),
                (
                    "value_num",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="value"
                    ),
                ),
                ("unit", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                (
                    "value_text",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="value in words"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_observation_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LesionMeasurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "dim1_mm",
                    casebase.curation.fields.NumberField(
                        blank=True,
                        max_length=20,
                        null=True,
                        verbose_name="1st diameter, mm",
                    ),
                ),
                (
                    "dim2_mm",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="2nd, mm"
                    ),
                ),
                (
                    "dim3_mm",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="3rd, mm"
                    ),
                ),
                (
                    "dims_reported",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="2.5 × 1.5 × 1.0 cm",
                        max_length=500,
                        verbose_name="size as printed",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("gross_pathology", "Gross pathology"),
                            ("biopsy", "Biopsy"),
                            ("ct", "CT"),
                            ("mri", "MRI"),
                            ("pet", "PET"),
                            ("ultrasound", "Ultrasound"),
                            ("clinical", "Clinical examination"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=15,
                        verbose_name="measured by",
                    ),
                ),
                (
                    "volume_ml",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="volume, mL"
                    ),
                ),
                (
                    "lesion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measurements",
                        to="curation.lesion",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "measurement",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_lesionmeasurement_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="lesion",
            name="patient",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)s_rows",
                to="curation.patient",
            ),
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[("visit", "Follow-up"), ("death", "Death")],
                        default="visit",
                        max_length=5,
                    ),
                ),
                (
                    "course",
                    casebase.curation.fields.RefField(
                        blank=True,
                        help_text="Ref of the treatment it followed: T1.",
                        max_length=6,
                    ),
                ),
                (
                    "interval_value",
                    casebase.curation.fields.NumberField(
                        blank=True,
                        max_length=20,
                        null=True,
                        verbose_name="check-up every",
                    ),
                ),
                (
                    "interval_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hour", "hour"),
                            ("day", "day"),
                            ("week", "week"),
                            ("cycle", "cycle"),
                            ("month", "month"),
                            ("year", "year"),
                        ],
                        default="",
                        max_length=5,
                    ),
                ),
                (
                    "modality_reported",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="how it was followed"
                    ),
                ),
                (
                    "disease_status",
                    models.CharField(
                        choices=[
                            ("no_evidence", "No evidence of disease"),
                            ("stable", "Stable"),
                            ("no_progression", "Without progression"),
                            ("progressed", "Progressed"),
                            ("relapsed", "Relapsed"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=14,
                    ),
                ),
                (
                    "is_last_contact",
                    models.BooleanField(default=False, verbose_name="last contact"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-up",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_followup_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("interval_value__isnull", False),
                                models.Q(("interval_unit", ""), _negated=True),
                            ),
                            models.Q(
                                ("interval_value__isnull", True), ("interval_unit", "")
                            ),
                            _connector="OR",
                        ),
                        name="curation_followup_interval_has_its_unit",
                        violation_error_message="An interval has a number and a unit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactProvenance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("label", "Label"),
                            ("age_value", "Age"),
                            ("age_value_max", "Age, upper bound"),
                            ("age_unit", "Unit of the age"),
                            ("age_qualifier", "How exact the age is"),
                            ("age_at", "When the patient was of that age"),
                            ("sex", "Sex"),
                            ("gender_reported", "Gender"),
                            ("country", "Country"),
                            ("institutions", "Institutions"),
                            ("ancestry_reported", "Ancestry"),
                            ("index_event", "Index event"),
                            ("ecog", "ECOG"),
                            ("karnofsky", "Karnofsky"),
                            ("smoking_reported", "Smoking"),
                            ("history", "Medical history"),
                            ("family_history", "Family history"),
                            ("summary", "Summary"),
                            ("take_away", "Take-away"),
                            ("patient_perspective", "Patient's perspective"),
                            ("vital_status", "Vital status"),
                            ("vital_as_of", "When that was"),
                        ],
                        max_length=40,
                        verbose_name="fact",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "source of a fact about the patient",
                "verbose_name_plural": "sources of the facts about the patient",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "field"),
                        name="curation_factprovenance_field_unique",
                        violation_error_message="The source of this fact is noted already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FactConflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "target",
                    casebase.vocabulary.fields.Line(
                        help_text="The row or fact it is about: T2, or age.",
                        max_length=500,
                    ),
                ),
                (
                    "value_a",
                    casebase.vocabulary.fields.Words(
                        max_length=2000, verbose_name="it says"
                    ),
                ),
                (
                    "value_b",
                    casebase.vocabulary.fields.Words(
                        max_length=2000, verbose_name="it says"
                    ),
                ),
                (
                    "resolution",
                    models.CharField(
                        choices=[
                            ("a", "The first"),
                            ("b", "The second"),
                            ("both_kept", "Both kept"),
                            ("unresolved", "Not resolved"),
                        ],
                        default="unresolved",
                        max_length=10,
                        verbose_name="the case follows",
                    ),
                ),
                (
                    "reason",
                    casebase.vocabulary.fields.Words(
                        blank=True, help_text="Public.", max_length=2000
                    ),
                ),
                (
                    "source_a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "source_b",
                    models.ForeignKey(
                        help_text="May be the same article, at another place.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "conflict between statements",
                "verbose_name_plural": "conflicts between statements",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_factconflict_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Diagnosis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "reported",
                    casebase.vocabulary.fields.Words(
                        help_text="In the words of the source.", max_length=500
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("initial", "Initial"),
                            ("revised", "Revised"),
                            ("final", "Final"),
                            ("considered_excluded", "Considered and excluded"),
                            ("second_primary", "Second primary"),
                            ("prior_malignancy", "Prior malignancy"),
                            ("relapse", "Relapse"),
                        ],
                        default="final",
                        max_length=19,
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("definite", "Definite"),
                            ("probable", "Probable"),
                            ("unclassified", "Remained unclassified"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "histology_reported",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=500, verbose_name="histology"
                    ),
                ),
                ("grade", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                (
                    "stage_system",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                ("stage", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                (
                    "tnm",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="TNM"
                    ),
                ),
                (
                    "extent",
                    models.CharField(
                        choices=[
                            ("localised", "Localised"),
                            ("regional", "Regional"),
                            ("locally_advanced", "Locally advanced"),
                            ("metastatic", "Metastatic"),
                            ("systemic", "Systemic"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=16,
                    ),
                ),
                (
                    "disease",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.disease",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "diagnoses",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_diagnosis_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "final")),
                        fields=("patient",),
                        name="curation_diagnosis_one_final",
                        violation_error_message="A case has at most one final diagnosis.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("content_rev", models.PositiveBigIntegerField()),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="curation.article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("article__isnull", True), ("patient__isnull", False)
                            ),
                            models.Q(
                                ("article__isnull", False), ("patient__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="curation_contentedit_one_target",
                        violation_error_message="It is about one patient or one article.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BiomarkerFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "specimen",
                    casebase.curation.fields.RefField(
                        blank=True,
                        help_text="Ref of the specimen tested: S1.",
                        max_length=6,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("positive", "Positive"),
                            ("negative", "Negative"),
                            ("lost_or_abnormal", "Lost or abnormal"),
                            ("equivocal", "Equivocal"),
                            ("failed", "Test failed"),
                            ("not_tested", "Not tested"),
                            ("not_reported", "Not reported"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("somatic", "Somatic"),
                            ("germline", "Germline"),
                            ("mosaic", "Mosaic"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("driver", "Driver"),
                            ("co_alteration", "Co-alteration"),
                            ("resistance", "Resistance"),
                            ("predisposition", "Predisposition"),
                            ("diagnostic", "Diagnostic"),
                            ("prognostic", "Prognostic"),
                            ("passenger", "Passenger"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=14,
                    ),
                ),
                (
                    "is_acquired",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="acquired under treatment"
                    ),
                ),
                (
                    "emerged_on",
                    casebase.curation.fields.RefField(
                        blank=True,
                        help_text="Ref of the treatment it arose on: T1.",
                        max_length=6,
                    ),
                ),
                (
                    "reported",
                    casebase.vocabulary.fields.Words(
                        help_text="In the words of the source.",
                        max_length=2000,
                        verbose_name="as reported",
                    ),
                ),
                (
                    "vaf",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="VAF, %"
                    ),
                ),
                (
                    "copy_number",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True
                    ),
                ),
                (
                    "partner_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("named", "Partner named"),
                            ("not_in_part_read", "Partner not in the part read"),
                            ("not_reported", "Partner not reported"),
                            ("undetermined_by_assay", "Assay cannot tell the partner"),
                            ("several_possible", "Several partners possible"),
                        ],
                        default="",
                        max_length=21,
                        verbose_name="partner",
                    ),
                ),
                (
                    "possible_partners",
                    casebase.curation.fields.ListField(blank=True, default=list),
                ),
                (
                    "known_gene_side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("five_prime", "5′ side"),
                            ("three_prime", "3′ side"),
                            ("not_stated", "Side not stated"),
                        ],
                        default="",
                        max_length=11,
                        verbose_name="side of the known gene",
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chimeric_transcript", "Chimeric transcript"),
                            ("regulatory", "Regulatory"),
                            (
                                "rearrangement_nos",
                                "Rearrangement, not further specified",
                            ),
                            ("not_reported", "Not reported"),
                        ],
                        default="",
                        max_length=19,
                    ),
                ),
                (
                    "detection",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct", "Direct"),
                            ("inferred", "Inferred"),
                            ("not_reported", "Not reported"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "claimed_novel",
                    models.BooleanField(default=False, verbose_name="said to be novel"),
                ),
                (
                    "transcript_5p",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Only if named.",
                        max_length=500,
                        verbose_name="5′ transcript",
                    ),
                ),
                (
                    "exon_5p",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="5′ exon"
                    ),
                ),
                (
                    "transcript_3p",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="3′ transcript"
                    ),
                ),
                (
                    "exon_3p",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="3′ exon"
                    ),
                ),
                (
                    "linker_note",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "build",
                    models.CharField(
                        blank=True,
                        choices=[("GRCh37", "GRCh37"), ("GRCh38", "GRCh38")],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "breakpoint_5p",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="5′ breakpoint"
                    ),
                ),
                (
                    "breakpoint_3p",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="3′ breakpoint"
                    ),
                ),
                (
                    "in_frame",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_reported", "Not reported"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "kinase_domain_retained",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_reported", "Not reported"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rearrangement", "Rearrangement"),
                            ("read_through", "Read-through"),
                            ("trans_splicing", "Trans-splicing"),
                            ("not_reported", "Not reported"),
                        ],
                        default="",
                        max_length=14,
                    ),
                ),
                (
                    "iscn",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="ISCN"
                    ),
                ),
                (
                    "value_num",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="value"
                    ),
                ),
                (
                    "value_max",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="to"
                    ),
                ),
                ("unit", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                (
                    "call",
                    casebase.vocabulary.fields.Line(
                        blank=True, help_text="High, stable …", max_length=500
                    ),
                ),
                (
                    "threshold",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "threshold_source",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "comparator_value",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="compared with"
                    ),
                ),
                (
                    "biomarker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="vocabulary.biomarker",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "biomarker finding",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_biomarkerfinding_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result", ""), _negated=True),
                        name="curation_biomarkerfinding_result_said",
                        violation_error_message="Say what the test showed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("emerged_on", ""), ("is_acquired", True), _connector="OR"
                        ),
                        name="curation_biomarkerfinding_emerged_is_acquired",
                        violation_error_message="A finding that arose on a treatment is acquired: say so.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssayResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("fish_break_apart", "FISH, break-apart"),
                            ("fish_fusion", "FISH, fusion probe"),
                            ("ihc", "Immunohistochemistry"),
                            ("rna_ngs", "RNA sequencing"),
                            ("dna_ngs", "DNA sequencing, panel"),
                            ("wgs", "Whole-genome sequencing"),
                            ("wes", "Exome sequencing"),
                            ("rt_pcr", "RT-PCR"),
                            ("sanger", "Sanger sequencing"),
                            ("karyotype", "Karyotype"),
                            ("array", "Array"),
                            ("ctdna", "Circulating tumour DNA"),
                            ("expression_panel", "Expression panel"),
                            ("methylation", "Methylation profiling"),
                            ("other", "Other"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=16,
                    ),
                ),
                (
                    "assay_name",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "panel_genes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="genes on the panel"
                    ),
                ),
                (
                    "detection",
                    models.CharField(
                        choices=[
                            ("observed", "Observed"),
                            ("inferred", "Inferred"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("positive", "Positive"),
                            ("negative", "Negative"),
                            ("equivocal", "Equivocal"),
                            ("failed", "Failed"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "probe_or_clone",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "percent_positive",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="positive, %"
                    ),
                ),
                (
                    "cutoff_percent",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="cut-off, %"
                    ),
                ),
                (
                    "intensity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(0, "0"), (1, "1+"), (2, "2+"), (3, "3+")],
                        null=True,
                    ),
                ),
                (
                    "h_score",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="H-score"
                    ),
                ),
                (
                    "pattern",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                ("reads", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "remark",
                    casebase.vocabulary.fields.Words(blank=True, max_length=2000),
                ),
                (
                    "laboratory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.institution",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assays",
                        to="curation.biomarkerfinding",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "assay",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_assayresult_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("h_score__isnull", True),
                            ("h_score__lte", 300),
                            _connector="OR",
                        ),
                        name="curation_assayresult_h_score_0_to_300",
                        violation_error_message="An H-score goes from 0 to 300.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdverseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "start",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="began"
                    ),
                ),
                (
                    "end",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="ended"
                    ),
                ),
                (
                    "reported",
                    casebase.vocabulary.fields.Line(
                        help_text="In the words of the source.",
                        max_length=500,
                        verbose_name="as reported",
                    ),
                ),
                (
                    "grade_min",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="grade"
                    ),
                ),
                (
                    "grade_max",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="to"
                    ),
                ),
                (
                    "grade_basis",
                    models.CharField(
                        blank=True,
                        choices=[("stated", "Stated"), ("inferred", "Inferred")],
                        default="",
                        max_length=8,
                    ),
                ),
                (
                    "during",
                    casebase.curation.fields.RefField(
                        blank=True,
                        help_text="Ref of the treatment it only happened during: T1.",
                        max_length=6,
                    ),
                ),
                (
                    "severity_reported",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="severity in words"
                    ),
                ),
                (
                    "causality",
                    models.CharField(
                        choices=[
                            ("definite", "Definite"),
                            ("probable", "Probable"),
                            ("possible", "Possible"),
                            ("unlikely", "Unlikely"),
                            ("author_attributed", "Attributed by the source"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=17,
                    ),
                ),
                (
                    "agents",
                    casebase.curation.fields.RefListField(
                        blank=True,
                        default=list,
                        help_text="Refs of the agents it is attributed to: A1.",
                        verbose_name="attributed to",
                    ),
                ),
                (
                    "actions",
                    casebase.curation.fields.ChoiceListField(blank=True, default=list),
                ),
                (
                    "rechallenge",
                    models.CharField(
                        choices=[
                            ("not_done", "Not done"),
                            ("tolerated", "Tolerated"),
                            ("recurred", "Event recurred"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("resolved", "Resolved"),
                            ("resolving", "Resolving"),
                            ("ongoing", "Ongoing"),
                            ("sequelae", "With sequelae"),
                            ("fatal", "Fatal"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "serious",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.adverseeventterm",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_adverseevent_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("grade_min__isnull", True),
                                ("grade_min__range", (1, 5)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("grade_max__isnull", True),
                                ("grade_max__range", (1, 5)),
                                _connector="OR",
                            ),
                        ),
                        name="curation_adverseevent_grade_1_to_5",
                        violation_error_message="A grade is 1 to 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade_min__isnull", True),
                            ("grade_max__isnull", True),
                            ("grade_max__gte", models.F("grade_min")),
                            _connector="OR",
                        ),
                        name="curation_adverseevent_grades_in_order",
                        violation_error_message="The higher grade is not below the lower.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("grade_min", 5),
                                models.Q(("outcome", "fatal"), _negated=True),
                                _negated=True,
                            ),
                            models.Q(
                                ("outcome", "fatal"),
                                ("grade_max__lt", 5),
                                _negated=True,
                            ),
                        ),
                        name="curation_adverseevent_grade_5_is_fatal",
                        violation_error_message="Grade 5 means fatal, and fatal means grade 5.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PatientSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("primary", "Primary report"),
                            ("follow_up", "Follow-up report"),
                            ("news_summary", "News summary"),
                            ("review_mention", "Mention in a review"),
                            ("abstract", "Abstract"),
                            ("correction", "Correction"),
                        ],
                        default="primary",
                        max_length=14,
                    ),
                ),
                (
                    "part_read",
                    models.CharField(
                        choices=[
                            ("full_text", "Read whole"),
                            ("abstract_and_part", "Abstract and part of the text read"),
                            ("abstract", "Only the abstract read"),
                            ("secondary_summary", "Known only from a news summary"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "part_note",
                    casebase.vocabulary.fields.Words(
                        blank=True, help_text="What exactly was read.", max_length=2000
                    ),
                ),
                (
                    "looked_for_not_found",
                    casebase.curation.fields.ListField(
                        blank=True,
                        default=list,
                        help_text="What you looked for in the part read and did not find. One a line.",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patient_sources",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "article"),
                        name="curation_patientsource_article_unique",
                        violation_error_message="This article is a source of the case already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "primary")),
                        fields=("patient",),
                        name="curation_patientsource_one_primary",
                        violation_error_message="A case has one primary report.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part_read", ""), _negated=True),
                        name="curation_patientsource_part_read_said",
                        violation_error_message="Say how much of the source was read.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("byline", "Byline"),
                            ("editor", "Editor"),
                            ("translator", "Translator"),
                        ],
                        default="author",
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Place in the printed list; empty if the list is not known.",
                        null=True,
                    ),
                ),
                (
                    "is_corresponding",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="corresponding"
                    ),
                ),
                (
                    "credentials",
                    casebase.vocabulary.fields.Line(
                        blank=True, help_text="As printed: MD, PhD.", max_length=500
                    ),
                ),
                (
                    "affiliations",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="vocabulary.institution"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authorships",
                        to="curation.article",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.person",
                    ),
                ),
            ],
            options={
                "ordering": ["role", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "role", "position"),
                        name="curation_authorship_position_unique",
                        violation_error_message="Two people have this place in the list.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponseAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "course",
                    casebase.curation.fields.RefField(
                        blank=True, help_text="Ref of the treatment: T1.", max_length=6
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("CR", "Complete response"),
                            ("PR", "Partial response"),
                            ("SD", "Stable disease"),
                            ("PD", "Progressive disease"),
                            ("MR", "Minor response"),
                            ("VGPR", "Very good partial response"),
                            (
                                "non_CR_non_PD",
                                "Neither complete response nor progression",
                            ),
                            ("mixed", "Mixed response"),
                            ("NED", "No evidence of disease"),
                            ("benefit_uncategorised", "Benefit, not categorised"),
                            ("no_benefit_uncategorised", "No benefit, not categorised"),
                            ("not_evaluable", "Not evaluable"),
                            ("not_reported", "Response not reported"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "criteria",
                    models.CharField(
                        choices=[
                            ("recist_1_1", "RECIST 1.1"),
                            ("irecist", "iRECIST"),
                            ("rano", "RANO"),
                            ("lugano", "Lugano"),
                            ("imwg", "IMWG"),
                            ("percist", "PERCIST"),
                            ("pathologic", "Pathological"),
                            ("clinical", "Clinical"),
                            ("not_stated", "Criteria not stated"),
                        ],
                        default="not_stated",
                        max_length=10,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("ct", "CT"),
                            ("mri", "MRI"),
                            ("pet", "PET"),
                            ("pet_ct", "PET-CT"),
                            ("exam", "Examination"),
                            ("pathology", "Pathology"),
                            ("marker", "Tumour marker"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                        verbose_name="seen on",
                    ),
                ),
                (
                    "lesion",
                    casebase.curation.fields.RefField(
                        blank=True,
                        help_text="Ref of the lesion, if judged on one: L1.",
                        max_length=6,
                    ),
                ),
                (
                    "percent_change",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="change, %"
                    ),
                ),
                (
                    "is_best",
                    models.BooleanField(
                        default=False, verbose_name="best response of its course"
                    ),
                ),
                (
                    "still_ongoing",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "reported",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Words of the source.",
                        max_length=2000,
                        verbose_name="as reported",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "response",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_responseassessment_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("category", ""), _negated=True),
                        name="curation_responseassessment_category_said",
                        violation_error_message="Say what the response was.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_best", True), models.Q(("course", ""), _negated=True)
                        ),
                        fields=("patient", "course"),
                        name="curation_responseassessment_one_best",
                        violation_error_message="A course has one best response.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("content_rev", models.PositiveBigIntegerField()),
                ("content_sha256", models.CharField(max_length=64)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("changes_requested", "Returned for changes"),
                        ],
                        max_length=17,
                    ),
                ),
                ("note", casebase.vocabulary.fields.Words(blank=True, max_length=2000)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="curation.patient",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("article__isnull", True), ("patient__isnull", False)
                            ),
                            models.Q(
                                ("article__isnull", False), ("patient__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="curation_review_one_target",
                        violation_error_message="It is about one patient or one article.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", "approved"),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="curation_review_return_says_why",
                        violation_error_message="Say what is to be changed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("title", casebase.vocabulary.fields.Line(max_length=500)),
                (
                    "strapline",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("biomarker", "Biomarker"),
                            ("disease", "Disease"),
                            ("therapy", "Therapy"),
                            ("custom", "Other subject"),
                        ],
                        default="custom",
                        max_length=9,
                    ),
                ),
                (
                    "intro",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, help_text="In your own words.", max_length=20000
                    ),
                ),
                (
                    "diseases",
                    models.ManyToManyField(blank=True, to="vocabulary.disease"),
                ),
                (
                    "families",
                    models.ManyToManyField(blank=True, to="vocabulary.genefamily"),
                ),
                ("genes", models.ManyToManyField(blank=True, to="vocabulary.gene")),
            ],
            options={
                "verbose_name_plural": "series",
                "ordering": ["title"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="curation.series",
            ),
        ),
        migrations.CreateModel(
            name="Specimen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "at",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="when"
                    ),
                ),
                (
                    "lesion",
                    casebase.curation.fields.RefField(
                        blank=True,
                        help_text="Ref of the lesion, if the source says: L1.",
                        max_length=6,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("biopsy", "Biopsy"),
                            ("core_needle", "Needle biopsy"),
                            ("resection", "Resection"),
                            ("cytology", "Cytology"),
                            ("blood", "Blood"),
                            ("ctdna", "Circulating tumour DNA"),
                            ("marrow", "Bone marrow"),
                            ("csf", "Cerebrospinal fluid"),
                            ("effusion", "Effusion"),
                            ("germline_blood", "Blood, for germline"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=14,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("pre_treatment", "Before treatment"),
                            ("on_treatment", "On treatment"),
                            ("progression", "At progression"),
                            ("post_treatment", "After treatment"),
                            ("autopsy", "Autopsy"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=14,
                    ),
                ),
                ("label", casebase.vocabulary.fields.Line(blank=True, max_length=500)),
                (
                    "site_reported",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="site as reported"
                    ),
                ),
                (
                    "finding",
                    casebase.vocabulary.fields.Words(
                        blank=True, help_text="What it showed.", max_length=2000
                    ),
                ),
                (
                    "tumour_percent",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="tumour, %"
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.bodysite",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_specimen_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Treatment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "start",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="began"
                    ),
                ),
                (
                    "end",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="ended"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Order in the story; given when left empty.",
                        verbose_name="order",
                    ),
                ),
                (
                    "line_number",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="line"
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("neoadjuvant", "Neoadjuvant"),
                            ("adjuvant", "Adjuvant"),
                            ("first_line", "First line"),
                            ("later_line", "Later line"),
                            ("maintenance", "Maintenance"),
                            ("salvage", "Salvage"),
                            ("palliative", "Palliative"),
                            ("prevention", "Prevention"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "intent",
                    models.CharField(
                        choices=[
                            ("curative", "Curative"),
                            ("palliative", "Palliative"),
                            ("diagnostic", "Diagnostic"),
                            ("supportive", "Supportive"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        choices=[
                            ("systemic", "Systemic treatment"),
                            ("surgery", "Surgery"),
                            ("radiation", "Radiotherapy"),
                            ("transplant", "Transplant"),
                            ("cell_therapy", "Cell therapy"),
                            ("local_ablation", "Local ablation"),
                            ("supportive", "Supportive treatment"),
                            ("complementary", "Complementary treatment"),
                            ("watchful_observation", "Observation"),
                        ],
                        default="systemic",
                        max_length=20,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("given", "Given"),
                            ("considered_not_given", "Considered, not given"),
                            ("recommended_declined", "Recommended, declined"),
                            ("planned", "Planned"),
                            (
                                "trial_screen_failure",
                                "Screened for a trial, not eligible",
                            ),
                        ],
                        default="given",
                        max_length=20,
                    ),
                ),
                (
                    "reasons_not_given",
                    casebase.curation.fields.ChoiceListField(blank=True, default=list),
                ),
                (
                    "reason_text",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Short.",
                        max_length=2000,
                        verbose_name="the reason in words",
                    ),
                ),
                (
                    "instead_of",
                    casebase.curation.fields.RefField(
                        blank=True,
                        help_text="Ref of the treatment it replaced: T1.",
                        max_length=6,
                    ),
                ),
                (
                    "label_status",
                    models.CharField(
                        choices=[
                            ("on_label", "On label"),
                            ("off_label", "Off label"),
                            ("expanded_access", "Expanded access"),
                            ("compassionate_use", "Compassionate use"),
                            ("trial", "Trial"),
                            ("not_applicable", "Not applicable"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=17,
                    ),
                ),
                (
                    "label_country",
                    models.CharField(
                        blank=True,
                        help_text="ISO code: CN.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters, such as CN."
                            )
                        ],
                    ),
                ),
                (
                    "label_note",
                    casebase.vocabulary.fields.Words(blank=True, max_length=2000),
                ),
                (
                    "trial_nct",
                    models.CharField(
                        blank=True,
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^NCT\\d{8}$", "NCT and eight digits."
                            )
                        ],
                        verbose_name="NCT number",
                    ),
                ),
                (
                    "regimen",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="As named; it is not expanded.",
                        max_length=500,
                    ),
                ),
                ("cycles", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "duration_min",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="length"
                    ),
                ),
                (
                    "duration_max",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="to"
                    ),
                ),
                (
                    "duration_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hour", "hour"),
                            ("day", "day"),
                            ("week", "week"),
                            ("cycle", "cycle"),
                            ("month", "month"),
                            ("year", "year"),
                        ],
                        default="",
                        max_length=5,
                    ),
                ),
                (
                    "duration_qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exact", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                            ("range", "between"),
                            ("not_reported", "not reported"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "duration_reported",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "ae_statement",
                    models.CharField(
                        choices=[
                            ("listed", "Listed"),
                            ("none_stated", "None, the source says"),
                            ("none_attributed", "None attributed to it"),
                            ("negligible_unspecified", "Negligible, not specified"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=22,
                        verbose_name="adverse events",
                    ),
                ),
                (
                    "ae_statement_reported",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "combination",
                    models.CharField(
                        choices=[
                            ("single", "Single agent"),
                            ("concurrent", "Together"),
                            ("sequential", "One after the other"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "target_findings",
                    casebase.curation.fields.RefListField(
                        blank=True,
                        default=list,
                        help_text="Refs of the findings aimed at: F1.",
                    ),
                ),
                (
                    "ongoing",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "ongoing_as_of",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="ongoing as of"
                    ),
                ),
                (
                    "beyond_progression",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "beyond_progression_reason",
                    casebase.vocabulary.fields.Words(blank=True, max_length=2000),
                ),
                (
                    "stop_reason",
                    models.CharField(
                        choices=[
                            ("completed", "Completed"),
                            ("remission", "Remission"),
                            ("progression", "Progression"),
                            ("toxicity", "Toxicity"),
                            ("patient_choice", "Patient's choice"),
                            ("cost", "Cost"),
                            ("surgery", "Surgery"),
                            ("transplant", "Transplant"),
                            ("death", "Death"),
                            ("lost", "Lost to follow-up"),
                            ("ongoing", "Not stopped, ongoing"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=14,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
            ],
            options={
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_treatment_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.UniqueConstraint(
                        fields=("patient", "sequence"),
                        name="curation_treatment_sequence_unique",
                        violation_error_message="Two treatments have the same order.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)),
                        name="curation_treatment_sequence_from_1",
                        violation_error_message="The order counts from 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ongoing", "yes"), _negated=True),
                            models.Q(
                                ("end__isnull", True),
                                ("stop_reason__in", ["ongoing", "not_reported"]),
                            ),
                            _connector="OR",
                        ),
                        name="curation_treatment_ongoing_has_no_end",
                        violation_error_message="A course that goes on has no end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("trial_nct", ""),
                            (
                                "label_status__in",
                                ["trial", "expanded_access", "compassionate_use"],
                            ),
                            _connector="OR",
                        ),
                        name="curation_treatment_trial_number_in_a_trial",
                        violation_error_message="An NCT number goes with a trial, expanded access or compassionate use.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duration_min__isnull", True),
                            models.Q(("duration_unit", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="curation_treatment_length_has_its_unit",
                        violation_error_message="A length has a unit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureDetail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "procedure",
                    casebase.vocabulary.fields.Line(
                        help_text="What was done.", max_length=500
                    ),
                ),
                (
                    "margins",
                    models.CharField(
                        choices=[
                            ("R0", "R0"),
                            ("R1", "R1"),
                            ("R2", "R2"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "pathologic_response",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.bodysite",
                    ),
                ),
                (
                    "treatment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedures",
                        to="curation.treatment",
                    ),
                ),
            ],
            options={
                "verbose_name": "procedure",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_proceduredetail_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TreatmentAgent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("anticancer", "Anticancer drug"),
                            ("supplement", "Supplement"),
                            ("supportive", "Supportive"),
                            ("premedication", "Premedication"),
                            ("concomitant", "Concomitant"),
                        ],
                        default="anticancer",
                        max_length=13,
                    ),
                ),
                (
                    "reported",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="as reported"
                    ),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents",
                        to="vocabulary.drug",
                    ),
                ),
                (
                    "drug_class",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents",
                        to="vocabulary.drugclass",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
                (
                    "treatment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agents",
                        to="curation.treatment",
                    ),
                ),
            ],
            options={
                "verbose_name": "agent",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_treatmentagent_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("drug__isnull", False), ("drug_class__isnull", True)
                            ),
                            models.Q(
                                ("drug__isnull", True), ("drug_class__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="curation_treatmentagent_drug_or_class",
                        violation_error_message="An agent is a drug or a drug class, not both.",
                    ),
                    models.UniqueConstraint(
                        fields=("treatment", "drug", "role"),
                        name="curation_treatmentagent_drug_once",
                        violation_error_message="This drug is an agent of the course already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoseStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True,
                        help_text="Given when saved; other rows name this one by it.",
                        max_length=6,
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "start",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="began"
                    ),
                ),
                (
                    "end",
                    casebase.curation.fields.FuzzyTimeField(
                        blank=True, null=True, verbose_name="ended"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Given when left empty.",
                        verbose_name="step",
                    ),
                ),
                (
                    "dose_value",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="dose"
                    ),
                ),
                (
                    "dose_max",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="to"
                    ),
                ),
                (
                    "dose_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mg", "mg"),
                            ("g", "g"),
                            ("mcg", "µg"),
                            ("mg_m2", "mg/m²"),
                            ("mg_kg", "mg/kg"),
                            ("g_m2", "g/m²"),
                            ("iu", "IU"),
                            ("mci", "mCi"),
                            ("mbq", "MBq"),
                            ("auc", "AUC"),
                            ("gy", "Gy"),
                            ("ml", "mL"),
                            ("other", "other unit"),
                        ],
                        default="",
                        max_length=5,
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("qd", "once daily"),
                            ("bid", "twice daily"),
                            ("tid", "three times daily"),
                            ("qid", "four times daily"),
                            ("qod", "every other day"),
                            ("weekly", "weekly"),
                            ("q2w", "every 2 weeks"),
                            ("q3w", "every 3 weeks"),
                            ("q4w", "every 4 weeks"),
                            ("once", "once"),
                            ("continuous", "continuously"),
                            ("prn", "as needed"),
                            ("other", "another schedule"),
                            ("not_reported", "frequency not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("oral", "by mouth"),
                            ("iv", "intravenously"),
                            ("sc", "subcutaneously"),
                            ("im", "intramuscularly"),
                            ("it", "intrathecally"),
                            ("topical", "topically"),
                            ("inhaled", "inhaled"),
                            ("other", "by another route"),
                            ("not_reported", "route not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "schedule_reported",
                    casebase.vocabulary.fields.Line(blank=True, max_length=500),
                ),
                (
                    "duration_value",
                    casebase.curation.fields.NumberField(
                        blank=True, max_length=20, null=True, verbose_name="for"
                    ),
                ),
                (
                    "duration_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hour", "hour"),
                            ("day", "day"),
                            ("week", "week"),
                            ("cycle", "cycle"),
                            ("month", "month"),
                            ("year", "year"),
                        ],
                        default="",
                        max_length=5,
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("start", "Start"),
                            ("reduced", "Reduced"),
                            ("escalated", "Escalated"),
                            ("held", "Held"),
                            ("restarted", "Restarted"),
                            ("restored", "Restored"),
                            ("switched_formulation", "Formulation switched"),
                            ("stopped", "Stopped"),
                            (
                                "modified_direction_not_reported",
                                "Modified, direction not reported",
                            ),
                            ("unchanged", "Unchanged"),
                            ("not_reported", "Not reported"),
                        ],
                        default="start",
                        max_length=31,
                    ),
                ),
                (
                    "change_reasons",
                    casebase.curation.fields.ChoiceListField(blank=True, default=list),
                ),
                (
                    "caused_by",
                    casebase.curation.fields.RefListField(
                        blank=True,
                        default=list,
                        help_text="Refs of the adverse events: AE1, AE2.",
                    ),
                ),
                (
                    "reported",
                    casebase.vocabulary.fields.Line(
                        blank=True, max_length=500, verbose_name="as reported"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="curation.patient",
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="doses",
                        to="curation.treatmentagent",
                    ),
                ),
            ],
            options={
                "ordering": ["sequence", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "ref"),
                        name="curation_dosestep_ref_unique",
                        violation_error_message="Two rows of this case have the same ref.",
                    ),
                    models.UniqueConstraint(
                        fields=("agent", "sequence"),
                        name="curation_dosestep_sequence_unique",
                        violation_error_message="Two dose steps have the same number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sequence", 1), _negated=True),
                            ("change", "start"),
                            _connector="OR",
                        ),
                        name="curation_dosestep_first_step_starts",
                        violation_error_message="The first dose step starts the drug; later steps change it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dose_value__isnull", False),
                                models.Q(("dose_unit", ""), _negated=True),
                            ),
                            models.Q(("dose_value__isnull", True), ("dose_unit", "")),
                            _connector="OR",
                        ),
                        name="curation_dosestep_dose_has_its_unit",
                        violation_error_message="A dose has a number and a unit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("duration_value__isnull", False),
                                models.Q(("duration_unit", ""), _negated=True),
                            ),
                            models.Q(
                                ("duration_value__isnull", True), ("duration_unit", "")
                            ),
                            _connector="OR",
                        ),
                        name="curation_dosestep_duration_has_its_unit",
                        violation_error_message="A duration has a number and a unit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "locator",
                    casebase.vocabulary.fields.Line(
                        blank=True,
                        help_text="Where in it: p 3, Table 1, abstract.",
                        max_length=500,
                    ),
                ),
                (
                    "quote",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Quoted words, at most 300 characters.",
                        max_length=300,
                    ),
                ),
                (
                    "assertion",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the curator"),
                            ("calculated", "Calculated by the curator"),
                            ("author_confirmed", "Confirmed by the author"),
                            ("suggested", "Suggested, not yet checked"),
                        ],
                        default="stated",
                        max_length=16,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "High"),
                            ("medium", "Medium"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "reading_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Public: how an ambiguous passage was read; both readings.",
                        max_length=2000,
                    ),
                ),
                (
                    "curator_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Internal, never published.",
                        max_length=2000,
                    ),
                ),
                (
                    "field",
                    casebase.vocabulary.fields.Line(
                        help_text="Which fact: coi_status, journal, authors.",
                        max_length=500,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="curation.article",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The article that says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "field"),
                        name="curation_articlefact_unique",
                        violation_error_message="The source of this fact is noted already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reports_on", "Reports on"),
                            ("follow_up_of", "Follow-up of"),
                            ("corrects", "Corrects"),
                            ("retracts", "Retracts"),
                            ("comments_on", "Comments on"),
                            ("reviews", "Reviews"),
                            ("same_cohort", "Same cohort as"),
                            ("translation_of", "Translation of"),
                        ],
                        default="reports_on",
                        max_length=14,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="curation.article",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="related_from",
                        to="curation.article",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("article", models.F("other")), _negated=True
                        ),
                        name="curation_articlerelation_not_itself",
                        violation_error_message="An article is not related to itself.",
                    ),
                    models.UniqueConstraint(
                        fields=("article", "kind", "other"),
                        name="curation_articlerelation_unique",
                        violation_error_message="This relation is noted already.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="lesion",
            constraint=models.UniqueConstraint(
                fields=("patient", "ref"),
                name="curation_lesion_ref_unique",
                violation_error_message="Two rows of this case have the same ref.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lesion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unknown_primary", False),
                    models.Q(("role", "primary"), ("site__isnull", True)),
                    _connector="OR",
                ),
                name="curation_lesion_unknown_primary_has_no_site",
                violation_error_message="An unknown primary has the role primary and no site.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("doi", ""), _negated=True),
                fields=("doi",),
                name="curation_article_doi_unique",
                violation_error_message="Another article here has this DOI.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("pmid", ""), _negated=True),
                fields=("pmid",),
                name="curation_article_pmid_unique",
                violation_error_message="Another article here has this PMID.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("pmcid", ""), _negated=True),
                fields=("pmcid",),
                name="curation_article_pmcid_unique",
                violation_error_message="Another article here has this PMCID.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("month__isnull", True),
                    models.Q(("year__isnull", False), ("month__range", (1, 12))),
                    _connector="OR",
                ),
                name="curation_article_month_of_a_year",
                violation_error_message="A month is 1 to 12 and belongs to a year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("day__isnull", True),
                    models.Q(("month__isnull", False), ("day__range", (1, 31))),
                    _connector="OR",
                ),
                name="curation_article_day_of_a_month",
                violation_error_message="A day is 1 to 31 and belongs to a month.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("posted_on__isnull", True), ("kind", "news_item"), _connector="OR"
                ),
                name="curation_article_posted_on_is_news",
                violation_error_message="Only a news item has a day of posting.",
            ),
        ),
    ]
