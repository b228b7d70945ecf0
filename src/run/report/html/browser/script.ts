import { copying } from './copying';
import { exchanges } from './exchanges';
import { filtering } from './filtering';

/** The script of the page; without it the verdict, the failures and the matrix are all there to read. */
export const script = `
(() => {
  'use strict';
  document.querySelector('.unscripted').hidden = true;
  const byId = (id) => document.getElementById(id);
${copying}${exchanges}${filtering}
})();
`;
