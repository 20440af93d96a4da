import type { CompletionRecord } from './record';

/** The record whose certificate is being printed: that, and nothing else, is then on the paper. */
export const certificate = $state<{ of: CompletionRecord | null }>({ of: null });

export function printCertificate(record: CompletionRecord): void {
  certificate.of = record;
  addEventListener('afterprint', () => (certificate.of = null), { once: true });
  print();
}
