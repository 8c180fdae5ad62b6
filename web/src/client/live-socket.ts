import { Backoff } from '../model/backoff';
import { object, type Json } from './json';
import { LiveChannel, type LiveListener } from './live-channel';

/** `refused`: nobody is logged in. */
export type Connection = 'connecting' | 'live' | 'offline' | 'refused';

/** The part of a WebSocket that is used; a test brings its own. */
export interface SocketLike {
  onopen: (() => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  send(text: string): void;
  close(): void;
}

/** Clock, chance and connections from outside, so that a test decides them. */
export interface Surroundings {
  readonly connect: () => SocketLike;
  readonly later: (task: () => void, millis: number) => () => void;
  readonly random: () => number;
}

/** The server sends a heartbeat every 15 s; after this long without a word the connection is dead. */
export const SILENCE_MILLIS = 40_000;
const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 30_000;
const NOT_LOGGED_IN = 1008;

/**
 * One WebSocket for the whole page. It reconnects by itself, resumes each channel where it stood, and asks
 * again when numbers are missing, so that listeners see every event once and in order.
 */
export class LiveSocket {
  private socket: SocketLike | undefined;
  private readonly channels = new Map<string, LiveChannel>();
  private readonly watchers = new Set<(state: Connection) => void>();
  private readonly backoff: Backoff;
  private state: Connection = 'offline';
  private cancelSilence: () => void = nothing;
  private cancelRetry: () => void = nothing;
  /** Channels whose subscription the server could not answer; it is sent again after a wait. */
  private readonly unanswered = new Set<string>();
  private readonly patience: Backoff;
  private cancelAsking: () => void = nothing;

  constructor(private readonly surroundings: Surroundings) {
    this.backoff = new Backoff(FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS, surroundings.random);
    this.patience = new Backoff(FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS, surroundings.random);
  }

  /** Connects, or at once again when it is waiting to: the network is back, or somebody logged in. */
  start(): void {
    if (this.socket !== undefined) {
      return;
    }
    this.cancelRetry();
    this.setState('connecting');
    const socket = this.surroundings.connect();
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.received(event.data);
    socket.onclose = (event) => this.closed(socket, event.code);
    this.awaitWord();
  }

  stop(): void {
    const socket = this.socket;
    if (socket !== undefined) {
      this.closed(socket, NOT_LOGGED_IN);
      socket.close();
    }
  }

  watch(watcher: (state: Connection) => void): () => void {
    this.watchers.add(watcher);
    watcher(this.state);
    return () => this.watchers.delete(watcher);
  }

  /** The returned function ends it. */
  subscribe(name: string, listener: LiveListener): () => void {
    let channel = this.channels.get(name);
    if (channel === undefined) {
      channel = new LiveChannel(name);
      this.channels.set(name, channel);
      this.send({ op: 'subscribe', channels: [channel.subscription()] });
    }
    channel.join(listener);
    const joined = channel;
    return () => this.leave(joined, listener);
  }

  private leave(channel: LiveChannel, listener: LiveListener): void {
    channel.listeners.delete(listener);
    if (channel.listeners.size === 0 && this.channels.get(channel.name) === channel) {
      this.channels.delete(channel.name);
      this.send({ op: 'unsubscribe', channels: [channel.name] });
    }
  }

  private opened(): void {
    this.setState('live');
    const subscriptions = [...this.channels.values()].map((channel) => channel.subscription());
    if (subscriptions.length > 0) {
      this.send({ op: 'subscribe', channels: subscriptions });
    }
  }

  private received(data: unknown): void {
    this.awaitWord();
    const message = object(JSON.parse(String(data)), 'message');
    this.backoff.reset();
    if (typeof message['channel'] !== 'string') {
      return;
    }
    if (message['type'] === 'error' && message['code'] === 'unavailable') {
      this.askLater(message['channel']);
    } else if (typeof message['seq'] === 'number') {
      this.deliver(message, message['channel']);
    }
  }

  /** Postgres is away, from which the server knows where a channel stands. */
  private askLater(name: string): void {
    if (this.unanswered.size === 0) {
      this.cancelAsking = this.surroundings.later(() => this.askAgain(), this.patience.next());
    }
    this.unanswered.add(name);
  }

  private askAgain(): void {
    const channels = [...this.unanswered].flatMap((name) => this.channels.get(name)?.subscription() ?? []);
    this.unanswered.clear();
    if (channels.length > 0) {
      this.send({ op: 'subscribe', channels });
    }
  }

  private deliver(message: Json, name: string): void {
    const channel = this.channels.get(name);
    if (message['type'] === 'snapshot' || message['type'] === 'resumed') {
      this.patience.reset();
    }
    if (channel?.take(message) === true) {
      this.send({ op: 'subscribe', channels: [channel.subscription()] });
    }
  }

  private closed(socket: SocketLike, code: number): void {
    if (socket !== this.socket) {
      return;
    }
    this.socket = undefined;
    this.cancelSilence();
    this.cancelAsking();
    this.unanswered.clear();
    this.channels.forEach((channel) => channel.disconnected());
    if (code === NOT_LOGGED_IN) {
      this.setState('refused');
      return;
    }
    this.setState('offline');
    this.cancelRetry = this.surroundings.later(() => this.start(), this.backoff.next());
  }

  private awaitWord(): void {
    this.cancelSilence();
    this.cancelSilence = this.surroundings.later(() => {
      const socket = this.socket;
      if (socket !== undefined) {
        this.closed(socket, 1006);
        socket.close();
      }
    }, SILENCE_MILLIS);
  }

  private send(message: object): void {
    if (this.state === 'live') {
      this.socket?.send(JSON.stringify(message));
    }
  }

  private setState(state: Connection): void {
    this.state = state;
    this.watchers.forEach((watcher) => watcher(state));
  }
}

function nothing(): void {
  // There is nothing to cancel yet.
}

/** Real connections, timers and chance. */
export function browserSurroundings(url: string): Surroundings {
  return {
    connect: () => new WebSocket(url) as SocketLike,
    later: (task, millis) => {
      const timer = setTimeout(task, millis);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}
