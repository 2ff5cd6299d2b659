// The JSON that the page holds for its script.

import type { AnnotationSet, Range, Zone } from "./types";

export interface Text {
  id: string;
  title: string;
  text: string;
  sha256: string;
  zones: Zone[];
  published: string | null;
}
export interface Annotator {
  id: string;
  kind: string | null;
  note: string | null;
  guidelines: string | null;
}
export interface Reading {
  id: string;
  value: string;
  pieces: Range[];
}
export interface Difference {
  kind: string;
  layer: string;
  field: string;
  left: Reading | null;
  right: Reading | null;
}

export interface Data {
  version: number;
  document: Text;
  annotator: Annotator;
  set: AnnotationSet | null;
  other: AnnotationSet | null;
  differences: Difference[];
  head: { $schema: string; schema_version: string };
  labels: Record<string, string[]>;
  rules: Record<string, string>;
  mode: string;
}
