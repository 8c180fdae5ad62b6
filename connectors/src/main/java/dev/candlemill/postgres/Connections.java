package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from: new ones by {@link PostgresSettings}, or those of a pool. */
@FunctionalInterface
public interface Connections {

    /** A connection in its first state, which the caller closes. */
    Connection open() throws IOException, SQLException;
}
