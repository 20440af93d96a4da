/** What the lesson's technical words mean: shown at the word. */
export const glossary = {
  bias: 'A number that is added to a weighted sum, the same whatever comes in. It is learned, like the weights.',
  batch:
    'The pictures after which the weights are moved once: 32 here, unless you choose otherwise. The step follows their mean.',
  channel:
    'One plane of a picture or of a layer’s output. A colour picture has three; a convolution makes one for each of its filters.',
  'cross-entropy':
    'The loss used here: minus the logarithm of the probability that the network gave to the right class. 0 if it was certain, 2.30 if it guesses among ten.',
  epoch: 'One pass through all the training pictures, in a new random order.',
  filter:
    'The weights of a convolution that make one channel of its output; also called a kernel. It looks for one pattern, everywhere.',
  gap: 'Training accuracy less test accuracy, in points. Wide, it says that the network remembers more than it understands.',
  'learning-rate':
    'How far the weights are moved at each step. Too large, and learning jumps about; too small, and it takes very long.',
  loss: 'How wrong the answers are, as one number. Training does nothing but make it smaller on the training pictures.',
  neuron:
    'One number of a layer’s output: a weighted sum of what comes in, a bias, then an activation such as ReLU.',
  optimizer:
    'The rule that says how each weight is moved to make the loss smaller. Here it is Adam, unless you choose another.',
  overfitting:
    'Getting better at the training pictures in ways that do not help with new ones: learning them by heart.',
  padding:
    'What the window of a convolution meets beyond the edge. “Same” adds zeros, so that the output is as large as the input; “valid” adds nothing.',
  parameter: 'A number that training changes: a weight or a bias.',
  regulariser:
    'Anything that makes it harder for a network to learn its training pictures by heart: dropout, a cost on large weights, more varied data.',
  relu: 'An activation: it lets positive numbers through and replaces negative ones with 0.',
  seed: 'The number that all random choices of a run begin from. The same seed, on the same kind of computer, gives the same run to the last digit.',
  softmax:
    'Turns a list of any numbers into probabilities that add up to 1; the largest number gets the largest share.',
};

export type GlossaryMessages = typeof glossary;
export type Term = keyof GlossaryMessages;
