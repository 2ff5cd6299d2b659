// Elements made piece by piece: words of strangers only ever become text or the value of an attribute named here.

type Attrs = { readonly [name: string]: string | number | boolean | undefined };
export type Child = Node | string;

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attrs: Attrs = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/** A button; `act` says in `data-act` what a click on it means to whoever listens above. */
export const button = (words: string, act: string, attrs: Attrs = {}): HTMLButtonElement =>
  el("button", { type: "button", "data-act": act, ...attrs }, words);

export const option = (value: string, words: string, chosen = false): HTMLOptionElement => el("option", { value, selected: chosen }, words);

/** A control with its label before it. */
export const labelled = (words: string, control: HTMLElement): HTMLLabelElement => el("label", {}, el("span", {}, words), control);

export const byId = (id: string): HTMLElement | null => document.getElementById(id);

/** The nearest element at or above the target of an event that fits a selector. */
export function near(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

/** A label of a closed list in plain words. */
export const plain = (label: string): string => label.replaceAll("_", " ");

export const counted = (number: number, noun: string): string => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** At most so many signs of some words. */
export function brief(words: string, limit = 80): string {
  const signs = [...words];
  return signs.length > limit ? `${signs.slice(0, limit - 1).join("")}…` : words;
}

let live: HTMLElement | null = null;

/** Says something to those who cannot see the page; said twice, it is heard twice. */
export function announce(words: string): void {
  live ??= document.body.appendChild(el("div", { id: "live", role: "status", "aria-live": "polite", class: "unseen" }));
  live.textContent = live.textContent === words ? `${words}\u00a0` : words;
}

/** A modal dialog with a heading; it traps the focus, closes with Escape and gives the focus back. */
export function dialog(title: string, ...children: Child[]): HTMLDialogElement {
  const heading = el("h2", { id: "dialog-title" }, title);
  const made = el("dialog", { "aria-labelledby": "dialog-title" }, heading, ...children);
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  return made;
}
