"""What readers call the values of facets."""

from collections.abc import Iterable
from dataclasses import dataclass

from casebase.archive import facets
