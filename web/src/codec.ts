// Annotation sets as files have them: canonical form, one key or one item of a list a line.

import { SET, type Shape, type Thing } from "./shapes";
import type { AnnotationSet } from "./types";

type Value = { [key: string]: unknown };

/** Whether an optional key with this value is left out. */
const says = (value: unknown): boolean =>
  !(value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0));

/** A value with its keys in the order of its shape, and without those that say nothing. */
export function ordered(value: unknown, shape: Shape): unknown {
  if (shape.is === "many") return (value as unknown[]).map((item) => ordered(item, shape.of));
  if (shape.is !== "thing" || value === null) return value;
  return Object.fromEntries(entries(value as Value, shape));
}

function entries(value: Value, shape: Thing): [string, unknown][] {
  return shape.fields
    .filter((field) => !field.optional || says(value[field.key]))
    .map((field) => [field.key, ordered(value[field.key], field.shape)]);
}

/** The text of a file in canonical form. */
export function encode(set: AnnotationSet): string {
  const lines = entries({ ...set }, SET).map(([key, value]) => {
    const written =
      Array.isArray(value) && value.length ? `[\n${value.map((item) => JSON.stringify(item)).join(",\n")}\n]` : JSON.stringify(value);
    return `${JSON.stringify(key)}:${written}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}
