import type { VNode } from 'preact';
export function Setups(): VNode { return <main class="page" />; }
