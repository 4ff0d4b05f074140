// ProConnect for the tests: the certified oidc-provider, configured as ProConnect documents itself.
// Arguments, as JSON: {port, redirect, farewell}. POST /_control sets people and what must go wrong; GET /_seen tells what came.

import { createServer } from 'node:http';
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import Provider from 'oidc-provider';

const { port, redirect, farewell } = JSON.parse(process.argv[2]);
const BASE = '/api/v2';
const issuer = `http://127.0.0.1:${port}${BASE}`;
const ASSURANCE = 'https://proconnect.gouv.fr/assurance/';
const LEVELS = ['eidas0', 'eidas1', 'eidas2', 'eidas3', `${ASSURANCE}self-asserted`, `${ASSURANCE}self-asserted-2fa`,
  `${ASSURANCE}consistency-checked`, `${ASSURANCE}consistency-checked-2fa`];
const DOCUMENTED = new Set(['response_type', 'client_id', 'redirect_uri', 'scope', 'claims', 'state', 'nonce', 'prompt',
  'idp_hint', 'login_hint']);
const IDENTITY = ['given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id'];

const key = (kid) => ({ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid, use: 'sig', alg: 'RS256' });
const own = key('proconnect-1');
const PUBLIC = createPublicKey({ key: own, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
const stranger = { ...key('proconnect-1') };
const control = { people: {}, faults: {} };
let seen = [];

// What a forger, a neighbour or a broken proxy would send: claims changed, signed with the provider's key or another,
// not at all, or with what everybody knows: its public key taken for a shared secret.
function tampered(token, { claims = {}, without = [], forged = false, header = {}, unsigned = false, hmac = false }) {
  const [head, body] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  const told = { ...body, ...claims };
  without.forEach((name) => delete told[name]);
  const parts = [{ ...head, ...header }, told].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  if (unsigned) return `${parts.join('.')}.`;
  if (hmac) return [...parts, createHmac('sha256', PUBLIC).update(parts.join('.')).digest('base64url')].join('.');
  const jwk = createPrivateKey({ key: forged ? stranger : own, format: 'jwk' });
  return [...parts, sign('sha256', Buffer.from(parts.join('.')), jwk).toString('base64url')].join('.');
}

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'eclore', client_secret: 'a-secret-of-the-tests-that-is-long-enough', redirect_uris: [redirect],
    post_logout_redirect_uris: [farewell], response_types: ['code'], grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_post', id_token_signed_response_alg: 'RS256',
    userinfo_signed_response_alg: 'RS256',
  }],
  clientAuthMethods: ['client_secret_post'],
  jwks: { keys: [own] },
  scopes: ['openid', ...IDENTITY],
  claims: { openid: ['sub'], acr: null, amr: null, ...Object.fromEntries(IDENTITY.map((name) => [name, [name]])) },
  acrValues: LEVELS,
  pkce: { required: () => false },
  cookies: { keys: ['of-the-tests-only'] },
  responseTypes: ['code'],
  features: {
    devInteractions: { enabled: false }, claimsParameter: { enabled: true }, jwtUserinfo: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Fermer ma session</button>`);
      },
    },
  },
  routes: { authorization: '/authorize', token: '/token', userinfo: '/userinfo', end_session: '/session/end', jwks: '/jwks' },
  ttl: { AuthorizationCode: () => control.faults.code_lasts ?? 30, AccessToken: 60, IdToken: 60, Session: 43200,
    Interaction: 600, Grant: 43200 },
  interactions: { url: (ctx, interaction) => `${BASE}/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...control.people[sub] }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(['openid', ...IDENTITY].join(' '));
    grant.addOIDCClaims(['acr']);
    await grant.save();
    return grant;
  },
});

const page = (inside) => `<!doctype html><html lang="fr"><title>ProConnect</title><main><h1>ProConnect</h1>${inside}</main></html>`;

// ProConnect answers Y000400 to whatever it has not documented, and to secrets that are too short.
provider.use(async (ctx, next) => {
  if (ctx.path.endsWith('/jwks')) seen.push({ jwks: {} });
  if (ctx.path.endsWith('/authorize') && ctx.method === 'GET') {
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring));
    seen.push({ authorize: query });
    const unknown = Object.keys(query).filter((name) => !DOCUMENTED.has(name));
    const short = ['state', 'nonce'].filter((name) => (query[name] ?? '').length < 32);
    if (unknown.length || short.length) ctx.throw(400, `Y000400 ${[...unknown, ...short].join(' ')}`);
  }
  await next();
  const { faults } = control;
  if (ctx.path.endsWith('/token')) {
    seen.push({ token: { ...ctx.oidc?.body, authorization: ctx.headers.authorization ?? '' } });
    if (ctx.body?.id_token && faults.id_token) ctx.body.id_token = tampered(ctx.body.id_token, faults.id_token);
  }
  if (ctx.path.endsWith('/userinfo') && ctx.status === 200) {
    if (faults.userinfo) ctx.body = tampered(ctx.body, faults.userinfo);
    if (faults.plain) {
      ctx.body = JSON.parse(Buffer.from(ctx.body.split('.')[1], 'base64url'));
      ctx.type = 'application/json';
    }
  }
  if (ctx.path.endsWith('/session/end') && ctx.method === 'GET') {
    seen.push({ farewell: Object.fromEntries(new URLSearchParams(ctx.querystring)) });
  }
});

const body = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};

async function interact(request, response) {
  if (request.method === 'GET') {
    const { prompt, params } = await provider.interactionDetails(request, response);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    const people = Object.entries(control.people).map(([sub, who]) => `<option value="${sub}">${who.email}</option>`);
    const levels = LEVELS.map((level) => `<option>${level}</option>`);
    response.end(page(`<form method="post"><p>${prompt.name} ${params.client_id}</p>
      <label>Qui <select name="sub">${people.join('')}</select></label>
      <label>Niveau <select name="acr">${levels.join('')}</select></label>
      <button>S'identifier</button><button name="refuse" value="1">Abandonner</button></form>`));
    return;
  }
  const typed = new URLSearchParams(await body(request));
  const result = typed.get('refuse')
    ? { error: 'access_denied', error_description: 'User auth aborted' }
    : { login: { accountId: typed.get('sub'), acr: typed.get('acr') } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function tell(request, response) {
  if (request.url === '/_seen') {
    response.end(JSON.stringify(seen));
    return;
  }
  Object.assign(control, JSON.parse(await body(request)));
  seen = [];
  response.end('{}');
}

const callback = provider.callback();
createServer(async (request, response) => {
  try {
    if (request.url.startsWith('/_')) return await tell(request, response);
    if (!request.url.startsWith(BASE)) return response.writeHead(404).end();
    if (request.url.startsWith(`${BASE}/interaction/`)) return await interact(request, response);
    request.originalUrl = request.url;
    request.url = request.url.slice(BASE.length);
    return callback(request, response);
  } catch (error) {
    return response.writeHead(400).end(String(error));
  }
}).listen(port, '127.0.0.1');
