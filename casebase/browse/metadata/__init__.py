"""What a page says of itself to machines: title, links, citation, schema.org."""

from .head import Head, Link, shown

__all__ = ["Head", "Link", "shown"]
