/** Whether the place for pictures of one's own is open: the lesson opens it too. */
export const opening = $state({ isOpen: false });
