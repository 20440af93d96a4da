import { Marked, type TokenizerAndRendererExtension } from 'marked';
import temml from 'temml';
import type { PageWords } from '../src/messages/en/page.ts';
import { quizzes } from './quiz.ts';

/**
 * The lesson's Markdown as HTML. Beside Markdown a stop may use
 *
 *   $x$ and $$x$$            formulas in TeX, rendered to MathML
 *   :::do Title … :::        something to do        (also :::look, what to look for)
 *   ::::stage … ::::         what the stop is about: beside its text, where there is room
 *   :::results model-0 epochs=10 pictures=5000 … :::
 *                            what to expect, closed until there is a run that it is about
 *                            (lesson/about.ts)
 *   :::predict … :::         a prediction to commit to, and :::check … :::, a question: see quiz.ts
 *   {load model-1 epochs=10 pictures=5000 | Label}  a button that puts a preset into the lab
 *   {load layers=flatten;dense(10,softmax) epochs=10 | Label}  the same with layers as in a link
 *   [[epoch]], [[epochs|epoch]]
 *                            a word that says what it means: messages/en/glossary.ts
 *   {widget data-browser}    the place of an interactive part
 *   {yours model-1}          the place of a sentence about the learner's own run
 *
 * Buttons and places are hidden until the script has brought them to life.
 */

export const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

function math(tex: string, displayMode: boolean): string {
  const html = temml.renderToString(tex, { displayMode, throwOnError: true, annotate: false });
  // The content policy refuses style attributes; what they would do is in the style sheet.
  // A translator that takes the letters of a formula for words destroys it.
  return html.replace(/ style="[^"]*"/g, '').replace(/^<math/, '<math translate="no"');
}

const formulas = (words: PageWords): TokenizerAndRendererExtension[] => [
  {
    name: 'displayMath',
    level: 'block',
    start: (src) => src.indexOf('$$'),
    tokenizer(src) {
      const match = /^\$\$([\s\S]+?)\$\$([.,]?)[ ]*(?:\n|$)/.exec(src);
      return match ? { type: 'displayMath', raw: match[0], tex: match[1] } : undefined;
    },
    renderer: (token) =>
      `<div class="formula" tabindex="0" role="group" aria-label="${words.formula}">${math(token.tex as string, true)}</div>\n`,
  },
  {
    name: 'inlineMath',
    level: 'inline',
    start: (src) => src.indexOf('$'),
    tokenizer(src) {
      const match = /^\$([^$\n]+)\$/.exec(src);
      return match ? { type: 'inlineMath', raw: match[0], tex: match[1] } : undefined;
    },
    renderer: (token) => math(token.tex as string, false),
  },
];

const box = (words: PageWords): TokenizerAndRendererExtension => ({
  name: 'box',
  level: 'block',
  start: (src) => src.indexOf(':::'),
  tokenizer(src) {
    const match = /^:::(do|look)([^\n]*)\n([\s\S]+?)\n[ ]*:::[ ]*(?:\n|$)/.exec(src);
    if (!match) return undefined;
    return {
      type: 'box',
      raw: match[0],
      kind: match[1]!,
      title: match[2]!.trim() || words.boxes[match[1]!]!,
      tokens: this.lexer.blockTokens(match[3]!, []),
    };
  },
  renderer(token) {
    return (
      `<div class="box box-${token.kind}"><h3>${escape(token.title as string)}</h3>\n` +
      `${this.parser.parse(token.tokens!)}</div>\n`
    );
  },
});

const stage: TokenizerAndRendererExtension = {
  name: 'stage',
  level: 'block',
  start: (src) => src.indexOf('::::stage'),
  tokenizer(src) {
    const match = /^::::stage\n([\s\S]+?)\n::::[ ]*(?:\n|$)/.exec(src);
    if (!match) return undefined;
    return { type: 'stage', raw: match[0], tokens: this.lexer.blockTokens(match[1]!, []) };
  },
  renderer(token) {
    return `<div class="stage">${this.parser.parse(token.tokens!)}</div>\n`;
  },
};

