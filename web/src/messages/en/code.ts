import { en } from '../en';
import { given as number, whole } from './format';

/** What the code view says about a Keras program, and the files' view about files. */

const list = (names: string[]) => names.join(', ');
const did = (meant: string | null | undefined, otherwise: string) =>
  meant ? `Did you mean ${meant}?` : otherwise;

type Setting = keyof typeof en.run.settings;

const types: Record<string, string | undefined> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'True or False',
  pair: 'a whole number or two of them in brackets, height and width',
  numbers: 'a number or a list of numbers',
};
const wanted = (type: string, choices: string[]) =>
  type === 'choice' ? `one of '${choices.join("', '")}'` : (types[type] ?? type);

const outOfRange = (name: string, given: string, min: number, max: number, integer: boolean) =>
  `${name} is ${given}, but has to be a ${integer ? 'whole ' : ''}number from ${integer ? whole(min) : number(min)} to ${integer ? whole(max) : number(max)}.`;

export const code = {
  view: {
    label: 'The model, compile and fit as a Keras program',
    waits: 'The blocks stay as they are until this is corrected.',
    replaced:
      'The model that you loaded took the place of a program with a mistake. Undo in the program (Ctrl+Z) brings it back.',
    fromBlocks: 'Write it again from the blocks',
    refused: (length: number) =>
      `A text of ${whole(length)} characters is too long to paste: paste only the cell that makes the model.`,
    open: 'Open a notebook or .py file',
    notOpened: (file: string, trouble: string) => `${file} could not be opened: ${trouble}`,
    noCells: (file: string) => `${file} has no cells of code.`,
    cells: 'Cells of the notebook',
    choose: 'Choose a cell to put in place of the program. Nothing in the notebook is run.',
    useCell: 'Use this cell',
    useAll: 'Use all cells as one program',
    networks: 'Networks of the program',
    several: (n: number) =>
      `This program has ${n} networks, and the lab trains one at a time. Which one do you want?`,
    oneOfSeveral: (n: number) => `This program has ${n} networks; the marked one is in the lab.`,
    network: (layers: number, parameters: number | null) =>
      `${layers === 1 ? '1 layer' : `${layers} layers`}${parameters === null ? '' : ` · ${whole(parameters)} parameters`}`,
    cell: {
      layers: (n: number) => (n === 1 ? 'a model of 1 layer' : `a model of ${n} layers`),
      networks: (n: number) => `${n} networks`,
      settings: 'settings of a run',
      nothing: 'nothing for the lab',
      mistake: 'has something that the lab cannot read',
    },
  },

  // What is no Python
  tooLong: (length: number, most: number) =>
    `The program has ${whole(length)} characters, but at most ${whole(most)} are read here; keep the model, compile and fit, and leave out the rest.`,
  longLine: (length: number, most: number) =>
    `This line has ${whole(length)} characters, but at most ${whole(most)} are read; break it up.`,
  tooDeep: (most: number) =>
    `More than ${most} brackets are open here, one inside the other; close some before you open more.`,
  unopened: (bracket: string) => `This ${bracket} closes nothing; remove it.`,
  mismatched: (given: string, wanted: string) =>
    `This is ${given}, but the open bracket needs ${wanted} first.`,
  unclosed: (bracket: string) => `This ${bracket} is never closed.`,
  quote: (given: string) =>
    `${given} is a typographic quotation mark, which Python does not know; write ' or ".`,
  invisible: (code: string) =>
    `There is a character here that cannot be seen, U+${code.toUpperCase().padStart(4, '0')}; delete it and what is next to it, and type that again.`,
  openString: (end: string) => `This text has no end; close it with ${end}`,
  colon: 'A colon is missing at the end of this line.',
  notIndented: 'The line above ends in a colon, so this one has to be indented.',
  indented: 'This line is indented, but the line above does not ask for it; move it to the left.',
  nothingBetween: 'There is nothing before this comma; remove it, or write what belongs here.',
  mergeMarks: (line: number) =>
    `This is an unfinished merge: its marks begin in line ${whole(line)}. Decide for one side, and remove the lines with <<<<<<<, ======= and >>>>>>>.`,
  commaAtEnd: (next: string) =>
    `A comma seems to be missing at the end of this line, before ${next}`,
  comma: (next: string) => `A comma seems to be missing before ${next}`,
  equals: 'This = stands where Python expects a value; write name=value inside the brackets.',
  unfinished: 'The line ends before its expression does; write the rest, or remove the last sign.',
  unexpected: (next: string) => `Python cannot read ${next} here.`,

  // Values and calls
  stars: (star: string, given: string) =>
    `${star} cannot be followed here, because ${given} is not known; write the arguments out.`,
  twice: (name: string) => `${name} is given twice; keep one of them.`,
  positionalAfterNamed: 'A value without a name may not follow one with a name; write name=value.',
  tooMany: (callee: string, names: string[]) =>
    names.length === 0
      ? `${callee} takes no arguments.`
      : `${callee} takes at most ${names.length} arguments: ${list(names.slice(0, 6))}${names.length > 6 ? ', …' : ''}.`,
  unknownArgument: (callee: string, name: string, meant: string | null, names: string[]) =>
    `${callee} has no argument ${name}. ${did(meant, names.length > 0 ? `It has ${list(names.slice(0, 6))}${names.length > 6 ? ', …' : ''}.` : 'It takes none.')}`,
  tooNested: (most: number) =>
    `This expression has more than ${most} parts in a row; make it shorter.`,
  notAList: (given: string) => `* needs a list, but this is ${given}.`,
  byZero: 'This divides by zero.',
  tooLarge: 'This number is too large.',
  tooManyItems: (most: number) => `This list would have more than ${whole(most)} items.`,
  noItem: (index: number, length: number) =>
    `There is no item ${index}: the list has ${length}, counted from 0.`,
  functional:
    'A layer that is called on another makes a network with branches; this lab has stacks only. Write keras.Sequential([...]) with one layer after the other.',
  notCallable: (given: string) => `${given} cannot be called; remove the brackets.`,
  otherShape: (name: string, data: string, shape: string, classes: number) =>
    `The data in the lab now are “${data}”, of shape ${shape} in ${classes} classes, which ${name} does not fit; bring in that data, or load "cnn-lab-data.npz".`,
  dataTaken: (name: string, data: string) =>
    `The lab trains on its own “${data}” in the place of ${name}: it has the same shape and as many classes.`,
  otherData: (name: string) =>
    `The pictures of this lab are CIFAR-10, not ${name}; write keras.datasets.cifar10.`,
  unknownKeras: (path: string, meant: string | null) =>
    `${path} is not known here. ${did(meant, 'Models are made with keras.Sequential and keras.layers.')}`,
  listMethod: (name: string) => `Only append and extend of a list are followed here, not ${name}.`,
  unknownName: (name: string, meant: string) => `There is no ${name}. Did you mean ${meant}?`,
  range: 'range takes one to three whole numbers, and a step that is not 0.',
  tooManyTurns: (count: number, most: number) =>
    `This loop has ${whole(count)} turns, but at most ${whole(most)} are unrolled.`,
  tooManyStatements: (most: number) =>
    `The loops unroll to more than ${whole(most)} statements; make them shorter.`,
  cannotFollow: (word: string) =>
    `${word} cannot be followed here because nothing is run: write the model's lines out at the top level.`,
  passedOver: (what: string) =>
    `${what} is ignored: only the model, compile and fit are read, and nothing is run.`,

  makesNoModel: 'This program makes no model; write model = keras.Sequential([...]).',

  filesView: {
    out: 'Take it with you',
    trained: (epochs: string) =>
      `The network in the engine, with the weights it has now (${epochs} epochs complete), and the program it was trained with.`,
    fromFile: (file: string) =>
      `The network in the engine, with the weights from ${file}, and the program in the code view.`,
    untrained: 'Nothing is trained yet. Train a network, and you can take its weights too.',
    data: 'Data (.npz)',
    aboutData: (name: string) =>
      `The pictures and labels of “${name}”, for the Keras program to read: put it beside that.`,
    names: {
      python: 'Keras program',
      notebook: 'Notebook',
      project: 'Project',
      npz: 'NumPy (.npz)',
      safetensors: 'safetensors',
      kerasH5: 'Keras (.weights.h5)',
      onnx: 'ONNX',
      tfjs: 'TensorFlow.js',
      csv: 'Numbers (.csv)',
    },
    about: {
      python: 'Runs in Keras 3 as it is, on all of the data.',
      notebook: 'The same in cells, for Colab and Jupyter.',
      project: 'Model, settings, code, numbers and weights, zipped, to keep or to give away.',
      npz: 'Weights for NumPy, and for the last cell of the program.',
      safetensors: 'Weights for PyTorch, JAX and others.',
      kerasH5: 'Weights for model.load_weights in Keras 3.',
      onnx: 'The whole network, for ONNX Runtime; input from 0 to 1.',
      tfjs: 'The whole network, zipped, for tf.loadLayersModel.',
      csv: 'Loss and accuracy of each epoch.',
    },
    charts: { svg: 'SVG', png: 'PNG' },
    aboutCharts: 'The two charts as pictures.',
    record: 'Hand in your work',
    aboutRecord:
      'A record of your answers, of what you wrote about the exercises, and of your runs, with every number. Your teacher can repeat the runs from it and check the numbers.',
    learner: 'Your name',
    takeRecord: 'Completion record',
    printCertificate: 'Print a certificate',
    certificateWaits: 'A certificate waits for your name and for the first exercise that you pass.',
    in: 'Put something in',
    aboutIn:
      '“Open a file”, under Your work, opens all of them. The file of “Download my work” continues its run. A project brings its model, settings, code and network. Weights (.npz, .safetensors, .weights.h5, .keras) go into the model in the lab; a new run starts from fresh ones.',
    busy: 'One moment…',
    saved: (file: string) => `${file} is in your downloads.`,
    savedWithoutData: (file: string, name: string, bytes: number, most: number) =>
      `${file} is in your downloads, but without the pictures of “${name}”: they take ${whole(Math.ceil(bytes / 1e6))} MB, and a project takes up to ${whole(most / 1e6)} MB along. Take “Data (.npz)” too: it has to be in the lab before the project is opened.`,
    savedCharts: (n: number) => `${n} pictures are in your downloads.`,
    notWritten: (message: string) => `It could not be written. ${message}`,
    notOpened: (file: string, message: string) =>
      `${file} could not be opened: ${message} Nothing was changed.`,
    opened: (file: string, accuracy: string, pictures: number) =>
      `${file} is in the lab. It names ${accuracy} of ${whole(pictures)} test pictures correctly.`,
    otherClasses: (classes: readonly string[], data: string) =>
      `Its network was trained on other classes, in this order: ${classes.join(', ')}; where the lab names a class of “${data}”, the network means the one at the same place in that list.`,
    editedSince:
      'The lab was changed after that run: it shows the model, the settings and the code as they were left, and the network is the run’s.',
    openedModel: (file: string) => `${file} is in the lab; it holds a model and no weights.`,
    adjusted: (name: string, given: number | null, used: number) =>
      given === null
        ? `“${name}” was no number in it; here it is ${used}.`
        : `“${name}” was ${given} in it, which nothing can be trained with; here it is ${used}.`,
    openedRun: (file: string, epoch: number, epochs: number) =>
      `${file} is in the lab: its run continues in epoch ${epoch} of ${epochs}.`,
  },

  link: {
    heading: 'A link to this',
    about:
      'It brings the model, the settings and the seed as they are now: enough to repeat the same run, to the bit. For a class, choose what it keeps fixed.',
    ownData: (name: string) =>
      `The pictures of “${name}” are not in it: whoever opens it brings them in, or gets CIFAR-10.`,
    locks: 'Kept fixed',
    copy: 'Copy the link',
    copied: 'Copied.',
    notCopied: 'The browser does not let this page copy: select the link and copy it yourself.',
  },

  /** Between the parts of an exported program; every line is a comment in Python. */
  program: {
    title: `# The network from CNN Lab, in Keras

For Keras 3 (pip install keras tensorflow). Everything is as in the lab: layers, Adam, the loss,
Glorot-uniform weights, the batch size. Random numbers are not: Keras draws its own, so expect the
same curve, not the same digits.`,
    data: `## The data

All 50,000 training and 10,000 test pictures, pixels from 0 to 1.`,
    model: `## The model

With several GPUs, set SEVERAL_GPUS to True: each takes a part of every batch.`,
    ownData: (name: string, file: string, training: number, test: number) => `## The data

“${name}”: ${whole(training)} training and ${whole(test)} test pictures, pixels from 0 to 1. Put ${file} beside this program.`,
    training: (pictures: number, all: number) => `## Training

The lab trained on its first ${whole(pictures)} pictures. This trains on all ${whole(all)}.`,
    ownOrder: 'The pictures are in the order of the lab.',
    firstPictures:
      "Indices of the lab's first pictures: one of each class in turn, in CIFAR-10's order.",
    noWeights: (file: string) =>
      `${file} is not here: put it beside this program to check its weights.`,
    accuracy: 'Test accuracy:',
    accuracyOfLab: 'Test accuracy in the lab:',
    accuracyInKeras: 'Test accuracy in Keras:  ',
    weights: (file: string) => `## The weights that were trained in the lab

With ${file} beside this program, this puts them into the model and tests it on the very
pictures that the lab tested on.`,
  },

  // Layers
  wrongType: (layer: string, name: string, given: string, type: string, choices: string[]) =>
    `${name} of ${layer} is ${given}, but has to be ${wanted(type, choices)}.`,
  notKnown: (what: string) => `The value of ${what} is not known here; write it out.`,
  notWhole: (name: string, given: string, value: number) =>
    `${name} is ${given}, which has a decimal point, but has to be a whole number; write ${Math.round(value)}${Number.isInteger(value) ? ', or divide with //' : ''}.`,
  lopsided: (name: string, given: string) =>
    `${name} is ${given}; this lab changes both ways alike, so write one number, such as 0.1.`,
  wrapped:
    'At the edges, TensorFlow wraps otherwise than its documentation says, and so than the lab, in the pixels of the seam.',
  wrongChoice: (name: string, given: string, meant: string | null, choices: string[]) =>
    `There is no ${name}='${given.slice(0, 40)}'. ${did(meant && `${name}='${meant}'`, `It can be '${choices.join("', '")}'.`)}`,
  /** `help` is the catalog's, in English. */
  missing: (layer: string, _kind: string, name: string, help: string) =>
    `${layer} needs ${name}: ${help}.`,
  inputShape: (given: string, wanted: string) =>
    `The pictures of this lab have the shape ${wanted}, but this is ${given}; write ${wanted}.`,
  fixedArgument: (name: string, given: string, wanted: string) =>
    `${name} is ${given}, but in this lab it is always ${wanted}; leave it out or write that.`,
  noRegularizer: (name: string) =>
    `${name} is not part of the lab's layers, which train without a penalty on their weights: leave it out, and use Dropout against overfitting. In the program that Files exports you can put it back.`,
  layerSeed: (layer: string) =>
    `${layer} draws from the seed of the whole run here; the layer’s own seed is ignored.`,
  needsArgument: (layer: string, name: string, value: string) =>
    `For Keras to do the same, ${layer} needs ${name}=${value}, because the pixels here are from 0 to 1.`,
  plainActivation: (name: string) => `${name} takes no arguments here; write ${name}().`,
  rescaling:
    'The pixels of this lab are already from 0 to 1; leave Rescaling out, or write Rescaling(1 / 255).',
  foreignLayer: (name: string, instead: string | null) =>
    instead
      ? `${name} is not in this lab; use ${instead}.`
      : `${name} is not in this lab, which has stacks of layers for pictures; remove it.`,
  unknownLayer: (name: string, meant: string | null, names: string[]) =>
    `There is no layer ${name.slice(0, 40)}. ${did(meant, `There are ${list(names)}.`)}`,
  loneLayer: 'This layer is not in any model; write model.add(...) around it.',

  // The model
  listOfLayers: (given: string) =>
    `Sequential needs a list of layers in [ ], but this is ${given}.`,
  sharedLayer:
    'This is the same layer a second time, with the same weights; make a new one for each place.',
  sharedModel: 'This model is already in another one; make a new one for each place.',
  tooManyLayers: (most: number) => `A model has at most ${most} layers here.`,
  inputFirst: 'This belongs before the first layer.',
  noBrackets: (name: string) =>
    `${name} is a class; make a layer of it with brackets: ${name}(...).`,
  noLayer: (given: string) => `${given} is not a layer; write one such as layers.Dense(10).`,
  listInList:
    'This is a list inside the list of layers; write * before it, or remove its brackets.',
  notMade: 'There is no model to add to yet; begin with model = keras.Sequential().',
  addNothing: 'add needs a layer.',
  popNothing: 'There is no layer to remove.',
  unknownMethod: (name: string, meant: string | null) =>
    `A model has no method ${name}. ${did(meant, 'Those followed here are add, compile and fit.')}`,
  weightsElsewhere: 'Weights are opened under Files, below the charts, not by the program.',

  // What a program does with functions, tensors and models
  tooDeepCalls: (most: number) => `Functions call each other more than ${most} deep here.`,
  argumentMissing: (callee: string, name: string) => `${callee} needs ${name}; give it.`,
  goneModule: (was: string, now: string) => `${was} is gone from Keras 3; ${now} is read.`,
  oldName: (was: string, now: string) =>
    `${was} is an old name; Keras 3 calls it ${now}, and that is read.`,
  oldMethod: (was: string, now: string) => `${was} is gone from Keras 3; ${now} is read.`,
  conditionNotKnown:
    'Whether this condition holds is not known before the program runs, and the model depends on it; keep the branch that you want.',
  formerKernel: (filters: string, rows: string, columns: string) =>
    `Keras 1 read this as a ${rows}×${columns} kernel, Keras 3 as strides of ${columns}; write Conv2D(${filters}, (${rows}, ${columns})).`,
  formerArgument: (callee: string, was: string, now: string) =>
    `${callee} has no argument ${was} since Keras 2; write ${now}.`,
  choiceWithArguments: (name: string, given: string) =>
    `${name}=${given}(...) has arguments that this lab cannot carry; write ${given}().`,
  warmsUpFrom: (least: number) =>
    `The rate begins at 0 in Keras, and at ${number(least)} here, which is the least there is.`,
  scaledTooFar: (scale: number, least: number, most: number) =>
    `Pixels from 0 to 1 would have to be multiplied by ${number(scale)} here, and the lab multiplies by ${number(least)} to ${number(most)}; divide by 255.`,
  frozen: 'Layers that do not learn are not in this lab; leave trainable=False out.',
  changedLater: (name: string, of: string) =>
    `${name} is changed after ${of} was made, which is not followed here; write it where ${of} is made.`,
  rateAfterFit:
    'The learning rate is changed after training has begun; give the optimizer a schedule, or fit a LearningRateScheduler.',
  trainingArgument:
    'Layers do here what they do in training while the network trains, and only then; leave training= out.',
  severalEnds: 'This model has several inputs or outputs; the lab has one of each.',
  noTensor: (given: string) =>
    `outputs is ${given}, but has to be what the last layer gives; write layers.Dense(10)(x).`,
  otherInput:
    'The outputs do not come from these inputs; give the Input that the chain begins with.',
  branches: (name: string) =>
    `${name} joins branches, and this lab has stacks of layers only; take the branch out.`,
  lambdaLayer:
    'A Lambda layer runs code of its own, and nothing is run here; use a layer such as Rescaling or Activation.',
  bracketsFirst: (name: string) =>
    `${name} is made first and called then; write layers.${name}(...)(x).`,
  signOnTensor:
    'Arithmetic between layers is not in this lab; use a layer for it, such as layers.Rescaling or layers.Activation.',
  activationArguments: (name: string) =>
    `${name} takes nothing but x here; use a layer for the rest.`,
  ownClass: (name: string) =>
    `${name} has a call() of its own, which would have to be run; write keras.Sequential([...]) with its layers.`,
  ownLoop: 'A training loop of its own is not followed; use model.fit.',
  loadedModel:
    'A model from a file is opened under Files, not by the program; write its layers out.',
  pretrained: (name: string) =>
    `${name} is a network that others have trained, which this lab does not have; write layers of your own in its place.`,
  tuner:
    'Keras Tuner trains several networks and picks one; write numbers in place of hp..., and compile and fit the one model.',
  neverCalled: (name: string) =>
    `${name} makes a model, but nothing calls it; write model = ${name}() below it.`,
  severalModels: (names: string[]) =>
    `${names.length} models are trained here (${list(names.slice(0, 4))}${names.length > 4 ? ', …' : ''}), and the lab trains one at a time; keep the one that you want.`,
  trainedTwice: 'The model is trained a second time with other settings; keep one call of fit.',
  trainedOn: (times: number, epochs: number) =>
    `The model is trained ${times} times in a row; the lab trains it once for ${epochs} epochs.`,
  blank: (name: string) => `${name} is still to be filled in; write its value behind the =.`,
  adapted: (name: string) =>
    `${name}.adapt is not followed; give it mean and variance, or divide the pixels by 255.`,

  // The pictures and labels
  notLoaded: (name: string) =>
    `${name} is not loaded in this program; the lab takes its own pictures, from 0 to 1, as many as its settings say.`,
  pixelMeans:
    'This mean is not known here: it is taken of each pixel, or of a part of the pictures. Take it over all training pictures with axis=(0, 1, 2), or divide by 255.',
  unknownScaling: (given: string) =>
    `What ${given.slice(0, 60)} makes of the pictures is not known here; use numbers that are written out, such as / 255.`,
  unknownChange: (name: string) =>
    `What ${name} makes of the pictures is not known here; leave it out, and divide by 255.`,
  unknownSlice: (given: string) =>
    `How many pictures ${given.slice(0, 60)} takes is not known here; write the number, such as [:5000].`,
  picked: (given: string) =>
    `${given.slice(0, 60)} picks some of the pictures or classes, and the lab trains on the first of all ten classes; use all of them, or [:5000].`,
  stepThrough: 'Every second picture, or another order, cannot be taken here; write [:5000].',
  reshaped: (given: string) =>
    `${given.slice(0, 60)} gives the pictures or labels another shape, which the lab cannot carry; leave it out.`,
  flattened:
    'The lab keeps pictures as pictures, not as rows of numbers; leave this reshape out, and begin the model with layers.Flatten().',
  cutOff: (type: string) => `As ${type}, numbers from 0 to 1 are all 0 or 1; use float32.`,
  imagesOneHot: 'These are pictures, not labels; to_categorical takes labels.',
  classCount: (given: number, data: string, wanted: number) =>
    `${data} has ${wanted} classes, not ${given}; write ${wanted}.`,
  imageFunction: (name: string) =>
    `${name} is not in this lab; use a layer such as RandomFlip, RandomTranslation or RandomContrast.`,
  layerOnPictures: (name: string) =>
    `${name} cannot be put before the pictures' way into the model here; put it into the model.`,
  writtenOver: 'Pictures that are written over are not followed; leave this out.',
  dropRemainder: 'The last batch of an epoch, which is smaller, is trained on here too.',
  shuffledCut: 'Which pictures these are is left to chance; take them before shuffle.',
  generatorLacks: (name: string) =>
    `${name} of ImageDataGenerator is not in this lab; leave it out.`,
  generatorAsLayers:
    'What ImageDataGenerator does is carried as layers before the model; Keras 3 uses layers such as RandomFlip for it.',
  frontLayers: (names: string[]) =>
    `What changes the pictures on their way is carried as layers before the model: ${list(names)}.`,
  scaledOtherwise: (scale: number[], offset: number[]) => {
    const ends = [offset[0]!, scale[0]! * 255 + offset[0]!].map((end) =>
      Number(end.toPrecision(4)),
    );
    return `The pixels go from ${ends.join(' to ')} here, and from 0 to 1 in the lab: a layer before the model does the rest.`;
  },
  noBatch: 'The pipeline has no batches; write .batch(32).',
  batchTwice: 'The pipeline has its batches already; leave batch_size out.',
  shareOfOne: (given: string) => `validation_split is ${given}, but has to be from 0 to below 1.`,
  splitOfPipeline: 'validation_split needs arrays, not a pipeline; Keras refuses it, too.',
  otherSteps: (given: number, wanted: number) =>
    `steps_per_epoch is ${whole(given)}, but the pictures make ${whole(wanted)} batches, and an epoch here is all of them; leave it out.`,
  labelsAsPictures: 'These are labels; fit takes the pictures first.',
  trainsOnTest: 'These are the test pictures, and the lab trains on the training pictures.',
  notTheFirst: (from: number, to: number) =>
    `These are pictures ${whole(from)} to ${whole(to)}; the lab takes the first ones, such as [:5000].`,
  drawn: 'These pictures are drawn by chance, and the lab takes the first ones; write [:5000].',
  drawnAsLast: (share: number) =>
    `The validation pictures are drawn by chance in Keras; here they are the last ${Number((share * 100).toPrecision(4))}% of the training pictures.`,
  firstAsLast: (count: number) =>
    `The validation pictures are the first ${whole(count)} in Keras; here they are the last as many of the training pictures.`,
  validatesOnTraining: 'These validation pictures are trained on, too; use the test pictures.',
  otherScale:
    'The validation pictures are scaled otherwise than the training pictures here; the lab scales all alike.',
  floatOnly: (policy: string) => `The lab computes in float32, not in ${policy}.`,

  // compile and fit
  softmaxOfLogits:
    'The lab puts a softmax behind the last layer, where Keras has it in the loss (from_logits): the training is the same, and the model gives probabilities.',
  metricsByPlace:
    "compile's third argument is loss_weights in Keras 3; metrics is read, as in Keras 2. Write metrics=[...].",
  wholeRate: (given: string) => `Keras takes no whole number for learning_rate; write ${given}.0.`,
  sparseOfOneHot:
    "The labels are one-hot, and this loss takes whole numbers; write 'categorical_crossentropy', or leave to_categorical out.",
  ownCallback: (name: string) =>
    `${name} changes the training by code of its own, which is not run here; use EarlyStopping, or leave it out.`,
  foreignOptimizer: (given: string, here: string[]) =>
    `${given} is not an optimizer of this lab, which has ${here.join(', ')}; use keras.optimizers.Adam(learning_rate=0.001).`,
  oldRate: 'lr is the old name of learning_rate, and is read as that.',
  oldDecay: (value: number) =>
    `decay is an argument of old Keras: the learning rate of each batch is divided by 1 + ${value} × the number of batches before it. Here that is the schedule InverseTimeDecay.`,
  schedule: (name: string, here: string[]) =>
    `${name} is not a schedule of this lab, which has ${here.join(', ')}; or write one number for the whole run, such as Adam(learning_rate=0.001).`,
  noOptimizer: "compile needs an optimizer: optimizer='adam'.",
  noLoss: "compile needs a loss: loss='sparse_categorical_crossentropy'.",
  sparseLoss: (given: string) =>
    `${given} needs labels as rows of zeros and ones, but labels here are whole numbers; use 'sparse_categorical_crossentropy'.`,
  otherLoss: (given: string, meant: string | null) =>
    `The loss ${given} is not in this lab. ${did(meant && `'${meant}'`, "Use 'sparse_categorical_crossentropy'.")}`,
  otherMetric: (given: string, meant: string | null) =>
    meant
      ? `There is no metric ${given}. Did you mean '${meant}'?`
      : `The metric ${given} is ignored: this lab measures accuracy.`,
  noPictures: 'fit needs pictures and labels: fit(train_images, train_labels, epochs=10).',
  alwaysShuffled: 'The pictures are shuffled before every epoch here; leave shuffle out.',
  notInFit: (name: string) => `${name} is not in this lab; leave it out.`,
  callbacks: 'This callback does nothing to the training here, and is passed over.',
  secondCallback: (name: string) => `There are two of ${name}, and the lab has one; keep one.`,
  otherMonitor: (name: string) =>
    `${name} is not measured here; watch 'val_loss', 'val_accuracy', 'loss' or 'accuracy'.`,
  notMeasured: (name: string, metrics: string[]) =>
    `Keras does not find ${name}, because compile measures ${metrics.length > 0 ? list(metrics) : 'no metric'}; it warns and passes this callback over, and so does the lab.`,
  wrongMode: (name: string, given: string, wanted: string) =>
    `mode is ${given}, but of ${name} the best is the ${wanted === 'max' ? 'highest' : 'lowest'}; write '${wanted}', or leave mode out.`,
  nothingToWatch: (name: string, callback: string) =>
    `There is no ${name}, because fit has no validation data; Keras warns and passes ${callback} over, and so does the lab. Give validation_split=0.1 or validation_data.`,
  checkpointKeeps:
    'Keras writes the best epoch to this file and goes on; the lab writes none, and ends with the best epoch instead.',
  checkpointPassed:
    'The lab writes no files while it trains; which epoch it ends with, EarlyStopping says.',
  twoSchedules: (name: string) =>
    `${name} sets the learning rate, and something else here does, too; keep one of them.`,
  rateNotKnown: (epoch: number) =>
    `What this function gives for epoch ${epoch} is not a learning rate that is known here; write numbers, or a schedule such as keras.optimizers.schedules.ExponentialDecay.`,
  plateauOverruled:
    'LearningRateScheduler sets the rate of each epoch anew in Keras, so this callback changes nothing.',
  oneValueMore: (boundaries: number, values: number) =>
    `There are ${boundaries} boundaries and ${values} values; there has to be one value more than boundaries.`,
  commentedOut: 'This model is a comment; remove the # signs to use it.',
  allPictures:
    'In Keras these are all the pictures; the lab takes as many as its settings say. Write [:5000] behind the pictures and the labels to say it here.',
  unequalSlices:
    'There have to be as many labels as pictures; write the same number in both, such as [:5000].',
  wrongSetting: (name: Setting, given: string, min: number, max: number, integer: boolean) =>
    outOfRange(en.run.settings[name], given, min, max, integer),
  wrongArgument: (name: string, given: string, min: number, max: number, integer: boolean) =>
    outOfRange(name, given, min, max, integer),
};

export type CodeMessages = typeof code;
