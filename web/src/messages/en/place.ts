/** What the page says about the place where it stands: a frame, an address, a file. */

export const place = {
  ownTab: 'Open the lab in a tab of its own',
  noTab: 'The page around the lab does not let it open a tab. Its address, to copy:',
};
