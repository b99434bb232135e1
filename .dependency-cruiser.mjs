/** Who may import whom: the drawing in ARCHITECTURE.md as rules. Each rule has a planted violation in test/gates. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to });

export default {
  forbidden: [
    only('no-cycles', 'A cycle has no first reader.', '', {
      circular: true,
      viaOnly: { dependencyTypesNot: ['type-only'] },
    }),
    only('kernel-protocol-is-a-leaf', 'Both sides of the wire read it.', '^kernels/protocol/', {
      pathNot: '^kernels/protocol/',
    }),
    only('view-protocol-is-a-leaf', 'Both sides of the wire read it.', '^webviews/protocol/', {
      pathNot: '^webviews/protocol/',
    }),
    only('kernels-know-no-editor', 'The kernel also runs from the command line.', '^kernels/', {
      path: '^(vscode$|extension/|webviews/(?!protocol/|pictures/)|node_modules/(@types/vscode|vscode)/)',
    }),
    only('clip-knows-no-cells', 'clip is a plain library.', '^kernels/clip/', {
      path: '^kernels/(channel|typescript|cli|analysis|phantoms|displays)/',
    }),
    only('analysis-is-pure', 'analysis is a plain library.', '^kernels/(analysis|phantoms)/', {
      path: '^kernels/(channel|typescript|cli|displays)/',
    }),
    only(
      'displays-know-no-engine',
      'A picture of a value is made the same in a cell, a test and a page.',
      '^kernels/displays/',
      {
        path: '^kernels/(channel|typescript|cli)/',
      },
    ),
    only('one-runtime', 'Only kernels/clip/sessions talks to ONNX Runtime.', '^kernels/(?!clip/sessions/)', {
      path: '^(node_modules/)?onnxruntime-node',
      dependencyTypesNot: ['type-only'],
    }),
    only(
      'pictures-are-pure',
      'The kernel draws them for saved notebooks, the page for files.',
      '^webviews/pictures/',
      {
        pathNot: '^webviews/(pictures|protocol)/',
      },
    ),
    only(
      'view-stands-alone',
      'Views are bundled apart.',
      '^webviews/(?!protocol/|pictures/|runtime/)([^/]+)/',
      {
        path: '^(extension|kernels)/|^webviews/(?!protocol/|pictures/|runtime/)',
        pathNot: '^webviews/$1/',
      },
    ),
    only('runtime-knows-no-view', 'It is in every bundle.', '^webviews/runtime/', {
      path: '^(extension|kernels)/|^webviews/(?!protocol/|pictures/|runtime/)',
    }),
    only('host-keeps-to-the-protocols', 'The host never loads a kernel.', '^extension/', {
      path: '^(kernels/(?!protocol/|channel/)|webviews/(?!protocol/))',
    }),
    only('nothing-imports-tests', 'Tests are leaves.', '^(kernels|extension|webviews)/', {
      path: '^(test|samples)/',
    }),
    only('resolvable', 'Every import must resolve.', '', { couldNotResolve: true, pathNot: '^vscode$' }),
    only('declared', 'Every package must be in package.json.', '', {
      dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
    }),
    only(
      'no-development-packages-in-the-product',
      'They are not installed by users.',
      '^(kernels|extension|webviews)/',
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^(node_modules/)?@types/',
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    // The build script has the name of the package it uses.
    exclude: { path: '^dist/|\\.assembly\\.ts$|^esbuild\\.mjs$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
