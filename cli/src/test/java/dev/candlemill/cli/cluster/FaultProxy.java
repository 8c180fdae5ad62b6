package dev.candlemill.cli.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Passes connections on to a server of this machine, and spoils them when asked to. */
final class FaultProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int CHUNK = 1 << 16;

    private final ServerSocket clients = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile long delayNanos;

    /**
     * Listens on a port of its own.
     *
     * @param target the server's port
     */
    FaultProxy(int target) throws IOException {
        this.target = target;
        start("proxy-accept", this::accept);
    }

    int port() {
        return clients.getLocalPort();
    }

    /** Where the server is from now on. */
    void target(int port) {
        target = port;
    }

    /** Each piece of at most 64 kB waits so long, in both directions; zero ends it. */
    void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /**
     * Connections of now stay open and pass nothing any more, as when a cable is cut: nobody hears
     * of it. Those that come later are sound.
     */
    void cut() {
        links.forEach(link -> link.isCut = true);
    }

    /** Closes the connections of now with a reset. */
    void reset() {
        links.forEach(Link::close);
    }

    @Override
    public void close() throws IOException {
        clients.close();
        reset();
    }

    private void accept() {
        while (!clients.isClosed()) {
            try {
                open(clients.accept());
            } catch (IOException gone) {
                // The client came in vain, or the proxy is closed.
            }
        }
    }

    private void open(Socket client) throws IOException {
        Socket server = new Socket();
        Link link = new Link(client, server);
        try {
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                    CONNECT_MILLIS);
        } catch (IOException refused) {
            link.close();
            throw refused;
        }
        links.add(link);
        start("proxy-to-server", () -> link.pass(client, server));
        start("proxy-to-client", () -> link.pass(server, client));
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A client's connection and the one to the server. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean isCut;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pass(Socket from, Socket to) {
            byte[] chunk = new byte[CHUNK];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    LockSupport.parkNanos(delayNanos);
                    if (!isCut) {
                        out.write(chunk, 0, length);
                    }
                }
            } catch (IOException closed) {
                // by one of the two
            }
            links.remove(this);
        }

        void close() {
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException alreadyClosed) {
                    // as is wanted
                }
            }
            links.remove(this);
        }
    }
}
