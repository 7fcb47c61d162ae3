"""Who may come in, how they prove who they are, what they declare.

`gate` stands before every curators' address. `attempts` limits what can be guessed.
`invitations`, `second_factor`, `statements` and `sessions` are the rules; `joining`,
`entering` and `account` are the pages; the editors' side is `admin/people.py`.
"""
