/** The whole number that an option gives; throws a sentence that says what it wants. */
export function wholeNumber(values, name, least = 1) {
  const number = Number(values[name]);
  if (values[name].trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${name} ${values[name]}: give a whole number from ${least} up.`);
}
