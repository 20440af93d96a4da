/** `./lab bench --page`: what a learner feels of the built page, beside its targets. See `usage`. */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { visitWithLighthouse } from '../tests/bench/page/lighthouse.mjs';
import {
  coldStart,
  firstView,
  livingMaps,
  pauses,
  wholeRun,
} from '../tests/bench/page/measures.mjs';
import { median } from './median.mjs';
import { readOptions, usage } from './options/page_bench.mjs';
import { runCommand } from './options/words.mjs';

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
const milliseconds = (value) => `${Math.round(value)} ms`;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const points = (value) => String(value);

/** One line of the table; `most` or `least` is the target that the median is held to. */
function row(name, values, show, target) {
  const result = median(values);
  const isMet = target.most !== undefined ? result <= target.most : result >= target.least;
  return { name, median: result, values, show, target, isMet };
}

const times = (value) => value.toFixed(1);
const share = (value) => `${(100 * value).toFixed(1)}%`;

async function mapRows(values, say) {
  say('Living maps and the list, by turns');
  const { renewals, ratios, longest } = await livingMaps(values.rounds, values.seconds);
  return [
    row('living maps, drawn in a second', renewals, times, { least: 4 }),
    row('  speed with them, of that without', ratios, share, { least: 0.98 }),
    row('  longest task, in processor time', [longest], milliseconds, { most: 50 }),
  ];
}

async function measure(values, say) {
  if (values['only-maps']) return { rows: await mapRows(values, say), complaints: [] };
  const repeats = values.repeats;
  const run = {
    model: values.model,
    epochs: values.epochs,
    pictures: values.pictures,
    folder: values.folder,
  };
  const [starts, runs, visits] = [[], [], []];
  const presses = values.presses;
  for (let repeat = 1; repeat <= repeats; ++repeat) {
    say(`${repeat} of ${repeats}: from opening to the first point; a run`);
    starts.push(await coldStart());
    runs.push(await wholeRun(run, say));
  }
  say(`Pause, ${presses} times`);
  const answers = await pauses(presses);
  const scripts = await firstView();
  const rows = [
    row(
      'first text',
      starts.map((s) => s.firstText),
      milliseconds,
      { most: 1000 },
    ),
    row(
      'first point on the curve',
      starts.map((s) => s.firstPoint),
      seconds,
      { most: 5000 },
    ),
    row('script of index.html, gzipped', [scripts.asked], kilobytes, { most: 60 * 1024 }),
    row('  with what loads by itself after it', [scripts.loaded], kilobytes, { most: 60 * 1024 }),
    row(
      'longest task while training, by the clock',
      runs.map((r) => r.clock),
      milliseconds,
      { most: 50 },
    ),
    row(
      '  the same in processor time',
      runs.map((r) => r.processor),
      milliseconds,
      { most: 50 },
    ),
    row('Pause to its answer, the longest', [Math.max(...answers)], milliseconds, { most: 200 }),
    row('  the median', answers, milliseconds, { most: 200 }),
    ...(await mapRows(values, say)),
  ];
  if (!values['no-lighthouse']) {
    say(`Lighthouse, ${repeats} times`);
    visits.push(...(await visitWithLighthouse(repeats)));
    for (const name of Object.keys(visits[0].scores)) {
      const least = name === 'performance' ? 90 : 100;
      const scores = visits.map((visit) => visit.scores[name]);
      rows.push(row(`Lighthouse, mobile: ${name}`, scores, points, { least }));
    }
    const blocking = visits.map((visit) => visit.blocking);
    rows.push(row('  its total blocking time', blocking, milliseconds, { most: 200 }));
  }
  return { rows, complaints: [...new Set(visits.flatMap((visit) => visit.complaints))] };
}

function print(rows, complaints) {
  const line = (name, ...cells) => name.padEnd(44) + cells.map((c) => c.padStart(12)).join('');
  console.log(`\n${line('', 'median', 'least', 'most', 'target')}`);
  for (const { name, values, median: middle, show, target, isMet } of rows) {
    const ends = [Math.min(...values), Math.max(...values)].map(show);
    const wanted =
      target.most !== undefined ? `<= ${show(target.most)}` : `>= ${show(target.least)}`;
    console.log(`${line(name, show(middle), ...ends, wanted)}${isMet ? '' : '  not met'}`);
  }
  for (const complaint of complaints) console.log(`Lighthouse: ${complaint}`);
}

async function main() {
  const values = readOptions(process.argv.slice(2));
  if (values.help) return console.log(usage);
  const { rows, complaints } = await measure(values, (text) => console.log(text));
  print(rows, complaints);
  if (!values.json) return;
  const results = rows.map(({ show, ...result }) => ({ ...result, shown: show(result.median) }));
  const about = {
    date: new Date().toISOString(),
    processor: cpus()[0].model,
    cores: cpus().length,
  };
  await writeFile(values.json, `${JSON.stringify({ ...about, results, complaints }, null, 2)}\n`);
}

await runCommand(main);
