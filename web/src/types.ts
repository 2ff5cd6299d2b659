// What stands in an annotation set, with keys and values as files have them. Offsets are code points.

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
export type Spans = readonly Span[];
/** Half-open code points. */
export type Range = readonly [start: number, end: number];

export interface Kb {
  id: string;
  source: string;
}
export interface Entity {
  id: string;
  type: string;
  name: string;
  identity: string;
  kb?: Kb[];
}
export interface Mention {
  id: string;
  entity: string;
  level: string;
  spans: Spans;
  metonymy?: boolean;
  note?: string | null;
}
export interface IdentityLink {
  a: string;
  b: string;
  certainty: string;
}
export interface Part {
  spans: Spans;
}
export interface Source extends Part {
  entity: string;
}
export interface Quote {
  id: string;
  mode: string;
  type: string;
  source: Source | null;
  cue: Part | null;
  content: Part;
  addressee: string | null;
  parent: string | null;
}
export interface Negative {
  id: string;
  reason: string;
  spans: Spans;
}
export interface DateValue {
  value: string;
  precision: string;
  basis: string;
}
export interface Realization {
  fidelity: string;
  quote?: string;
  spans?: Spans;
}
export interface Claim {
  id: string;
  proposition: string;
  claimant: string;
  subject: string | null;
  realizations: Realization[];
  made_at: DateValue | null;
}
export interface State {
  id: string;
  claims: string[];
  ended_by?: string | null;
}
export interface RecordItem {
  id: string;
  entity: string;
  states: State[];
}
export interface Relation {
  id: string;
  type: string;
  from: string;
  to: string;
  signal?: Spans;
  timing?: string | null;
  independence?: string | null;
}

export interface AnnotationSet {
  $schema: string;
  schema_version: string;
  document: string;
  text_sha256: string;
  annotator: string;
  guidelines: string;
  layers?: string[];
  zones?: number[];
  entities: Entity[];
  mentions: Mention[];
  identity_links: IdentityLink[];
  quotes: Quote[];
  negatives: Negative[];
  claims: Claim[];
  records: RecordItem[];
  relations: Relation[];
}

export type Layer = "entities" | "mentions" | "identity_links" | "quotes" | "negatives" | "claims" | "records" | "relations";

export interface Zone {
  start: number;
  end: number;
  type: string;
}
/** Keys and indices that lead to a value from the root of a file. */
export type Path = readonly (string | number)[];

/** One fault that a rule has found; the same as the checker's. */
export interface Finding {
  code: string;
  path: Path;
  message: string;
  span: Range | null;
}
