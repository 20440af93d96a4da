import type { Term } from '../messages/en/glossary';

/** Pixels between a note and the line that it belongs to, and between it and the window's ends. */
const gap = 4;

/**
 * The lesson's technical words say what they mean: by a press, or when the focus comes to them. A
 * second press, Escape, a press elsewhere, or going on puts it away.
 */
export function connectGlossary(lesson: HTMLElement): void {
  const note = document.createElement('span');
  note.id = 'term-note';
  note.className = 'term-note';
  // What is scrolled would be a stop of the Tab key, and would go as soon as the word loses the focus.
  note.tabIndex = -1;
  note.setAttribute('role', 'note');
  note.hidden = true;
  let open: HTMLElement | null = null;

  async function show(term: HTMLElement) {
    if (open === term) return;
    hide();
    open = term;
    term.setAttribute('aria-expanded', 'true');
    const { glossary } = await import('../messages/glossary');
    if (open !== term) return;
    note.textContent = glossary[term.dataset.term as Term];
    // Beside the word, so that what reads the page aloud comes to it next.
    term.after(note);
    term.setAttribute('aria-describedby', note.id);
    place(term);
  }

  /**
   * Under the line that the word ends in, or above the one that it begins in where the window has no
   * room below (on a phone it ends at the bar), within the column of text.
   */
  function place(term: HTMLElement) {
    // Out of the way of what is measured.
    note.hidden = true;
    note.style.cssText = '';
    const block = term.closest('p, li, td, label, legend')!;
    const text = block.getBoundingClientRect();
    const [first, last] = linesOf(term, block);
    note.hidden = false;
    const origin = note.getBoundingClientRect();
    const [start, end] = seen();
    const [over, under] = [first.top - gap - start, end - last.bottom - gap];
    const isUnder = origin.height <= under || under >= over;
    const height = Math.min(origin.height, isUnder ? under : over);
    const top = isUnder ? last.bottom + gap : first.top - gap - height;
    const inColumn = Math.max(text.left, Math.min(last.left, text.right - origin.width));
    // An item of a list may be narrower than a note.
    const { clientWidth } = document.documentElement;
    const left = Math.max(gap, Math.min(inColumn, clientWidth - origin.width - gap));
    note.style.translate = `${left - origin.left}px ${top - origin.top}px`;
    // Much enlarged, a window is low: the rest of a long note is scrolled to.
    if (height < origin.height) note.style.height = `${height}px`;
  }

  function hide() {
    open?.setAttribute('aria-expanded', 'false');
    open?.removeAttribute('aria-describedby');
    open = null;
    note.hidden = true;
  }

  /** A press brings the focus first: what that opened is not closed by the press. */
  let wasOpen = false;
  /** Whether the press of now is on the note, whose words may be marked and copied. */
  let isOnNote = false;
  for (const term of lesson.querySelectorAll<HTMLElement>('.term')) {
    term.tabIndex = 0;
    term.setAttribute('role', 'button');
    term.setAttribute('aria-expanded', 'false');
    term.addEventListener('pointerdown', () => (wasOpen = open === term));
    term.addEventListener('focus', () => void show(term));
    term.addEventListener('blur', () => {
      if (!isOnNote) hide();
    });
    term.addEventListener('click', (event) => {
      // In a question's answer, the word is asked about and the answer is not given.
      event.preventDefault();
      if (wasOpen) hide();
      else void show(term);
    });
    term.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      if (open) hide();
      else void show(term);
    });
  }
  // Wherever the focus is: not every press elsewhere takes it away.
  document.addEventListener('pointerdown', ({ target }) => {
    isOnNote = note.contains(target as Node);
    if (open && !isOnNote && !open.contains(target as Node)) hide();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  addEventListener('resize', () => {
    if (open && !note.hidden) place(open);
  });
}

interface Line {
  top: number;
  bottom: number;
  left: number;
}

/** The boxes of the first and the last line that a word stands in, as high as all that is in them. */
function linesOf(term: HTMLElement, block: Element) {
  const words = [...term.getClientRects()];
  const all = document.createRange();
  all.selectNodeContents(block);
  const others = [...all.getClientRects()];
  return [words[0]!, words.at(-1)!].map(({ top, bottom, left }) => {
    // A formula beside the word is higher than it; a block inside stands for more than a line.
    const beside = others.filter(
      (one) => one.top < bottom && one.bottom > top && one.height < 2 * (bottom - top),
    );
    return {
      top: Math.min(top, ...beside.map((one) => one.top)),
      bottom: Math.max(bottom, ...beside.map((one) => one.bottom)),
      left,
    };
  }) as [Line, Line];
}

/** From where to where the text is seen: what stands over the window's ends hides it. */
function seen(): [number, number] {
  const bar = document.querySelector('.reach');
  const head = document.querySelector('header.top');
  const stays = (element: Element | null, ...positions: string[]) =>
    element && positions.includes(getComputedStyle(element).position)
      ? element.getBoundingClientRect()
      : null;
  const top = stays(head, 'fixed', 'sticky')?.bottom ?? 0;
  return [top + gap, (stays(bar, 'fixed')?.top ?? innerHeight) - gap];
}
