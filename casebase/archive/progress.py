"""How far a long command is, for the person who waits for it."""

from django.core.management.base import OutputWrapper


class Progress:
    """A counter on one line of a terminal; silent where there is none.

    Called with how many are done and of how many.
    """

    def __init__(self, stream: OutputWrapper, noun: str) -> None:
        self._stream = stream if stream.isatty() else None
        self._noun = noun

    def __call__(self, done: int, of: int) -> None:
        """Show how far it is; end the line with the last one."""
        if self._stream:
            line = f"\r{done:,} of {of:,} {self._noun}"
            self._stream.write(line, style_func=str, ending="\n" * (done == of))
            self._stream.flush()
