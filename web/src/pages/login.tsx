import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Http } from '../client/http';
import { Problem } from '../client/problem';
import { login, type Role } from '../client/session';
import { ProblemNote } from '../parts/notes';

interface LoginProps {
  readonly http: Http;
  readonly entered: (role: Role) => void;
  /** Why the token of the address did not log in. */
  readonly refused: Problem | undefined;
}

export function Login({ http, entered, refused }: LoginProps): VNode {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState(refused);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      entered(await login(http, token.trim()));
    } catch (thrown) {
      setProblem(Problem.from(thrown));
    }
  };
  return (
    <main class="page">
      <form class="panel padded login" onSubmit={(event) => void submit(event)}>
        <h1 class="row"><img src="/icon.svg" alt="" width={28} height={28} /> candlemill</h1>
        <p class="muted">The server wrote a token for each role when it first started. Open the address that it printed, or paste a token of <code>.candlemill/api-tokens</code>.</p>
        <ProblemNote problem={problem} />
        <label class="field"><span>Token</span>
          <input type="password" name="token" autocomplete="current-password" required value={token} onInput={(event) => setToken(event.currentTarget.value)} />
        </label>
        <p><button class="primary" type="submit" disabled={token.trim() === ''}>Log in</button></p>
      </form>
    </main>
  );
}
