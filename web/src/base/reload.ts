/**
 * Whether the page may load itself again for this reason: once in a session, because where it
 * does not help it must not go on for ever. Where nothing can be remembered, never.
 */
export function mayReload(reason: string): boolean {
  const key = `cnn-lab.reloaded-for-${reason}`;
  try {
    if (sessionStorage.getItem(key)) return false;
    sessionStorage.setItem(key, 'yes');
    return sessionStorage.getItem(key) === 'yes';
  } catch {
    return false;
  }
}
