"""The table of catalogue mistakes: what is changed in the small catalogue, the row that is named, what is found."""

from __future__ import annotations

from tests.unit.catalogue_edits import Edit

ARGUMENTS = "- {subject: micromasters, for: [mm-is], against: [], depends: []}\n"
COMPARISON = """\
- id: one-vs-one
  title: "One"
  subjects: [micromasters]
  rows: [{label: "What", cells: {micromasters: [{claim: mm-is, cell: "a series"}]}}]
"""
PATHWAY, PROGRAMME, COURSE = "pathways/a-school.yml", "programmes/a-school.yml", "courses/a-school.yml"
CLAIM, SOURCES = "claims/define.yml", "sources/all.yml"
ANOTHER_SOURCE = (
    '- {id: another, publisher: B, kind: blog, url: "https://b.org", published_on: "2024", seen_on: "2026-11-22"}\n'
)
PATHWAY_AGAIN = """\
- {id: again, programme: asx-data, institution: a-school, degree: "MSc Data", conditions: [], conditions_recorded: false,
   source: school-page, evidence: low}
"""
ALL_CONDITIONS = """
    - {kind: admission, says: "You apply and are admitted separately."}"""

MISTAKES = {
    # rows
    "a row that is text": (Edit("fields.yml", "", "- data\n"), "line 3", "'data'"),
    "an unknown key": (Edit("fields.yml", "", '- {id: art, name: "Art", nickname: x}\n'), "line 3 (art)", "nickname"),
    "a missing key": (Edit(CLAIM, ", evidence: high", ""), "mm-is", "evidence"),
    "text for a number": (Edit(COURSE, "position: 1", "position: first"), "asx-data--one", "position"),
    "a yes for a number": (Edit("topics.yml", "", '- {id: art, summary: "", lifetime_days: yes}\n'), "line 6 (art)", "lifetime_days"),
    "a number for text": (Edit("fields.yml", "", "- {id: art, name: 7}\n"), "line 3 (art)", "name"),
    "a no for a country": (Edit("institutions.yml", "", '- {id: art, name: "Art", country: NO}\n'), "line 3 (art)", "country"),
    "a value that is empty": (Edit(CLAIM, '"a series of courses"', "null"), "mm-is", "value"),
    "text for a list": (Edit("remarks.yml", '["hi"]', '"hi"'), "chat.hello", "'hi', expected a list"),
    "a value of three numbers": (Edit(CLAIM, '"a series of courses"', "[1, 2, 3]"), "mm-is", "value"),
    "a key that is a number": (Edit("fields.yml", "", '- {id: art, name: "Art", 7: x}\n'), "line 3 (art)", "7"),
    "a row that cannot be read": (Edit("fields.yml", "", "- {id: art, id: x}\n"), "line 3", "twice"),
    # ids
    "an id with a space": (Edit("topics.yml", "", '- {id: "my id", summary: "", lifetime_days: 1}\n'), "my id", "'my id'"),
    "an id with a capital": (Edit("remarks.yml", "chat.hello", "chat.Hello"), "chat.Hello", "the id 'chat.Hello'"),
    "an id with a line break": (Edit("remarks.yml", "chat.hello", '"chat\\n"'), "chat", "the id"),
    "no id": (Edit(CLAIM, "id: mm-is, ", ""), "line 2", "the id ''"),
    "an id twice": (Edit(SOURCES, "", '- {id: a-blog, publisher: B, kind: blog, url: "https://b.org", published_on: "2024", seen_on: "2026-11-22"}\n'), "line 4 (a-blog)", "again"),
    "an id twice in two kinds of subject": (Edit("fields.yml", "", '- {id: edx, name: "X"}\n'), "line 3 (edx)", "again"),
    # references
    "an unknown topic of a predicate": (Edit("predicates/define.yml", "{id: is,", "{id: is, topic: x,"), "is", "topic 'x'"),
    "no topic of a predicate": (Edit("predicates/more.yml", "", '- {id: has, label: "L", single: true, asks: []}\n'), "has", "topic ''"),
    "an unknown topic of a remark": (Edit("remarks.yml", "topic: chat", "topic: x"), "chat.hello", "topic 'x'"),
    "an unknown topic of a claim": (Edit(CLAIM, "rank: 1", "topic: x"), "mm-is", "topic 'x'"),
    "an unknown subject of a claim": (Edit(CLAIM, "subject: micromasters", "subject: x"), "mm-is", "subject 'x'"),
    "no subject of a claim": (Edit(CLAIM, "subject: micromasters, ", ""), "mm-is", "subject ''"),
    "an unknown predicate": (Edit(CLAIM, "predicate: is", "predicate: x"), "mm-is", "predicate 'x'"),
    "an unknown source": (Edit(CLAIM, "source: school-page", "source: x"), "mm-is", "source 'x'"),
    "an unknown source of a programme's claim": (Edit(PROGRAMME, "source: school-page", "source: x"), "asx-data): price.total", "source 'x'"),
    "an unknown credential type": (Edit(PROGRAMME, "credential_type: micromasters", "credential_type: x"), "asx-data", "subject 'x'"),
    "an unknown platform": (Edit(PROGRAMME, "platform: edx", "platform: x"), "asx-data", "subject 'x'"),
    "an unknown institution": (Edit(PROGRAMME, '["a-school"]', '["a-school", x]'), "asx-data", "institution 'x'"),
    "no institution": (Edit(PROGRAMME, '["a-school"]', "[]"), "asx-data", "institution ''"),
    "an unknown field": (Edit(PROGRAMME, '["data-science"]', "[x]"), "asx-data", "field 'x'"),
    "no field": (Edit(PROGRAMME, '["data-science"]', "[]"), "asx-data", "field ''"),
    "an unknown programme of a course": (Edit(COURSE, "programme: asx-data", "programme: x"), "asx-data--one", "programme 'x'"),
    "an unknown institution of a course": (Edit(COURSE, "institution: a-school", "institution: x"), "asx-data--one", "institution 'x'"),
    "an unknown programme of a pathway": (Edit(PATHWAY, "programme: asx-data", "programme: x"), "a-school-msc", "programme 'x'"),
    "no programme of a pathway": (Edit(PATHWAY, "programme: asx-data", "programme:"), "a-school-msc", "programme ''"),
    "an unknown institution of a pathway": (Edit(PATHWAY, "institution: a-school", "institution: x"), "a-school-msc", "institution 'x'"),
    "an unknown source of a pathway": (Edit(PATHWAY, "source: school-page", "source: x"), "a-school-msc", "source 'x'"),
    "an unknown subject of arguments": (Edit("arguments.yml", "[]", ARGUMENTS.replace("micromasters", "x")), "line 1", "subject 'x'"),
    "an unknown claim for": (Edit("arguments.yml", "[]", ARGUMENTS.replace("[mm-is]", "[x]")), "line 1", "claim 'x'"),
    "an unknown claim against": (Edit("arguments.yml", "[]", ARGUMENTS.replace("against: []", "against: [x]")), "line 1", "claim 'x'"),
    "an unknown subject of a comparison": (Edit("comparisons.yml", "[]", COMPARISON.replace("[micromasters]", "[micromasters, x]")), "one-vs-one", "subject 'x'"),
    "an unknown claim of a comparison": (Edit("comparisons.yml", "[]", COMPARISON.replace("mm-is", "x")), "one-vs-one", "claim 'x'"),
    "a cell of a subject that is not compared": (Edit("comparisons.yml", "[]", COMPARISON.replace("cells: {micromasters", "cells: {edx")), "one-vs-one", "edx"),
    # kinds, sources
    "an unknown kind of subject": (Edit("subjects.yml", "kind: platform", "kind: x"), "edx", "kind 'x'"),
    "an unknown kind of source": (Edit(SOURCES, "kind: blog", "kind: x"), "a-blog", "kind 'x'"),
    "an address that is none": (Edit(SOURCES, "https://example.org/blog", "javascript:x"), "a-blog", "url 'javascript:x'"),
    "neither address nor title": (Edit(SOURCES, "https://example.org/blog", ""), "a-blog", "url ''"),
    "a publishing date in words": (Edit(SOURCES, '"2024-05"', '"May 2024"'), "school-page", "published_on 'May 2024'"),
    "a thirteenth month": (Edit(SOURCES, '"2024-05"', '"2024-13"'), "school-page", "published_on '2024-13'"),
    "a day 0": (Edit(SOURCES, '"2024-05"', '"2024-05-00"'), "school-page", "published_on '2024-05-00'"),
    "no date at all": (Edit(SOURCES, ', published_about: "undated"', ""), "a-blog", "no published_on and published_about ''"),
    "a date in words without a year": (Edit(SOURCES, '"undated"', '"long ago"'), "a-blog", "published_about 'long ago'"),
    "read before it was published": (Edit(SOURCES, '"2024-05"', '"2026-12"'), "school-page", "published_on '2026-12' and seen_on '2026-11-22'"),
    "no reading date": (Edit(SOURCES, 'undated", seen_on: "2026-11-22"', 'undated", seen_on: ""'), "a-blog", "seen_on ''"),
    # claims
    "an unknown evidence": (Edit(CLAIM, "evidence: high", "evidence: x"), "mm-is", "evidence 'x'"),
    "an unknown state": (Edit(CLAIM, 'value: "a series of courses"', "state: x"), "mm-is", "state 'x'"),
    "not recorded, with a value": (Edit(CLAIM, "rank: 1", "state: not-recorded"), "mm-is", "state 'not-recorded'"),
    "recorded, without a value": (Edit(CLAIM, '"a series of courses"', '""'), "mm-is", "state 'recorded'"),
    "an unknown rank": (Edit(CLAIM, "rank: 1", "rank: 4"), "mm-is", "rank 4"),
    "a template with a field that there is not": (Edit("predicates/cost.yml", "costs {value}", "costs {HOME}"), "price.total", "{HOME}"),
    "a template that looks inside a field": (Edit("predicates/cost.yml", "costs {value}", "costs {value.real}"), "price.total", "{value.real}"),
    "a template that shapes a field": (Edit("predicates/cost.yml", "costs {value}", "costs {value:>9999}"), "price.total", "{value}"),
    "a template with an open brace": (Edit("predicates/cost.yml", "costs {value}", "costs {value"), "price.total", "template"),
    "nothing to say": (Edit(CLAIM, ', says: "A MicroMasters is a series of courses."', ""), "mm-is", "no 'says'"),
    "a range upside down": (Edit(PROGRAMME, "value: 900", "value: [900, 100]"), "price.total", "range [900, 100]"),
    "a promise": (Edit(CLAIM, "A MicroMasters is", "You will get hired:"), "mm-is", "a promise"),
    "a name from nowhere": (Edit(CLAIM, "A MicroMasters is", "At Harvard a MicroMasters is"), "mm-is", "the name harvard in 'says'"),
    "a number from nowhere": (Edit(CLAIM, "is a series", "is 5 series"), "mm-is", "5 in 'says'"),
    # units
    "a number without a unit": (Edit(PROGRAMME, 'value: 900, unit: "USD"', "value: 900"), "price.total", "unit ''"),
    "numbers of a predicate without units": (Edit("predicates/cost.yml", ' units: ["USD"],', ""), "price.total", "no units, but numbers in 'USD' (first in "),
    "a unit of other predicates": (Edit(PROGRAMME, 'value: 900, unit: "USD"', 'value: 900, unit: "credits"'), "price.total", "unit 'credits'"),
    "a unit that only begins like the right one": (Edit(PROGRAMME, 'value: 900, unit: "USD"', 'value: 900, unit: "USD per year"'), "price.total", "unit 'USD per year'"),
    "a number that nobody would believe": (Edit(PROGRAMME, "value: 900", "value: 90000"), "price.total", "90000 USD"),
    "a negative price": (Edit(PROGRAMME, "value: 900", "value: [-5, 900]"), "price.total", "-5 USD"),
    "a unit of a predicate that is none": (Edit("predicates/cost.yml", '["USD"]', '["USD", "EUR"]'), "price.total", "unit 'EUR'"),
    "a range of a predicate that is none": (Edit("predicates/cost.yml", '["USD"]', '["USD"], range: [1]'), "price.total", "range [1.0]"),
    "a range in two units": (Edit("predicates/cost.yml", '["USD"]', '["USD", "USD per year"], range: [1, 2000]'), "price.total", "range [1.0, 2000.0] with units"),
    "a range upside down in units": (Edit("units.yml", "[0, 200]", "[200, 0]"), "credits", "range [200.0, 0.0]"),
    "a unit twice": (Edit("units.yml", "", '- {id: "USD", range: [0, 10]}\n'), "USD", "again"),
    "another unit of a pathway's credit": (Edit(PATHWAY, 'unit: "credits"', 'unit: "points"'), "a-school-msc", "unit 'points'"),
    "more credit than any degree has": (Edit(PATHWAY, "value: 16", "value: 1600"), "a-school-msc", "1600 credits"),
    # what stands twice, and what nothing uses
    "a statement twice": (Edit(PROGRAMME, "", '    - {predicate: price.total, value: 900.0, unit: "USD", source: a-blog, evidence: low}\n'), "price.total", "the same statement"),
    "a publication twice": (Edit(SOURCES, 'blog", published_about: "undated"', 'programme", published_on: "2024-05"'), "a-blog", "the same publication"),
    "a pathway twice": (Edit(PATHWAY, "", PATHWAY_AGAIN), "line 12 (again)", "the same pathway"),
    "a source that nothing cites": (Edit(SOURCES, "", ANOTHER_SOURCE), "another", "nothing cites"),
    # names
    "an alias that is another's name": (Edit("fields.yml", '"big data"', '"EDX"'), "data-science", "the alias 'edx', which also means 'edx'"),
    "an alias that is another's short name": (Edit("fields.yml", '"big data"', '"MicroMasters"'), "data-science", "also means 'micromasters'"),
    "an alias that is another's alias": (Edit("institutions.yml", "aliases: []", 'aliases: ["Big-Data"]'), "a-school", "also means 'data-science'"),
    "a school's mark that is another's alias": (Edit("institutions.yml", '"ASx"', '"MM"'), "a-school", "also means 'micromasters'"),
    "an alias that is a programme's name": (Edit("fields.yml", '"big data"', '"asx data"'), "data-science", "also means 'asx-data'"),
    "a shared name that nobody shares": (Edit("shared_names.yml", "", '- {name: "big data", why: "x"}\n'), "line 1", "the name 'big data'"),
    "a shared name without a reason": (Edit("shared_names.yml", "", '- {name: "big data"}\n'), "line 1", "why"),
    # what is not held
    "a name that is held": (Edit("unheld.yml", "Another School", "A school"), "line 2", "the name 'a school', which means 'a-school' ("),
    "an alias that is held": (Edit("unheld.yml", "Other U", "ASx"), "line 2", "the name 'asx', which means 'a-school' ("),
    "a name that is not held twice": (Edit("unheld.yml", "", '- {name: "Academy", kind: provider, aliases: ["other u"]}\n'), "line 3", "the name 'other u', which means 'Another School' ("),
    "an unknown kind of what is not held": (Edit("unheld.yml", "kind: school", "kind: shop"), "line 2", "kind 'shop'"),
    "a name without letters": (Edit("unheld.yml", "Other U", "?"), "line 2", "a name without letters"),
    # what the topics must be about
    "a topic without its usual subject": (Edit("topics.yml", "required: [asx-data]", "required: [edx, asx-data]"), "line 2 (cost)", "no recorded claim on the topic about edx"),
    "an unknown subject of a topic": (Edit("topics.yml", "complete: [edx]", "complete: [edx, x]"), "line 2 (cost)", "subject 'x'"),
    "a topic about nothing": (Edit("topics.yml", "required: [asx-data]", "required: []"), "line 2 (cost)", "subject ''"),
    # pathways
    "conditions neither stated nor denied": (Edit(PATHWAY, f"conditions:{ALL_CONDITIONS}", "conditions: []"), "a-school-msc", "0 conditions"),
    "conditions stated and denied": (Edit(PATHWAY, "conditions_recorded: true", "conditions_recorded: false"), "a-school-msc", "1 conditions"),
    "an unknown evidence of a pathway": (Edit(PATHWAY, "evidence: high", "evidence: x"), "a-school-msc", "evidence 'x'"),
    "an unknown kind of condition": (Edit(PATHWAY, "kind: admission", "kind: x"), "a-school-msc", "condition kind 'x'"),
}  # fmt: skip

# What only the database, or reading it back, would refuse.
REFUSED_LATER = {
    "a day that no calendar has": (Edit(SOURCES, '"2024-05"', '"2023-02-30"'), "school-page", "2023-02-30"),
    "a year 0": (Edit(SOURCES, '"2024-05"', '"0000"'), "school-page", "0000"),
    "a vague reading date": (Edit(SOURCES, 'undated", seen_on: "2026-11-22"', 'undated", seen_on: "2026-11"'), "a-blog", "2026-11"),
    "a platform as credential type": (Edit(PROGRAMME, "credential_type: micromasters", "credential_type: edx"), "asx-data", "edx"),
    "a school as credential type": (Edit(PROGRAMME, "credential_type: micromasters", "credential_type: a-school"), "asx-data", "a-school"),
    "a comparison with itself": (Edit("comparisons.yml", "[micromasters, certificate]", "[micromasters, micromasters, certificate]"), "mm-vs-pc", "micromasters"),
    "a value that is not a number": (Edit(PROGRAMME, "value: 900", "value: .nan"), "asx-data", "nan"),
    "an endless value": (Edit(PROGRAMME, "value: 900", "value: .inf"), "asx-data", "inf"),
}  # fmt: skip
