// The checker's rules for annotation sets, in its order. Only those on hashes and folders are left to it.

import type { TextMap } from "../textmap";
import type { AnnotationSet, Finding } from "../types";
import { CLAIMS } from "./claims";
import { contextOf } from "./context";
import { ENTITIES } from "./entities";
import { QUOTES } from "./quotes";
import { RECORDS } from "./records";
import { COVERAGE, REFERENCES } from "./references";
import { SPANS } from "./spans";

export const RULES = [...SPANS, ...ENTITIES, ...QUOTES, ...CLAIMS, ...RECORDS, ...REFERENCES, ...COVERAGE];

/** Every fault of a set, in the order of the rules. */
export function judge(set: AnnotationSet, map: TextMap): Finding[] {
  const context = contextOf(set, map);
  return RULES.flatMap((rule) => [...rule(context)]);
}
