/** Jupyter notebooks (nbformat 4), in and out. Nothing in them is ever run. */

import { badFile } from '../base/fault';
import { cellMark } from './clean';
import { placeOf } from './source';

/** More than anyone scrolls through. */
const mostCells = 500;

export interface NotebookCell {
  kind: 'code' | 'markdown';
  text: string;
}

/** What Jupyter's formats 3 and 4 have of a cell. */
interface StoredCell {
  cell_type?: unknown;
  source?: unknown;
  input?: unknown;
  language?: unknown;
}

/** The code cells of an .ipynb file, in their order; throws Refused. */
export function readNotebook(file: string): string[] {
  return codeCells(file).filter((text) => text.trim() !== '');
}

/** The same with those that are empty, so that they can be counted. */
export function codeCells(file: string): string[] {
  const text = file.replace(/^\ufeff/, '');
  let notebook: { cells?: unknown; worksheets?: unknown } | null;
  try {
    notebook = JSON.parse(text) as typeof notebook;
  } catch {
    const marks = /^<{7}( .*)?$/m.exec(text);
    if (marks)
      throw badFile('notebook_merge_marks', {
        line: text.slice(0, marks.index).split('\n').length,
      });
    throw badFile(
      /^\s*<(!doctype|html)/i.test(text) ? 'notebook_web_page' : 'notebook_not_json',
      {},
    );
  }
  // Before format 4 the cells stood in worksheets.
  const sheets = Array.isArray(notebook?.worksheets) ? (notebook.worksheets as ({ cells?: unknown } | null)[]) : []; // prettier-ignore
  const cells = Array.isArray(notebook?.cells) ? notebook.cells : sheets.flatMap((sheet) => (Array.isArray(sheet?.cells) ? (sheet.cells as unknown[]) : [])); // prettier-ignore
  if (cells.length === 0 && !Array.isArray(notebook?.cells))
    throw badFile('notebook_without_cells', {});
  const code = (cells as (StoredCell | null)[]).filter((cell) => cell?.cell_type === 'code') as StoredCell[]; // prettier-ignore
  if (code.length > mostCells)
    throw badFile('notebook_too_many_cells', { count: code.length, most: mostCells });
  return code.map(({ source, input, language }, i) => {
    const written = source ?? input ?? '';
    // Format 3 had cells of other languages.
    if (typeof language === 'string' && language !== 'python') return '';
    if (typeof written === 'string') return written;
    if (Array.isArray(written) && written.every((line) => typeof line === 'string'))
      return written.join('');
    throw badFile('notebook_cell_not_text', { cell: i + 1 });
  });
}

/** The code cells of a notebook as one program, and where each place of it is. */
export function notebookProgram(file: string): {
  text: string;
  place(offset: number): { cell: number; line: number; column: number };
} {
  const cells = codeCells(file).map((cell) => cell.replace(/\r\n?/g, '\n'));
  const joint = `\n${cellMark}\n`;
  return {
    text: cells.join(joint),
    place(offset) {
      let from = 0;
      let cell = 0;
      while (cell < cells.length - 1 && offset >= from + cells[cell]!.length + joint.length) {
        from += cells[cell]!.length + joint.length;
        cell += 1;
      }
      const { line, column } = placeOf(cells[cell] ?? '', Math.max(0, offset - from));
      return { cell: cell + 1, line, column };
    },
  };
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
