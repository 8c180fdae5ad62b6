import type { ComponentChildren, VNode } from 'preact';
import type { Problem } from '../client/problem';

/** What went wrong, with every mistake that the server named. */
export function ProblemNote({ problem, retry }: { problem: Problem | undefined; retry?: (() => void) | undefined }): VNode | null {
  if (problem === undefined) {
    return null;
  }
  return (
    <div class="problem" role="alert">
      <strong>{problem.title}</strong>
      {problem.detail === '' ? null : <div>{problem.detail}</div>}
      {problem.errors.length === 0 ? null : (
        <ul>
          {problem.errors.map((error) => (
            <li key={error.where + error.detail}>
              {error.where === '' ? null : <code>{error.where}</code>} {error.detail}
            </li>
          ))}
        </ul>
      )}
      {problem.traceId === '' ? null : <small class="muted">Trace {problem.traceId}</small>}
      {retry === undefined ? null : <div><button onClick={retry}>Try again</button></div>}
    </div>
  );
}

/** Why there is nothing, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }): VNode {
  return (
    <div class="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export function Loading({ rows = 4 }: { rows?: number }): VNode {
  return (
    <div class="panel padded" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => <p key={index} class="skeleton">Loading</p>)}
    </div>
  );
}
