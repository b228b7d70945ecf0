/**
 * The exchanges of a check, built from the data in the page when the check is opened, in the browser's
 * JavaScript. Every text becomes a text node, so nothing that a server sent is ever read as markup.
 */
export const exchanges = String.raw`
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
