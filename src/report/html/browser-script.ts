// Buttons that copy a text, and the exchanges of a check, built from the data in the page when the check is opened. Every
// text becomes a text node, so nothing that a server sent is ever read as markup.
const exchanges = String.raw`
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const copyButton = (pre, what) => {
    const button = make('button', 'copy', 'Copy');
    button.type = 'button';
    button.setAttribute('aria-label', 'Copy ' + what);
    const say = (word) => {
      button.textContent = word;
      button.setAttribute('aria-label', word + ': ' + what);
      setTimeout(() => {
        button.textContent = 'Copy';
        button.setAttribute('aria-label', 'Copy ' + what);
      }, 1500);
    };
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent);
        say('Copied');
      } catch {
        getSelection().selectAllChildren(pre);
        say('Selected');
      }
    });
    return button;
  };
  document.querySelectorAll('pre.command').forEach((pre) => pre.before(copyButton(pre, 'the command')));

  let data;
  let known;
  const load = () => {
    if (data) return;
    data = JSON.parse(byId('exchange-data').textContent);
    known = new Map(data.exchanges);
  };

  const tokensOf = (place) => {
    const [text, runs = ''] = data.texts[place];
    const tokens = [];
    let at = 0;
    for (const [, length, letter] of runs.matchAll(/([0-9A-Z]+)([a-z])/g)) {
      const end = at + parseInt(length, 36);
      tokens.push([text.slice(at, end), letter]);
      at = end;
    }
    if (at < text.length) tokens.push([text.slice(at), 'p']);
    return tokens;
  };
  // Nothing but white space between the tokens changes.
  const indented = (tokens) => {
    const out = [];
    let depth = 0;
    const line = () => '\n' + '  '.repeat(depth);
    tokens.forEach(([text, letter], index) => {
      if (letter !== 'p' || (index === tokens.length - 1 && text.includes('…'))) return out.push([text, letter]);
      let laid = '';
      for (const character of text) {
        if ('{['.includes(character)) { depth += 1; laid += character + line(); }
        else if ('}]'.includes(character)) {
          depth = Math.max(0, depth - 1);
          laid = /[{[]\s+$/.test(laid) ? laid.trimEnd() + character : laid + line() + character;
        }
        else if (character === ',') laid += character + line();
        else if (character === ':') laid += ': ';
        else if (character.trim()) laid += character;
      }
      out.push([laid, letter]);
    });
    return out;
  };
  const fillBlock = (pre, head, tokens) => {
    pre.replaceChildren(head, ...(tokens.length ? ['\n\n'] : []));
    for (const [text, letter] of tokens) pre.append(letter === 'p' ? text : make('span', letter, text));
    if (pre.textContent.length > 900) pre.tabIndex = 0;
  };
  const message = (name, head, place) => {
    const box = make('div');
    const title = make('p', 'part', name);
    const pre = make('pre');
    const tokens = place < 0 ? [] : tokensOf(place);
    box.append(title, pre);
    const first = tokens.length ? data.texts[place][0] : '';
    if (/^\s*[{[]/.test(first) && first.trim().split('\n').length < 3 && first.length > 60) {
      const button = make('button', 'copy');
      button.type = 'button';
      const asIs = name === 'Request' ? 'As sent' : 'As received';
      let pretty = false;
      const turn = () => {
        pretty = !pretty;
        title.textContent = pretty ? name + ', indented for reading' : name + ', ' + asIs.toLowerCase();
        button.textContent = pretty ? asIs : 'Indent';
        fillBlock(pre, head, pretty ? indented(tokens) : tokens);
      };
      button.addEventListener('click', turn);
      title.after(button);
      turn();
    } else fillBlock(pre, head, tokens);
    return box;
  };
  const exchangeOf = (id, index, count) => {
    const one = known.get(id);
    const role = count === 1 ? '' : index === 0 ? 'Judged: ' : 'For comparison: ';
    const section = make('div', 'exchange');
    section.append(make('p', 'exchange-head', role + one.title + ' (' + id + ')'));
    const messages = make('div', 'messages');
    const curl = make('div', 'curl');
    const pre = make('pre', '', one.curl);
    curl.append(make('p', 'part', 'Reproduce it'), copyButton(pre, 'the curl line'), pre);
    messages.append(message('Request', one.request, one.sent), message('Response', one.response, one.received), curl);
    section.append(messages);
    return section;
  };
  const fill = (details) => {
    const refs = [...details.children].find((child) => child.matches('.refs'));
    if (!refs || refs.dataset.filled) return;
    load();
    refs.dataset.filled = 'yes';
    const ids = refs.dataset.x.split(' ').filter((id) => known.has(id));
    refs.after(...ids.map((id, index) => exchangeOf(id, index, ids.length)));
    const missing = refs.dataset.x.split(' ').length - ids.length;
    if (missing) refs.textContent = missing + ' more, left out to keep this file small; report.json has all.';
    else refs.hidden = true;
  };
  document.addEventListener('toggle', ({ target }) => {
    if (target.open && target.matches('.lazy')) fill(target);
  }, true);
  document.querySelectorAll('.lazy[open]').forEach(fill);
`;

