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
# # 7 The contested stockpile statement
#
# **Goal** You can draw a claim graph: who claims what, what a page said at which time, and what speaks for or against
# a claim. You can ask "what did the record say when this was said?", and you can tell evidence that was there from
# wording that was made to agree afterwards.
#
# **Time** 60 minutes
#
# **Data** `corpus/cbc-ppe-dispute.txt`, a news article of April 2020, of which you mark the last paragraphs;
# `corpus/reservoir-level-page.txt`, an invented story with its marks, to learn from; `guidelines/relations.md`, the
# rules
#
# **Before you begin** Read in `guidelines/relations.md` the tables "Relations", "Timing and independence" and
# "Records".
#
# One thing first: these marks hold **no verdict**. They say what was claimed, and what stood where at what time. Who is
# right is not in them, and nobody asks you.

# %%
import onrecord
from onrecord.course import answer

corpus = onrecord.load(".")

# %% [markdown]
# ## Step 7.1: A record with two states
#
# A **record** is a page or document whose wording matters. When its wording changes, it has two **states**. In the
# invented story a commissioner names a figure at a meeting; the web page of his office then says another one; three
# days later the page says his. Here are the states, what each says, and what bears on his claim, `c06`.

# %%
water = corpus["reservoir-level-page"]
claim = water.claim("c06")
print("The claim:", claim)
for state in water.records[0].states:
    print(state.id, "says:", [str(water.claim(id)) for id in state.claims])
for relation in water.relations_to(claim):
    print(relation.from_, relation.type, relation.timing, relation.independence)

# %% [markdown]
# Give three things: the id of the state that was **in force when he spoke** (`water.record_at("page-wording", claim)`
# asks for it), and the **timing** and the **independence** of the other state, the one that agrees with him.

# %%
state, timing, independence = ..., ..., ...
### BEGIN SOLUTION
state = water.record_at("page-wording", claim).id
for relation in water.relations_to(claim):
    if relation.type == "supports":
        timing = relation.timing
        independence = relation.independence
### END SOLUTION

# %%
answer("7.1", [state, timing, independence])

# %% [markdown]
# ## Step 7.2: Find the statement
#
# Now the article. Here are the last paragraphs of its body. In two of them somebody is quoted word for word. It is one
# quote, of two pieces: one in each paragraph.
#
# Give the start and the end of both pieces, in code points of the whole text. The quotation marks belong to the quote
# (guidelines/quotes.md). `text.index("words")` gives the place where words begin.

# %%
article = corpus["cbc-ppe-dispute"]
text = article.text
body = [zone for zone in article.zones if zone.type == "body"]
for zone in body[-5:]:
    print(zone.start, zone.end, text[zone.start : zone.end], "\n")

pieces = [[..., ...], [..., ...]]
### BEGIN SOLUTION
first, second = body[-4], body[-3]
pieces = [[text.index('"', first.start), first.end], [second.start, second.end]]
### END SOLUTION

# %%
answer("7.2", pieces)

# %% [markdown]
# ## Step 7.3: Who claims it?
#
# Three claims stand in these paragraphs, each here in our words:
#
# - **A** The country's reserve of medical equipment is not there to be used by the states.
# - **B** The equipment in it is there to add to what the states have.
# - **C** The words on a government page were changed within a day, to agree with what had been said.
#
# Who makes each of them: `"Kushner"`, the `"website"`, or the `"writer"` of the story? A claim that is reported
# belongs to whoever it is reported of.

# %%
claimants = [..., ..., ...]
### BEGIN SOLUTION
claimants = ["Kushner", "website", "writer"]
### END SOLUTION

# %%
answer("7.3", claimants)

# %% [markdown]
# ## Step 7.4: The record and its states
#
# The government page is a record: the story says what it says, and that its wording changed. So it has two states, in
# the order of time. Call them `"before"` and `"after"`.
#
# Which of the claims A, B, C does the page make in each state? And which claim reports the change that ended the first
# state? Write the letters; a state's claims are a list.
#
# Only the words of this story count, not what you know from elsewhere.

# %%
before = [...]
after = [...]
ended_by = ...
### BEGIN SOLUTION
before = ["B"]
after = ["A"]
ended_by = "C"
### END SOLUTION

