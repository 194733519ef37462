// The same site with the script on every page, so that a page holds the element alone.
import site from './docusaurus.config.js';

export default {
  ...site,
  scripts: [{ src: 'https://ballast.example/embed.js', async: true }],
};
