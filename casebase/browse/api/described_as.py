"""How the API is described as a whole: settings of drf-spectacular."""

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Casebase",
    "VERSION": "1",
    "DESCRIPTION": (
        "Published oncology case reports. Put `/api/v1` before the address of a page, "
        "and get what it shows as JSON. A key that is left out means that nothing was "
        "recorded there. Keys are added within v1, and none changes its meaning: be "
        "ready for keys that are not named here. A case shows what happened to one "
        "person; it is not medical advice."
    ),
    "LICENSE": {"name": "CC0-1.0 for the records, without quotes"},
    "TAGS": [
        {"name": name}
        for name in (
            "Archive",
            "Cases",
            "Search",
            "Treatments",
            "Findings",
            "Articles",
            "Gene fusions",
            "Genes",
            "Biomarkers",
            "Drugs",
            "Diagnoses",
        )
    ],
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],
}
