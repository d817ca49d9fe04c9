/**
 * Runs before each request in Postman: gets an access token and keeps it until a minute before it expires. A value that
 * refers to the vault is read from there, which Newman does not have; elsewhere values are in the environment.
 */
export const TOKEN_SCRIPT = `
const get = (name) => pm.variables.get(name) || '';
pm.variables.set('base_url', get('sandbox') === 'true' ? get('base_url_sandbox') : get('base_url_production'));
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
    if (error || reply.code !== 200) throw new Error('Login with Amazon refused the credentials: ' + (error ? error.code : reply.code));
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
