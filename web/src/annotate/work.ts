// The set that is being made, with everything that was done to it.

import type { AnnotationSet } from "../types";

/** Steps that can be undone. */
const DEPTH = 500;

export class Work {
  private before: { set: AnnotationSet; told: string }[] = [];
  private after: { set: AnnotationSet; told: string }[] = [];
  private readonly listeners: (() => void)[] = [];

  constructor(private current: AnnotationSet) {}

  get set(): AnnotationSet {
    return this.current;
  }

  /** Calls back after every change. */
  listen(told: () => void): void {
    this.listeners.push(told);
  }

  /** @param told what was done, in a few words */
  apply(set: AnnotationSet, told: string): void {
    this.before.push({ set: this.current, told });
    this.before.splice(0, this.before.length - DEPTH);
    this.after = [];
    this.current = set;
    this.changed();
  }

  /** What undoing would take back, or null. */
  get undoable(): string | null {
    return this.before.at(-1)?.told ?? null;
  }

  get redoable(): string | null {
    return this.after.at(-1)?.told ?? null;
  }

  undo(): string | null {
    return this.move(this.before, this.after);
  }

  redo(): string | null {
    return this.move(this.after, this.before);
  }

  private move(from: typeof this.before, to: typeof this.before): string | null {
    const step = from.pop();
    if (!step) return null;
    to.push({ set: this.current, told: step.told });
    this.current = step.set;
    this.changed();
    return step.told;
  }

  private changed(): void {
    for (const told of this.listeners) told();
  }
}
