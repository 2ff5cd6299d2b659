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
# # 1 Reading a stand-off corpus
#
# **Goal** You can read a text and the marks on it from two separate files, cut a mark out of the text, and say why
# three programs give three lengths for one emoji.
#
# **Time** 40 minutes
#
# **Data** `corpus/cbc-ppe-dispute.txt` (a news article), `corpus/lantern-festival-app.txt` (an invented story full of
# emoji) with its marks, and `corpus/cafe-name-dispute.txt` (an invented story about accents)
#
# **How to work** Run the cells from top to bottom. Where a cell says `YOUR CODE HERE`, put your code there, so that the
# name above it no longer holds `...`. The cell below it checks your answer at once. You may try as often as you like.

# %%
from pathlib import Path

import onrecord
from onrecord.course import answer

# %% [markdown]
# ## What stand-off means
#
# Marks are not written into the text. The text is one file, and nobody changes it. The marks are in another file, and
# each says where it begins and where it ends. Many people can so mark one text, and their marks may overlap.
#
# The price: one sign added or lost in the text, and every mark behind it is wrong. So first look at the text closely.

# %% [markdown]
# ## Step 1.1: How long is the text?
#
# A file holds bytes. `.decode()` makes a text of them. Count the signs of `text`. Do not tidy the text up first.

# %%
raw = Path("corpus/cbc-ppe-dispute.txt").read_bytes()
text = raw.decode()
print(text.split("\n")[0])

length = ...
### BEGIN SOLUTION
length = len(text)
### END SOLUTION

# %%
answer("1.1", length)

# %% [markdown]
# ## Step 1.2: How many bytes is the file?
#
# The same file, counted before decoding. If the two numbers differ, some signs take more than one byte.

# %%
size = ...
### BEGIN SOLUTION
size = len(raw)
### END SOLUTION

# %%
answer("1.2", size)

# %% [markdown]
# ## Step 1.3: How many no-break spaces?
#
# Some of those signs look like a space, and are none: the no-break space, U+00A0. In Python it is written `"\u00a0"`.
# Count how often it stands in the article.
#
# Why it matters: whoever replaces it "because it is only a space" has changed the text; whoever looks for
# `"chief of"` with ordinary spaces may not find words that stand there.

# %%
spaces = ...
### BEGIN SOLUTION
spaces = text.count("\u00a0")
### END SOLUTION

# %%
answer("1.3", spaces)

# %% [markdown]
# ## Step 1.4: Cut a zone out of the text
#
# A zone is a paragraph with its role: headline, caption, body. It has a start and an end. Both are counted in signs
# (code points) from 0, and the end is the place right *after* the last sign: just as in Python's slices, `text[2:5]`.
#
# Cut the **third** zone of the article out of its text.

# %%
corpus = onrecord.load(".")
article = corpus["cbc-ppe-dispute"]
for zone in article.zones[:4]:
    print(zone.type, zone.start, zone.end)

kicker = ...
### BEGIN SOLUTION
third = article.zones[2]
kicker = text[third.start : third.end]
### END SOLUTION
print(kicker)

# %%
answer("1.4", kicker)

# %% [markdown]
# ## Step 1.5: What does one lost sign break?
#
# The story about lanterns has marks: its mentions of people, places and things. A mark repeats its words, so that
# one can see whether it fits: the slice of the text from `span.start` to `span.end` is equal to `span.text`.
#
# Now somebody "cleans" the text and takes out every picture of a lantern. How many mentions of the story still fit
# `cleaned`? Look at the first span of each mention.

# %%
story = corpus["lantern-festival-app"]
print(len(story.mentions), "mentions; the first ones:")
for mention in story.mentions[:4]:
    span = mention.spans[0]
    print(span.start, span.end, span.text, story.text[span.start : span.end] == span.text)

cleaned = story.text.replace("\U0001f3ee", "")
fitting = ...
### BEGIN SOLUTION
fitting = 0
for mention in story.mentions:
    span = mention.spans[0]
    if cleaned[span.start : span.end] == span.text:
        fitting = fitting + 1
### END SOLUTION

# %%
answer("1.5", fitting)

# %% [markdown]
# ## Step 1.6: How many code points has the family?
#
# A choir in this story writes its name with a picture of a family. Screens draw one picture. How many code points is
# it made of? `list(family)` shows them: some are people, and some are joiners that nobody sees.

# %%
choir = next(mention for mention in story.mentions if str(mention).endswith("Choir"))
family = str(choir).split()[0]
print(family, list(family))

points = ...
### BEGIN SOLUTION
points = len(family)
### END SOLUTION

# %%
answer("1.6", points)

# %% [markdown]
# ## Step 1.7: Where is the choir for a browser?
#
# Browsers and Java count in UTF-16 units. Every sign above U+FFFF, most emoji among them, takes **two** units there,
# and every other sign one. So offsets from a web page do not fit a text in Python, unless someone converts them.
#
# Write the function `units`: how many UTF-16 units do the signs before `offset` take? Then give the start and the end
# of the choir's mark as a browser would. Help: `ord(sign) > 0xFFFF` is true for a wide sign.

# %%
span = choir.spans[0]
print("in code points:", span.start, span.end)


def units(text, offset):
    """How many UTF-16 units stand before a place in the text."""
    ### BEGIN SOLUTION
    wide = sum(ord(sign) > 0xFFFF for sign in text[:offset])
    return offset + wide
    ### END SOLUTION
    return ...


# %%
answer("1.7", [units(story.text, span.start), units(story.text, span.end)])

# %% [markdown]
# ## Step 1.8: One word, two spellings
#
# In the third story two cafés have the same name for a reader and different names for a computer. An é may be one code
# point, or an e followed by an accent that is a code point of its own. Count in the story how often the name is written
# in each way.

# %%
cafes = corpus["cafe-name-dispute"].text
one_sign = "Qu\u00e9vrand\u00e9"
two_signs = "Que\u0301vrande\u0301"
print(one_sign, two_signs, one_sign == two_signs, len(one_sign), len(two_signs))

counts = [..., ...]
### BEGIN SOLUTION
counts = [cafes.count(one_sign), cafes.count(two_signs)]
### END SOLUTION

# %%
answer("1.8", counts)

# %% [markdown]
# ## In one slide
#
# - Stand-off: the text in one file, untouched; the marks in another, with start and end.
# - Half-open: the end is the place after the last sign. `text[start:end]` is the mark.
# - Offsets count code points. Bytes, UTF-16 units and what you see on the screen are other counts.
# - No-break spaces, joiners and separate accents are part of the text. Tidying up breaks every mark behind it.
# - A mark that repeats its words can be checked. That is the first thing to do with any corpus.
