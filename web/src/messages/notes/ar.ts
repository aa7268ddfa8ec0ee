// Words of the pages for notes, participants and words.
export const ar = {};
