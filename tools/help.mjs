/**
 * A catalog parted in two: its rows, and what they say in words of each kind ('' in `help[kind]`)
 * and of each of its fields.
 */
export function withoutHelp(catalog) {
  const help = {};
  const strip = ({ help: words, ...row }) => {
    if (row.kind === undefined) return row;
    help[row.kind] = { '': words };
    const fields = row.fields?.map(({ help: about, ...field }) => {
      help[row.kind][field.name] = about;
      return field;
    });
    return fields ? { ...row, fields } : row;
  };
  const rows = Object.fromEntries(
    Object.entries(catalog).map(([list, entries]) => [list, entries.map(strip)]),
  );
  return { rows, help };
}
