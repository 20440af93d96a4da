/** How the model can be shown; the first is what a visitor finds. */
export const modelViews = ['picture', 'blocks', 'code'] as const;
export type ModelView = (typeof modelViews)[number];
