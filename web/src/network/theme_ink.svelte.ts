import type { Colour } from '../ui/raster';
import type { Ink } from './drawing';

/** The colours of the theme, as numbers: read again when it changes. */
export class ThemeInk {
  /** What has them: as its text's colour what is positive, as its background what is negative. */
  probe = $state<HTMLElement>();
  ink = $state.raw<Ink>({ positive: [29, 111, 140], negative: [189, 68, 21] });

  /** Make it while a component is being set up. */
  constructor() {
    const read = () => this.read();
    $effect(() => {
      read();
      const dark = matchMedia('(prefers-color-scheme: dark)');
      const themes = new MutationObserver(read);
      themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      dark.addEventListener('change', read);
      return () => {
        themes.disconnect();
        dark.removeEventListener('change', read);
      };
    });
  }

  private read(): void {
    if (!this.probe) return;
    const style = getComputedStyle(this.probe);
    const colour = (text: string) =>
      (text.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number) as unknown as Colour;
    this.ink = { positive: colour(style.color), negative: colour(style.backgroundColor) };
  }
}
