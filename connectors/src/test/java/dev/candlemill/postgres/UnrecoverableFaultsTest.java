package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.Test;

/** A live job is restarted without end, but not after a fault that a restart does not mend. */
class UnrecoverableFaultsTest {

    @Test
    void aLostLeaseStopsTheJob() {
        assertThat(ThrowableClassifier.getThrowableType(new StaleLeaseException("taken over")))
                .isEqualTo(ThrowableType.NonRecoverableError);
    }

    @Test
    void aFullDiskStopsTheJob() {
        SQLException full = new SQLException("could not extend file", "53100");
        assertThat(ThrowableClassifier.getThrowableType(new SystemicPostgresException("x", full)))
                .isEqualTo(ThrowableType.NonRecoverableError);
    }

    @Test
    void aServerThatStaysAwayDoesNot() {
        SQLException away = new SQLException("connection refused", "08001");
        assertThat(ThrowableClassifier.getThrowableType(new PostgresException("x", away)))
                .isEqualTo(ThrowableType.RecoverableError);
    }
}
