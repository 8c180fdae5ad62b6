package dev.candlemill.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTest {

    /** Keeps what was sent, and lets it go out when it is told to. */
    private static final class HeldWire implements Client.Wire {

        final List<String> sent = new ArrayList<>();
        final Deque<Client.Sent> held = new ArrayDeque<>();
        int closedWith;
        boolean holds = true;

        @Override
        public void send(String text, Client.Sent done) {
            sent.add(text);
            if (holds) {
                held.add(done);
            } else {
                done.done(true);
            }
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }

        void release() {
            held.remove().done(true);
        }
    }

    private final HeldWire wire = new HeldWire();
    private final Client client = new Client(wire);

    @Test
    void onlyTheNewestOfWhatFormsWaits() {
        client.send("first");
        client.sendNewest("AAPL", "forming 1");
        client.sendNewest("MSFT", "other");
        client.send("final");
        client.sendNewest("AAPL", "forming 2");
        for (int i = 0; i < 4; i++) {
            wire.release();
        }

        assertThat(wire.sent).containsExactly("first", "other", "final", "forming 2");
    }

    @Test
    void whoLetsFiveHundredWaitIsLetGo() {
        client.send("on its way");
        for (int i = 0; i < Client.MOST_WAITING; i++) {
            client.send("waits");
        }
        assertThat(wire.closedWith).isZero();

        client.send("one too many");

        assertThat(wire.closedWith).isEqualTo(Client.SLOW);
        assertThat(client.waiting()).isZero();
        client.send("after the end");
        assertThat(wire.sent).containsExactly("on its way");
    }

    @Test
    void whatFormsNeverMakesAClientTooSlow() {
        client.send("on its way");
        for (int i = 0; i < 100_000; i++) {
            client.sendNewest("AAPL", "forming " + i);
        }

        assertThat(wire.closedWith).isZero();
        assertThat(client.waiting()).isEqualTo(1);
    }

    @Test
    void whatAChannelKeepsMayWaitForWhoComesBack() {
        client.send("on its way");
        for (int i = 0; i < Channel.KEPT; i++) {
            client.replay("missed");
        }
        for (int i = 0; i < Client.MOST_WAITING; i++) {
            client.send("waits");
        }
        assertThat(wire.closedWith).isZero();
        for (int i = 0; i < Channel.KEPT; i++) {
            wire.release();
        }

        client.send("one too many");

        assertThat(wire.closedWith).isEqualTo(Client.SLOW);
        assertThat(wire.sent).hasSize(1 + Channel.KEPT).endsWith("missed");
    }

    @Test
    void allThatWaitGoOutWithoutADeepStack() {
        client.send("on its way");
        for (int i = 0; i < Client.MOST_WAITING; i++) {
            client.send("waits " + i);
        }
        wire.holds = false;
        Client.Sent first = wire.held.remove();

        first.done(true);

        assertThat(wire.sent).hasSize(1 + Client.MOST_WAITING);
        assertThat(wire.sent.get(Client.MOST_WAITING)).isEqualTo("waits 499");
    }

    @Test
    void whoseMessageDoesNotGoOutIsStuck() {
        client.send("on its way");
        long now = System.currentTimeMillis();

        assertThat(client.isStuck(now + 1_000, 30_000)).isFalse();
        assertThat(client.isStuck(now + 31_000, 30_000)).isTrue();
    }
}
