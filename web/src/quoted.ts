// Words of strangers in a message, as the checker shows them: cut, and nothing in them that cannot be seen.

const UNSEEN =
  /[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|#(?=#\[)/gu;

export function shown(words: string, limit = 80): string {
  const signs = [...words];
  const cut = signs.length > limit ? `${signs.slice(0, limit - 1).join("")}…` : words;
  return cut.replace(UNSEEN, (sign) => {
    const code = sign.codePointAt(0)!;
    const hex = (width: number): string => code.toString(16).padStart(width, "0");
    return code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
  });
}

export const quoted = (words: string, limit = 80): string => `'${shown(words, limit).replaceAll("\u00a0", "\\xa0")}'`;
