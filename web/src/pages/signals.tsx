import type { VNode } from 'preact';
export function Signals(): VNode { return <main class="page" />; }
