package dev.candlemill.postgres;

import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How elements become rows; writing the same elements again must change nothing. */
@FunctionalInterface
interface RowTable<T> extends Serializable {

    void write(Connection connection, List<T> elements) throws SQLException, IOException;
}
