/**
 * A browser's translator takes a text node out of the page and puts `<font>` elements in its place.
 * Svelte goes on writing into the node that is gone, so numbers freeze, and it finds its way by such
 * nodes, so what is taken away stays. Here each of them goes back to its place, empty, behind what
 * stands for it. What is written into it later takes the stand-in's place, and the translator finds
 * a new text. Nothing is done before a translator is at work.
 */

interface StandIn {
  font: ChildNode;
  /** What the node said: for a translator that takes its work back. */
  text: string;
  /** The translator takes empty nodes too: this one comes back when there is something in it. */
  isOut: boolean;
}

/** What Svelte draws in `target` lives on when the browser translates it. */
export function survivesTranslation(target: Node): void {
  const standIns = new WeakMap<Node, StandIn>();
  const originals = new WeakMap<Node, Text>();
  const observer = new MutationObserver(repair);
  const nodes = { childList: true, subtree: true };
  observer.observe(target, nodes);

  function repair(records: MutationRecord[]): void {
    const written = new Set<Node>();
    const touched = new Set<Node>();
    for (const record of records) {
      if (record.type === 'characterData') written.add(record.target);
      for (const node of [...record.addedNodes, ...record.removedNodes, record.nextSibling])
        if (node) touched.add(originals.get(node) ?? node);
    }
    for (const record of records)
      for (const node of record.removedNodes)
        if (node instanceof Text && !node.isConnected) {
          const font = replacementOf(record, records);
          if (font) replaced(node, font, written.has(node));
        }
    for (const node of new Set([...written, ...touched])) settle(node as Text, written.has(node));
    // What was done here is no news.
    observer.takeRecords();
  }

  /** The element that came for a removed text: in one step with it, or before it, or after. */
  function replacementOf(removal: MutationRecord, records: MutationRecord[]): ChildNode | null {
    const { previousSibling, nextSibling } = removal;
    const others = records.filter(
      (other) =>
        other.target === removal.target &&
        other.previousSibling === previousSibling &&
        other.nextSibling === nextSibling,
    );
    const near = [...others.flatMap(({ addedNodes }) => [...addedNodes]), previousSibling, nextSibling]; // prettier-ignore
    const isNew = (node: Node | null) =>
      node?.nodeName === 'FONT' && node.isConnected && !originals.has(node);
    return (near.find(isNew) as ChildNode | undefined) ?? null;
  }

  function replaced(text: Text, font: ChildNode, isWritten: boolean): void {
    const known = standIns.get(text);
    if (known) known.isOut = true;
    else if (isWritten) font.replaceWith(text);
    else if (text.data.trim() !== '') {
      standIns.set(text, { font, text: text.data, isOut: false });
      originals.set(font, text);
      text.data = '';
      font.after(text);
      observer.observe(target, { ...nodes, characterData: true });
      // It is heard outside of the page as well.
      observer.observe(text, { characterData: true });
    }
  }

  function settle(text: Text, isWritten: boolean): void {
    const standIn = standIns.get(text);
    if (!standIn) return;
    const { font, isOut } = standIn;
    const isUndone = text.isConnected && !font.isConnected;
    if (isWritten || isUndone || (!text.isConnected && !isOut)) {
      standIns.delete(text);
      originals.delete(font);
      if (isWritten && isOut) font.replaceWith(text);
      else font.remove();
      if (isUndone && !isWritten) text.data = standIn.text;
    } else if (text.isConnected && text.previousSibling !== font) text.before(font);
  }
}
