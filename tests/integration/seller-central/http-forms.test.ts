import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CookieJar, openPage, readForms, submitForm } from '../../../local/person/http-forms.ts';

const FORM = `<form method="POST" action="/sent?x=1">
<input type="hidden" name="token" value="a&amp;b"><input name="name" value="Acme"><input name="unnamed-off" disabled>
<textarea name="note">one &lt; two</textarea>
<input type="checkbox" name="roles" value="A" checked><input type="checkbox" name="roles" value="B">
<input type="checkbox" name="agree"><input type="radio" name="kind" value="x"><input type="radio" name="kind" value="y" checked>
<input type="radio" name="kind" value="z" disabled>
<select name="one"><option>first</option><option value="2">second</option></select>
<select name="many" multiple><option selected>p</option><option>q</option></select>
<fieldset disabled><input name="off" value="1"></fieldset><input value="nameless">
<button name="do" value="save">Save</button><button name="do" value="drop">Drop</button><button type="button">Help</button>
</form>`;

let server: Server;
let url: string;
let seen: { request: IncomingMessage; body: string }[];

beforeEach(async () => {
  seen = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ request, body });
    if (request.url === '/loop') response.writeHead(302, { location: '/loop' });
    if (request.url?.startsWith('/sent'))
      response.writeHead(303, { location: 'done', 'set-cookie': 'b=2; Path=/' });
    if (request.url === '/') response.setHeader('set-cookie', ['a=1=1; HttpOnly', 'b=1', 'c=3']);
    if (request.url === '/done') response.setHeader('set-cookie', 'c=; Max-Age=0');
    response.end(FORM);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

function form() {
  const [only] = readForms(FORM);
  if (!only) throw new Error('There is no form');

  return only;
}

const sent = () => seen.find(({ request }) => request.method === 'POST');

it('reads every field as a browser would send it', () => {
  expect(form()).toEqual({
    action: '/sent?x=1',
    method: 'post',
    fields: [
      { name: 'token', kind: 'text', options: [], values: ['a&b'] },
      { name: 'name', kind: 'text', options: [], values: ['Acme'] },
      { name: 'note', kind: 'text', options: [], values: ['one < two'] },
      { name: 'roles', kind: 'many', options: ['A', 'B'], values: ['A'] },
      { name: 'agree', kind: 'many', options: ['on'], values: [] },
      { name: 'kind', kind: 'one', options: ['x', 'y'], values: ['y'] },
      { name: 'one', kind: 'one', options: ['first', '2'], values: ['first'] },
      { name: 'many', kind: 'many', options: ['p', 'q'], values: ['p'] },
    ],
    buttons: [
      { label: 'Save', name: 'do', value: 'save' },
      { label: 'Drop', name: 'do', value: 'drop' },
    ],
  });
});

it('sends what the page has filled in, and presses the first button', async () => {
  await submitForm(url, form());

  expect(sent()?.request.url).toBe('/sent?x=1');
  expect(sent()?.request.headers['sec-fetch-site']).toBe('same-origin');
  expect(sent()?.body).toBe('token=a%26b&name=Acme&note=one+%3C+two&roles=A&kind=y&one=first&many=p&do=save');
});

it('sends what is filled in, and presses the button that is named', async () => {
  const values = { name: 'Ä', roles: ['A', 'B'], agree: 'on', kind: 'x', one: '2', many: [], do: 'drop' };

  await submitForm(url, form(), values);

  expect(sent()?.body).toBe(
    'token=a%26b&name=%C3%84&note=one+%3C+two&roles=A&roles=B&agree=on&kind=x&one=2&do=drop',
  );
});

it.each([
  [{ off: '1' }, 'The form has no field off'],
  [{ kind: 'z' }, 'The field kind does not offer z'],
  [{ do: 'dance' }, 'The field do does not offer dance'],
])('does not send %j', async (values, message) => {
  await expect(submitForm(url, form(), { ...values })).rejects.toThrow(message);
  expect(seen).toEqual([]);
});

it('puts the fields of a GET form into the address', async () => {
  const [search] = readForms('<form action="/find?old=1"><input name="q" value="a b"></form>');

  const page = await submitForm(url, search as NonNullable<typeof search>);

  expect(page.url).toBe(`${url}find?q=a+b`);
});

it('follows to the page a form leads to, and brings the cookies along', async () => {
  const jar: CookieJar = new Map();
  await openPage(url, jar);

  const page = await submitForm(url, form(), {}, jar);
  await openPage(url, jar);

  expect(page.url).toBe(`${url}done`);
  expect(page.status).toBe(200);
  expect(seen.map(({ request }) => [request.method, request.headers.cookie])).toEqual([
    ['GET', undefined],
    ['POST', 'a=1=1; b=1; c=3'],
    ['GET', 'a=1=1; b=2; c=3'],
    ['GET', 'a=1=1; b=2'],
  ]);
});

it('gives up on a page that redirects to itself', async () => {
  await expect(openPage(`${url}loop`)).rejects.toThrow('redirects more than 10 times');
});
