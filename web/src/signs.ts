// What a sign of a text is: the same answers as the checker's, which are Python's.

/** White space as Python's `str.isspace` has it; JavaScript's `\s` differs in nine signs. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const EDGES = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const LEADING = new RegExp(`^[${SPACE}]+`, "u");
const ALNUM = /^[\p{L}\p{N}]/u;
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const JOINER = "\u200d";

export const strip = (words: string): string => words.replace(EDGES, "");
export const stripStart = (words: string): string => words.replace(LEADING, "");

/** Whether a sign is a letter or a number. */
export const isAlnum = (sign: string): boolean => ALNUM.test(sign);

/** Whether a sign belongs to a script that is written without spaces between words. */
export const isUnspaced = (sign: string): boolean => UNSPACED.test(sign);

/** Whether a sign is drawn with the one before it: a combining mark, a joiner, a variation selector. */
export function extendsSign(sign: string): boolean {
  return sign > "\x7f" && ("\u200d\ufe0e\ufe0f".includes(sign) || isCombining(sign));
}

/**
 * Whether the canonical combining class of a sign is not 0. JavaScript has no name for the class, but normalising puts
 * marks in its order: a sign changes places with a mark of a lower class before it only if it has a class itself.
 */
function isCombining(sign: string): boolean {
  if ("\u0f73\u0f75\u0f81".includes(sign)) return false; // of class 0, though they decompose into marks
  const highest = "\u0345"; // the only sign of class 240; no class is higher
  return sign === highest || (highest + sign).normalize("NFD") !== highest + sign.normalize("NFD");
}

/**
 * Whether a boundary falls inside a word, or between a sign and the marks that combine with it.
 *
 * @param before the sign before the boundary, "" at the beginning of the text
 * @param after the sign after it, "" at the end
 */
export function splitsWord(before: string, after: string): boolean {
  if (!before || !after) return false;
  if (extendsSign(after) || before === JOINER) return true;
  return isAlnum(before) && isAlnum(after) && !isUnspaced(before) && !isUnspaced(after);
}
