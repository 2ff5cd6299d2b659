# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2 Marking mentions, and measuring yourself
#
# **Goal** You can mark names, numbers and times by written rules, let a program find their offsets, and say with
# precision, recall and F1 how near you came to gold.
#
# **Time** 60 minutes
#
# **Data** `corpus/ferry-crew-count.txt`, an invented story, two paragraphs of which you mark;
# `corpus/lantern-festival-app.txt` with two sets of marks, to measure; `guidelines/mentions.md`, the rules
#
# **Before you begin** Read in `guidelines/mentions.md` the tables "Types", "Levels", "Extents" and "Numbers, dates,
# money". You need no more, and you may look things up at any time.

# %%
import json
from pathlib import Path

import onrecord
from onrecord.cli import run
from onrecord.course import answer

corpus = onrecord.load(".")

# %% [markdown]
# ## Step 2.1: Hits, misses, extras
#
# "Gold" is the set of marks that we agree to compare with. The story about lanterns was marked by `gold` and by
# another annotator, `practice-a`. A **hit** is a mark that both have, with the same start and the same end. A
# **miss** is in gold only, an **extra** in the other set only.
#
# Count all three. Python's sets help: `a & b` is what both have, `a - b` what only `a` has.

# %%
story = corpus["lantern-festival-app"]


def places(document):
    """Start and end of every mention."""
    return {(mention.spans[0].start, mention.spans[0].end) for mention in document.mentions}


gold = places(story.by("gold"))
other = places(story.by("practice-a"))
print(len(gold), "marks in gold,", len(other), "in the other set")

hits, misses, extras = ..., ..., ...
### BEGIN SOLUTION
hits = len(gold & other)
misses = len(gold - other)
extras = len(other - gold)
### END SOLUTION

# %%
answer("2.1", [hits, misses, extras])

# %% [markdown]
# ## Step 2.2: Precision, recall, F1
#
# - **Precision**: of what the other set marked, how much is in gold? Hits, divided by all its marks.
# - **Recall**: of what is in gold, how much did the other set find? Hits, divided by all marks of gold.
# - **F1**: both in one number: 2 × precision × recall / (precision + recall).
#
# Give all three in per cent, as whole numbers: `round(100 * ...)`. Round only at the end.

# %%
precision, recall, f1 = ..., ..., ...
### BEGIN SOLUTION
p = hits / (hits + extras)
r = hits / (hits + misses)
precision = round(100 * p)
recall = round(100 * r)
f1 = round(100 * 2 * p * r / (p + r))
### END SOLUTION

# %%
answer("2.2", [precision, recall, f1])

# %% [markdown]
# ## Step 2.3: Mark two paragraphs
#
# Now it is your turn. First an empty draft is made for you. In a terminal you would type
# `onrecord new ferry-crew-count --annotator me --kind human --note "Exercise 2."`

# %%
mine = Path("annotations/me/ferry-crew-count.json")
if not mine.exists():
    run(["new", "ferry-crew-count", "--annotator", "me", "--kind", "human", "--note", "Exercise 2."])

ferry = corpus["ferry-crew-count"]
for number in (2, 3):
    zone = ferry.zones[number]
    print(f"[{number}]", ferry.text[zone.start : zone.end], "\n")

# %% [markdown]
# Mark every **name, number and time** in these two paragraphs: mentions of level `NAM`, and no others. One line for
# each: its type, and its words. You never count offsets: `onrecord resolve` looks for the words.
#
# Where the same words stand in the story more than once, say which you mean, by the words right before or after it:
# `{"text": "Harn", "before": "of "}`, `{"text": "Harn", "after": " said"}`, or by number:
# `{"text": "Harn", "occurrence": 2}`. If you forget, `resolve` tells you.
#
# One mark is there already, to show the form. Write yours below it, inside the brackets.

# %%
marks = [
    ("CARDINAL", {"text": "112"}),
]
### BEGIN SOLUTION
marks += [
    ("PRODUCT", {"text": "Lady Ombrasse", "before": "the ferry ", "after": " and"}),
    ("DATE", {"text": "Thursday", "after": " of how many crew"}),
    ("LOC", {"text": "Grellamay", "before": "the island of "}),
    ("TIME", {"text": "6:50 pm"}),
    ("DATE", {"text": "September 2"}),
    ("TIME", {"text": "four hours later"}),
    ("CARDINAL", {"text": "nine", "before": "There were "}),
    ("PERSON", {"text": "Oda Fennimarch"}),
    ("ORG", {"text": "Skellimar Lines", "before": "director of "}),
    ("TIME", {"text": "ten minutes"}),
]
### END SOLUTION

# %% [markdown]
# This cell writes your marks into the draft and has their places found. Read what it prints: problems name the line,
# the fact and the next step. Mend your list above, and run both cells again.

# %%
draft = json.loads(mine.read_text(encoding="utf-8"))
draft["$schema"] = "../../schema/draft.schema.json"
draft["layers"] = ["mentions"]
draft["zones"] = [2, 3]
draft["entities"] = [
    {"id": f"e{n}", "type": type, "name": span["text"], "identity": "named"} for n, (type, span) in enumerate(marks)
]
draft["mentions"] = [
    {"id": f"m{n}", "entity": f"e{n}", "level": "NAM", "spans": [span]} for n, (type, span) in enumerate(marks)
]
mine.write_text(json.dumps(draft, ensure_ascii=False, indent=1), encoding="utf-8")
resolved = run(["resolve", str(mine)]) == 0

# %% [markdown]
# The check compares your marks with gold. It says how many of them fit, paragraph by paragraph, and which rules to
# read; it does not say which marks are missing. Full points from 90 per cent on.

# %%
answer("2.3", mine if resolved and len(marks) > 1 else ...)

# %% [markdown]
# ## Step 2.4: Measure yourself
#
# `onrecord.score("gold", ...)` compares your file with the gold that is installed with onrecord. It gives many lines;
# the one to look at has the label `level=NAM` and the criterion `exact`. Give its precision, recall and F1 for
# **your** marks, in per cent, as whole numbers. (A low figure, truly measured, has full points.)

# %%
my_precision, my_recall, my_f1 = ..., ..., ...
### BEGIN SOLUTION
for line in onrecord.score("gold", str(mine), layers=["mentions"], resamples=0):
    if line.label == "level=NAM" and line.criterion == "exact":
        my_precision = round(100 * line.precision)
        my_recall = round(100 * line.recall)
        my_f1 = round(100 * line.f1)
### END SOLUTION

# %%
answer("2.4", [my_precision, my_recall, my_f1])

# %% [markdown]
# ## In one slide
#
# - A mark needs two decisions: where it begins and ends, and what it is. Both need written rules.
# - Write the words; let a program find the offsets; let it ask you where the words stand twice.
# - Precision: how much of mine is right. Recall: how much of gold I found. F1: both in one number.
# - Gold is an agreement, not the truth. Where you differ from it, read the rule, and then say who is right.
