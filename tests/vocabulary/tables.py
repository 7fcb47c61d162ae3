"""All rows of the vocabularies, to compare before and after."""

from django.apps import apps


def rows_of_all_tables() -> dict:
    """Everything in the vocabularies, by the name of the model."""
    return {
        model.__name__: sorted(model.objects.values_list())
        for model in apps.get_app_config("vocabulary").get_models(
            include_auto_created=True
        )
    }
