import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AdverseEventTerm",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("name", casebase.vocabulary.fields.Words(max_length=160)),
                (
                    "soc",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=120, verbose_name="organ class"
                    ),
                ),
                (
                    "code",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="HPO or NCIt code with its prefix; empty when none was verified.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z][A-Za-z0-9_]*:\\S+$",
                                "Write the code with its prefix, such as UBERON:0000403.",
                            )
                        ],
                    ),
                ),
                (
                    "ctcae_version",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=10, verbose_name="CTCAE version"
                    ),
                ),
                (
                    "synonyms",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, help_text="One a line.", max_length=20000
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Drug",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                ("key", models.SlugField(editable=False, max_length=120, unique=True)),
                (
                    "name",
                    casebase.vocabulary.fields.Words(
                        help_text="The generic name, in lower case.", max_length=120
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("small_molecule", "Small molecule"),
                            ("antibody", "Antibody"),
                            ("adc", "Antibody-drug conjugate"),
                            ("chemotherapy", "Chemotherapy"),
                            ("hormone", "Hormone treatment"),
                            ("cell_therapy", "Cell therapy"),
                            ("vaccine", "Vaccine"),
                            ("radioligand", "Radioligand"),
                            ("supportive", "Supportive drug"),
                            ("supplement", "Supplement"),
                            ("complementary", "Complementary agent"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "ncit",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Such as C74061.",
                        max_length=20,
                        verbose_name="NCIt code",
                    ),
                ),
                (
                    "rxnorm",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=20, verbose_name="RxNorm id"
                    ),
                ),
                (
                    "atc",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=10, verbose_name="ATC code"
                    ),
                ),
                (
                    "chembl",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=20, verbose_name="ChEMBL id"
                    ),
                ),
                (
                    "usual_dose_min",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=10, null=True
                    ),
                ),
                (
                    "usual_dose_max",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=10, null=True
                    ),
                ),
                (
                    "usual_dose_unit",
                    casebase.vocabulary.fields.Words(blank=True, max_length=12),
                ),
                (
                    "usual_dose_source",
                    casebase.vocabulary.fields.Words(blank=True, max_length=200),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Gene",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                (
                    "symbol",
                    casebase.vocabulary.fields.Words(
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9@_.-]*$",
                                "A gene symbol has letters, digits and hyphens only, such as NTRK1.",
                            )
                        ],
                    ),
                ),
                (
                    "hgnc_id",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^HGNC:\\d+$", "An HGNC id looks like HGNC:8031."
                            )
                        ],
                        verbose_name="HGNC id",
                    ),
                ),
                (
                    "entrez_id",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="Entrez id"
                    ),
                ),
                ("name", casebase.vocabulary.fields.Words(blank=True, max_length=255)),
                (
                    "locus",
                    casebase.vocabulary.fields.Words(
                        blank=True, help_text="Such as 1q23.1.", max_length=60
                    ),
                ),
                (
                    "is_kinase",
                    models.BooleanField(blank=True, null=True, verbose_name="kinase"),
                ),
                (
                    "hgnc_status",
                    models.CharField(
                        choices=[
                            ("approved", "Approved by HGNC"),
                            ("withdrawn", "Withdrawn by HGNC"),
                            ("custom", "Not in HGNC"),
                        ],
                        default="approved",
                        max_length=9,
                        verbose_name="HGNC status",
                    ),
                ),
            ],
            options={
                "ordering": ["symbol"],
            },
        ),
        migrations.CreateModel(
            name="BodySite",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                (
                    "path",
                    models.CharField(db_index=True, editable=False, max_length=500),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("name", casebase.vocabulary.fields.Words(max_length=120)),
                (
                    "code",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="UBERON code with its prefix; empty when none was verified.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z][A-Za-z0-9_]*:\\S+$",
                                "Write the code with its prefix, such as UBERON:0000403.",
                            )
                        ],
                    ),
                ),
                (
                    "synonyms",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, help_text="One a line.", max_length=20000
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="vocabulary.bodysite",
                        verbose_name="broader term",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Disease",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                (
                    "path",
                    models.CharField(db_index=True, editable=False, max_length=500),
                ),
                (
                    "key",
                    casebase.vocabulary.fields.Words(
                        help_text="The OncoTree code, or a short name for a disease of our own.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9_-]*$",
                                "Letters, digits, hyphens and underscores only.",
                            )
                        ],
                    ),
                ),
                ("name", casebase.vocabulary.fields.Words(max_length=255)),
                (
                    "ontology",
                    models.CharField(
                        choices=[
                            ("OncoTree", "OncoTree"),
                            ("NCIt", "NCI Thesaurus"),
                            ("DOID", "Disease Ontology"),
                            ("MONDO", "Mondo"),
                            ("custom", "Our own"),
                        ],
                        default="custom",
                        max_length=8,
                    ),
                ),
                (
                    "code_in_ontology",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Without its prefix.",
                        max_length=40,
                        verbose_name="code",
                    ),
                ),
                (
                    "ontology_version",
                    casebase.vocabulary.fields.Words(blank=True, max_length=40),
                ),
                (
                    "ncit",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^C\\d+$", "An NCIt code looks like C9118."
                            )
                        ],
                        verbose_name="NCIt code",
                    ),
                ),
                (
                    "synonyms",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, help_text="One a line.", max_length=20000
                    ),
                ),
                ("tissue_agnostic", models.BooleanField(default=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="vocabulary.disease",
                        verbose_name="broader term",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code_in_ontology", ""), _negated=True),
                        fields=("ontology", "code_in_ontology"),
                        name="vocabulary_disease_code_unique",
                        violation_error_message="There is a disease of this code already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code_in_ontology", ""), ("ontology", "custom")),
                            models.Q(
                                models.Q(("ontology", "custom"), _negated=True),
                                models.Q(("code_in_ontology", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="vocabulary_disease_code_unless_our_own",
                        violation_error_message="A disease of a classification carries its code there; one of our own has none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiseaseGroup",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("name", casebase.vocabulary.fields.Words(max_length=200)),
                (
                    "description",
                    casebase.vocabulary.fields.Words(blank=True, max_length=500),
                ),
                (
                    "synonyms",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, help_text="One a line.", max_length=20000
                    ),
                ),
                (
                    "diseases",
                    models.ManyToManyField(
                        blank=True, related_name="groups", to="vocabulary.disease"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="DrugAlias",
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
                    "text",
                    casebase.vocabulary.fields.Words(db_index=True, max_length=120),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("brand", "Brand name"),
                            ("code_name", "Code name"),
                            ("synonym", "Synonym"),
                        ],
                        default="synonym",
                        max_length=9,
                    ),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="vocabulary.drug",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "drug aliases",
                "ordering": ["text"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("drug", "text"),
                        name="vocabulary_drugalias_once_per_drug",
                        violation_error_message="The drug has this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="vocabulary_drugalias_has_text",
                        violation_error_message="Write the other name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrugClass",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                (
                    "path",
                    models.CharField(db_index=True, editable=False, max_length=500),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("name", casebase.vocabulary.fields.Words(max_length=120)),
                (
                    "synonyms",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, help_text="One a line.", max_length=20000
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="vocabulary.drugclass",
                        verbose_name="broader term",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "drug classes",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="drug",
            name="classes",
            field=models.ManyToManyField(
                blank=True, related_name="drugs", to="vocabulary.drugclass"
            ),
        ),
        migrations.AddField(
            model_name="drug",
            name="targets",
            field=models.ManyToManyField(
                blank=True, related_name="drugs", to="vocabulary.gene"
            ),
        ),
        migrations.CreateModel(
            name="GeneAlias",
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
                    "text",
                    casebase.vocabulary.fields.Words(db_index=True, max_length=120),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("previous", "Previous symbol"),
                            ("alias", "Alias"),
                            ("protein", "Protein name"),
                        ],
                        default="alias",
                        max_length=8,
                    ),
                ),
                (
                    "gene",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="vocabulary.gene",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "gene aliases",
                "ordering": ["text"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gene", "text"),
                        name="vocabulary_genealias_once_per_gene",
                        violation_error_message="The gene has this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="vocabulary_genealias_has_text",
                        violation_error_message="Write the other name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GeneFamily",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                (
                    "key",
                    casebase.vocabulary.fields.Words(
                        help_text="Short name used in addresses, such as NTRK.",
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9@_.-]*$",
                                "A gene symbol has letters, digits and hyphens only, such as NTRK1.",
                            )
                        ],
                    ),
                ),
                ("name", casebase.vocabulary.fields.Words(max_length=200)),
            ],
            options={
                "verbose_name_plural": "gene families",
                "ordering": ["key"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("key"),
                        name="vocabulary_genefamily_key_unique",
                        violation_error_message="There is a gene family of this short name.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="gene",
            name="family",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="genes",
                to="vocabulary.genefamily",
            ),
        ),
        migrations.CreateModel(
            name="GeneFusion",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=130, unique=True)),
                (
                    "label_text",
                    models.CharField(
                        editable=False, max_length=160, verbose_name="label"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("two_genes", "Two genes, 5′ to 3′"),
                            ("order_not_reported", "Two genes, order not reported"),
                            ("partner_unknown", "One gene, partner not known"),
                            ("family", "Gene family only"),
                            ("regulatory", "Regulatory"),
                        ],
                        help_text="How much is known. Never more than the source says.",
                        max_length=18,
                    ),
                ),
                (
                    "regulatory_class",
                    models.CharField(
                        blank=True,
                        choices=[("e", "Enhancer"), ("p", "Promoter")],
                        max_length=1,
                    ),
                ),
                (
                    "comment",
                    casebase.vocabulary.fields.Words(blank=True, max_length=500),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only where the source names no gene of the family.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fusions",
                        to="vocabulary.genefamily",
                    ),
                ),
                (
                    "five_prime",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fusions_five_prime",
                        to="vocabulary.gene",
                        verbose_name="5′ gene",
                    ),
                ),
                (
                    "gene",
                    models.ForeignKey(
                        blank=True,
                        help_text="The one known gene, or one of two whose order is not reported.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fusions_unplaced",
                        to="vocabulary.gene",
                    ),
                ),
                (
                    "other_gene",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fusions_unplaced_second",
                        to="vocabulary.gene",
                    ),
                ),
                (
                    "reciprocal_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The fusion that arose on the other chromosome of the exchange.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reciprocals",
                        to="vocabulary.genefusion",
                    ),
                ),
                (
                    "three_prime",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fusions_three_prime",
                        to="vocabulary.gene",
                        verbose_name="3′ gene",
                    ),
                ),
            ],
            options={
                "ordering": ["label_text"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "two_genes"),
                                ("five_prime__isnull", False),
                                ("three_prime__isnull", False),
                                ("gene__isnull", True),
                                ("other_gene__isnull", True),
                                ("family__isnull", True),
                            ),
                            models.Q(
                                ("state", "order_not_reported"),
                                ("five_prime__isnull", True),
                                ("three_prime__isnull", True),
                                ("gene__isnull", False),
                                ("other_gene__isnull", False),
                                ("family__isnull", True),
                            ),
                            models.Q(
                                ("state", "partner_unknown"),
                                ("five_prime__isnull", True),
                                ("three_prime__isnull", True),
                                ("gene__isnull", False),
                                ("other_gene__isnull", True),
                                ("family__isnull", True),
                            ),
                            models.Q(
                                ("state", "family"),
                                ("five_prime__isnull", True),
                                ("three_prime__isnull", True),
                                ("gene__isnull", True),
                                ("other_gene__isnull", True),
                                ("family__isnull", False),
                            ),
                            models.Q(
                                ("state", "regulatory"),
                                ("five_prime__isnull", False),
                                ("three_prime__isnull", False),
                                ("gene__isnull", True),
                                ("other_gene__isnull", True),
                                ("family__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="vocabulary_genefusion_columns_of_its_state",
                        violation_error_message="Fill what is known and nothing else: both ends for two genes in order, the two genes when their order is not reported, one gene when its partner is not known, or only the family.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("five_prime__isnull", True),
                                models.Q(
                                    ("five_prime", models.F("three_prime")),
                                    _negated=True,
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("other_gene__isnull", True),
                                models.Q(
                                    ("gene", models.F("other_gene")), _negated=True
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="vocabulary_genefusion_joins_two_genes",
                        violation_error_message="The same gene stands on both sides: this is a duplication, not a fusion.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "regulatory"),
                                models.Q(("regulatory_class", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "regulatory"), _negated=True),
                                ("regulatory_class", ""),
                            ),
                            _connector="OR",
                        ),
                        name="vocabulary_genefusion_regulatory_has_its_class",
                        violation_error_message="A regulatory fusion says whether an enhancer or a promoter drives the gene; other fusions leave this empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reciprocal_of__isnull", True),
                            models.Q(("reciprocal_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="vocabulary_genefusion_not_its_own_reciprocal",
                        violation_error_message="A fusion is not its own reciprocal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Biomarker",
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
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("accepted", "Accepted")],
                        db_index=True,
                        default="proposed",
                        help_text="A proposed word can be used in drafts; readers never see it.",
                        max_length=8,
                    ),
                ),
                ("key", models.SlugField(editable=False, max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fusion", "Gene fusion"),
                            ("snv_indel", "Mutation"),
                            ("amplification", "Amplification"),
                            ("deletion", "Deletion"),
                            ("expression", "Expression"),
                            ("protein_ihc", "Protein by immunohistochemistry"),
                            ("msi", "Microsatellite instability"),
                            ("tmb", "Tumour mutational burden"),
                            ("hrd", "Homologous recombination deficiency"),
                            ("methylation", "Methylation"),
                            ("signature", "Mutational signature"),
                            ("virus", "Virus"),
                            ("karyotype", "Karyotype"),
                            ("hereditary_syndrome", "Hereditary syndrome"),
                            ("panel_negative", "Panel without a finding"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "label_text",
                    models.CharField(
                        editable=False, max_length=400, verbose_name="label"
                    ),
                ),
                (
                    "name",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Only where the field has a better name than its parts make.",
                        max_length=200,
                    ),
                ),
                (
                    "marker",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="What is measured where no gene says it, such as S-100 or pan-TRK.",
                        max_length=120,
                    ),
                ),
                (
                    "hgvs_p",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Such as p.V600E.",
                        max_length=120,
                        verbose_name="protein change",
                    ),
                ),
                (
                    "hgvs_c",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Such as c.1799T>A.",
                        max_length=200,
                        verbose_name="coding DNA change",
                    ),
                ),
                (
                    "exon_text",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Such as exon 14 skipping.",
                        max_length=80,
                        verbose_name="exon",
                    ),
                ),
                ("codes", models.JSONField(blank=True, default=list)),
                (
                    "gene",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="biomarkers",
                        to="vocabulary.gene",
                    ),
                ),
                (
                    "fusion",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="biomarker",
                        to="vocabulary.genefusion",
                    ),
                ),
            ],
            options={
                "ordering": ["label_text"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fusion__isnull", False), ("kind", "fusion")),
                            models.Q(
                                models.Q(("kind", "fusion"), _negated=True),
                                ("fusion__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="vocabulary_biomarker_fusion_kind_has_a_fusion",
                        violation_error_message="A biomarker of the kind gene fusion names its fusion; other kinds leave the fusion empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "fusion"), _negated=True),
                            ("gene__isnull", True),
                            _connector="OR",
                        ),
                        name="vocabulary_biomarker_fusion_names_the_genes",
                        violation_error_message="The fusion names the genes; leave the gene empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    ("snv_indel", "amplification", "deletion"),
                                ),
                                _negated=True,
                            ),
                            ("gene__isnull", False),
                            _connector="OR",
                        ),
                        name="vocabulary_biomarker_alteration_has_a_gene",
                        violation_error_message="A mutation, an amplification or a deletion concerns a gene. Choose it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    (
                                        "expression",
                                        "protein_ihc",
                                        "methylation",
                                        "signature",
                                        "virus",
                                        "karyotype",
                                        "hereditary_syndrome",
                                        "other",
                                    ),
                                ),
                                _negated=True,
                            ),
                            ("gene__isnull", False),
                            models.Q(("marker", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="vocabulary_biomarker_has_a_gene_or_a_marker",
                        violation_error_message="Say what is measured: a gene, or a marker such as S-100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("msi", "tmb", "hrd")), _negated=True
                            ),
                            ("gene__isnull", True),
                            _connector="OR",
                        ),
                        name="vocabulary_biomarker_genome_wide_has_no_gene",
                        violation_error_message="Microsatellite instability, mutational burden and homologous recombination deficiency concern the whole genome, not a gene.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Institution",
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
                ("name", casebase.vocabulary.fields.Words(max_length=200)),
                (
                    "department",
                    casebase.vocabulary.fields.Words(blank=True, max_length=200),
                ),
                ("city", casebase.vocabulary.fields.Words(blank=True, max_length=120)),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166 code of two letters, such as CN.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters, such as CN."
                            )
                        ],
                    ),
                ),
                (
                    "ror",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="Address in the Research Organization Registry.",
                        max_length=40,
                        verbose_name="ROR id",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "department"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "department", "city", "country", "ror"),
                        name="vocabulary_institution_unique",
                        violation_error_message="This institution is in the list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Journal",
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
                ("name", casebase.vocabulary.fields.Words(max_length=255)),
                (
                    "abbreviation",
                    casebase.vocabulary.fields.Words(blank=True, max_length=120),
                ),
                (
                    "issn",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}-\\d{3}[\\dX]$", "An ISSN looks like 1234-567X."
                            )
                        ],
                        verbose_name="ISSN",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        models.F("abbreviation"),
                        name="vocabulary_journal_name_unique",
                        violation_error_message="This journal is in the list already.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="drug",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="vocabulary_drug_name_unique",
                violation_error_message="There is a drug of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="drug",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("usual_dose_max__isnull", True),
                        ("usual_dose_min__isnull", True),
                        ("usual_dose_source", ""),
                        ("usual_dose_unit", ""),
                    ),
                    models.Q(
                        ("usual_dose_max__isnull", False),
                        ("usual_dose_min__isnull", False),
                        models.Q(("usual_dose_unit", ""), _negated=True),
                        models.Q(("usual_dose_source", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="vocabulary_drug_usual_dose_has_unit_and_source",
                violation_error_message="A usual dose has a lowest and a highest value, a unit and a source; or leave all four empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="drug",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("usual_dose_min__isnull", True),
                    ("usual_dose_max__gte", models.F("usual_dose_min")),
                    _connector="OR",
                ),
                name="vocabulary_drug_usual_dose_in_order",
                violation_error_message="The highest usual dose is not below the lowest.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gene",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("symbol"),
                name="vocabulary_gene_symbol_unique",
                violation_error_message="There is a gene of this symbol already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gene",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hgnc_id", ""), _negated=True),
                fields=("hgnc_id",),
                name="vocabulary_gene_hgnc_id_unique",
                violation_error_message="Another gene has this HGNC id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gene",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("symbol", ""), _negated=True),
                    models.Q(("symbol__contains", "::"), _negated=True),
                    models.Q(("symbol__contains", "/"), _negated=True),
                    models.Q(("symbol__contains", "+"), _negated=True),
                    models.Q(("symbol__contains", " "), _negated=True),
                ),
                name="vocabulary_gene_symbol_is_one_word",
                violation_error_message="A gene symbol is one word without “::”, “/”, “+” or spaces.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gene",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hgnc_status", "custom"),
                    models.Q(("hgnc_id", ""), _negated=True),
                    _connector="OR",
                ),
                name="vocabulary_gene_in_hgnc_has_its_id",
                violation_error_message="A gene that HGNC knows carries its HGNC id. Give the id, or mark the gene “Not in HGNC”.",
            ),
        ),
    ]
