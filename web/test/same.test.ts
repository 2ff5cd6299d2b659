// The script says what the package says: cases made by Python (cases.py), answers compared one by one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { encode } from "../src/codec";
import { readSet } from "../src/judge";
import { quoted } from "../src/quoted";
import { judge } from "../src/rules/index";
import { extendsSign, isAlnum, strip } from "../src/signs";
import { TextMap } from "../src/textmap";
import type { Data } from "../src/data";
import type { AnnotationSet, Zone } from "../src/types";

interface Cases {
  signs: [number, number][];
  texts: { text: string; splits: boolean[]; units: number[] }[];
  quoted: [string, string][];
  head: Data["head"];
  labels: Data["labels"];
  rules: { text: string; zones: Zone[]; set: AnnotationSet; findings: [string, unknown[], string, unknown][] }[];
  files: { plain: string; file: string }[];
}
const cases = JSON.parse(readFileSync(process.env.CASES!, "utf8")) as Cases;

test("every sign is of the same kind", () => {
  const other = cases.signs.filter(([point, kind]) => {
    const sign = String.fromCodePoint(point);
    return Number(isAlnum(sign)) + 2 * Number(!strip(sign)) + 4 * Number(extendsSign(sign)) !== kind;
  });
  assert.deepEqual(
    other.map(([point, kind]) => [point.toString(16), kind]),
    [],
  );
});

test("the same boundaries split words, and units are converted alike", () => {
  for (const { text, splits, units } of cases.texts) {
    const map = new TextMap(text, []);
    assert.deepEqual(
      splits.map((_, i) => map.splits(i)),
      splits,
    );
    assert.deepEqual(
      units.map((_, i) => map.toUnits(i)),
      units,
    );
    assert.deepEqual(
      units.map((unit) => map.fromUnits(unit)),
      units.map((_, i) => i),
    );
  }
});

test("words of strangers are shown alike", () => {
  assert.deepEqual(
    cases.quoted.map(([words]) => quoted(words)),
    cases.quoted.map(([, told]) => told),
  );
});

/** Advice that the checker makes from more than the page has is left out. */
const short = (code: string, message: string): string => (["SP201", "SP202", "ID702"].includes(code) ? message.split(";")[0]! : message);

test("every rule finds the same, in the same words", () => {
  assert.ok(cases.rules.length > 400 && new Set(cases.rules.flatMap((each) => each.findings.map(([code]) => code))).size > 35);
  for (const { text, zones, set, findings } of cases.rules) {
    const found = judge(set, new TextMap(text, zones)).map(({ code, path, message, span }) => [code, path, short(code, message), span]);
    assert.deepEqual(
      found,
      findings.map(([code, path, message, span]) => [code, path, short(code, message), span]),
    );
  }
});

test("files are written byte for byte alike", () => {
  for (const { plain, file } of cases.files) assert.equal(encode(JSON.parse(plain) as AnnotationSet), file);
});

test("every file of the corpus is accepted, and every rule that stops an import stops it", () => {
  const stopped = new Set<string>();
  for (const { text, zones, set, findings } of cases.rules) {
    const document = { id: set.document, sha256: set.text_sha256, text, zones, title: "", published: null };
    const data = { document, head: cases.head, labels: cases.labels } as unknown as Data;
    const read = readSet(encode({ ...set, ...cases.head }), data, new TextMap(text, zones));
    const grave = findings.filter(([code]) => /SP201|SP202|SP207|ID70[123]/.test(code));
    assert.equal(Array.isArray(read), grave.length > 0, JSON.stringify(read));
    grave.forEach(([code]) => stopped.add(code));
  }
  assert.deepEqual([...stopped].sort(), ["ID701", "ID702", "ID703", "SP201", "SP202", "SP207"]);
});
