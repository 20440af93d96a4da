/** What the views say that look into a trained network. */

const whole = new Intl.NumberFormat('en');
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const roughly = (share: number) => `${Math.round(100 * share)}%`;
const pictures = (count: number) => (count === 1 ? '1 picture' : `${whole.format(count)} pictures`);

export const inside = {
  noNetwork: 'There is no network to look into yet. Press Train, and come back.',
  gone: 'The engine no longer has this network. Train it again to look into it.',

  examination: {
    heading: 'All test pictures',
    working: 'Examining the network…',
    after: (epoch: number) => (epoch === 0 ? 'Before training' : `After epoch ${epoch}`),
    during: (epoch: number) => `In the middle of epoch ${epoch}`,
    score: (right: number, all: number) =>
      `${whole.format(right)} of ${whole.format(all)} right (${percent(right / all)})`,
    commonest: (label: string, said: string, count: number) =>
      `Mixed up most: ${label}, taken for ${said} ${count === 1 ? 'once' : `${count} times`}.`,
    cost: 'While this view is open, training waits after each epoch until every test picture has been seen.',
    matrix: 'Confusion matrix',
    howToRead:
      'A row for each true class, a column for each answer; the diagonal is right. Choose a cell to see its pictures: move with the arrow keys, open with Enter.',
    truth: 'It is …',
    said: '… and the network says …',
    right: 'right',
    cell: (label: string, said: string, count: number) =>
      label === said
        ? `${label}, recognised: ${pictures(count)}`
        : `${label}, taken for ${said}: ${pictures(count)}`,
    none: 'No picture is in this cell.',
    close: 'Close',
    mistakes: 'The most confident mistakes',
    mistakesHelp:
      'Wrong, and sure of it. Some of them would fool you too; others show what the network goes by.',
    noMistakes: 'There is none: every picture was recognised.',
    caption: (label: string, said: string, share: number) =>
      label === said
        ? `${said}, ${roughly(share)} sure`
        : `${label}, taken for ${said}, ${roughly(share)} sure`,
    picture: (index: number, label: string, said: string, share: number) =>
      `Test picture ${index}: ${label}; the network says ${said}, ${roughly(share)}`,
    more: (count: number) => `Show ${count} more`,
  },
};

export type InsideMessages = typeof inside;
