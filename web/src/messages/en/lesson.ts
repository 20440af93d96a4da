import { whole } from './format';

/** What the interactive parts of the lesson say. */
export const lesson = {
  browser: {
    waiting: 'The first pictures are on their way…',
    coming: 'The pictures of this page are on their way…',
    split: 'Which pictures',
    training: 'Training',
    test: 'Test',
    page: (page: number, pages: number) => `Page ${whole(page)} of ${whole(pages)}`,
    previous: 'Earlier pictures',
    next: 'Later pictures',
    grid: 'Pictures by class; move with the arrow keys, open with Enter',
    picture: (name: string, split: string, index: number) => `${name}, ${split} picture ${index}`,
    enlarged: (name: string) => `${name}, enlarged: move over the pixels with the arrow keys`,
    place: (row: number, column: number) => `row ${row}, column ${column}`,
    red: 'red',
    green: 'green',
    blue: 'blue',
    scaled: 'divided by 255',
    hint: 'Point at a pixel, or tap it, to read its numbers.',
    label: (name: string, index: number) => `label ${index}, ${name}`,
  },

  stepper: {
    picture: 'Picture',
    kernel: 'Kernel',
    kernels: {
      vertical: 'Left edge: brighter right',
      horizontal: 'Top edge: brighter below',
      outline: 'Outline: unlike what is around',
      blur: 'Blur: mean of nine pixels',
      identity: 'Identity: the pixel itself',
    },
    trained: (n: number) => `Filter ${n} of the network you trained`,
    input: 'Input',
    output: 'Output, after ReLU',
    window: 'The window: use the arrow keys to move it',
    sum: 'The sum is',
    channelSum: (channel: string, value: string) =>
      `The nine products in ${channel} make ${value}.`,
    bias: (value: string) => `The bias is ${value}. With all three colours:`,
    place: (row: number, column: number) => `Window at row ${row}, column ${column}`,
    channels: (n: number) => `This kernel looks at ${n} channels; here is channel:`,
    grey: 'The picture in grey, in hundredths: one channel, one kernel of nine weights, and a sum that you can check by hand.',
    colour:
      'Red, green and blue each have nine weights: 27 products and a bias. All are rounded here, so a sum by hand may differ in its last digit.',
    channelNames: ['red', 'green', 'blue'],
    relu: (value: string) => `ReLU leaves ${value}.`,
    waiting: 'The first pictures are on their way…',
  },

  augmentation: {
    picture: 'Picture',
    original: 'As it is',
    again: 'Draw again',
    none: 'The network in the lab has no augmentation layers yet, so it sees every picture as it is. Add RandomFlip or RandomTranslation to it.',
    some: 'What the network might see of this picture in nine different epochs:',
    variant: (n: number) => `As it might look in training, ${n}`,
    waiting: 'The first pictures are on their way…',
  },
};

export type LessonMessages = typeof lesson;
