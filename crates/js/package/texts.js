// What a person would have typed for a value, as the engine reads it.

/** Keys and texts in turn, with a zero between any two. */
export function pairs(inputs) {
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return given.flatMap(([key, value]) => [clean(key), clean(asText(value))]).join('\0');
}

/** The text of a number, a text, a list of them, rows of cells by name, or rows of cells in order. */
export function asText(value) {
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value)) return ArrayBuffer.isView(value) ? Array.from(value).join(',') : String(value);
  if (Array.isArray(value[0])) return value.map(asText).join(';');
  if (typeof value[0] === 'object' && value[0] !== null) return rows(value);
  return value.map(asText).join(',');
}

function rows(items) {
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const lines = items.map((item) => columns.map((column) => cell(item[column])).join(','));
  return [columns.join(','), ...lines].join(';');
}

/** Without the commas that group its thousands: in a row they part cells. */
function cell(value) {
  const text = asText(value);
  return /^\s*[-+−]?\d{1,3}(,\d{3})+(\.\d*)?\s*$/.test(text) ? text.replaceAll(',', '') : text;
}

function clean(text) {
  return text.replaceAll('\0', ' ');
}
