/** Numbers as English writes them. */

export const whole = new Intl.NumberFormat('en');
export const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
export const points = (value: number) =>
  `${value.toFixed(1)} ${Math.abs(value) === 1 ? 'point' : 'points'}`;

export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 60) return `${5 * Math.round(seconds / 5)} s`;
  const minutes = seconds / 60;
  if (minutes < 10) return `${Math.floor(minutes)} min ${Math.floor(seconds % 60)} s`;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  return `${Math.floor(minutes / 60)} h ${Math.round(minutes % 60)} min`;
}
