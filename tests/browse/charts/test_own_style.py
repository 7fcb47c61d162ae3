"""The part of the sheet that a drawing carries with it."""

import pytest

from casebase.browse.charts.own_style import style_of

SHEET = """
/* .halo{fill:black} */
:root{--ink:#123;--paper:var(--bg);--bg:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#eee}.halo{fill:#000}}
.halo,.crumb{fill:var(--paper)} svg text{fill:var(--ink)} p{margin:0}
.lane .tick{stroke:var(--ink)} .tl>span{width:1px} .halo:hover{fill:red}
"""


@pytest.mark.parametrize(
    ("markup", "style"),
    [
        ('<svg><rect class="halo"/></svg>', ".halo{fill:#fff}"),
        ("<svg><text>a</text></svg>", "svg text{fill:#123}"),
        ('<svg><g class="tick"/></svg>', ""),
        ('<svg class="lane"><g class="a tick"/></svg>', ".lane .tick{stroke:#123}"),
        ('<p class="tl"><span>a</span></p>', "p{margin:0}"),
    ],
)
def test_a_drawing_carries_the_light_rules_that_it_uses_and_no_others(markup, style):
    assert style_of(SHEET, markup) == style
