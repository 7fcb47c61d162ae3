"""Usual doses of drugs, with their sources."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """Usual doses of drugs, with their sources."""

    dependencies = [("vocabulary", "0002_care")]

    operations = [
        # One range for a drug, without a frequency: nothing could be compared with it,
        # and no list ever filled it.
        migrations.RemoveConstraint(
            "drug", "vocabulary_drug_usual_dose_has_unit_and_source"
        ),
        migrations.RemoveConstraint("drug", "vocabulary_drug_usual_dose_in_order"),
        migrations.RemoveField("drug", "usual_dose_max"),
        migrations.RemoveField("drug", "usual_dose_min"),
        migrations.RemoveField("drug", "usual_dose_source"),
        migrations.RemoveField("drug", "usual_dose_unit"),
        migrations.CreateModel(
            name="UsualDose",
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
                    "lowest",
                    models.DecimalField(
                        decimal_places=3,
                        max_digits=10,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.001"))
                        ],
                        verbose_name="from",
                    ),
                ),
                (
                    "highest",
                    models.DecimalField(
                        decimal_places=3, max_digits=10, verbose_name="to"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
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
                        max_length=12,
                    ),
                ),
                (
                    "population",
                    casebase.vocabulary.fields.Words(
                        help_text="Adults, NSCLC.",
                        max_length=200,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "source",
                    casebase.vocabulary.fields.Words(
                        help_text="Whose statement it is.", max_length=200
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="The page that was read.", verbose_name="address"
                    ),
                ),
                (
                    "as_of",
                    models.CharField(
                        help_text="The month in which it was read: 2026-11.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}-(0[1-9]|1[0-2])$", "A month: 2026-11."
                            )
                        ],
                        verbose_name="read in",
                    ),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="usual_doses",
                        to="vocabulary.drug",
                    ),
                ),
            ],
            options={
                "ordering": ["drug", "population", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("drug", "population", "route", "unit", "frequency"),
                        name="vocabulary_usualdose_once",
                        violation_error_message="This usual dose is in the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("highest__gte", models.F("lowest")), ("lowest__gt", 0)
                        ),
                        name="vocabulary_usualdose_in_order",
                        violation_error_message="The highest usual dose is not below the lowest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("url", ""), _negated=True),
                            models.Q(("as_of", ""), _negated=True),
                        ),
                        name="vocabulary_usualdose_has_its_source",
                        violation_error_message="A usual dose has a source that was read.",
                    ),
                ],
            },
        ),
    ]
