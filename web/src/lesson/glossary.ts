import type { Term } from '../messages/en/glossary';

/**
 * The lesson's technical words say what they mean: by a press, or when the focus comes to them. A
 * second press, Escape, or going on puts it away.
 */
export function connectGlossary(lesson: HTMLElement): void {
  const note = document.createElement('span');
  note.id = 'term-note';
  note.className = 'term-note';
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
    note.hidden = false;
    place(term);
  }

  /** Under its line, or above it where the window ends (on a phone: the bar), within the column of text. */
  function place(term: HTMLElement) {
    note.style.left = '0';
    note.classList.remove('above');
    const text = term.closest('p, li, td, label, legend')!.getBoundingClientRect();
    const word = term.getClientRects()[0]!;
    const origin = note.getBoundingClientRect();
    const left = Math.max(text.left, Math.min(word.left, text.right - origin.width));
    note.style.left = `${left - origin.left}px`;
    // A phone's bar with Train stands over the window's end.
    const bar = document.querySelector<HTMLElement>('.reach');
    const isOver = bar && getComputedStyle(bar).position === 'fixed';
    const end = isOver ? bar.getBoundingClientRect().top : innerHeight;
    note.classList.toggle('above', origin.bottom > end && word.top > origin.height);
  }

  function hide() {
    open?.setAttribute('aria-expanded', 'false');
    open?.removeAttribute('aria-describedby');
    open = null;
    note.hidden = true;
  }

  /** A press brings the focus first: what that opened is not closed by the press. */
  let wasOpen = false;
  for (const term of lesson.querySelectorAll<HTMLElement>('.term')) {
    term.tabIndex = 0;
    term.setAttribute('role', 'button');
    term.setAttribute('aria-expanded', 'false');
    term.addEventListener('pointerdown', () => (wasOpen = open === term));
    term.addEventListener('focus', () => void show(term));
    term.addEventListener('blur', hide);
    term.addEventListener('click', (event) => {
      // In a question's answer, the word is asked about and the answer is not given.
      event.preventDefault();
      if (wasOpen) hide();
      else void show(term);
    });
    term.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && open) {
        event.stopPropagation();
        hide();
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        if (open) hide();
        else void show(term);
      }
    });
  }
}
