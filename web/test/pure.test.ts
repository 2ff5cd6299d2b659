// What only the page does, without a page: changing sets, finding words, pairing marks, drawing stretches.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { emptySet, marksIn, newId, put, remove, slug, type Draft } from "../src/annotate/edits";
import { guess, NEW } from "../src/annotate/guess";
import { stretches } from "../src/annotate/layers";
import { resolve } from "../src/annotate/resolve";
import { Work } from "../src/annotate/work";
import { compareSets } from "../src/practice/rows";
import { judge } from "../src/rules/index";
import { TextMap } from "../src/textmap";
import type { Data } from "../src/data";
import type { AnnotationSet, Layer, Range, Zone } from "../src/types";
import { folded, placesOf, unitsOf, wordsOf } from "../src/words";

interface Cases {
  head: Data["head"];
  labels: Data["labels"];
  painted: { set: AnnotationSet; marks: [number, number, string, string, string, string][] }[];
  pairs: { text: string; zones: Zone[]; sets: [AnnotationSet, AnnotationSet]; pairs: { [layer: string]: { [id: string]: string } } }[];
}
const cases = JSON.parse(readFileSync(process.env.CASES!, "utf8")) as Cases;

const TEXT = "😀 Anna Berg said: “It’s fine\u00a0now,” and 𝒳are left.\n\n東京都で大雨だ。 Anna";
const FIRST = [...TEXT.split("\n\n")[0]!].length;
const ZONES = [
  { start: 0, end: FIRST, type: "body" },
  { start: FIRST + 2, end: [...TEXT].length, type: "body" },
];
const map = new TextMap(TEXT, ZONES);
const document = { id: "masks", sha256: "0".repeat(64), text: TEXT, zones: ZONES, title: "", published: "2020-04-03" };
const data = { document, head: cases.head, labels: cases.labels } as unknown as Data;

const at = (words: string): Range => placesOf(words, map)[0]!;

test("the caret stands between words, never in one", () => {
  const words = wordsOf(map).map(([start, end]) => map.slice(start, end));
  assert.deepEqual(words.slice(0, 9), ["😀", "Anna", "Berg", "said", ":", "“", "It", "’s", "fine"]);
  assert.deepEqual(words.slice(-12), ["𝒳are", "left", ".", "東", "京", "都", "で", "大", "雨", "だ", "。", "Anna"]);
});

test("words are found as they are written, or else whatever their case and space, and only whole", () => {
  assert.equal(placesOf("Anna", map).length, 2);
  assert.deepEqual(
    placesOf("fine now", map).map((place) => map.slice(...place)),
    ["fine\u00a0now"],
  );
  assert.deepEqual(
    placesOf("ANNA berg ", map).map((place) => map.slice(...place)),
    ["Anna Berg"],
  );
  assert.deepEqual(placesOf("nn", map), []);
  assert.deepEqual(placesOf("", map), []);
});

test("folding keeps the number of units, so places are those of the text", () => {
  const odd = "İΣ ẞA\u00a0\u2028É😀";
  assert.equal(folded(odd).length, odd.length);
  assert.deepEqual(unitsOf("aa", "aaaa"), [
    [0, 2],
    [2, 4],
  ]);
});

test("what is picked grows to whole words and is one span for each paragraph", () => {
  assert.deepEqual(
    map.spans([3, 7]).map((span) => span.text),
    ["Anna"],
  );
  assert.deepEqual(
    map.spans([FIRST - 3, FIRST + 4]).map((span) => span.text),
    ["left.", "東京"],
  );
  assert.deepEqual(map.spans([FIRST, FIRST + 2]), []);
  const [start] = at("𝒳are");
  assert.deepEqual(map.spans([start + 1, start + 2]), [{ start, end: start + 4, text: "𝒳are" }]);
});

const begun = (): AnnotationSet => emptySet(data, "me", "1.2");

test("a quote with a new source is saved with the entity and its mention, and the rules find nothing", () => {
  const draft = guess("quotes", map.spans(at("“It’s fine\u00a0now,”")), begun(), data, map);
  assert.equal(draft.mode, "direct");
  draft.source = { entity: `${NEW}source`, spans: map.spans(at("Anna Berg")) };
  const fresh = new Map<string, Draft>([[`${NEW}source`, { name: "Anna Berg", type: "PERSON", identity: "named" }]]);
  const { set, faults } = resolve(begun(), "quotes", null, draft, fresh, data);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    set.entities.map((entity) => entity.id),
    ["anna-berg"],
  );
  assert.deepEqual(
    set.mentions.map(({ id, entity }) => [id, entity]),
    [["m1", "anna-berg"]],
  );
  assert.deepEqual(judge(set, map), []);
  const claim = guess("claims", map.spans(at("fine\u00a0now")), set, data, map);
  assert.deepEqual([claim.claimant, claim.realizations], ["anna-berg", [{ fidelity: "verbatim", quote: "q1" }]]);
  const again = guess("mentions", map.spans(at("ANNA BERG")), set, data, map);
  assert.equal(again.entity, "anna-berg");
});