const results = (words: PageWords): TokenizerAndRendererExtension => ({
  name: 'results',
  level: 'block',
  start: (src) => src.indexOf(':::results'),
  tokenizer(src) {
    const match = /^:::results ([^\n]+)\n([\s\S]+?)\n[ ]*:::[ ]*(?:\n|$)/.exec(src);
    if (!match) return undefined;
    const tokens = this.lexer.blockTokens(match[2]!, []);
    return { type: 'results', raw: match[0], about: match[1]!.trim(), tokens };
  },
  renderer(token) {
    return (
      `<details class="box box-results" data-results="${escape(token.about as string)}">` +
      `<summary>${words.results}</summary>\n${this.parser.parse(token.tokens!)}</details>\n`
    );
  },
});

const place: TokenizerAndRendererExtension = {
  name: 'place',
  level: 'block',
  start: (src) => src.search(/^\{(load|widget|yours) /m),
  tokenizer(src) {
    const match = /^(?:\{(?:load|widget|yours) [^}\n]+\}[ ]*(?:\n|$))+/.exec(src);
    return match ? { type: 'place', raw: match[0] } : undefined;
  },
  renderer(token) {
    const parts = [...token.raw.matchAll(/\{(load|widget|yours) ([^}\n]+)\}/g)].map(
      ([, kind, rest]) => {
        if (kind === 'widget') return `<div class="widget" data-widget="${escape(rest!)}"></div>`;
        if (kind === 'yours') return `<p class="yours" data-yours="${escape(rest!)}" hidden></p>`;
        const [what, label] = rest!.split('|').map((part) => part.trim());
        const [preset, ...settings] = what!.split(/\s+/);
        return (
          `<button type="button" class="button" data-load="${escape(preset!)}" ` +
          `data-settings="${escape(settings.join('&'))}" hidden>${escape(label!)}</button>`
        );
      },
    );
    const buttons = parts.every((part) => part.startsWith('<button'));
    return buttons ? `<div class="actions">${parts.join(' ')}</div>\n` : `${parts.join('\n')}\n`;
  },
};

const term: TokenizerAndRendererExtension = {
  name: 'term',
  level: 'inline',
  start: (src) => src.indexOf('[['),
  tokenizer(src) {
    const match = /^\[\[([^\]|\n]+)(?:\|([\w-]+))?\]\]/.exec(src);
    return match
      ? { type: 'term', raw: match[0], word: match[1], of: match[2] ?? match[1] }
      : undefined;
  },
  renderer: (token) =>
    `<span class="term" data-term="${escape(token.of as string)}">${escape(token.word as string)}</span>`,
};

/** A function from Markdown to HTML; `words` are those of the language that it is written in. */
export function markdown(words: PageWords): (text: string) => string {
  const marked = new Marked({
    extensions: [...formulas(words), stage, box(words), results(words), place, term, quizzes(words)], // prettier-ignore
  });
  marked.use({
    renderer: {
      table(token) {
        const cell = (tag: string, tokens: Parameters<typeof this.parser.parseInline>[0]) =>
          `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`;
        const head = token.header
          .map((h) => (h.text ? cell('th', h.tokens) : '<td></td>'))
          .join('');
        const rows = token.rows
          .map((row) => `<tr>${row.map((c) => cell('td', c.tokens)).join('')}</tr>`)
          .join('\n');
        // A table may be wider than a phone: like program text it scrolls, so it takes focus.
        return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead>\n<tbody>${rows}</tbody></table></div>\n`;
      },
      codespan: ({ text }) => `<code translate="no">${escape(text)}</code>`,
      // Program text may be wider than a phone: it scrolls, so it takes focus.
      code: (token) =>
        `<pre tabindex="0" translate="no"><code>${token.text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</code></pre>\n`,
    },
  });
  return (text) => marked.parse(text, { async: false });
}
