import { keptName } from './kept_name';

/**
 * Small things the page remembers between visits. Where storage is off or full, it remembers them
 * as long as it is open.
 */
const prefix = `${keptName}.`;
/** How often something has changed: tells which of two copies is the newer. */
const changes = `${prefix}changes`;

let changed = () => {};

/** What storage has refused to take: newer than what is there. Null: what it kept is forgotten. */
const refused = new Map<string, string | null>();

/** Even to name it may throw, where a setting or the frame around the page denies it. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

export const isStorageDenied = () => storage() === null;

/** Tells of every change from now on. */
export function onRemember(listener: () => void): void {
  changed = listener;
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) storage()!.removeItem(key);
    else storage()!.setItem(key, value);
    refused.delete(key);
  } catch {
    refused.set(key, value);
  }
}

function read(key: string): string | null {
  try {
    return refused.has(key) ? refused.get(key)! : storage()!.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  if (recall(key) === value) return;
  write(prefix + key, value);
  write(changes, String(countChanges() + 1));
  changed();
}

export const recall = (key: string): string | null => read(prefix + key);

export function countChanges(): number {
  return Number(recall('changes')) || 0;
}

/** All that is remembered. */
export function allRemembered(): Record<string, string> {
  const keys = [...Object.keys(storage() ?? {}), ...refused.keys()];
  const all: Record<string, string> = {};
  for (const key of keys) {
    const value = key.startsWith(prefix) ? read(key) : null;
    if (value !== null) all[key] = value;
  }
  return all;
}

/** Replaces all that is remembered, for a reload to begin with; false where storage refuses. */
export function replaceRemembered(entries: Record<string, string>): boolean {
  for (const key of Object.keys(allRemembered())) write(key, null);
  for (const [key, value] of Object.entries(entries)) if (key.startsWith(prefix)) write(key, value);
  return refused.size === 0 && read(changes) === entries[changes];
}
