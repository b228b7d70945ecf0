/** The names of U+00A0 to U+00FF in HTML 4, in order. */
const latin1 = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute ' +
  'micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring ' +
  'AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml ' +
  'times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil ' +
  'egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ' +
  'ugrave uacute ucirc uuml yacute thorn yuml'
).split(' ');

/** The punctuation that HTML 5 also has names for, as its escapers write them. */
const punctuation =
  'amp& AMP& lt< LT< gt> GT> quot" QUOT" apos\' num# sol/ bsol\\ percnt% plus+ equals= excl! lpar( rpar) ast* ' +
  'grave` Hat^ lowbar_ comma, period. colon: semi; quest? commat@ dollar$ lsqb[ rsqb] lcub{ rcub} verbar| Tab\t NewLine\n';

const names = new Map([
  ...latin1.map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...punctuation.split(' ').map((entry) => [entry.slice(0, -1), entry.slice(-1)] as const),
]);

/** The character that a named reference of XML or HTML stands for, undefined for an unknown name. */
export function namedCharacter(name: string): string | undefined {
  return names.get(name);
}

/** The names that a browser also knows without a semicolon behind them (HTML, 13.5), those first that others begin with. */
export const withoutSemicolon: readonly string[] = [
  ...latin1,
  'amp',
  'AMP',
  'lt',
  'LT',
  'gt',
  'GT',
  'quot',
  'QUOT',
].sort((a, b) => b.length - a.length);
