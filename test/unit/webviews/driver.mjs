// Runs in the page: stands for the editor on one side and for a kernel on the other.
window.asked = [];
window.chosen = [];
window.listeners = [];
window.reply = undefined;

/** Takes everything away, and names the theme as the editor does. */
window.clearOutputs = theme => {
  window.renderer?.disposeOutputItem();
  document.body.replaceChildren();
  window.asked = [];
  window.chosen = [];
  // A page that is used again stands for another notebook.
  delete document[Symbol.for('clip-notebook.selection')];
  if (theme) document.body.dataset.vscodeThemeKind = theme;
};

/** What a value says to its pictures. */
window.tellOutput = (live, message) => {
  for (const listener of window.listeners) listener({ kind: 'tell', live, message });
};

/** What the host says was chosen elsewhere. */
window.selectOutput = selection => {
  for (const listener of window.listeners) listener({ kind: 'selected', selection });
};

/** Draws `payload` with the view's own bundle. `kernel`: `answers` with window.reply, `refuses`, or `none` for a page without messaging. */
window.drawOutput = async (payload, kernel) => {
  const listeners = (window.listeners = []);
  const context = {
    postMessage(message) {
      if (message.kind !== 'ask') {
        window.chosen.push(message);
        return;
      }
      window.asked.push(message);
      const { request } = message;
      const answer =
        kernel === 'answers'
          ? { kind: 'reply', request, ok: true, value: window.reply }
          : { kind: 'reply', request, ok: false, sentence: 'The kernel has ended. Run the cell again.' };
      setTimeout(() => {
        dispatchEvent(new Event('reply'));
        listeners.forEach(listener => listener(answer));
      }, 5);
    },
    onDidReceiveMessage: listener => listeners.push(listener),
  };
  const { activate } = await import(`https://output.test/${payload.view}.js`);
  window.renderer = activate(kernel === 'none' ? {} : context);
  const element = document.body.appendChild(document.createElement('div'));
  window.renderer.renderOutputItem({ id: 'output', json: () => payload }, element);
};
