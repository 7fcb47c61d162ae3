"""Quick entry: what was typed becomes a structure to confirm, a question, or words.

One module for each kind of entry, all pure: `doses`, `ages`, `sizes`, `times` and
`fusions`, which asks a function what is a gene. `answering` brings them before a
curator; `usual` remarks on doses that are far from what is usual.

`lines` reads whole rows typed as lines, with the same readers: `line_lists` says what
lists there are, `line_parts` in which order a part is tried as what: `line_shapes`,
`line_vocabulary`, `line_agents`, `line_doses`, `line_times`, last `line_procedures`;
`line_values` has the values of a box. `line_words` is what they ask for words;
`line_answering` is the address.
"""