# %%
answer("7.4", [before, after, ended_by])

# %% [markdown]
# ## Step 7.5: What the first state does to claim A
#
# A relation goes **from** what bears **to** the claim that it bears on. This one goes from the state `"before"` to
# claim A.
#
# - `type`: `"supports"`, `"contradicts"`, `"qualifies"` or `"restates"`
# - `timing`: when did the evidence stand? `"in_force_when_said"`, `"before"`, `"after"` or `"unknown"`
# - `independence`: does it come from somebody else? `"independent"`, `"same_origin"`, `"post_hoc"` or `"unknown"`
#
# The tables in `guidelines/relations.md` are made of questions: ask them from the top, and stop at the first yes.

# %%
first_relation = {"from": "before", "to": "A", "type": ..., "timing": ..., "independence": ...}
### BEGIN SOLUTION
first_relation["type"] = "contradicts"
first_relation["timing"] = "in_force_when_said"
first_relation["independence"] = "independent"
### END SOLUTION

# %%
answer("7.5", [first_relation["type"], first_relation["timing"], first_relation["independence"]])

# %% [markdown]
# ## Step 7.6: The signal
#
# Which words of the story tell a reader that the page and the statement do not go together? There are two signals in
# one sentence, apart from each other. Give both as they are written, in their order, without the comma.

# %%
signals = [..., ...]
### BEGIN SOLUTION
signals = ["However", "in fact"]
### END SOLUTION

# %%
answer("7.6", signals)

# %% [markdown]
# ## Step 7.7: What the second state does to claim A
#
# The same three labels for the relation from the state `"after"` to claim A. Think about *why* the page says this now.

# %%
second_relation = {"from": "after", "to": "A", "type": ..., "timing": ..., "independence": ...}
### BEGIN SOLUTION
second_relation["type"] = "supports"
second_relation["timing"] = "after"
second_relation["independence"] = "post_hoc"
### END SOLUTION

# %%
answer("7.7", [second_relation["type"], second_relation["timing"], second_relation["independence"]])

# %% [markdown]
# ## Step 7.8: Ask the graph
#
# What one can compute is not marked. Write two small functions that take a list of relations:
#
# - `in_force(relations)` gives the state whose timing says that it stood when the claim was made (its `"from"`);
# - `contested(relations)` gives `True` if any of the relations contradicts the claim, else `False`.

# %%
relations = [first_relation, second_relation]


def in_force(relations):
    """The state that stood when the claim was made."""
    ### BEGIN SOLUTION
    for relation in relations:
        if relation["timing"] == "in_force_when_said":
            return relation["from"]
    ### END SOLUTION
    return ...


def contested(relations):
    """Whether something contradicts the claim."""
    ### BEGIN SOLUTION
    return any(relation["type"] == "contradicts" for relation in relations)
    ### END SOLUTION
    return ...


# %%
answer("7.8", [in_force(relations), contested(relations)])

# %% [markdown]
# ## Step 7.9: What may one write?
#
# Which sentence says all that the marks say, and no more? Give its letter.
#
# - **p** "The government's own page confirms the statement."
# - **q** "The statement is false, as the government's page shows."
# - **r** "A page agrees and a page disagrees, so nothing can be said."
# - **s** "When the statement was made, the government's page said otherwise; wording that agrees with it was put there
#   later, to match it."

# %%
sentence = ...
### BEGIN SOLUTION
sentence = "s"
### END SOLUTION

# %%
answer("7.9", sentence)

# %% [markdown]
# When you are done, look at the whole graph: `onrecord show cbc-ppe-dispute --claims` in another folder prints it. The
# corpus draws a finer one than this exercise: it parts the quote into two claims.

# %% [markdown]
# ## In one slide
#
# - A claim has a claimant. A record has states. A relation goes from a claim or a state to a claim.
# - Ask of all evidence: did it stand when this was said? Does it come from somebody else?
# - Wording that was changed to agree is `after` and `post_hoc`. It is evidence of the change, not of the claim.
# - "Contested" and "in force when said" are computed from the marks. A verdict is in none of them.
