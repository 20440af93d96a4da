/** Small things the page remembers between visits. Storage may be off: then it remembers nothing. */
const prefix = 'cnn-lab.';
/** How often something has changed: tells which of two copies is the newer. */
const changes = `${prefix}changes`;

let changed = () => {};

/** Tells of every change from now on. */
export function onRemember(listener: () => void): void {
  changed = listener;
}

export function remember(key: string, value: string | null): void {
  try {
    if (recall(key) === value) return;
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
    localStorage.setItem(changes, String(countChanges() + 1));
    changed();
  } catch {
    // Private windows and full disks refuse; the page works without.
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

export function countChanges(): number {
  return Number(recall('changes')) || 0;
}

/** All that is remembered. */
export function allRemembered(): Record<string, string> {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key)!]));
}

/** Replaces all that is remembered; false where storage refuses. */
export function replaceRemembered(entries: Record<string, string>): boolean {
  try {
    for (const key of Object.keys(allRemembered())) localStorage.removeItem(key);
    for (const [key, value] of Object.entries(entries))
      if (key.startsWith(prefix)) localStorage.setItem(key, value);
    return localStorage.getItem(changes) === entries[changes];
  } catch {
    return false;
  }
}
