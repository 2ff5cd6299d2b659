// Shortcuts of one key: a list that the help shows, and a switch that turns them all off (WCAG 2.1.4).

export interface Shortcut {
  key: string;
  told: string;
  run: () => void;
}

const SETTING = "onrecord:keys";

/** What the browser keeps under a name, or null; where it keeps nothing, that too. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps something in the browser; says whether it could. Null takes it away. */
export function keep(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

export class Keys {
  readonly shortcuts: Shortcut[] = [];
  private on = kept(SETTING) !== "off";

  constructor() {
    document.addEventListener("keydown", (event) => this.press(event));
  }

  get enabled(): boolean {
    return this.on;
  }

  set enabled(on: boolean) {
    this.on = on;
    keep(SETTING, on ? null : "off");
  }

  add(key: string, told: string, run: () => void): void {
    this.shortcuts.push({ key, told, run });
  }

  private press(event: KeyboardEvent): void {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea, dialog, [contenteditable]");
    if (!this.on || typing || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const found = this.shortcuts.find((each) => each.key === event.key);
    if (!found) return;
    event.preventDefault();
    found.run();
  }
}
