import { expect, test } from 'vitest';
import { fault } from '../../../../web/src/messages/es/faults';

// What core/ says, sentence by sentence: see builder.cpp, catalog.cpp, window.cpp and trainer.cpp.
test.each([
  [
    'Dense needs a flat list of numbers, but the layer above gives pictures of 32×32×3; put a Flatten layer before it',
    /^Dense necesita una lista.* imágenes de 32×32×3; pon una capa Flatten/,
  ],
  [
    'Conv2D needs pictures (height × width × channels), but the layer above gives a flat list of 2048 numbers; move it above Flatten',
    /^Conv2D necesita imágenes .* 2048 números; súbela/,
  ],
  [
    'the window of 2×2 is larger than its input of 1×1×512; remove this layer, or remove an earlier pooling layer',
    /^la ventana de 2×2 .* entrada de 1×1×512; quita esta capa, o quita/,
  ],
  [
    'the kernel of 5×5 is larger than its input of 4×4×8; lower it to 4 or less, or remove an earlier pooling layer',
    /^la ventana de 5×5 .* 4×4×8; redúcelo a 4 o menos, o quita/,
  ],
  [
    'RandomFlip is layer 3, but changes pictures and has to stand before every layer that computes with them; move it up to place 1',
    /^RandomFlip es la capa 3, .* súbela al puesto 1$/,
  ],
  [
    'the model has no layers yet; choose a preset, or add layers',
    /^el modelo todavía no tiene capas/,
  ],
  [
    'the last layer gives 7 numbers, but there are 10 classes; set its units to 10',
    /^la última capa da 7/,
  ],
  ['the softmax sees 4×4×10 numbers, but there are 10 classes; end with Dense', /recibe 4×4×10/],
  ['nothing may follow the softmax, but layer 14 is Dropout; remove it', /la capa 14 es Dropout/],
  ['the last layer has no softmax, so its outputs are no probabilities; set', /no tiene softmax/],
  [
    'the model ends in Flatten with output 2048, but has to end in Dense',
    /en Flatten con salida 2048,/,
  ],
  [
    'the model has 12345678 parameters, at most 8000000 fit; use fewer units',
    /tiene 12345678 parámetros y caben 8000000/,
  ],
  [
    'rate is 25, but has to be from 0 to 0.95; 25% is written 0.25',
    /^«Tasa» es 25, .* 0 y 0,95; el 25\u00a0% se escribe 0,25$/,
  ],
  [
    'rate is 0.99, but has to be from 0 to 0.95; set it to 0.95',
    /^«Tasa» es 0,99, .* ponlo en 0,95$/,
  ],
  [
    'filters is 2.5, but has to be a whole number from 1 to 512',
    /^«Filtros» es 2,5, .* entre 1 y 512$/,
  ],
  [
    'strides is [0,1], but both have to be from 1 to 8; set it to [1,1]',
    /^«Pasos \(strides\)» es \[0,1\]/,
  ],
  ['padding is "full", but has to be one of valid, same', /uno de estos: valid, same$/],
  ['units is missing; how many outputs', /^falta «Neuronas»$/],
  [
    'the output of dense holds a NaN, an infinity or a number too large to go on with; the',
    /NaN, .*\(the output of dense\)/,
  ],
  [
    'a batch of 1024 pictures takes 300 MB in this model, at most 288 fit; lower',
    /1024 .* 300 MB .* 288/,
  ],
])('%s', (english, spanish) => {
  expect(fault(english)).toMatch(spanish);
});

test('a sentence that nobody has translated stays as it is', () => {
  expect(fault('the moon is full; wait')).toBe('the moon is full; wait');
});
