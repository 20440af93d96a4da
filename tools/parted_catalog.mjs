/**
 * A catalog parted in three, by when the page needs what: `rows`, which its first view draws and
 * checks; `outside`, by kind, what Keras's programs and the exports need beside them, and whole the
 * lists that nothing else reads; `help`, what is said in words of each kind ('' in `help[kind]`) and
 * of each of its fields.
 */
const inFirstView = ['layers', 'settings', 'optimizers', 'schedules'];
const outsideOnly = ['arguments', 'fixed', 'weights', 'keras_arguments', 'onnx', 'tfjs'];

export function partedCatalog(catalog) {
  const help = {};
  const strip = ({ help: words, ...row }) => {
    // An activation may have a layer's name, and has no words of its own.
    if (row.kind === undefined || words === '') return row;
    help[row.kind] = { '': words };
    const fields = row.fields?.map(({ help: about, ...field }) => {
      help[row.kind][field.name] = about;
      return field;
    });
    return fields ? { ...row, fields } : row;
  };
  const entries = Object.entries(catalog).map(([list, all]) => [list, all.map(strip)]);
  const some = (row, isWanted) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => isWanted(name)));
  const rows = {};
  const outside = { kinds: {} };
  for (const [list, all] of entries) {
    if (!inFirstView.includes(list)) {
      outside[list] = all;
      continue;
    }
    rows[list] = all.map((row) => some(row, (name) => !outsideOnly.includes(name)));
    for (const row of all)
      if (row.kind !== undefined)
        outside.kinds[row.kind] = some(row, (name) => outsideOnly.includes(name));
  }
  return { rows, outside, help };
}
