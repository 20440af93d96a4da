import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { PageWords } from '../src/messages/en/page.ts';
import { escape, markdown } from './markdown.ts';

/** Writes the lesson into the page when it is built, so that the text is there before any script. */

export interface Stop {
  stop: string;
  short: string;
  title: string;
  goal: string;
  minutes: number;
  html: string;
}

/** Reads the stops of a folder, in the order of their file names. */
export function readStops(folder: string, words: PageWords): Stop[] {
  const toHtml = markdown(words);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const match = /^---\n([\s\S]+?)\n---\n([\s\S]*)$/.exec(text);
      if (!match)
        throw new Error(`${name}: begin with stop, short, title, goal and minutes between ---`);
      const fields = Object.fromEntries(
        match[1]!.split('\n').map((line) => {
          const at = line.indexOf(':');
          return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
        }),
      );
      for (const field of ['stop', 'short', 'title', 'goal', 'minutes'])
        if (!fields[field]) throw new Error(`${name}: '${field}' is missing at the top`);
      try {
        return {
          stop: fields.stop!,
          short: fields.short!,
          title: fields.title!,
          goal: fields.goal!,
          minutes: Number(fields.minutes),
          // A number keeps its percent sign when the line ends between them (84 % in Spanish).
          html: toHtml(match[2]!.replace(/(\d) %/g, '$1\u00a0%')),
        };
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
      }
    });
}

const isNumbered = (stop: Stop) => /^\d$/.test(stop.stop);

function pager(stops: Stop[], at: number, words: PageWords): string {
  const link = (stop: Stop | undefined, rel: string, word: string) =>
    stop
      ? `<a class="pager-${rel}" rel="${rel}" href="#stop=${stop.stop}"><span>${word}</span> ${escape(stop.short)}</a>`
      : '<span></span>';
  return (
    `<nav class="pager" aria-label="${escape(words.around(stops[at]!.short))}">` +
    `${link(stops[at - 1], 'prev', words.back)}${link(stops[at + 1], 'next', words.next)}</nav>`
  );
}

export function renderStops(stops: Stop[], words: PageWords): string {
  return stops
    .map(
      (
        stop,
        at,
      ) => `<section class="stop" id="stop=${stop.stop}" data-stop="${stop.stop}" aria-labelledby="title-${stop.stop}">
<p class="eyebrow">${isNumbered(stop) ? words.stop(stop.stop) : words.exercise} <span aria-hidden="true">·</span> ${words.minutes(stop.minutes)}</p>
<h2 id="title-${stop.stop}" tabindex="-1">${escape(stop.title)}</h2>
<p class="goal"><strong>${words.goal}</strong> ${escape(stop.goal)}</p>
${stop.html}
${pager(stops, at, words)}
</section>`,
    )
    .join('\n');
}

/** What stands for a stop where there is room for a sign only. */
const signs: Record<string, string> = { lab: '✎', export: '⇥' };
const signOf = ({ stop }: Stop) => signs[stop] ?? stop.replace(/^exercise-/, 'E');

export function renderNavigation(stops: Stop[]): string {
  const items = stops.map((stop) => {
    const mark = `<span class="mark" aria-hidden="true">${escape(signOf(stop))}</span>`;
    const short = escape(stop.short);
    return (
      `<li><a href="#stop=${stop.stop}" data-stop-link="${stop.stop}" title="${short}">` +
      `${mark}<span class="short">${short}</span></a></li>`
    );
  });
  return `<ol>\n${items.join('\n')}\n</ol>`;
}

/** A language of the page: its folder of the lesson, and the words of the frame around it. */
export interface Language {
  folder: string;
  words: PageWords;
}

const fileOf = (code: string) => (code === 'en' ? 'index.html' : `${code}.html`);

/** Fills `<!-- navigation -->`, `<!-- stops -->` and every `{{word}}` of the page's frame. */
export function fillPage(html: string, code: string, languages: Record<string, Language>): string {
  const { folder, words } = languages[code]!;
  const stops = readStops(folder, words);
  const links = Object.entries(languages)
    .filter(([other]) => other !== code)
    .map(
      ([other, { words: their }]) =>
        `<a class="language" href="./${fileOf(other)}" hreflang="${other}" lang="${other}" ` +
        `aria-label="${their.name}">${other.toUpperCase()}</a>`,
    );
  return html
    .replace('<html lang="en">', `<html lang="${code}">`)
    .replace('<!-- languages -->', () => links.join('\n'))
    .replace('<!-- navigation -->', () => renderNavigation(stops))
    .replace('<!-- stops -->', () => renderStops(stops, words))
    .replace(/\{\{(\w+)\}\}/g, (_, key: keyof PageWords) => escape(words[key] as string));
}

/** `index` is the page in English; every other language has a file of its own that stands for it. */
export function lesson(index: string, languages: Record<string, Language>): Plugin {
  return {
    name: 'lesson',
    transformIndexHtml: {
      order: 'pre',
      handler(_, { filename }) {
        const code = Object.keys(languages).find((name) => filename.endsWith(`/${fileOf(name)}`));
        return fillPage(readFileSync(index, 'utf8'), code ?? 'en', languages);
      },
    },
    configureServer(server) {
      for (const { folder } of Object.values(languages)) {
        server.watcher.add(folder);
        server.watcher.on('change', (file) => {
          if (file.startsWith(folder)) server.ws.send({ type: 'full-reload' });
        });
      }
    },
  };
}
