// Filters beyond the layers: by type of entity and by speaker. They act on the text and on the lists beside it.

import type { Book } from "./book";
import { announce, byId } from "./dom";
import { tokensOf, type Page } from "./page";
import { AUTHOR } from "./rules/context";

const LAYERS = ["entity", "source", "cue", "content", "claim", "signal", "negative", "differs", "absent"];
/** Which of the layers are gone where a filter leaves nothing of them. */
const OFF: { [layer: string]: string } = {
  entity: "off-entity",
  source: "off-quote",
  cue: "off-quote",
  content: "off-quote",
  claim: "off-claim",
  differs: "off-difference",
  absent: "off-difference",
};

/** Whether anything of a mark can be seen: a layer that is switched on and that no filter has taken away. */
export function shows(mark: HTMLElement): boolean {
  const names = mark.classList;
  return LAYERS.some((layer) => {
    const box = byId(`show-${layer}`);
    const on = !(box instanceof HTMLInputElement) || box.checked;
    return names.contains(layer) && on && !names.contains(OFF[layer] ?? "on");
  });
}

export class Filters {
  constructor(
    private readonly page: Page,
    private readonly book: Book,
    private readonly type: HTMLSelectElement,
    private readonly speaker: HTMLSelectElement,
  ) {
    for (const select of [type, speaker]) select.addEventListener("change", () => this.apply());
  }

  private apply(): void {
    let left = 0;
    for (const mark of this.page.article.querySelectorAll<HTMLElement>("mark[data-marks]")) {
      const tokens = tokensOf(mark);
      const off = (name: string, gone: boolean): boolean => mark.classList.toggle(name, gone);
      off("off-entity", !!this.type.value && !tokens.some(({ id }) => this.ofType(this.book.mentions.get(id)?.entity)));
      off("off-quote", !!this.speaker.value && !tokens.some(({ id }) => this.book.quotes.get(id)?.source?.entity === this.speaker.value));
      off("off-claim", !!this.speaker.value && !tokens.some(({ id }) => this.book.claims.get(id)?.claimant === this.speaker.value));
      if (shows(mark)) left += 1;
    }
    this.lists();
    announce(`${left} marked places left`);
  }

  private ofType(entity: string | undefined): boolean {
    return entity !== undefined && this.book.entities.get(entity)?.type === this.type.value;
  }

  private lists(): void {
    const { speaker } = this;
    for (const item of document.querySelectorAll<HTMLElement>("#side li[id^='i-']")) {
      const id = item.id.slice(2);
      const quote = this.book.quotes.get(id),
        claim = this.book.claims.get(id);
      const said = quote ? quote.source?.entity : claim && claim.claimant !== AUTHOR ? claim.claimant : undefined;
      const gone =
        (!!speaker.value && !!(quote ?? claim) && said !== speaker.value) ||
        (!!this.type.value && this.book.entities.has(id) && !this.ofType(id));
      item.hidden = gone;
    }
  }
}
