/**
 * Keeps a column beside a longer one in view: at the top where it fits the window, and otherwise it
 * goes along with the scrolling, either way, until its end is reached. The page scrolls, and nothing
 * in it scrolls by itself. `--stick` is where its upper edge stops (see `.lab` in styles/layout.css).
 * Returns what ends it.
 */
export function follow(column: HTMLElement): () => void {
  let from = scrollY;
  let stick = Infinity;
  const place = () => {
    const top = document.querySelector<HTMLElement>('.top')?.offsetHeight ?? 0;
    const least = Math.min(top, innerHeight - column.offsetHeight);
    stick = Math.max(least, Math.min(top, stick - (scrollY - from)));
    from = scrollY;
    column.style.setProperty('--stick', `${Math.round(stick)}px`);
  };
  const sizes = new ResizeObserver(place);
  sizes.observe(column);
  addEventListener('scroll', place, { passive: true });
  addEventListener('resize', place);
  place();
  return () => {
    sizes.disconnect();
    removeEventListener('scroll', place);
    removeEventListener('resize', place);
  };
}
