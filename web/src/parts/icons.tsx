import type { VNode } from 'preact';

const PATHS: Readonly<Record<string, string>> = {
  dashboard: 'M4 5h7v6H4zM13 5h7v3h-7zM13 11h7v8h-7zM4 14h7v5H4z',
  charts: 'M7 4v3M7 15v5M5 7h4v8H5zM17 4v5M17 17v3M15 9h4v8h-4z',
  setups: 'M4 7h10M18 7h2M4 17h4M12 17h8M14 5v4M8 15v4',
  screener: 'M4 5h16l-6 8v6l-4-2v-4z',
  signals: 'M4 17l5-6 4 3 7-9M15 5h5v5',
  health: 'M3 12h4l3-7 4 14 3-7h4',
};

export function Icon({ name }: { name: string }): VNode {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name] ?? ''} />
    </svg>
  );
}
