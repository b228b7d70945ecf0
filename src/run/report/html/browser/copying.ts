/** Buttons that copy the text of a block, in the browser's JavaScript. */
export const copying = String.raw`
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
