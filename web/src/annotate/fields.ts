// The fields of a form, made from the shape of a thing. Whatever changes is written into the draft at once.

import { button, el, labelled, option, plain, type Child } from "../dom";
import type { Field, Leaf, Many, Shape, Thing } from "../shapes";
import type { Span } from "../types";
import type { Slot } from "./bubble";
import type { Draft } from "./edits";
import { blank, freshState } from "./guess";
import { leafControl } from "./leaves";
import { wordsField } from "./wordsfield";

/** What fields need of the form that they are in. */
export interface Fields {
  /** Of the thing that the form is for. */
  id: string;
  labels: { readonly [list: string]: readonly string[] };
  slots: Slot[];
  /** Entities that are made with the thing, by what stands for their ids in the draft. */
  pending: Map<string, Draft>;
  /** Things that a reference may lead to, with what they are called. */
  options(shape: Leaf & { is: "ref" }): [id: string, name: string][];
  picked(): readonly Span[];
  find(words: string): Span[][];
  /** The day on which the text was published, where that is known. */
  published: string | null;
  /** Whom words name. */
  whose(spans: readonly Span[]): string;
  changed(): void;
  redraw(): void;
}

/** One value of the draft; `path` tells its control from all others of the form. */
export interface Spot {
  name: string;
  value: unknown;
  path: string;
  optional: boolean;
  set(value: unknown): void;
}

/** @param of what the words of the thing are called, if it is a part of another */
export function thingFields(shape: Thing, draft: Draft, host: Fields, path = "", of = "words"): Child[] {
  const chosen = shape.either?.find((key) => draft[key] !== undefined) ?? shape.either?.[0];
  const rows = shape.fields
    .filter((each) => !shape.either?.includes(each.key) || each.key === chosen)
    .map((each) => field(each, draft, host, `${path}/${each.key}`, each.key === "spans" ? of : plain(each.key)));
  return shape.either && chosen ? [either(shape.either, chosen, draft, host), ...rows] : rows;
}

/** Which of two keys a thing has. */
function either(keys: readonly [string, string], chosen: string, draft: Draft, host: Fields): HTMLElement {
  const told: { [key: string]: string } = { quote: "in a quote", spans: "in the writer's words" };
  const select = el("select", {}, ...keys.map((key) => option(key, told[key] ?? key, chosen === key)));
  select.addEventListener("change", () => {
    for (const key of keys) delete draft[key];
    draft[select.value] = select.value === "spans" ? [...host.picked()] : "";
    host.redraw();
  });
  return labelled("made", select);
}

function field({ key, shape, optional }: Field, draft: Draft, host: Fields, path: string, name: string): HTMLElement {
  const set = (value: unknown): void => {
    if (optional && value === null) delete draft[key];
    else draft[key] = value;
    host.changed();
  };
  return control(shape, { name, value: draft[key] ?? null, path, optional: optional === true, set }, host);
}

function control(shape: Shape, spot: Spot, host: Fields): HTMLElement {
  if (shape.is === "thing") return thing(shape, spot, host);
  if (shape.is !== "many") return leafControl(shape, spot, host);
  if (!shape.words) return many(shape, spot, host);
  const set = (spans: Span[]): void => spot.set(spans.length || !spot.optional ? spans : null);
  return wordsField(spot.name, (spot.value ?? []) as Span[], set, host);
}

/** A part that may be missing: words that are picked become it. */
function thing(shape: Thing, { name, value, path, set }: Spot, host: Fields): HTMLElement {
  const put = (next: unknown): void => {
    set(next);
    host.redraw();
  };
  if (value) {
    const remove = button(`Remove ${name}`, "none");
    remove.addEventListener("click", () => put(null));
    const rows = thingFields(shape, value as Draft, host, path, name);
    return el("fieldset", {}, el("legend", {}, name), ...rows, ...(shape.nullable ? [remove] : []));
  }
  const add = (): void => {
    const made = blank({ is: "thing", fields: shape.fields }, host.labels) as Draft;
    if ("spans" in made) made.spans = [...host.picked()];
    if ("spans" in made && "entity" in made) made.entity = host.whose(host.picked());
    if ("value" in made) made.value = host.published ?? "";
    put(made);
  };
  if (shape.fields.some((each) => each.key === "spans")) host.slots.push({ name, take: add });
  const open = button(`Add ${name}`, "some", { "data-path": path });
  open.addEventListener("click", add);
  return el("p", { class: "absent" }, open);
}

function many(shape: Many, { name, value, path, set }: Spot, host: Fields): HTMLElement {
  const items = [...((value ?? []) as unknown[])];
  const put = (next: unknown[]): void => {
    set(next);
    host.redraw();
  };
  const rows = items.map((item, i) => {
    const remove = button(`Remove ${i + 1}`, "less", { "aria-label": `Remove ${i + 1}: ${name}` });
    remove.addEventListener("click", () => put(items.filter((_, k) => k !== i)));
    if (shape.of.is === "thing") return el("li", {}, ...thingFields(shape.of, item as Draft, host, `${path}/${i}`), remove);
    const change = (next: unknown): void => {
      items[i] = next;
      set([...items]);
    };
    const spot = { name: `${i + 1}`, value: item, path: `${path}/${i}`, optional: false, set: change };
    return el("li", {}, control(shape.of, spot, host), remove);
  });
  const add = button(`Add to ${name}`, "more", { "data-path": path });
  const fresh = (): unknown => {
    const states = shape.of.is === "thing" && shape.of.fields.some((each) => each.shape.is === "id");
    return states ? freshState(host.id, items as { id: string }[]) : blank(shape.of, host.labels);
  };
  add.addEventListener("click", () => put([...items, fresh()]));
  return el("fieldset", {}, el("legend", {}, name), el("ol", {}, ...rows), add);
}
