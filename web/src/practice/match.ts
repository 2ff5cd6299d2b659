// Which mark of one set is which of another: by shared words. Equal ones first, then always the two that share most of
// what is left. That is greedy; `onrecord score` finds the best pairing of all, which is seldom another.

import type { Range } from "../types";

export interface Piece {
  id: string;
  pieces: Range[];
  labels: readonly string[];
}

/**
 * Pairs of ids, left to right; each is in one pair at most.
 *
 * @param more what speaks for a pair of ids besides their words
 */
export function match(
  left: readonly Piece[],
  right: readonly Piece[],
  more: (one: string, other: string) => number = () => 0,
): Map<string, string> {
  const pairs = candidates(left, right)
    .map((pair) => ({ ...pair, weight: pair.weight + more(pair.one, pair.other) }))
    .sort((a, b) => b.weight - a.weight);
  const found = new Map<string, string>(),
    taken = new Set<string>();
  for (const { one, other } of pairs) {
    if (found.has(one) || taken.has(other)) continue;
    found.set(one, other);
    taken.add(other);
  }
  return found;
}

interface Pair {
  one: string;
  other: string;
  weight: number;
}

/** Every two marks that share words: Dice's coefficient, 1 more for equal ones, and less for labels and ids alike. */
function candidates(left: readonly Piece[], right: readonly Piece[]): Pair[] {
  const ordered = [...right].sort((a, b) => a.pieces[0]![0] - b.pieces[0]![0]);
  const longest = Math.max(0, ...ordered.map((each) => each.pieces.at(-1)![1] - each.pieces[0]![0]));
  const starts = ordered.map((each) => each.pieces[0]![0]);
  return left.flatMap((one) => {
    const from = one.pieces[0]![0],
      to = one.pieces.at(-1)![1];
    const near = ordered.slice(starts.findIndex((start) => start >= from - longest) >>> 0);
    const found: Pair[] = [];
    for (const other of near) {
      if (other.pieces[0]![0] >= to) break;
      const common = shared(one.pieces, other.pieces);
      if (!common) continue;
      const alike = (2 * common) / (size(one.pieces) + size(other.pieces));
      const labels = one.labels.filter((label, i) => label === other.labels[i]).length / 1000;
      found.push({ one: one.id, other: other.id, weight: alike + Number(alike === 1) + labels + Number(one.id === other.id) / 10_000 });
    }
    return found;
  });
}

/** Dice's coefficient of the words of two sentences. */
export function alikeWords(one: string, other: string): number {
  const [left, right] = [one, other].map((words) => new Set(words.toLowerCase().match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu)));
  const both = [...left!].filter((word) => right!.has(word)).length;
  return (2 * both) / (left!.size + right!.size || 1);
}

const size = (pieces: readonly Range[]): number => pieces.reduce((sum, [start, end]) => sum + end - start, 0);

function shared(left: readonly Range[], right: readonly Range[]): number {
  let sum = 0;
  for (const [a, b] of left) for (const [c, d] of right) sum += Math.max(0, Math.min(b, d) - Math.max(a, c));
  return sum;
}

/** The one of the right side that most pairs lead to, for each of the left side; each is used once. */
export function mostShared(pairs: Iterable<readonly [string, string]>): Map<string, string> {
  const counts = new Map<string, number>();
  for (const pair of pairs) counts.set(pair.join(" "), (counts.get(pair.join(" ")) ?? 0) + 1);
  const found = new Map<string, string>(),
    taken = new Set<string>();
  for (const [key] of [...counts].sort((a, b) => b[1] - a[1])) {
    const [one, other] = key.split(" ") as [string, string];
    if (found.has(one) || taken.has(other)) continue;
    found.set(one, other);
    taken.add(other);
  }
  return found;
}
