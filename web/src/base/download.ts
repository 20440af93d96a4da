/** Hands something to the browser as a file, where the frame around the page lets it. */

import { faultOf, type Fault } from './fault';

/** `unsure`: the frame may forbid it, and neither the browser nor the frame tells the page. */
type May = 'yes' | 'no' | 'unsure';

/** The browser reads the file after the click. */
const readMilliseconds = 60_000;

/** What is wrong with the way out, or may be; null where the browser has the file. */
export function download(file: string, content: Blob): Fault | null {
  const may = mayDownload();
  if (may === 'no') return faultOf('download', 'download_forbidden', { file });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), readMilliseconds);
  return may === 'unsure' ? faultOf('download', 'download_unsure', { file }) : null;
}

function mayDownload(): May {
  for (let page: Window = self; page !== top; page = page.parent) {
    const frame = frameAround(page);
    if (!frame) return isSandboxed() ? 'unsure' : 'yes';
    if (frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-downloads')) return 'no';
  }
  return 'yes';
}

/** Null where the page around is of another origin, which may not be looked into. */
function frameAround(page: Window): HTMLIFrameElement | null {
  try {
    return page.frameElement as HTMLIFrameElement | null;
  } catch {
    return null;
  }
}

/**
 * Nothing says it outright. But no token of `sandbox` lets a page set its domain, and every other
 * page may set it to what it is, which changes nothing here.
 */
function isSandboxed(): boolean {
  try {
    // eslint-disable-next-line no-self-assign, @typescript-eslint/no-deprecated -- nothing else tells
    document.domain = document.domain;
    return false;
  } catch {
    return true;
  }
}
