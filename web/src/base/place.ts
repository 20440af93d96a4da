/** Where the page stands, as far as the browser tells: what it grants depends on it. */

/** Inside another page. */
export const isFramed = () => top !== self;

/** A page of its own at this address would be a secure context: https, or this computer. */
export const isTrustworthy = () => isSecureContext || location.protocol === 'https:';
