"""What a reviewer ticks and says, field by field."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """What a reviewer ticks and says, field by field."""

    dependencies = [("curation", "0005_paper_text")]

    operations = [
        migrations.CreateModel(
            name="Comment",
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
                ("text", casebase.vocabulary.fields.Words(max_length=2000)),
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
                    "by",
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
                        name="curation_comment_one_target",
                        violation_error_message="It is about one patient or one article.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRemark",
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
                        help_text="Row; empty for a fact of no row.",
                        max_length=6,
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        help_text="Path of the fact in the document.", max_length=250
                    ),
                ),
                (
                    "name",
                    casebase.vocabulary.fields.Line(
                        help_text="What the page calls the fact.", max_length=500
                    ),
                ),
                (
                    "said",
                    models.TextField(
                        blank=True, help_text="What the page said when it was returned."
                    ),
                ),
                (
                    "text",
                    casebase.vocabulary.fields.Words(
                        help_text="What is to be changed.", max_length=1000
                    ),
                ),
                (
                    "answer",
                    casebase.vocabulary.fields.Line(
                        blank=True, help_text="The curator's answer.", max_length=500
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="curation.review",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(
                                ("resolved_at__isnull", False),
                                ("resolved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="curation_reviewremark_done_by_somebody",
                        violation_error_message="What is done was done by somebody.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewTick",
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
                ("ref", models.CharField(blank=True, max_length=6)),
                ("sentence", models.TextField(help_text="The warning, word for word.")),
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
                    "by",
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
                        name="curation_reviewtick_one_target",
                        violation_error_message="It is about one patient or one article.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
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
                    "by",
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
                        name="curation_submission_one_target",
                        violation_error_message="It is about one patient or one article.",
                    )
                ],
            },
        ),
    ]
