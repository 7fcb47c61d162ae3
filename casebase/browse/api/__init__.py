"""The archive for programs: the site's addresses under `/api/v1`, in JSON.

Each module has the resources of one subject: what is answered (pydantic, as the
document is) and the views that answer it. What all of them share is in `resource`.
"""
