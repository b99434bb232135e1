export const style = `
h3 { margin: 0 0 4px; }
`;
