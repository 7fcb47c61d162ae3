"""What is killed in the middle of its work, and what is asked for a long time.

`test_*` are short runs inside of `make test`; `soak_*` are the long ones of
`make soak`. Both run the site as an operator does: processes of their own, with a
database of their own, which may be killed.
"""
