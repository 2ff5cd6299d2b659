// One line of a comparison with gold.

import { joinedUp } from "../annotate/layers";
import { plain } from "../dom";
import type { Range, Spans } from "../types";

export const VERDICTS = ["found", "words differ", "label differs", "missing", "not in gold"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** `told` says what differs, one thing each; `mine` and `gold` are ids. */
export interface Row {
  layer: string;
  verdict: Verdict;
  words: string;
  pieces: Range[];
  mine: string | null;
  gold: string | null;
  told: string[];
}

export const piecesOf = (spans: Spans): Range[] => joinedUp(spans.map(({ start, end }) => [start, end]));

export const value = (name: string, mine = "", gold = ""): string[] =>
  mine === gold ? [] : [`${name}: ${plain(gold)}, yours: ${plain(mine)}`];
