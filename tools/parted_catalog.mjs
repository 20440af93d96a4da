/**
 * A catalog parted in three, by when the page needs what: `rows`, which its first view draws and
 * checks; `outside`, by kind, what Keras's programs and the exports need beside them and the fields
 * that a form shows when asked for more, and whole the lists that nothing else reads; `help`, what
 * is said in words of each kind ('' in `help[kind]`) and of each of its fields.
 */
const inFirstView = ['layers', 'settings', 'optimizers', 'schedules'];
/** Their kinds may be another list's too: a schedule is constant, and so is an initializer. */
const ofWeights = ['initializers', 'regularizers', 'constraints'];
const outsideOnly = ['arguments', 'fixed', 'weights', 'keras_arguments', 'onnx', 'tfjs'];

export function partedCatalog(catalog) {
  const help = {};
  const strip = (list, { help: words, ...row }) => {
    // An activation may have a layer's name, and has no words of its own.
    if (row.kind === undefined || words === '') return row;
    const own = (help[ofWeights.includes(list) ? `${list}.${row.kind}` : row.kind] = { '': words });
    const fields = row.fields.map(({ help: about, ...field }) => {
      own[field.name] = about;
      return field;
    });
    return { ...row, fields };
  };
  const entries = Object.entries(catalog).map(([list, all]) => [
    list,
    all.map((row) => strip(list, row)),
  ]);
  const some = (row, isWanted) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => isWanted(name)));
  const rows = {};
  const outside = { kinds: {} };
  for (const [list, all] of entries) {
    if (!inFirstView.includes(list)) {
      outside[list] = all;
      continue;
    }
    rows[list] = all.map((row) => ({
      ...some(row, (name) => !outsideOnly.includes(name)),
      ...(row.fields ? { fields: row.fields.filter(({ rare }) => !rare) } : {}),
      ...(row.fields?.some(({ rare }) => rare) ? { more: true } : {}),
    }));
    for (const row of all) {
      if (row.kind === undefined) continue;
      outside.kinds[row.kind] = some(row, (name) => outsideOnly.includes(name));
      const rare = row.fields.filter((field) => field.rare);
      if (rare.length > 0) outside.kinds[row.kind].rare = rare;
    }
  }
  return { rows, outside, help };
}
