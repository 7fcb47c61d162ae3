"""What readers report and suggest; who works on what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casebase.curation.fields
import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """What readers report and suggest; who works on what."""

    dependencies = [("curation", "0006_review")]

    operations = [
        migrations.CreateModel(
            name="IntakeCount",
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
                ("address", models.CharField(max_length=64)),
                ("hour", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("address", "hour"), name="curation_intakecount_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderReport",
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
                    "code",
                    models.CharField(
                        editable=False, max_length=9, unique=True, verbose_name="number"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="received"),
                ),
                (
                    "handled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="handled"
                    ),
                ),
                (
                    "handled_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="For the other curators; never published.",
                        max_length=2000,
                        verbose_name="what was done",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("error", "Something is wrong"),
                            ("removal", "It should be removed"),
                            ("other", "Something else"),
                        ],
                        default="error",
                        max_length=7,
                    ),
                ),
                (
                    "record",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=12, verbose_name="record"
                    ),
                ),
                (
                    "text",
                    casebase.vocabulary.fields.Narrative(
                        max_length=5000, verbose_name="what the reader says"
                    ),
                ),
                (
                    "contact",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                (
                    "handled_by",
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
                "verbose_name": "report by a reader",
                "verbose_name_plural": "reports by readers",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SamePersonAnswer",
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
                    "answer",
                    models.CharField(
                        choices=[
                            ("different", "Different people"),
                            ("same", "The same person"),
                        ],
                        max_length=9,
                    ),
                ),
                ("note", casebase.vocabulary.fields.Words(blank=True, max_length=2000)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient_a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.patient",
                    ),
                ),
                (
                    "patient_b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer about two patients",
                "verbose_name_plural": "answers about two patients",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SuggestedPaper",
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
                    "code",
                    models.CharField(
                        editable=False, max_length=9, unique=True, verbose_name="number"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="received"),
                ),
                (
                    "handled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="handled"
                    ),
                ),
                (
                    "handled_note",
                    casebase.vocabulary.fields.Words(
                        blank=True,
                        help_text="For the other curators; never published.",
                        max_length=2000,
                        verbose_name="what was done",
                    ),
                ),
                (
                    "doi",
                    casebase.vocabulary.fields.Words(
                        blank=True, max_length=200, verbose_name="DOI"
                    ),
                ),
                (
                    "pmid",
                    models.CharField(blank=True, max_length=9, verbose_name="PMID"),
                ),
                (
                    "url",
                    casebase.curation.fields.AddressField(
                        blank=True, max_length=500, verbose_name="web address"
                    ),
                ),
                (
                    "text",
                    casebase.vocabulary.fields.Narrative(
                        blank=True, max_length=2000, verbose_name="why"
                    ),
                ),
                (
                    "handled_by",
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
                "verbose_name": "suggested paper",
                "verbose_name_plural": "suggested papers",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
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
                (
                    "article",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.patient",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.readerreport",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curation.suggestedpaper",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="readerreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handled_at", None), ("handled_by", None)),
                    models.Q(
                        ("handled_at__isnull", False), ("handled_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="curation_readerreport_handled_by_somebody",
                violation_error_message="What is handled was handled by somebody.",
            ),
        ),
        migrations.AddConstraint(
            model_name="readerreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handled_at", None), ("contact", ""), _connector="OR"
                ),
                name="curation_readerreport_contact_not_kept",
                violation_error_message="The address is deleted when the report is handled.",
            ),
        ),
        migrations.AddConstraint(
            model_name="samepersonanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("patient_a__lt", models.F("patient_b"))),
                name="curation_samepersonanswer_in_order",
                violation_error_message="The elder patient stands first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="samepersonanswer",
            constraint=models.UniqueConstraint(
                fields=("patient_a", "patient_b"),
                name="curation_samepersonanswer_once",
                violation_error_message="This was answered already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handled_at", None), ("handled_by", None)),
                    models.Q(
                        ("handled_at__isnull", False), ("handled_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="curation_suggestedpaper_handled_by_somebody",
                violation_error_message="What is handled was handled by somebody.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("doi", ""), ("pmid", ""), ("url", ""), _negated=True
                ),
                name="curation_suggestedpaper_can_be_found",
                violation_error_message="Give a DOI, a PMID or an address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("article__isnull", True),
                        ("paper__isnull", True),
                        ("patient__isnull", False),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", False),
                        ("paper__isnull", True),
                        ("patient__isnull", True),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("paper__isnull", True),
                        ("patient__isnull", True),
                        ("report__isnull", False),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("paper__isnull", False),
                        ("patient__isnull", True),
                        ("report__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="curation_assignment_one_target",
                violation_error_message="One thing is assigned at a time.",
            ),
        ),
    ]
