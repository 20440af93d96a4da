import type { AssignmentMessages } from '../en/assignment';

export const assignment: AssignmentMessages = {
  heading: (key) => `Tarea: ${key}`,
  ask: 'Escribe tu nombre antes de entrenar: una ejecución sin él no cuenta. Da a tus ejecuciones una semilla propia, así que tus números son solo tuyos, y va en tu registro de trabajo. Se queda en este ordenador hasta que lo entregues.',
  name: 'Tu nombre',
  use: 'Usar este nombre',
  useAndTrain: 'Usar este nombre y entrenar',
  first:
    'Primero tu nombre, porque de él sale tu semilla: escríbelo aquí y empieza el entrenamiento.',
  yours: (name, seed) => `${name}, tu semilla es ${seed}.`,
  another: 'Otro nombre',
  changed: (seed) =>
    `La semilla ha cambiado. Para esta tarea solo cuentan las ejecuciones con tu propia semilla, ${seed}.`,
  setBack: 'Usar mi semilla',
};
