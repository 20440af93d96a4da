/** The words of the static page, written into index.html when it is built. */
export const page = {
  name: 'English',
  title: 'CNN Lab: train a convolutional network in your browser',
  description:
    'Learn what a convolutional neural network is by building and training one, for real, in this page: CIFAR-10, VGG, overfitting and dropout. Nothing to install, nothing uploaded.',
  skipToLesson: 'Skip to the lesson',
  skipToLab: 'Skip to the lab',
  stops: 'Stops of the lesson',
  lab: 'Lab',
  noScript:
    'You can read the whole lesson as it is. To train networks, the lab needs JavaScript and WebAssembly: please allow both for this page.',
  file: 'This page was opened as a file. Browsers load no scripts and no pictures for a page from a file, so you can read the lesson, but not train. Put the folder on a web server or, where the source is, run ./lab run, and open the address that it prints.',
  sandbox:
    'Inside another page, the lab also needs a frame without sandbox, or one whose sandbox has allow-scripts and allow-same-origin: otherwise the browser loads none of its programs.',
  ownTab: 'Open the lab in a tab of its own',
  notStarted:
    'The lab has not started yet. Its files may still be on their way, or out of reach: are you offline? Or this browser is too old for it, or does not let its scripts run.',
  sentAs:
    'The page does not work here: this server sends the file {file} as {got}, and browsers take it only as {wanted}. Whoever runs the server can set that.',
  notSent:
    'The page does not work like this: the server does not have the file {file}. It may have a newer version of the page: load the page again.',

  stop: (number: string) => `Stop ${number}`,
  exercise: 'Your turn',
  minutes: (minutes: number) => `about ${minutes} minutes`,
  goal: 'Goal',
  back: 'Back:',
  next: 'Next:',
  around: (stop: string) => `Before and after ${stop}`,
  formula: 'Formula',
  boxes: { do: 'Do', look: 'What to look for' } as Record<string, string>,
  results: 'What to expect: open it when you have a result of your own',
  predict: 'Predict',
  check: 'Check yourself',
};

export type PageWords = typeof page;
