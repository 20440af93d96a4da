import type { Subject } from './about';
import type { Bound } from './condition';

/** A prediction that the learner has committed to. */
export interface Prediction {
  subject: Subject;
  bounds: Bound[];
  /** The number of the last run that had begun then. */
  after: number;
  /** The number of the run that has decided it; null while none has. */
  decided: number | null;
}

/** The predictions that stand. */
class Predicted {
  all = $state.raw<readonly Prediction[]>([]);
  private byPlace = new Map<string, Prediction>();

  set(place: string, prediction: Prediction | null): void {
    if (prediction) this.byPlace.set(place, prediction);
    else if (!this.byPlace.delete(place)) return;
    this.all = [...this.byPlace.values()];
  }
}
export const predicted = new Predicted();
