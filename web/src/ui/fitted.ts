/** How large a picture of so many rows and columns is drawn in a square place, as shares of its side. */
export const fitted = (height: number, width: number) => ({
  width: Math.min(1, width / height),
  height: Math.min(1, height / width),
});
