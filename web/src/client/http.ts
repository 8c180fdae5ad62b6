import { Problem } from './problem';

type Query = Readonly<Record<string, string | number | undefined>>;

/** Questions to the API under its cookie; errors are Problems. */
export class Http {
  private readonly unauthorized = new Set<() => void>();

  constructor(
    private readonly base = '',
    private readonly fetchWith: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  /** Called when an answer says that nobody is logged in. */
  onUnauthorized(listener: () => void): () => void {
    this.unauthorized.add(listener);
    return () => this.unauthorized.delete(listener);
  }

  get(path: string, query: Query = {}, signal?: AbortSignal): Promise<unknown> {
    return this.send('GET', address(path, query), undefined, signal);
  }

  post(path: string, body?: unknown): Promise<unknown> {
    return this.send('POST', path, body);
  }

  patch(path: string, body: unknown): Promise<unknown> {
    return this.send('PATCH', path, body);
  }

  delete(path: string): Promise<unknown> {
    return this.send('DELETE', path);
  }

  private async send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
    if (method !== 'GET') headers['X-Candlemill'] = '1';
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal !== undefined) init.signal = signal;
    const response = await this.reach(path, init);
    if (!response.ok) {
      throw await this.refusal(response, path);
    }
    return response.status === 204 ? undefined : response.json();
  }

  private async reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.fetchWith(this.base + path, init);
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
      throw new Problem(0, 'The server cannot be reached', 'Is it running? ./candlemill demo, or ./candlemill api');
    }
  }

  private async refusal(response: Response, path: string): Promise<Problem> {
    const body: unknown = await response.json().catch(() => undefined);
    const problem = Problem.of(response.status, body);
    if (problem.isUnauthorized() && path !== '/api/v1/login') {
      this.unauthorized.forEach((listener) => listener());
    }
    return problem;
  }
}

export function address(path: string, query: Query): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return text === '' ? path : `${path}?${text}`;
}
