"""Made-up cases, for trying the software: nobody in them exists.

`filler` holds what may be chosen from, `words` the vocabulary it is told in, `telling`
the chance. `stories` makes articles and their cases out of `patients`, `findings` and
`courses`; `writing` publishes them.
"""