test("a thing whose form has faults is not saved as it is", () => {
  const draft = guess("mentions", [], begun(), data, map);
  const { faults } = resolve(begun(), "mentions", null, draft, new Map([[NEW, { name: "", type: "", identity: "named" }]]), data);
  assert.ok(
    faults.length >= 3 && faults.some((fault) => fault.startsWith("spans")) && faults.some((fault) => fault.startsWith("new entity: type")),
  );
});

test("removing a thing removes what cannot be without it, and only that", () => {
  const gold = cases.painted.map(({ set }) => set).find((set) => set.records.length && set.relations.length && set.identity_links.length)!;
  for (const layer of ["entities", "quotes", "claims", "records", "mentions"] as Layer[]) {
    for (let i = 0; i < gold[layer].length; i += 1) {
      const { set, more } = remove(gold, layer, i);
      assert.ok(more >= 0 && marksIn(set) <= marksIn(gold));
      const broken = judge(set, new TextMap("", [])).filter((finding) => /ID70[23]/.test(finding.code));
      assert.deepEqual(broken, []);
    }
  }
  assert.equal(remove(gold, "relations", 0).more, 0);
});

test("ids are new, whatever a name holds", () => {
  const set = put(begun(), "entities", null, { id: "anna-berg", type: "PERSON", name: "x", identity: "named" });
  const names = ["Anna Berg", "Ánna  Börg!", "東京", "author", "x".repeat(90)];
  assert.deepEqual(
    names.map((name) => slug(set, name)),
    ["anna-berg-2", "anna-borg", "e2", "author-2", "x".repeat(56)],
  );
  assert.equal(newId(put(set, "mentions", null, { id: "m2", entity: "anna-berg", level: "NAM", spans: [] }), "mentions"), "m3");
});

test("everything can be undone and done again", () => {
  const first = begun(),
    work = new Work(first);
  const second = put(first, "negatives", null, { id: "n1", reason: "title", spans: map.spans(at("fine")) });
  work.apply(second, "add");
  assert.equal(work.undo(), "add");
  assert.equal(work.set, first);
  assert.equal(work.redo(), "add");
  assert.equal(work.set, second);
  assert.equal(work.redo(), null);
});

test("stretches are drawn as the page draws them", () => {
  assert.ok(cases.painted.length > 20);
  for (const { set, marks } of cases.painted) {
    const found = stretches(set).map(({ start, end, layer, id, names }) => [start, end, layer, id, names]);
    assert.deepEqual(
      found,
      marks.map(([start, end, layer, id, , names]) => [start, end, layer, id, names]),
    );
  }
});

test("marks are paired as the package pairs them, but for one in a hundred", () => {
  let all = 0,
    other = 0;
  const layers: { [layer: string]: string } = { mentions: "mention", quotes: "quote", negatives: "no quote", claims: "claim" };
  for (const { text, zones, sets, pairs } of cases.pairs) {
    const rows = compareSets(...sets, new TextMap(text, zones));
    for (const [layer, name] of Object.entries(layers)) {
      const found = new Map(rows.filter((row) => row.layer === name && row.mine && row.gold).map((row) => [row.mine, row.gold]));
      for (const [mine, gold] of Object.entries(pairs[layer]!)) {
        all += 1;
        if (found.get(mine) !== gold) other += 1;
      }
    }
    const alone = rows.filter((row) => row.verdict === "missing" || row.verdict === "not in gold");
    assert.ok(alone.every((row) => (row.mine === null) !== (row.gold === null)));
  }
  assert.ok(all > 3000 && other <= all / 100, `${other} of ${all}`);
});

test("a set compared with itself is found in full", () => {
  for (const { text, zones, sets } of cases.pairs) {
    const rows = compareSets(sets[1], sets[1], new TextMap(text, zones));
    assert.deepEqual([...new Set(rows.map((row) => row.verdict))], ["found"]);
  }
});
