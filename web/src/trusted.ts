/**
 * Trusted Types (https://w3c.github.io/trusted-types/dist/spec/): the content policy refuses text
 * where the browser would run it. This is the exception: a worker's script may be named by text, if
 * it is a file of this page's own folder.
 */
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: Factory };

trustedTypes?.createPolicy('default', {
  createScriptURL(address) {
    const { href } = new URL(address, location.href);
    if (!href.startsWith(new URL('./', location.href).href))
      throw new TypeError(`${address} is no script of this page.`);
    return address;
  },
});
