// The buttons for a set as a whole.

import { button } from "../dom";
import type { Work } from "./work";

/** @param gold whose marks it can be compared with, if anybody's */
export function bar({ undoable, redoable }: Work, gold: string | null): HTMLElement[] {
  return [
    button("Undo", "undo", { "aria-disabled": !undoable, title: undoable ?? undefined }),
    button("Redo", "redo", { "aria-disabled": !redoable, title: redoable ?? undefined }),
    button("Download…", "download"),
    button("Open a file…", "open"),
    button("Settings…", "setup"),
    ...(gold === null ? [] : [button(`Compare with ${gold}`, "compare")]),
    button("Stop annotating", "stop"),
  ];
}
