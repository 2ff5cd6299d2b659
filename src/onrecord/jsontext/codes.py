"""The codes of gate 1, with their pages."""

from __future__ import annotations

from onrecord.problems import Code

CODES = tuple(
    Code(code, name, page)
    for code, name, page in (
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
            'Half of a surrogate pair is no character and cannot be stored.\n\n**Bad** `"\\\\ud83d"`\n\n**Fix** Write the character itself, or both halves.',
        ),
        (
            "JS110",
            "string-too-long",
            "A string of more than 1 MiB code points.\n\n**Fix** Shorten it; texts live in `corpus/<id>.txt`.",
        ),
    )
)
