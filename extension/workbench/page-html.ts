/** The panel's page. Scripts run by its nonce or from our own folder, never from text. */
export function workbenchPage({
  script,
  source,
  nonce,
}: {
  /** Address of the panel's bundle; the views lie beside it. */
  readonly script: string;
  /** `webview.cspSource`. */
  readonly source: string;
  readonly nonce: string;
}): string {
  // Views bring their styles as elements into their shadow trees; the policy has no other name for those.
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${source}`,
    `style-src ${source} 'unsafe-inline'`,
    `img-src ${source} data: blob:`,
    `font-src ${source}`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Prompt Workbench</title>
</head>
<body>
<main id="workbench"></main>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
