"""What templates say: words of a case, and the frame of a page."""