/** The filters, kept in the URL, and navigation to the place that it names, in the browser's JavaScript. */
const filtering = String.raw`
  const form = byId('filters');
  const output = form.querySelector('output');
  const rows = [...document.querySelectorAll('#requirements tbody')].map((row) => ({
    row,
    own: row.querySelector('th').textContent + ' ' + row.querySelector('.statement').textContent,
    checks: [...row.querySelectorAll('.check')],
  }));
  const cards = [...document.querySelectorAll('article.cause')];
  const texts = new WeakMap();
  const textOf = (check) => {
    if (!texts.has(check)) {
      const own = [...check.children].filter((child) => !child.matches('.exchange'));
      texts.set(check, own.map((child) => child.textContent).join(' ').toLowerCase());
    }
    return texts.get(check);
  };

  const read = () => {
    const data = new FormData(form);
    return {
      status: data.getAll('status'),
      level: data.get('level'),
      profile: data.get('profile'),
      q: data.get('q').trim().toLowerCase(),
    };
  };
  const apply = () => {
    const { status, level, profile, q } = read();
    const active = Boolean(status.length || level || profile || q);
    const fits = (element, text) =>
      (!status.length || element.dataset.s.split(' ').some((one) => status.includes(one))) &&
      (!level || element.dataset.l.split(' ').includes(level)) &&
      (!profile || element.dataset.p.split(' ').includes(profile)) &&
      (!q || text.includes(q));
    let seen = 0;
    let total = 0;
    const open = [];
    rows.forEach(({ row, own, checks }) => {
      const ownText = own.toLowerCase();
      let some = 0;
      checks.forEach((check) => {
        const fit = fits(check, q ? ownText + ' ' + textOf(check) : '');
        check.hidden = !fit;
        if (fit) some += 1;
      });
      seen += some;
      total += checks.length;
      row.hidden = !some && !(checks.length === 0 && fits(row, ownText));
      if (active && some) open.push(row.querySelector('.checks'));
    });
    cards.forEach((card) => (card.hidden = !fits(card, q ? card.textContent.toLowerCase() : '')));
    if (active && open.length <= 30) open.forEach((details) => (details.open = true));
    document.querySelectorAll('table.section').forEach((table) => {
      table.hidden = ![...table.tBodies].some((body) => !body.hidden);
    });
    output.textContent = active ? seen + ' of ' + total + ' checks' : total + ' checks';
  };
  const toHash = () => {
    const { status, level, profile } = read();
    const parts = new URLSearchParams();
    if (status.length) parts.set('status', status.join(','));
    if (level) parts.set('level', level);
    if (profile) parts.set('profile', profile);
    if (form.elements.q.value.trim()) parts.set('q', form.elements.q.value.trim());
    history.replaceState(null, '', '#' + parts.toString().replaceAll('%2C', ','));
  };
  const setForm = (parts) => {
    const status = (parts.get('status') || '').split(',');
    form.querySelectorAll('[name=status]').forEach((box) => (box.checked = status.includes(box.value)));
    form.elements.level.value = parts.get('level') || '';
    form.elements.profile.value = parts.get('profile') || '';
    form.elements.q.value = parts.get('q') || '';
    apply();
  };
  const fromHash = () => {
    const hash = location.hash.slice(1);
    if (hash.includes('=')) {
      setForm(new URLSearchParams(hash));
      form.scrollIntoView();
      return;
    }
    let place = null;
    try {
      place = byId(decodeURIComponent(hash));
    } catch {
      return;
    }
    if (!place) return;
    if (place.closest('[hidden]')) setForm(new URLSearchParams());
    const inner = place.matches('tbody') ? place.querySelector('details') : place;
    for (let up = inner; up; up = up.parentElement) if (up.matches('details')) up.open = true;
    place.scrollIntoView();
  };

  form.hidden = rows.length === 0;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => { apply(); toHash(); });
  form.addEventListener('reset', () => setTimeout(() => { apply(); toHash(); }));
  addEventListener('hashchange', fromHash);
  apply();
  fromHash();
`;

/** The script of the page; without it, the verdict, the failures and the matrix can still be read. */
export const script = `
(() => {
  'use strict';
  document.querySelector('.unscripted').hidden = true;
  const byId = (id) => document.getElementById(id);
${exchanges}${filtering}
})();
`;
