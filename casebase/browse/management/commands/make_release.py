"""Write a release: everything published, in every format, in one file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.archive import publishing
from casebase.archive.models import Release
from casebase.browse import releases


class Command(BaseCommand):
    """Writes one file; a release of the same archive version has the same bytes.

    The file appears when it is whole: an interrupted release leaves nothing.
    """

    help = (
        "Write a numbered release of the archive as it is now into releases/ of the "
        "data folder: all formats, schema, data dictionary, changes, licence, sums, "
        "and the pages as files. `check_archive --release FILE` verifies one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, keep that it was made, say where it is."""
        path = None
        try:
            bundle = releases.next_bundle()
            path = Release(name=bundle.name).path
            path.parent.mkdir(parents=True, exist_ok=True)
            sha256 = releases.write(bundle, path)
            made = publishing.release(
                archive_version=bundle.archive_version,
                sha256=sha256,
                number=bundle.number,
                name=bundle.name,
                date=bundle.date,
                size=path.stat().st_size,
                counts=bundle.counts,
            )
        except (releases.NothingToRelease, publishing.NotTheSame) as error:
            raise CommandError(str(error)) from error
        except (publishing.Overtaken, FileNotFoundError) as error:
            if path:  # a removal deletes it too, perhaps before this
                path.unlink(missing_ok=True)
            raise CommandError(
                f"It is not released, and its file is gone. {error}"
            ) from error
        self.stdout.write(f"{path}\n{made.counts}\nSHA-256 {made.sha256}")
