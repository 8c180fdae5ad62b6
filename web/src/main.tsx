import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/tables.css';
import './styles/shell.css';
import './styles/chart.css';
import './styles/pages.css';
import { Http } from './client/http';
import { followLinks } from './parts/navigation';
import { theme } from './parts/preferences';
import { Root } from './pages/root';

theme.watch((chosen) => {
  if (chosen === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = chosen;
  }
});
followLinks();

const place = document.getElementById('app');
if (place === null) {
  throw new Error('expected an element with the id "app" in index.html');
}
render(<Root http={new Http()} />, place);
