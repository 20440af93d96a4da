import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { HighlightStyle, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { parser } from '@lezer/python';
import type { Change } from './patch';
import { mostCharacters } from './scan';
import type { Remark } from './source';

/** Marks changes that come from the blocks: they are not read back. */
const fromBlocks = Annotation.define<boolean>();

/** Ctrl+Alt is AltGr on Windows: on a German keyboard this is how a backslash is typed. */
const commands = defaultKeymap.filter(({ key }) => key !== 'Mod-Alt-\\');

/**
 * What is typed over a selection. Left to Chromium, it would come in a span with the style of what
 * stood there, which the page's content policy refuses with a report.
 */
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data, isComposing, cancelable } = event;
    if (inputType !== 'insertText' || !data || isComposing || !cancelable) return false;
    if (view.state.selection.main.empty) return false;
    const typed = { userEvent: 'input.type', scrollIntoView: true };
    view.dispatch(view.state.update(view.state.replaceSelection(data), typed));
    return true;
  },
});

const theme = EditorView.theme({
  '&': { fontSize: '0.8125rem', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', maxHeight: '34rem' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--soft)', border: 'none' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { background: 'color-mix(in srgb, var(--focus) 28%, transparent)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    fontFamily: 'var(--sans)',
  },
});

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: 'var(--drop)' },
  { tag: [tags.string], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--dense)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--link)',
  },
]);

export interface Editor {
  text(): string;
  /** Puts another text in; the editor's own undo brings the old one back. */
  replace(text: string): void;
  /** Makes changes that come from the blocks. */
  apply(changes: Change[]): void;
  /** Underlines mistakes and notes. */
  mark(mistakes: Remark[], notes: Remark[]): void;
  goTo(offset: number): void;
  destroy(): void;
}

/**
 * A text editor for programs. It lives in a shadow root, where its styles are constructed sheets:
 * the page's content policy refuses style elements. `edited` is told of what the learner types,
 * `refused` of a text too long to be put in.
 */
export function createEditor(
  parent: HTMLElement,
  options: {
    text: string;
    label: string;
    edited: (text: string) => void;
    refused: (length: number) => void;
  },
): Editor {
  const root = parent.attachShadow({ mode: 'open' });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        typedOver,
        keymap.of([...commands, ...historyKeymap]),
        LRLanguage.define({ parser }),
        syntaxHighlighting(highlighting),
        lintGutter(),
        theme,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false' }),
        EditorState.transactionFilter.of((transaction) => {
          // Far beyond what is read, a text would only slow the page down.
          const { length } = transaction.newDoc;
          if (!transaction.docChanged || length <= 2 * mostCharacters) return transaction;
          options.refused(length);
          return [];
        }),
        EditorView.updateListener.of((update) => {
          const own = update.transactions.some((one) => one.annotation(fromBlocks));
          if (update.docChanged && !own) options.edited(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        // One step of Undo, however soon after the last key.
        annotations: isolateHistory.of('full'),
        scrollIntoView: true,
      }),
    apply: (changes) => view.dispatch({ changes, annotations: fromBlocks.of(true) }),
    mark(mistakes, notes) {
      const end = view.state.doc.length;
      const diagnostic = (severity: 'error' | 'info') => (remark: Remark) => ({
        from: Math.min(remark.from, end),
        to: Math.min(Math.max(remark.to, remark.from), end),
        message: remark.message,
        severity,
      });
      const all = [...mistakes.map(diagnostic('error')), ...notes.map(diagnostic('info'))];
      view.dispatch(
        setDiagnostics(
          view.state,
          all.sort((a, b) => a.from - b.from),
        ),
      );
    },
    goTo(offset) {
      view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) }, scrollIntoView: true }); // prettier-ignore
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
