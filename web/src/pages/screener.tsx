import type { VNode } from 'preact';
export function Screener(): VNode { return <main class="page" />; }
