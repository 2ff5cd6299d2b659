// Lights up what belongs together: all words of a quote - source, cue, content - and all mentions of an entity.

import type { Book } from "./book";
import type { Page } from "./page";

export class Light {
  private lit: HTMLElement[] = [];

  constructor(private readonly page: Page) {}

  on(ids: readonly string[], book: Book | null): void {
    this.off();
    for (const id of ids) {
      this.add(id, "lit");
      const entity = book?.mentions.get(id)?.entity;
      for (const other of (entity && book?.mentionsOf.get(entity)) || []) if (other.id !== id) this.add(other.id, "kin");
    }
  }

  off(): void {
    for (const mark of this.lit) mark.classList.remove("lit", "kin");
    this.lit = [];
  }

  private add(id: string, name: string): void {
    for (const mark of this.page.elementsOf(id)) {
      mark.classList.add(name);
      this.lit.push(mark);
    }
  }
}
