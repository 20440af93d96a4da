/** A page's storage, read and written without the page's own code. Bytes are in base64. */

/** { slots: { a, b }, notes, local } as they are stored. */
export const storedIn = (page) =>
  page.evaluate(async () => {
    const settled = (request) =>
      new Promise((done, fail) => {
        request.onerror = () => fail(request.error);
        request.onsuccess = () => done(request.result);
      });
    const text = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    const database = await settled(indexedDB.open('cnn-lab'));
    const slots = {};
    for (const name of 'abcdefghijklmnop') {
      const store = database.transaction('slots').objectStore('slots');
      const slot = await settled(store.get(name));
      if (slot) slots[name] = { ...slot, bytes: text(slot.bytes) };
    }
    const notes = await settled(database.transaction('notes').objectStore('notes').get('notes'));
    database.close();
    return { slots, notes: notes ?? null, local: { ...localStorage } };
  });

/** Stores what `storedIn` gave, in place of all that there is. */
export const storeIn = (page, { slots, notes, local }) =>
  page.evaluate(
    async ({ slots, notes, local }) => {
      const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const database = await new Promise((done, fail) => {
        const opening = indexedDB.open('cnn-lab', 1);
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => done(opening.result);
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('slots');
          opening.result.createObjectStore('notes');
        };
      });
      const transaction = database.transaction(['slots', 'notes'], 'readwrite');
      transaction.objectStore('slots').clear();
      for (const [name, slot] of Object.entries(slots))
        transaction.objectStore('slots').put({ ...slot, bytes: bytes(slot.bytes) }, name);
      if (notes) transaction.objectStore('notes').put(notes, 'notes');
      await new Promise((done, fail) => {
        transaction.oncomplete = done;
        transaction.onabort = () => fail(transaction.error);
      });
      database.close();
      localStorage.clear();
      for (const [name, value] of Object.entries(local)) localStorage.setItem(name, value);
    },
    { slots, notes, local },
  );
