/** Around the plot of a chart, in pixels. At the right the lines have their names. */
export const margin = { top: 14, right: 136, bottom: 30, left: 46 };
