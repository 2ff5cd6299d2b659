// The controls for single values: text, labels of closed lists, references.

import { el, labelled, option, plain } from "../dom";
import type { Leaf } from "../shapes";
import type { Fields, Spot } from "./fields";
import { NEW } from "./guess";

export function leafControl(shape: Leaf, spot: Spot, host: Fields): HTMLElement {
  if (shape.is === "ref") return reference(shape, spot, host);
  if (shape.is === "label") return labelled(spot.name, choice(shape, spot, host));
  if (shape.is === "id") return el("p", {}, el("small", {}, `id: ${String(spot.value)}`));
  if (shape.is === "flag") return flag(spot);
  const long = shape.is === "text" && shape.long;
  const box = long ? el("textarea", { rows: 2, "data-path": spot.path }) : el("input", { type: "text", "data-path": spot.path });
  box.value = String(spot.value ?? "");
  box.addEventListener("input", () => spot.set(box.value || (spot.optional ? null : "")));
  return labelled(spot.name, box);
}

function flag({ name, value, path, optional, set }: Spot): HTMLElement {
  const box = el("input", { type: "checkbox", checked: value === true, "data-path": path });
  box.addEventListener("change", () => set(box.checked || (optional ? null : false)));
  return el("label", { class: "flag" }, box, ` ${name}`);
}

function choice(shape: Leaf & { is: "label" }, { value, path, optional, set }: Spot, host: Fields): HTMLElement {
  const list = host.labels[shape.list] ?? [];
  const free = optional || shape.nullable;
  const none = free ? [option("", "(none)", !value)] : value ? [] : [option("", "choose…", true)];
  const select = el("select", { "data-path": path }, ...none, ...list.map((label) => option(label, plain(label), label === value)));
  select.addEventListener("change", () => set(select.value || (free ? null : "")));
  return select;
}

/** What is meant; an entity may also be one that is made together with the thing. */
function reference(shape: Leaf & { is: "ref" }, spot: Spot, host: Fields): HTMLElement {
  const value = String(spot.value ?? "");
  const making = value.startsWith(NEW);
  const free = spot.optional || shape.nullable;
  const fresh = shape.to.includes("entity");
  const more = fresh ? [option(making ? value : NEW + spot.path, "＋ a new entity…", making)] : [];
  const known = host.options(shape).map(([id, told]) => option(id, told, id === value));
  const select = el("select", { "data-path": spot.path }, option("", free ? "(none)" : "choose…", !value), ...more, ...known);
  select.addEventListener("change", () => {
    spot.set(select.value || (free ? null : ""));
    if (fresh) host.redraw();
  });
  const row = labelled(spot.name, select);
  const made = making ? host.pending.get(value) : undefined;
  if (!made) return row;
  const inner = (name: string, of: Leaf): HTMLElement => {
    const set = (next: unknown): void => {
      made[name] = next;
      host.changed();
    };
    return leafControl(of, { name, value: made[name], path: `${spot.path}+${name}`, set, optional: false }, host);
  };
  const fields = [
    inner("name", { is: "text", max: 256 }),
    inner("type", { is: "label", list: "entity_type" }),
    inner("identity", { is: "label", list: "identity" }),
  ];
  return el("div", {}, row, el("fieldset", {}, el("legend", {}, "new entity"), ...fields));
}
