export interface Renewal {
  /** A newer version is here; a part of this one is missing on the server, or out of reach. */
  kind: 'offered' | 'missing' | 'unreachable';
  /** Makes the newer version the one that a reload brings. */
  takeOver: () => Promise<void>;
}

class Renewing {
  /** A script of the page did not come. */
  missesParts = $state(false);
  /** A reason to load the page again; it is never done unasked. */
  reason = $state.raw<Renewal | null>(null);
}

export const renewing = new Renewing();
