"""The words of a dose line: units, routes, frequencies, changes, lengths.

Each table says what a word certainly means. Words with two meanings are in `ASKED`.
"""

import re

from casebase.archive.choices import DoseChange, DoseUnit, Frequency, Route, TimeUnit

#: Units, longest first where one begins another.
UNITS: tuple[tuple[str, DoseUnit], ...] = (
    (r"mg ?(?:/|per) ?(?:m ?\^?2|m²|sqm)", DoseUnit.MG_M2),
    (r"mg ?(?:/|per) ?kg", DoseUnit.MG_KG),
    (r"g ?(?:/|per) ?(?:m ?\^?2|m²|sqm)", DoseUnit.G_M2),
    (r"mgs?|milligrams?", DoseUnit.MG),
    (r"mcg|µg|μg|ug|micrograms?", DoseUnit.MCG),
    (r"g|grams?", DoseUnit.G),
    (r"iu", DoseUnit.IU),
    (r"mci", DoseUnit.MCI),
    (r"mbq", DoseUnit.MBQ),
    (r"gy", DoseUnit.GY),
    (r"ml", DoseUnit.ML),
)
UNIT = re.compile("|".join(f"(?P<u{n}>{way})" for n, (way, _) in enumerate(UNITS)))

ROUTES: tuple[tuple[str, Route], ...] = (
    (r"po|p\.o\.?|per os|orally|oral|by mouth", Route.ORAL),
    (r"iv|i\.v\.?|intravenous(?:ly)?", Route.IV),
    (r"sc|s\.c\.?|sq|subq|subcutaneous(?:ly)?", Route.SC),
    (r"im|i\.m\.?|intramuscular(?:ly)?", Route.IM),
    (r"i\.t\.?|intrathecal(?:ly)?", Route.IT),
    (r"topical(?:ly)?", Route.TOPICAL),
    (r"inhaled|by inhalation", Route.INHALED),
)

#: How often, where one word says it. Every 24 hours is daily, every 21 days is every
#: 3 weeks: the same, said otherwise.
FREQUENCIES: tuple[tuple[str, Frequency], ...] = (
    (
        r"bid|b\.i\.d\.?|bd|b\.d\.?|q ?12 ?h(?:r|rs|ours)?|every 12 hours|twice daily"
        r"|twice (?:a|per) day|(?:2|two) times (?:a day|per day|daily)"
        r"|2 ?x ?(?:/ ?d(?:ay)?|daily|per day|a day)|twice every day",
        Frequency.BID,
    ),
    (
        r"tid|t\.i\.d\.?|tds|q ?8 ?h(?:r|rs|ours)?|every 8 hours|thrice daily"
        r"|(?:3|three) times (?:a day|per day|daily)"
        r"|3 ?x ?(?:/ ?d(?:ay)?|daily|per day|a day)",
        Frequency.TID,
    ),
    (
        r"qid|q\.i\.d\.?|qds|q ?6 ?h(?:r|rs|ours)?|every 6 hours"
        r"|(?:4|four) times (?:a day|per day|daily)",
        Frequency.QID,
    ),
    (
        r"qod|q\.o\.d\.?|every other day|every second day|on alternate days"
        r"|alternate days|q ?48 ?h|q ?2 ?d(?:ays)?|every 2 days",
        Frequency.QOD,
    ),
    (
        r"q ?1 ?w(?:k|ks|eeks?)?|qw|q ?7 ?d(?:ays)?|once weekly|once a week|weekly"
        r"|every week|every 7 days|once per week",
        Frequency.WEEKLY,
    ),
    (
        r"q ?2 ?w(?:k|ks|eeks?)?|q ?14 ?d(?:ays)?|every (?:2|two|other|second) weeks?"
        r"|every 14 days|fortnightly|2-weekly|two-weekly",
        Frequency.Q2W,
    ),
    (
        r"q ?3 ?w(?:k|ks|eeks?)?|q ?21 ?d(?:ays)?|every (?:3|three|third) weeks?"
        r"|every 21 days|3-weekly|three-weekly",
        Frequency.Q3W,
    ),
    (
        r"q ?4 ?w(?:k|ks|eeks?)?|q ?28 ?d(?:ays)?|every (?:4|four|fourth) weeks?"
        r"|every 28 days|4-weekly|four-weekly",
        Frequency.Q4W,
    ),
    (
        r"continuous(?:ly)?|by continuous infusion|continuous infusion",
        Frequency.CONTINUOUS,
    ),
    (r"prn|p\.r\.n\.?|as needed|when needed|on demand", Frequency.PRN),
    (
        r"qd|q\.d\.?|qday|q day|q ?24 ?h(?:r|rs|ours)?|every 24 hours|once daily"
        r"|once (?:a|per) day|1 ?x ?(?:/ ?d(?:ay)?|daily|per day)|every day|each day"
        r"|daily|every morning|every evening|nightly|at bedtime",
        Frequency.QD,
    ),
    (r"once(?: only)?|single[- ]dose|one dose|stat", Frequency.ONCE),
)

