import type { Seen } from './read-observations.ts';
import type { Symptom } from './rule.ts';

/** Whether an observation looks like that. What was not observed is no obstacle, and no support. */
export function matches(seen: Seen, symptom: Symptom): boolean {
  return fits(seen, symptom) && supports(seen, symptom);
}

function fits(seen: Seen, symptom: Symptom): boolean {
  const { service, operation, notOperation, called, status, answer, noDetails, page } = symptom;
  if (answer !== 'either' && seen.ok !== (answer === 'good')) return false;
  if (service && !service.includes(seen.service)) return false;
  if (operation && !operation.test(seen.operation)) return false;
  if (notOperation?.test(seen.operation)) return false;
  if (called && !(seen.known && called(seen.known))) return false;
  if (status && seen.status !== undefined && !status.includes(seen.status)) return false;
  if (symptom.notWords?.test(seen.text)) return false;
  return !(noDetails && seen.details !== '') && !(page && !seen.page);
}

/** Code and words: where both are asked for and both are there, both have to fit. */
function supports(seen: Seen, symptom: Symptom): boolean {
  const { code, words, raw, answer, page, status, statusTells } = symptom;
  if (statusTells) return seen.said.length === 0 && seen.status !== undefined && status !== undefined;
  if (raw && !raw.test(seen.raw)) return false;
  if (words && !words.test(seen.text)) return false;
  // What only looks like a code in the text counts where the answer names none.
  const codes = seen.said.length > 0 ? seen.said : seen.codes;
  const codeFits = code !== undefined && codes.some((one) => code.test(one));
  if (code && !codeFits && seen.said.length > 0) return false;
  return codeFits || words !== undefined || raw !== undefined || page === true || answer === 'good';
}
