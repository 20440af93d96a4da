import type { Token, TokenizerAndRendererExtension, Tokens } from 'marked';
import { readCondition } from '../src/lesson/condition.ts';
import type { PageWords } from '../src/messages/en/page.ts';

/**
 * Two kinds of question in a stop:
 *
 *   :::predict model-1 against model-0       :::check
 *   What will happen?                        What is it?
 *
 *   - less {gain < -2}                       - [ ] this :: No: …
 *   - more {gain >= -2}                      - [x] that :: Yes: …
 *   :::                                      :::
 *
 * A prediction is held against the learner's own run, by the condition in braces (condition.ts), or
 * at once where the answer is a fact: then one of the options has {right}. The options of a check
 * carry what is said to those who choose them.
 */
interface Option {
  text: Token[];
  /** Of a prediction: when it comes true. */
  when: string;
  /** Of a check: what to say to this choice. */
  feedback: Token[];
}

interface Quiz extends Tokens.Generic {
  kind: 'predict' | 'check';
  /** The models that a prediction is about: `model-1 against model-0`. */
  about: string;
  question: Token[];
  options: Option[];
}

const shapes = {
  predict: { pattern: /^(?<text>.+?)(?: \{(?<when>.+)\})?$/, example: '- answer {test >= 30}' },
  check: {
    pattern: /^\[(?<mark>[ x])\] (?<text>.+?) :: (?<feedback>.+)$/,
    example: '- [x] answer :: what to say to it',
  },
};

function readOption(item: string, kind: Quiz['kind'], inline: (text: string) => Token[]): Option {
  const line = item.replace(/[ \n]+/g, ' ').trim();
  const found = shapes[kind].pattern.exec(line.replace(/^- /, ''))?.groups;
  if (!found) throw new Error(`${kind}: write "${shapes[kind].example}", not "${line}"`);
  const when = found.mark === 'x' ? 'right' : (found.when ?? '');
  if (when && when !== 'right') readCondition(when);
  return { text: inline(found.text!), when, feedback: inline(found.feedback ?? '') };
}

export const quizzes = (words: PageWords): TokenizerAndRendererExtension => ({
  name: 'quiz',
  level: 'block',
  start: (src) => src.search(/^:::(predict|check)/m),
  tokenizer(src): Quiz | undefined {
    const match = /^:::(predict|check)([^\n]*)\n([\s\S]+?)\n[ ]*:::[ ]*(?:\n|$)/.exec(src);
    if (!match) return undefined;
    const kind = match[1] as Quiz['kind'];
    const body = match[3]!.trim();
    const inline = (text: string) => this.lexer.inlineTokens(text, []);
    const [question, ...items] = body.split(/\n+(?=- )/);
    const options = items.map((item) => readOption(item, kind, inline));
    const facts = options.filter(({ when }) => when === 'right').length;
    if (options.length < 2 || facts > 1 || (kind === 'check' && facts === 0))
      throw new Error(`${kind}: give two options or more, of which one is right: "${question}"`);
    const about = match[2]!.trim();
    return { type: 'quiz', raw: match[0], kind, about, question: inline(question!), options };
  },
  renderer(token) {
    const { kind, about, question, options } = token as Quiz;
    const inline = (tokens: Token[]) => this.parser.parseInline(tokens);
    const rows = options.map(({ text, when, feedback }) => {
      const hidden = feedback.length ? `\n<p class="feedback" hidden>${inline(feedback)}</p>` : '';
      const row = `<label><input type="radio" data-when="${when.replace(/</g, '&lt;')}" /><span>${inline(text)}</span></label>`;
      return `<div class="option">${row}${hidden}</div>`;
    });
    return `<form class="quiz ${kind}" data-quiz="${kind}" data-about="${about}">
<fieldset><legend><span class="quiz-kind">${words[kind]}</span> ${inline(question)}</legend>
${rows.join('\n')}
</fieldset>
</form>
`;
  },
});
