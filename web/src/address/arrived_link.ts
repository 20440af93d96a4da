/**
 * The part of an address behind its #, as it arrives: mail programs and editors write & as &amp;,
 * escape it once or twice, wrap it, put brackets, quotes and a full stop around it, and append
 * parts of their own. All that is undone here; what a part means, address/hash.ts says.
 */
export interface Arrived {
  /** In their order; the value is null where there is no equals sign. */
  parts: { key: string; value: string | null }[];
  isTooLong: boolean;
}

/** The longest link of this page, escaped twice, has about a third of it. */
const mostCharacters = 60_000;
const mostEscapes = 6;

const entities: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' }; // prettier-ignore

const unescaped = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped; // Cut in the middle of a character.
    }
  });

/** What mail programs escape as `=3D`, where they also end a line with `=`. */
const withoutQuotedPrintable = (text: string) =>
  /=3d/i.test(text)
    ? text.replace(/=(?:[\r\n]|%(?:25)*0[ad])+\s*/gi, '').replace(/=3d/gi, '=')
    : text;

/** Letters that look alike are the plain ones; what cannot be seen, and every blank, is gone. */
const plain = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\ufe63]/g, '-')
    .replaceAll('×', 'x')
    .replace(/[\s+\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .toLowerCase();

const withoutEntities = (text: string) =>
  text
    // The semicolon is often lost; before a percent sign it may still be escaped.
    .replace(/&(amp|quot|apos|lt|gt|nbsp)(?:;|(?!%))/g, (_, name: string) => entities[name]!)
    .replace(/&#(x[0-9a-f]{1,4}|\d{1,5});/g, (_, code: string) =>
      String.fromCharCode(Number(code.replace(/^x/, '0x'))),
    );

/** Without what a sentence puts behind a link. Three dots stay: they say that the link was cut. */
function withoutEnd(part: string): string {
  const text = part.split('](')[0]!; // In Markdown the address follows once more.
  let open = (text.match(/\(/g)?.length ?? 0) - (text.match(/\)/g)?.length ?? 0);
  let end = text.length;
  while (end > 0) {
    const last = text[end - 1]!;
    if (last === '.' ? text.slice(0, end).endsWith('...') : !'.,;:!?\'"`´’‘“”„«»‹›<>[]{}()*_~|\\/-='.includes(last)) break; // prettier-ignore
    // A bracket that was opened belongs to the link: dense(10).
    if (last === ')' && open++ >= 0) break;
    if (last === '(') open--;
    end -= 1;
  }
  return text.slice(0, end);
}

export function readArrived(address: string): Arrived {
  if (address.length > mostCharacters) return { parts: [], isTooLong: true };
  let text = address;
  for (let i = 0; i < mostEscapes; ++i) {
    const next = withoutEntities(plain(withoutQuotedPrintable(unescaped(text))));
    if (next === text) break;
    text = next;
  }
  const parts = text
    .split(/[&?#]+/)
    .map(withoutEnd)
    .map((part) => part.replace(/^[^\p{L}\p{N}_.…]+/u, ''))
    .filter(Boolean)
    .map((part) => {
      const [key, ...value] = part.split('=');
      return { key: key!, value: value.length > 0 ? value.join('=') : null };
    });
  return { parts, isTooLong: false };
}

/** Parts that others append to count visits, or leave when they wrap an address in one of theirs. */
const appended =
  /^(?:(?:utm|mc|pk|mtm|hsa|_hs|ref|at)_?\w*|(?:fb|g|d|y|tw|tt)clid|msclkid|[gw]braid|igsh(?:id)?|mkt_tok|s?cid|si|trk|s?data|reserved|originalsrc)$/;

export const isAppended = ({ key, value }: Arrived['parts'][number]) =>
  appended.test(key) || key.includes('://') || (value?.includes('://') ?? false);
