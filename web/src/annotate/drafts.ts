// Drafts that the browser keeps: one for each text and annotator.

import { keep, kept } from "../keys";
import { readSet } from "../judge";
import { encode } from "../codec";
import type { TextMap } from "../textmap";
import type { Data } from "../data";
import type { AnnotationSet } from "../types";

export interface Kept {
  annotator: string;
  saved: string;
  set: AnnotationSet;
}

const prefix = (data: Data): string => `onrecord:${data.document.sha256}:`;

/** Keeps a set; says whether the browser could. */
export function keepDraft(set: AnnotationSet, data: Data): boolean {
  return keep(prefix(data) + set.annotator, JSON.stringify({ saved: new Date().toISOString(), set: encode(set) }));
}

/** Whether nothing is lost if a draft of this annotator is written: there is none, or whoever marks gives it up. */
export const mayReplace = (annotator: string, data: Data): boolean =>
  kept(prefix(data) + annotator) === null || confirm(`This browser keeps a draft of ${annotator} for this text. Replace it?`);

/** The drafts of a text that can still be read, the newest first. */
export function drafts(data: Data, map: TextMap): Kept[] {
  const found = names(prefix(data)).flatMap((name): Kept[] => {
    try {
      const { saved, set } = JSON.parse(kept(name) ?? "") as { saved: unknown; set: unknown };
      const read = readSet(String(set), data, map);
      return Array.isArray(read) ? [] : [{ annotator: read.annotator, saved: String(saved), set: read }];
    } catch {
      return []; // another program's, or half written
    }
  });
  return found.sort((a, b) => (a.saved < b.saved ? 1 : -1));
}

function names(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(start));
  } catch {
    return [];
  }
}
