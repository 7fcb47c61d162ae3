"""What the seed's source says, fact by fact: one claim for each.

Each claim says where its fact lies in the frozen document and in which words readers
find it. Paths name rows by their ref, articles and series by their slug: `lesions.L1`.
A value of None says that the document holds nothing there. Words are looked for in the
text of a page or of one of its chapters (`case#tumour`), capitals and quotation marks
aside.
"""

from . import articles, patient, treatment

CLAIMS = [*articles.CLAIMS, *patient.CLAIMS, *treatment.CLAIMS]
