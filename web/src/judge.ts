// Strangers' files: whether a value has the form of an annotation set of this text. What is not so is told, never thrown.

import { quoted } from "./quoted";
import { judge } from "./rules/index";
import { ID, SET, type Leaf, type Many, type Shape, type Thing } from "./shapes";
import { lengthOf, type TextMap } from "./textmap";
import type { Data } from "./data";
import type { AnnotationSet, Path } from "./types";

export const MAX_FILE = 10 * 1_048_576;
/** Faults that are told; a file with one more has the same reason to be mended elsewhere. */
const TOLD = 20;
/** Rules whose faults a set must not bring into the page: the page could not show what it says. */
const GRAVE = ["SP201", "SP202", "SP207", "ID701", "ID702", "ID703"];

/** What is wrong with the form of one thing, such as a person fills in; empty where nothing is. */
export function faultsOf(value: unknown, shape: Shape, data: Pick<Data, "head" | "labels">): string[] {
  const ground: Ground = { head: data.head, labels: data.labels, faults: [] };
  form(value, shape, [], ground);
  return ground.faults;
}

interface Ground {
  head: Data["head"];
  labels: Data["labels"];
  faults: string[];
}

/** A set read from text, or what is wrong with it, at least one sentence: place, fact, next step. */
export function readSet(raw: string, data: Data, map: TextMap): AnnotationSet | string[] {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return [`The file is not JSON (${quoted((error as Error).message)}); run onrecord check on it.`];
  }
  const ground: Ground = { head: data.head, labels: data.labels, faults: [] };
  form(value, SET, [], ground);
  if (ground.faults.length) return ground.faults.slice(0, TOLD);
  const set = value as AnnotationSet;
  if (keysWritten(raw) !== keysHeld(value)) return ["A key is given twice in the file; run onrecord check on it."];
  const { id, sha256 } = data.document;
  if (set.document !== id) return [`document: the file marks ${quoted(set.document)}, this page shows ${quoted(id)}; open that page.`];
  if (set.text_sha256 !== sha256) return ["text_sha256: the set was made on another version of the text; run onrecord reanchor."];
  const grave = judge(set, map).filter((finding) => GRAVE.includes(finding.code));
  return grave.length ? grave.slice(0, TOLD).map((each) => `${pointer(each.path)}: ${each.message}.`) : set;
}

export const pointer = (path: Path): string => path.join("/") || "the file";

function form(value: unknown, shape: Shape, path: Path, ground: Ground): void {
  if (ground.faults.length > TOLD) return;
  const fault = (fact: string): void => void ground.faults.push(`${pointer(path)}: ${fact}.`);
  if (value === null && "nullable" in shape && shape.nullable) return;
  if (shape.is === "many") many(value, shape, path, ground, fault);
  else if (shape.is === "thing") thing(value, shape, path, ground, fault);
  else {
    const found = leaf(value, shape, ground);
    if (found) fault(found);
  }
}

function many(value: unknown, shape: Many, path: Path, ground: Ground, fault: (fact: string) => void): void {
  if (!Array.isArray(value)) return fault("this is no list; write one in [ ]");
  if (value.length < shape.min || value.length > shape.max) {
    const fact = value.length ? `the list has ${value.length} items` : "there is nothing yet";
    return fault(`${fact}; it takes ${shape.min.toLocaleString("en")} to ${shape.max.toLocaleString("en")}`);
  }
  value.forEach((item, i) => form(item, shape.of, [...path, i], ground));
}

function thing(value: unknown, shape: Thing, path: Path, ground: Ground, fault: (fact: string) => void): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return fault("this is no object; write one in { }");
  const held = value as { [key: string]: unknown };
  for (const { key, shape: inner, optional } of shape.fields) {
    if (Object.hasOwn(held, key)) form(held[key], inner, [...path, key], ground);
    else if (!optional) fault(`the key ${quoted(key)} is missing; add it`);
  }
  const known = shape.fields.map((field) => field.key);
  const strange = Object.keys(held).find((key) => !known.includes(key));
  if (strange !== undefined) fault(`the key ${quoted(strange)} is unknown; take it out`);
  if (shape.either && shape.either.filter((key) => Object.hasOwn(held, key)).length !== 1) {
    fault(`it has both or none of ${shape.either.join(" and ")}; give one of them`);
  }
}

/** What is wrong with a single value, or "". */
function leaf(value: unknown, shape: Leaf, ground: Pick<Ground, "head" | "labels">): string {
  if (shape.is === "flag") return typeof value === "boolean" ? "" : "this is neither true nor false; write one of them";
  if (shape.is === "number")
    return Number.isSafeInteger(value) && (value as number) >= 0 ? "" : "this is no whole number from 0; write one";
  if (typeof value !== "string") return "this is no text; write it in quotation marks";
  if (shape.is === "label") {
    if (!value) return "nothing is chosen; choose one of the labels";
    const known = ground.labels[shape.list] ?? [];
    return known.includes(value) ? "" : `${quoted(value)} is none of the labels; use one of ${known.join(", ")}`;
  }
  if (shape.is === "ref" && !value) return "nothing is chosen; choose what is meant";
  if (shape.is !== "text") return ID.test(value) ? "" : `${quoted(value)} is no id; use small letters, digits and hyphens`;
  const fixed = shape.fixed && ground.head[shape.fixed as keyof Data["head"]];
  if (fixed && value !== fixed) {
    return `${quoted(value)} is not ${quoted(fixed)}; a draft becomes an annotation set by onrecord resolve`;
  }
  if (!value) return "the text is empty; write something";
  if (lengthOf(value) > shape.max) return `the text is too long; write at most ${shape.max} signs`;
  if (/[\ud800-\udfff]/u.test(value)) return "the text holds half a sign (a lone surrogate); write it anew";
  return !shape.pattern || shape.pattern.test(value) ? "" : `${quoted(value)} has another form; write ${shape.told}`;
}

/** How many keys stand in a JSON text: strings with a colon after them. */
function keysWritten(raw: string): number {
  let keys = 0;
  for (const match of raw.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (match[1]) keys += 1;
  return keys;
}

function keysHeld(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value);
  return (Array.isArray(value) ? 0 : inner.length) + inner.reduce<number>((sum, item) => sum + keysHeld(item), 0);
}
