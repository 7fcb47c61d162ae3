"""The engines, each in a module of its own, which is imported where it runs."""

ENGINES = {
    "ours": "ours:Ours",
    "page": "pages:Page",
    "kept": "served:KeptPage",
    "static": "served:StaticFile",
    "postgresql": "postgresql:PostgreSQL",
    "django-filter": "plain_django:DjangoFilter",
    "admin": "admin:Admin",
    "admin-facets": "admin:AdminWithFacets",
    "datasette": "datasette:Complete",
    "datasette-defaults": "datasette:Defaults",
    "duckdb": "duckdb:DuckDB",
    "tantivy": "tantivy:Tantivy",
}
#: What is asked at sizes that are too much for the others.
OURS = ("ours", "page", "kept", "static")
#: They ask PostgreSQL.
ON_POSTGRESQL = ("postgresql", "django-filter", "admin", "admin-facets")
