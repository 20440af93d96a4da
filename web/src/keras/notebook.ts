/** Jupyter notebooks (nbformat 4), in and out. Nothing in them is ever run. */

import { badFile } from '../base/fault';

/** More than anyone scrolls through. */
const mostCells = 500;

export interface NotebookCell {
  kind: 'code' | 'markdown';
  text: string;
}

/** The code cells of an .ipynb file, in their order; throws Refused. */
export function readNotebook(file: string): string[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(file.replace(/^\ufeff/, ''));
  } catch {
    throw badFile('notebook_not_json', {});
  }
  const cells = (notebook as { cells?: unknown } | null)?.cells;
  // Notebooks before format 4 have worksheets instead.
  if (!Array.isArray(cells)) throw badFile('notebook_without_cells', {});
  const code = cells.filter(
    (cell) => (cell as { cell_type?: unknown } | null)?.cell_type === 'code',
  ) as { source?: unknown }[];
  if (code.length > mostCells)
    throw badFile('notebook_too_many_cells', { count: code.length, most: mostCells });
  return code
    .map(({ source = '' }, i) => {
      if (typeof source === 'string') return source;
      if (Array.isArray(source) && source.every((line) => typeof line === 'string'))
        return source.join('');
      throw badFile('notebook_cell_not_text', { cell: i + 1 });
    })
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
