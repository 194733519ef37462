// Random questions to every calculator, opened as links one after the other: the page gives the digits of the engine
// without a browser, and where that has a problem the page says the same.
import assert from 'node:assert/strict';
import { agrees, randomCases } from './engine.mjs';
import { inBrowser } from './page.mjs';

/** So many questions at a time: each visit has its limit of time. */
const AT_ONCE = 100;
const CASES = randomCases(500);

inBrowser('Chromium', (fact) => {
  for (let first = 0; first < CASES.length; first += AT_ONCE) {
    const cases = CASES.slice(first, first + AT_ONCE);
    fact(`random questions ${first} to ${first + cases.length - 1} have the same answers here as without a browser`, async (open) => {
      const visit = await open({ link: cases[0].link });
      for (const { id, link, answer } of cases) {
        const [address, report, problems] = parts(await reported(visit, link));
        assert.equal(address.slice(address.indexOf('#')), link, `question ${id}`);
        try {
          agrees(report, answer);
          assert.equal(Object.keys(report).length > 0, answer.status === 'ok');
          for (const { severity, message } of answer.problems) assert.ok(problems.includes(`${severity}: ${message}`), message);
        } catch (error) {
          throw new Error(`question ${id}, ${link}: ${error.message}`);
        }
      }
    });
  }
});

/** The report of a link that is opened by the fragment alone. */
function reported(visit, link) {
  return visit.page.evaluate(async (fragment) => {
    if (location.hash !== fragment) {
      const followed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      location.hash = fragment;
      await followed;
      // What follows the state is asked again before the next frame.
      await new Promise(requestAnimationFrame);
    }
    const button = [...document.querySelectorAll('.next button')].find(({ textContent }) => textContent === 'Report this number');
    button.click();
    return globalThis.copiedTexts.at(-1);
  }, link);
}

/** The exact link, the outputs by key, and the lines of problems. */
function parts(text) {
  const lines = text.split('\n');
  const answers = lines.slice(lines.indexOf('Answers') + 1);
  const outputs = answers.map((line) => /^ {2}.* \((\w+)\): .* \[(.*)\]$/.exec(line)).filter(Boolean);
  return [lines[1], Object.fromEntries(outputs.map(([, key, bare]) => [key, bare])), answers.filter((line) => !line.startsWith(' '))];
}
