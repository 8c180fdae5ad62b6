import type { VNode } from 'preact';
export function HealthPage(): VNode { return <main class="page" />; }
