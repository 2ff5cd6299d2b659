// The form of an annotation set, written down once: files are written and judged by it, and forms are made from it.
// Keys stand in the order in which files have them.

export type Kind = "entity" | "mention" | "quote" | "negative" | "claim" | "record" | "state" | "relation";

export type Shape = Leaf | Many | Thing;
export type Leaf =
  | { is: "text"; max: number; pattern?: RegExp; told?: string; nullable?: true; fixed?: string; long?: true }
  | { is: "id"; kind: Kind }
  | { is: "ref"; to: readonly Kind[]; author?: true; nullable?: true }
  | { is: "label"; list: string; nullable?: true }
  | { is: "flag" }
  | { is: "number" };
export interface Many {
  is: "many";
  of: Shape;
  min: number;
  max: number;
  words?: true;
}
export interface Thing {
  is: "thing";
  fields: readonly Field[];
  nullable?: true;
  either?: readonly [string, string];
}
/** `optional` keys are left out where they say nothing: null, false, an empty list. */
export interface Field {
  key: string;
  shape: Shape;
  optional?: true;
}

const MANY = 20_000;
export const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

const must = (key: string, shape: Shape): Field => ({ key, shape });
const may = (key: string, shape: Shape): Field => ({ key, shape, optional: true });
const text = (max: number): Leaf => ({ is: "text", max });
const prose: Leaf = { is: "text", max: 4096, long: true };
const label = (list: string): Leaf => ({ is: "label", list });
const maybe = (list: string): Leaf => ({ is: "label", list, nullable: true });
const ref = (...to: Kind[]): Leaf => ({ is: "ref", to });
const some = (...to: Kind[]): Leaf => ({ is: "ref", to, nullable: true });
const list = (of: Shape, min = 0, max = MANY): Many => ({ is: "many", of, min, max });
const thing = (...fields: Field[]): Thing => ({ is: "thing", fields });
const named = (kind: Kind): Field => must("id", { is: "id", kind });
const formed = (pattern: RegExp, told: string, max = 64): Leaf => ({ is: "text", max, pattern, told });
const fixed = (key: string): Leaf => ({ is: "text", max: 256, fixed: key });

const span = thing(must("start", { is: "number" }), must("end", { is: "number" }), must("text", text(1_048_576)));
const spans: Many = { is: "many", of: span, min: 1, max: 100, words: true };
const part = thing(must("spans", spans));
const kb = thing(must("id", formed(/^wikidata:Q[1-9][0-9]{0,11}$/, "wikidata:Q and a number", 256)), must("source", prose));
const date = thing(
  must("value", formed(/^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/, "YYYY, YYYY-MM or YYYY-MM-DD")),
  must("precision", label("date_precision")),
  must("basis", label("date_basis")),
);
const realization: Thing = {
  ...thing(must("fidelity", label("fidelity")), may("quote", ref("quote")), may("spans", spans)),
  either: ["quote", "spans"],
};
const state = thing(named("state"), must("claims", list(ref("claim"))), may("ended_by", some("claim")));

/** The things of every layer, in the order of files. */
export const LAYERS = {
  entities: thing(
    named("entity"),
    must("type", label("entity_type")),
    must("name", text(256)),
    must("identity", label("identity")),
    may("kb", list(kb)),
  ),
  mentions: thing(
    named("mention"),
    must("entity", ref("entity")),
    must("level", label("level")),
    must("spans", spans),
    may("metonymy", { is: "flag" }),
    may("note", { ...prose, nullable: true }),
  ),
  identity_links: thing(must("a", ref("entity")), must("b", ref("entity")), must("certainty", label("certainty"))),
  quotes: thing(
    named("quote"),
    must("mode", label("mode")),
    must("type", label("quote_type")),
    must("source", { ...thing(must("entity", ref("entity")), must("spans", spans)), nullable: true }),
    must("cue", { ...part, nullable: true }),
    must("content", part),
    must("addressee", some("entity")),
    must("parent", some("quote")),
  ),
  negatives: thing(named("negative"), must("reason", label("negative_reason")), must("spans", spans)),
  claims: thing(
    named("claim"),
    must("proposition", prose),
    must("claimant", { is: "ref", to: ["entity"], author: true }),
    must("subject", some("entity")),
    must("realizations", list(realization, 0, 100)),
    must("made_at", { ...date, nullable: true }),
  ),
  records: thing(named("record"), must("entity", ref("entity")), must("states", list(state, 1, 100))),
  relations: thing(
    named("relation"),
    must("type", label("relation_type")),
    must("from", ref("claim", "state")),
    must("to", ref("claim")),
    may("signal", spans),
    may("timing", maybe("timing")),
    may("independence", maybe("independence")),
  ),
} as const;

const id = formed(ID, "small letters, digits and hyphens");
export const SET: Thing = thing(
  must("$schema", fixed("$schema")),
  must("schema_version", fixed("schema_version")),
  must("document", id),
  must("text_sha256", formed(/^[0-9a-f]{64}$/, "64 hexadecimal digits")),
  must("annotator", id),
  must("guidelines", formed(/^[0-9]+\.[0-9]+$/, "two numbers and a full stop, such as 1.0")),
  may("layers", list(label("layer"), 1, 7)),
  may("zones", list({ is: "number" }, 1)),
  ...Object.entries(LAYERS).map(([key, shape]) => must(key, list(shape))),
);
