import type { Http } from './http';
import { object, oneOf } from './json';

const ROLES = ['viewer', 'trader', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export async function fetchRole(http: Http): Promise<Role> {
  return readRole(await http.get('/api/v1/session'));
}

/** Exchanges a token for a session cookie, which scripts cannot read. */
export async function login(http: Http, token: string): Promise<Role> {
  return readRole(await http.post('/api/v1/login', { token }));
}

export async function logout(http: Http): Promise<void> {
  await http.post('/api/v1/logout');
}

function readRole(answer: unknown): Role {
  return oneOf(object(answer, 'session')['role'], ROLES, 'session/role');
}

/** The token of an address such as `http://127.0.0.1:8080/#token=...`, which never reached the server. */
export function tokenOfFragment(fragment: string): string | undefined {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token');
  return token === null || token === '' ? undefined : token;
}
