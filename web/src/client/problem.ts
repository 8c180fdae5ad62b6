import { isObject, list, text } from './json';

/** One mistake, and where: a parameter's name or a pointer into the body. */
export interface FieldError {
  readonly where: string;
  readonly detail: string;
}

/** What the server refused and why (RFC 9457), or why there was no answer. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    readonly traceId = '',
  ) {
    super(detail === '' ? title : `${title}: ${detail}`);
  }

  isUnauthorized(): boolean {
    return this.status === 401;
  }

  /** Whether the same question may succeed later: nobody answered, too many asked, or the server lacks something. */
  mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  static of(status: number, body: unknown): Problem {
    if (!isObject(body) || typeof body['title'] !== 'string') {
      return new Problem(status, `The server answered ${status}`, 'It said nothing more.');
    }
    const errors = list(body['errors'] ?? [], 'errors').map(fieldError);
    return new Problem(status, body['title'], optional(body['detail']), errors, optional(body['trace_id']));
  }

  /** What can be shown of anything that was thrown. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) {
      return thrown;
    }
    return new Problem(0, 'Something went wrong on this page', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function fieldError(value: unknown): FieldError {
  const error = isObject(value) ? value : {};
  return { where: optional(error['parameter']) || optional(error['pointer']), detail: text(error['detail'], 'errors/detail') };
}

function optional(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