#: Certain, but not on the list: the words are kept as the schedule.
OTHER_SCHEDULES = (
    r"(?:q|every) ?(?:5|6|8|10|12) ?(?:w(?:k|ks|eeks)?)"
    r"|q ?(?:3|5|10) ?d(?:ays)?|every (?:3|three|third|5|five|10|ten) days?"
    r"|tiw|t\.i\.w\.?|three times (?:a|per) week|3 times (?:a|per) week|thrice weekly"
    r"|twice weekly|twice (?:a|per) week|2 times (?:a|per) week"
    r"|every month|once a month|monthly|twice a month|every (?:2|two) months"
    r"|(?:5|five) times daily"
)

#: A dose of so much a day, parted into so many.
DIVIDED = (
    r"(?:/ ?(?:d|day|24 ?h)|(?:per|a) day|daily),?"
    r" ?(?:in|divided(?: in(?:to)?)?) (?:[2-4]|two|three|four)(?: divided)? doses"
)
#: A dose of so much a day or a week; in how many parts is not said.
PER = r"/ ?(?:d|day|24 ?h|w|wk|week)|(?:per|a) (?:day|week)"

#: Days of a cycle, and the cycle.
DAYS = (
    r"(?:on )?(?:d|days?) ?\d{1,2}(?: ?(?:,|&|and|-|to|/) ?d?\d{1,2})*"
    r"(?: of (?:a|an|each|every) \d{1,2}[- ]days? cycles?)?"
)
#: Time on and off a drug.
ON_OFF = (
    r"\d{1,2} ?(?:d|days?|w|wks?|weeks?) on[,/]? ?(?:and )?"
    r"\d{1,2} ?(?:d|days?|w|wks?|weeks?) off"
)

#: Words with two meanings: what they may be, and what to type for each.
ASKED: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        r"bi-?weekly|biw|b\.i\.w\.?",
        "can be twice a week or every 2 weeks",
        (("twice a week", "twice a week"), ("every 2 weeks", "every 2 weeks")),
    ),
    (
        r"bi-?monthly",
        "can be twice a month or every 2 months",
        (
            ("twice a month", "twice a month"),
            ("every 2 months", "every 2 months"),
        ),
    ),
    (
        r"od|o\.d\.?",
        "is mostly once daily, and also misread as every other day",
        (("once daily", "once daily"), ("every other day", "every other day")),
    ),
    (
        r"(?-i:IT)",
        "can be into the spinal canal or into the tumour",
        (("intrathecally", "intrathecally"), ("into the tumour", "into the tumour")),
    ),
)

LENGTH_UNITS: tuple[tuple[str, TimeUnit], ...] = (
    (r"h|hrs?|hours?", TimeUnit.HOUR),
    (r"d|days?", TimeUnit.DAY),
    (r"w|wks?|weeks?", TimeUnit.WEEK),
    (r"mos?|months?|mths?", TimeUnit.MONTH),
    (r"y|yrs?|years?", TimeUnit.YEAR),
)
CYCLES = r"(?:cycles?|courses?)"

#: Words that open a step and say what changed.
CHANGES: tuple[tuple[str, DoseChange], ...] = (
    (
        r"(?:dose )?(?:was )?(?:reduced|decreased|lowered|cut)(?: to| down to)?"
        r"|down to|dose reduction(?: to)?|de-?escalated(?: to)?",
        DoseChange.REDUCED,
    ),
    (
        r"(?:dose )?(?:was )?(?:increased|escalated|raised)(?: to| up to)?"
        r"|dose (?:increase|escalation)(?: to)?",
        DoseChange.ESCALATED,
    ),
    (r"(?:was )?(?:held|paused|interrupted|withheld|suspended)", DoseChange.HELD),
    (
        r"(?:was )?(?:restored|back)(?: to)?|returned to|full dose again",
        DoseChange.RESTORED,
    ),
    (
        r"(?:was )?(?:restarted|resumed|re-?challenged|reintroduced)(?: at| with)?",
        DoseChange.RESTARTED,
    ),
    (r"(?:was )?(?:stopped|discontinued|ended)", DoseChange.STOPPED),
    (r"(?:was )?(?:changed|modified|adjusted)(?: to)?", DoseChange.MODIFIED),
)

#: Kept in the words as reported; they change nothing of the dose.
HARMLESS = (
    r"with food|with or without food|with meals?|after meals?|before meals?"
    r"|on an empty stomach|without food|fasted|starting dose|loading dose"
    r"|maintenance(?: dose)?|initially|at first|about|approximately|approx\.?|ca\.?|~"
    r"|over \d{1,3} ?(?:min|minutes|h|hours)|infusion|in the morning|in the evening"
    r"|by feeding tube|via feeding tube|into the tumour|dose|doses?|at a dose of|at"
    r"|in \d{1,3} fractions"
)

#: Counted in pieces whose content is not said.
PIECES = (
    r"tablets?|tabs?|capsules?|caps?|pills?|vials?|ampoules?|puffs?|drops?|units?|u"
)
#: Bounds of a dose, and words that turn it round.
BOUNDS = (
    r"up to|max(?:imum)?\.?|at most|at least|less than|more than|not|no|planned|<|>|≤|≥"
)
#: No amount, but words for one.
WITHOUT_A_NUMBER = (
    r"weight[- ]based|standard dos(?:e|ing)|full[- ]dose|low[- ]dose|high[- ]dose"
    r"|reduced dose|half[- ]dose|usual dose|per label|as per label"
)


def whole(way: str) -> re.Pattern[str]:
    """The pattern as words of their own, in any capitals."""
    return re.compile(rf"(?<![\w./])(?:{way})(?![\w])", re.IGNORECASE)
