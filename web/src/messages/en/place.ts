/** What the page says about the place where it stands: a frame, an address, a file. */

export const place = {
  framed:
    'Inside this page the lab trains on one thread. In a tab of its own it can use several and is faster.',
  notSecure:
    'This address begins with http:// and is not this computer’s own. Browsers give such a page no threads and do not keep it for use offline, because others on the network could change it on its way to you. Training works, on one thread, and your work is kept in this browser. At an https:// address it is faster.',
  ownTab: 'Open the lab in a tab of its own',
  noTab: 'The page around the lab does not let it open a tab. Its address, to copy:',
};

export type PlaceMessages = typeof place;
