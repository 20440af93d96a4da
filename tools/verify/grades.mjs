/** A class's results as a table for a spreadsheet, and which records are alike. */
const columns = ['file', 'name', 'date', 'exercise', 'passed', 'why', 'duplicates'];
/** Shorter texts may well be written twice. */
const leastText = 30;
/** More names than these say no more. */
const mostNames = 3;

/** `a.json, b.json and 2 more`. */
const listed = (others) =>
  others.slice(0, mostNames).map(({ file }) => file).join(', ') +
  (others.length > mostNames ? ` and ${others.length - mostNames} more` : ''); // prettier-ignore

/** What two records have in common only if one was made from the other, or both by the same steps. */
function marksOf({ record: { learner: _, made: __, sha256: ___, ...work } }, canonicalJson) {
  // Other names of the networks, or no hash of the weights, make no other runs of them.
  const runs = work.runs
    .map(({ model: { layers }, settings, epochs }) => canonicalJson({ layers, settings, epochs }))
    .sort();
  const texts = work.reflections.map(({ text }) => text.trim()).filter((text) => text.length >= leastText); // prettier-ignore
  return [
    ['the same record', canonicalJson(work)],
    ...(runs.length > 0 ? [['the same runs', runs.join()]] : []),
    ...texts.map((text) => ['the same text', text.toLowerCase().replace(/\s+/g, ' ')]),
  ];
}

/**
 * For each hand-in, what it shares with which others: `the same runs as b.json`. Who has the same name
 * has the same seeds in an assignment, so that is said for itself.
 */
export function duplicatesOf(handIns, canonicalJson, plainName) {
  const holders = new Map();
  const marks = new Map();
  const nameOf = ({ record }) => (record ? plainName(record.learner) : '');
  for (const handIn of handIns.filter(({ state }) => state === 'read')) {
    marks.set(handIn, marksOf(handIn, canonicalJson));
    for (const [what, mark] of marks.get(handIn)) {
      const key = `${what} ${mark}`;
      holders.set(key, (holders.get(key) ?? new Set()).add(handIn));
    }
  }
  return handIns.map((handIn) => {
    const told = new Set();
    const said = [];
    for (const [what, mark] of marks.get(handIn) ?? []) {
      const others = [...holders.get(`${what} ${mark}`)].filter((one) => one !== handIn && !told.has(one)); // prettier-ignore
      if (others.length === 0) continue;
      for (const other of others) told.add(other);
      said.push(`${what} as ${listed(others)}`);
    }
    const name = nameOf(handIn);
    const namesakes = handIns.filter(
      (one) => one !== handIn && name !== '' && nameOf(one) === name,
    );
    if (namesakes.length > 0) said.push(`the same name as ${listed(namesakes)}`);
    return said.join('; ');
  });
}

/**
 * A cell as RFC 4180 has it, on one line; what a spreadsheet would take for a formula becomes text, and
 * signs that nobody sees, at which some readers of tables stop, a space.
 */
function cell(value) {
  const plain = value.replace(/\p{Cc}+/gu, ' ').trim();
  const text = /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row for each record and exercise. */
export function gradesCsv(results, exercises) {
  const rows = results.flatMap(({ handIn, judged, duplicates }) => {
    const { file } = handIn;
    const { learner = '', made = '' } = handIn.record ?? {};
    return (exercises.length > 0 ? exercises : ['']).map((exercise) => {
      const { passed, why } = judged
        ? (judged.outcomes.get(exercise) ?? { passed: '', why: judged.refuted.join('; ') })
        : { passed: handIn.state, why: handIn.why };
      return [file, learner, made, exercise, passed, why, duplicates];
    });
  });
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
