/**
 * Ways in which the browser's IndexedDB fails: text to put in front of the storage worker's script.
 * A fault strikes while globalThis.faulty holds in that worker; struckAt says when it did first.
 */
const prelude = `
globalThis.faulty = FROM_START;
const error = (name) => new DOMException('planted', name);
const replace = (prototype, name, act) => {
  const original = prototype[name];
  prototype[name] = function (...given) {
    if (!globalThis.faulty) return original.apply(this, given);
    globalThis.struckAt ??= Date.now();
    return act.call(this, () => original.apply(this, given));
  };
};
`;

const onOpen = (act) => `replace(IDBFactory.prototype, 'open', ${act});`;
const onTransaction = (act) => `replace(IDBDatabase.prototype, 'transaction', ${act});`;
const onPut = (act) => `replace(IDBObjectStore.prototype, 'put', ${act});`;
const throws = (name) => `() => { throw error('${name}'); }`;

/** `says`: what the page has to say of it; null where it recovers without a word. */
export const storageFaults = [
  {
    name: 'open is denied',
    fromStart: true,
    says: /does not let the page store anything/,
    script: onOpen(throws('SecurityError')),
  },
  {
    name: 'open fails',
    fromStart: true,
    says: /could not save your work \(UnknownError: planted\)/,
    script: onOpen(throws('UnknownError')),
  },
  {
    name: 'open never answers',
    fromStart: true,
    says: /storage does not answer/,
    script: onOpen(`(open) => Object.assign(open(), { addEventListener() {} })`),
  },
  {
    name: 'no transaction can begin',
    says: /could not save your work \(UnknownError: planted\)/,
    script: onTransaction(throws('UnknownError')),
  },
  {
    name: 'the disk is full at put',
    says: /disk space that this browser gives the page is full/,
    script: onPut(throws('QuotaExceededError')),
  },
  {
    name: 'put fails',
    says: /could not save your work \(DataError: planted\)/,
    script: onPut(throws('DataError')),
  },
  {
    name: 'put never answers',
    says: /storage does not answer/,
    // The transaction is kept open by one request after the other.
    script: onPut(`function (put) {
      const hold = () => { if (globalThis.faulty) this.get('none').onsuccess = hold; };
      hold();
      return put();
    }`),
  },
  {
    name: 'the transaction aborts at commit',
    says: /could not save your work \(AbortError/,
    script: onPut(`function (put) {
      const request = put();
      request.addEventListener('success', () => this.transaction.abort());
      return request;
    }`),
  },
  {
    name: 'the browser closes the storage',
    says: null,
    script: onPut(`function () {
      globalThis.faulty = false;
      this.transaction.abort();
      throw error('InvalidStateError');
    }`),
  },
];

/** The storage worker's script with a fault in front. */
export const withFault = (script, { fromStart = false, script: fault }) =>
  `${prelude.replace('FROM_START', String(fromStart))}${fault}\n${script}`;
