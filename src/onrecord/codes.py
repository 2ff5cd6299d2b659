"""Every code a problem can have, with its name and page: of files, of gate 1 (JSON), of gate 2 (schema), of drafts, and the rules."""

from __future__ import annotations

from onrecord.problems import Code
from onrecord.rules import RULES

_FIXED = (
    (
        "FS101",
        "unreadable-file",
        "The file could not be read as a regular file: a link out of the corpus, a pipe, a folder, too large (10 MiB).\n\n**Fix** Put the file itself there.",
    ),
    (
        "FS102",
        "missing-partner",
        "A text without its record, a record without its text, or an annotation set of a document that is not there (or not valid).\n\n**Fix** Add or mend the file named.",
    ),
    (
        "FS103",
        "text-not-utf8",
        "The text of a document is not UTF-8, or begins with a byte order mark.\n\n**Fix** Replace it by the original bytes.",
    ),
    ("FS104", "unexpected-file", "A file that no document uses.\n\n**Fix** Move it out of the corpus folders."),
    (
        "JS101",
        "not-utf8",
        "The file holds bytes that are not UTF-8, so no offset into it would mean anything.\n\n**Fix** Save it as UTF-8.",
    ),
    (
        "JS102",
        "byte-order-mark",
        "The file begins with a byte order mark (U+FEFF, or UTF-16/UTF-32).\n\n**Fix** Save it as UTF-8 without BOM.",
    ),
    (
        "JS103",
        "syntax",
        "The file is not JSON (RFC 8259).\n\n**Bad** `[1,]`\n\n**Good** `[1]`\n\n**Fix** Mend the place named.",
    ),
    (
        "JS104",
        "duplicate-key",
        'A key stands twice in one object. Parsers silently keep one of the two.\n\n**Bad** `{"start": 1, "start": 9}`\n\n**Good** `{"start": 9}`\n\n**Fix** Decide which one is meant.',
    ),
    (
        "JS105",
        "not-a-number",
        "NaN and Infinity are not JSON, and pass any `minimum`.\n\n**Fix** Write an integer.",
    ),
    (
        "JS106",
        "not-an-integer",
        'Every number in our files is a plain integer literal. `1.0`, `1e0` and `-0` come back from other tools as something else.\n\n**Bad** `"start": 12.0`\n\n**Good** `"start": 12`\n\n**Fix** Write the integer.',
    ),
    (
        "JS107",
        "integer-too-large",
        "Integers over 2^53-1 are changed silently by many readers.\n\n**Fix** Offsets count code points: check the tool that wrote it.",
    ),
    (
        "JS108",
        "too-deep",
        "More than 64 levels of nesting; readers crash on such files.\n\n**Fix** Write the file in the shape of the schema.",
    ),
    (
        "JS109",
        "lone-surrogate",
        'Half of a surrogate pair is no character and cannot be stored.\n\n**Bad** `"\\ud83d"`\n\n**Fix** Write the character itself, or both halves.',
    ),
    (
        "JS110",
        "string-too-long",
        "A string of more than 1 MiB code points.\n\n**Fix** Shorten it; texts live in `corpus/<id>.txt`.",
    ),
    (
        "JS111",
        "too-many-values",
        "More than 500,000 commas: twice what the 20,000 marks that a file may have need.\n\n**Fix** Divide the document.",
    ),
    (
        "SC101",
        "wrong-type",
        "A value has another JSON type than its schema says.\n\n**Fix** See the property's description in `schema/`.",
    ),
    (
        "SC102",
        "missing-key",
        "A required key is absent. Keys that may be empty are written as `null` or `[]`.\n\n**Fix** Add it.",
    ),
    (
        "SC103",
        "unknown-key",
        "A key that the schema does not know. It would vanish in the published dataset.\n\n**Fix** Remove it, or correct its spelling.",
    ),
    (
        "SC104",
        "unknown-label",
        "A value that is not in the schema's list of labels.\n\n**Fix** Choose one of the list.",
    ),
    (
        "SC105",
        "wrong-form",
        "A string that does not have the form its schema asks for: an id, a date, a hash.\n\n**Fix** Write it in that form.",
    ),
    (
        "SC106",
        "wrong-constant",
        "A key whose value is fixed, such as `$schema`, has another one. It is compared, never fetched.\n\n**Fix** Write the value named.",
    ),
    ("SC107", "wrong-size", "Too many or too few items or characters.\n\n**Fix** Stay within the limit named."),
    ("SC108", "out-of-bounds", "A number below or above its limit.\n\n**Fix** Stay within the limit named."),
    (
        "SC109",
        "no-alternative",
        "None, or more than one, of the allowed shapes fits.\n\n**Fix** Give exactly one of them.",
    ),
    (
        "DR301",
        "unresolved-draft",
        "The file is a draft: its `$schema` is `../../schema/draft.schema.json`, and its spans may be words without offsets. Only annotation sets are checked, compared and published.\n\n**Fix** Run `onrecord resolve FILE`: it finds the words and makes an annotation set of the file.",
    ),
    (
        "DR302",
        "draft-span-form",
        'A span of a draft is words to be found (`text`), alone or with what tells one place from another: `occurrence`, or the words right `before` or `after`. A span with both `start` and `end` needs no help.\n\n**Bad** `{"text": "Ottawa", "occurence": 2}`, `{"start": 12, "text": "Ottawa"}`\n\n**Good** `{"text": "Ottawa"}`, `{"text": "Ottawa", "occurrence": 2}`, `{"text": "Ottawa", "before": "in "}`\n\n**Fix** Write it in one of these forms.',
    ),
    (
        "DR303",
        "words-not-found",
        'The words of a draft\'s span stand nowhere in the text as whole words. White space, quotation marks and dashes may be others than in the text; letters, accents and capitals may not.\n\n**Bad** `{"text": "ottawa"}`, `{"text": "Otta"}`\n\n**Good** `{"text": "Ottawa"}`\n\n**Fix** Copy the words from the text; the message names what comes nearest.',
    ),
    (
        "DR304",
        "several-places",
        'The words of a draft\'s span stand at several places, and nothing says which is meant; none is chosen for you.\n\n**Bad** `{"text": "Ottawa"}`\n\n**Good** `{"text": "Ottawa", "occurrence": 2}`, `{"text": "Ottawa", "before": "in ", "after": ","}`\n\n**Fix** Add the number that the message gives for the place, or words around that stand there only.',
    ),
    (
        "DR305",
        "no-such-occurrence",
        'The words stand at fewer places than `occurrence` says. It counts from 1, from the beginning of the text; places inside a longer word do not count.\n\n**Bad** `{"text": "Ottawa", "occurrence": 0}`, or 3 where there are two.\n\n**Good** `{"text": "Ottawa", "occurrence": 2}`\n\n**Fix** Take the number that the message gives for the place.',
    ),
    (
        "DR306",
        "other-words-around",
        'The words are in the text, but nowhere right after `before` and right before `after`. A space between may be left out, nothing else.\n\n**Bad** `{"text": "Ottawa", "before": "near"}` where the text has "in Ottawa".\n\n**Good** `{"text": "Ottawa", "before": "in"}`\n\n**Fix** Copy the words around from the text, or give the place\'s number as `occurrence`.',
    ),
)
CODES = (*(Code(*facts) for facts in _FIXED), *(Code(rule.code, rule.name, rule.page) for rule in RULES))
_NAMES = {code.code: code.name for code in CODES}


def name(code: str) -> str:
    """The name of a code: the fault in a word or three.

    >>> name("SP202")
    'slice-mismatch'
    """
    return _NAMES[code]
