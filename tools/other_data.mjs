/**
 * The commands have CIFAR-10's pictures only. What was made with others is refused by a sentence that
 * says with which, as far as the file tells.
 */
import { pageCode } from './page_code.mjs';

const most = 6;
const listed = (names) => names.slice(0, most).join(', ') + (names.length > most ? ', …' : '');

export const madeWithOtherData = (file, what, cause) =>
  new Error(
    `${file} was made with ${what}, and this command has CIFAR-10 only. Open it in the page, with those pictures in the lab.`,
    { cause },
  );

/** Of a project's or a record's data, described. */
export const ofDescription = ({ name, shape, classes }) =>
  `“${name}” (${shape.join('×')}, ${classes.length} classes: ${listed(classes)})`;

/** Throws for weights that say other classes than CIFAR-10's, and for pictures given as weights. */
export async function refuseOtherData(file, bytes) {
  const { classesOfSafetensors } = await pageCode('formats/safetensors');
  const { namesInZip } = await pageCode('formats/zip');
  const { cifar10 } = await pageCode('model/data_description');
  if (namesInZip(bytes)?.includes('x_train.npy'))
    throw new Error(`${file} holds pictures (x_train), not weights. Put them into the lab in the page: this command has CIFAR-10 only.`); // prettier-ignore
  const classes = classesOfSafetensors(bytes);
  if (classes && classes.join() !== cifar10.classes.join())
    throw madeWithOtherData(file, `other classes (${listed(classes)})`);
}

/**
 * What other data a tensor that does not fit speaks of; null where it speaks of another model. All
 * before it fit: `wanted` are the model's, `facts` are of the fault `tensor_shape`.
 */
export function otherDataOf({ problem, facts }, wanted) {
  if (problem !== 'tensor_shape') return null;
  const { given, like, wanted: shape } = facts;
  const differing = shape.flatMap((side, axis) => (side === given[axis] ? [] : [axis]));
  if (given.length !== shape.length || differing.length !== 1) return null;
  const [axis] = differing;
  const layerOf = (name) => name.split('/')[0];
  const isLast = layerOf(like) === layerOf(wanted.at(-1).name);
  if (isLast && axis === shape.length - 1) return `data of ${given.at(-1)} classes`;
  const isFirst = like === wanted[0].name;
  if (isFirst && axis === shape.length - 2) return 'pictures of another size, or in grey';
  return null;
}
