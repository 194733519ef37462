// A small site of documents, whose policy names one other origin: Ballast's.
const policy = [
  "default-src 'self'",
  // The hash is that of the one script that Docusaurus 3.10.2 writes into its pages.
  "script-src 'self' 'sha256-VSjX2aDQTt9NLoldfwitmTdwi/Q1Ul2H+D/aNhI0EuM=' https://ballast.example",
  "frame-src https://ballast.example",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

export default {
  title: 'Trading notes',
  url: 'https://notes.example',
  baseUrl: '/',
  baseUrlIssueBanner: false,
  onBrokenLinks: 'throw',
  themes: ['@docusaurus/theme-classic'],
  plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/' }]],
  headTags: [
    { tagName: 'meta', attributes: { 'http-equiv': 'Content-Security-Policy', content: policy.join('; ') } },
  ],
};
