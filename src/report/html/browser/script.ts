import { exchanges } from './exchanges';

/** Buttons that copy the text of a block, in the browser's JavaScript. */
const copying = String.raw`
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
${copying}${exchanges}${filtering}
})();
`;
