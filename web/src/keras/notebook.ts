/** Jupyter notebooks (nbformat 4), in and out. Nothing in them is ever run. */

export interface NotebookCell {
  kind: 'code' | 'markdown';
  text: string;
}

/** The code cells of an .ipynb file, in their order; throws an Error that says what is wrong. */
export function readNotebook(file: string): string[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(file);
  } catch {
    throw new Error('it is not JSON, as every notebook is');
  }
  const cells = (notebook as { cells?: unknown } | null)?.cells;
  // Notebooks before format 4 have worksheets instead.
  if (!Array.isArray(cells)) throw new Error('it has no cells; save it in notebook format 4');
  return cells
    .filter((cell) => (cell as { cell_type?: unknown } | null)?.cell_type === 'code')
    .map(({ source }: { source?: unknown }) =>
      Array.isArray(source) ? source.map(String).join('') : String(source ?? ''),
    )
    .filter((text) => text.trim() !== '');
}

/** A notebook of format 4.5, whose cells have ids. */
export function writeNotebook(cells: NotebookCell[]): string {
  const notebook = {
    cells: cells.map(({ kind, text }, i) => ({
      cell_type: kind,
      id: `cell-${i + 1}`,
      metadata: {},
      ...(kind === 'code' ? { execution_count: null, outputs: [] } : {}),
      // A list of lines, each with its end, as Jupyter writes it.
      source: text.match(/[^\n]*\n|[^\n]+$/g) ?? [],
    })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
