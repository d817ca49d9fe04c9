/**
 * Runs before each request in Postman: gets an access token and keeps it until a minute before it expires. A value that
 * refers to the vault is read from there, which Newman does not have; elsewhere values are in the environment.
 */
export const TOKEN_SCRIPT = `
const get = (name) => pm.variables.get(name) || '';
pm.variables.set('base_url', get('sandbox') === 'true' ? get('base_url_sandbox') : get('base_url_production'));
pm.variables.set('token_refusal', '');
function refusal(reply) {
  let said = {};
  try { said = reply.json(); } catch (error) { /* no JSON: the status has to do */ }
  return [reply.code, said.error, said.error_description].filter(Boolean).join(' ');
}
const vaultName = (value) => (/^{{vault:(.+)}}$/.exec(value) || [])[1];
function exchange(clientSecret, refreshToken) {
  pm.sendRequest({
    url: get('lwa_url'),
    method: 'POST',
    header: { 'content-type': 'application/x-www-form-urlencoded' },
    body: {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'grant_type', value: 'refresh_token' },
        { key: 'refresh_token', value: refreshToken },
        { key: 'client_id', value: get('client_id') },
        { key: 'client_secret', value: clientSecret },
      ],
    },
  }, (error, reply) => {
    if (error || reply.code !== 200) {
      pm.variables.set('token_refusal', error ? String(error.code) : refusal(reply));
      return;
    }
    pm.environment.set('access_token', reply.json().access_token);
    pm.environment.set('access_token_expires', String(Date.now() + (reply.json().expires_in - 60) * 1000));
  });
}
if (Number(get('access_token_expires')) < Date.now()) {
  const secret = get('client_secret');
  const token = get('refresh_token');
  if (vaultName(secret)) {
    Promise.all([pm.vault.get(vaultName(secret)), pm.vault.get(vaultName(token))]).then(([a, b]) => exchange(a, b));
  } else {
    exchange(secret, token);
  }
}
`.trim();

/** Runs after each request in Postman and Newman: the run fails where Login with Amazon or SP-API refused it, with the error. */
export const TEST_SCRIPT = `
const hidden = (text) => text.replace(/Atz[a-z]\\|\\S+|amzn1\\.oa2-cs\\.\\S+/g, '[not shown]');
const refusal = pm.variables.get('token_refusal');
pm.test('Login with Amazon gives an access token', () => {
  if (refusal) pm.expect.fail(hidden('Login with Amazon answered ' + refusal));
});
pm.test('SP-API answers with success', () => {
  if (pm.response.code >= 200 && pm.response.code < 300) return;
  let said = [];
  try { said = pm.response.json().errors || []; } catch (error) { /* no JSON: the status has to do */ }
  const words = said.map((one) => [one.code, one.message, one.details].filter(Boolean).join(': '));
  pm.expect.fail(hidden(['SP-API answered ' + pm.response.code].concat(words).join(' ')));
});
`.trim();
