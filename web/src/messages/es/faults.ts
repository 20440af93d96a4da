import { fieldName } from './catalog';
import { given } from './format';

/**
 * What the engine (core/model, core/nn, core/train) finds wrong with a model, a setting or a run,
 * in Spanish. A sentence is recognised by its words; its numbers and names are carried over.
 */
const named = (name: string) => `«${fieldName(name)}»`;
const number = (text: string) => (Number.isFinite(Number(text)) ? given(Number(text)) : text);
const remedy = (text: string) =>
  text === 'remove this layer'
    ? 'quita esta capa'
    : text.replace(/^lower it to (\d+) or less$/, 'redúcelo a $1 o menos');
const wanted = 'Dense con 10 unidades y softmax, una probabilidad para cada clase';

type Rule = [pattern: RegExp, write: (...parts: string[]) => string];

const rules: Rule[] = [
  [
    /^Dense needs a flat list of numbers, but the layer above gives pictures of (.+); put a Flatten/,
    (shape) =>
      `Dense necesita una lista de números, pero la capa de arriba da imágenes de ${shape}; pon una capa Flatten antes`,
  ],
  [
    /^(\w+) needs pictures \(.+\), but the layer above gives a flat list of (\d+) numbers; move it/,
    (layer, count) =>
      `${layer} necesita imágenes (alto × ancho × canales), pero la capa de arriba da una lista de ${number(count!)} números; súbela por encima de Flatten`,
  ],
  [
    /^the (?:kernel|window) of (\S+) is larger than its input of (\S+); (.+?), or remove an earlier/,
    (window, input, mend) =>
      `la ventana de ${window} es mayor que su entrada de ${input}; ${remedy(mend!)}, o quita un submuestreo anterior`,
  ],
  [
    /^(\w+) is layer (\d+), but changes pictures and has to stand .+; move it up to place (\d+)$/,
    (layer, at, to) =>
      `${layer} es la capa ${at}, pero cambia las imágenes y tiene que ir antes de toda capa que calcule con ellas; súbela al puesto ${to}`,
  ],
  [
    /^the model has no layers yet;/,
    () =>
      `el modelo todavía no tiene capas; elige un modelo preparado, o añade capas y termina con ${wanted}`,
  ],
  [
    /^the last layer gives (\S+) numbers, but there are 10 classes/,
    (count) =>
      `la última capa da ${number(count!)} números, pero hay 10 clases; pon sus neuronas en 10`,
  ],
  [
    /^the softmax sees (\S+) numbers, but there are 10 classes/,
    (count) =>
      `el softmax recibe ${number(count!)} números, pero hay 10 clases; termina con ${wanted}`,
  ],
  [
    /^nothing may follow the softmax, but layer (\d+) is (\w+);/,
    (at, layer) =>
      `después del softmax no puede haber nada, pero la capa ${at} es ${layer}; quítala o súbela`,
  ],
  [
    /^the last layer has no softmax/,
    () =>
      'la última capa no tiene softmax, así que sus salidas no son probabilidades; pon su activación en softmax',
  ],
  [
    /^the model ends in (\w+) with output (\S+), but has to end in/,
    (layer, output) =>
      `el modelo termina en ${layer} con salida ${output}, pero tiene que terminar en ${wanted}`,
  ],
  [
    /^the model has (\d+) parameters, at most (\d+) fit;/,
    (count, most) =>
      `el modelo tiene ${number(count!)} parámetros y caben ${number(most!)} como mucho; usa menos neuronas, o submuestrea más antes de Flatten`,
  ],
  [
    /^(\w+) is (\S+), but has to be (?:a whole number )?from (\S+) to (\S+?)(?:; set it to (\S+))?$/,
    (name, value, least, most, better) =>
      `${named(name!)} es ${number(value!)}, pero tiene que estar entre ${number(least!)} y ${number(most!)}` +
      (better ? `; ponlo en ${number(better)}` : ''),
  ],
  [
    /^(\w+) is (\S+), but has to be from (\S+) to (\S+); (\S+)% is written (\S+)$/,
    (name, value, least, most, share, part) =>
      `${named(name!)} es ${number(value!)}, pero tiene que estar entre ${number(least!)} y ${number(most!)}; el ${number(share!)}\u00a0% se escribe ${number(part!)}`,
  ],
  [
    /^(\w+) is (\S+), but both have to be from (\S+) to (\S+); set it to (\S+)$/,
    (name, value, least, most, better) =>
      `${named(name!)} es ${value}, pero ambos tienen que estar entre ${least} y ${most}; ponlo en ${better}`,
  ],
  [
    /^(\w+) is (\S+), but has to be (?:a number|two whole numbers, height and width,) from (\S+) to (\S+)$/,
    (name, value, least, most) =>
      `${named(name!)} es ${value}, pero hacen falta números entre ${number(least!)} y ${number(most!)}`,
  ],
  [
    /^(\w+) is (\S+), but has to be one of (.+)$/,
    (name, value, choices) =>
      `${named(name!)} es ${value}, pero tiene que ser uno de estos: ${choices}`,
  ],
  [/^(\w+) is missing; /, (name) => `falta ${named(name!)}`],
  [
    /^(.+) holds a NaN, an infinity or a number too large/,
    (what) =>
      `hay un NaN, un infinito o un número demasiado grande para seguir (${what}); la tasa de aprendizaje es seguramente demasiado alta: redúcela y entrena otra vez. Se conservan los pesos del lote anterior`,
  ],
  [
    /^a batch of (\d+) pictures takes (\d+) MB in this model, at most (\d+) fit;/,
    (batch, takes, fit) =>
      `un lote de ${number(batch!)} imágenes ocupa ${number(takes!)} MB en este modelo y caben ${fit} como mucho; reduce el tamaño del lote, o submuestrea antes`,
  ],
];

/** A fault of the engine in Spanish; one without a rule here keeps its English words. */
export function fault(message: string): string {
  for (const [pattern, write] of rules) {
    const found = pattern.exec(message);
    if (found) return write(...found.slice(1));
  }
  return message;
}
