package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.Driver;

/**
 * How to reach one database. Safe to print and to put into a job graph.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with parameters from {@link
 *     #ALLOWED_PARAMETERS} only: others load classes, write files or carry credentials
 * @param socketTimeout after which an answer that does not come counts as a lost connection
 */
public record PostgresSettings(
        String url,
        String user,
        Password password,
        Duration connectTimeout,
        Duration socketTimeout,
        String applicationName)
        implements Connections, Serializable {

    static final Set<String> ALLOWED_PARAMETERS =
            Set.of(
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "channelBinding",
                    "gssEncMode",
                    "targetServerType",
                    "loadBalanceHosts",
                    "hostRecheckSeconds");

    private static final String PREFIX = "jdbc:postgresql:";

    private static final Driver DRIVER = driver();

    public PostgresSettings {
        requireNonNull(password, "password is null");
        checkUrl(url);
    }

    public static PostgresSettings of(String url, String user, Password password) {
        return new PostgresSettings(
                url, user, password, Duration.ofSeconds(10), Duration.ofSeconds(120), "candlemill");
    }

    public PostgresSettings withApplicationName(String name) {
        return new PostgresSettings(url, user, password, connectTimeout, socketTimeout, name);
    }

    /** Zero: an answer may take as long as it likes. */
    public PostgresSettings withSocketTimeout(Duration timeout) {
        return new PostgresSettings(url, user, password, connectTimeout, timeout, applicationName);
    }

    /** A new connection; the caller closes it. */
    @Override
    public Connection open() throws IOException, SQLException {
        Connection connection = DRIVER.connect(url, properties());
        if (connection == null) {
            throw new SQLException("not a Postgres URL: " + url, "08001");
        }
        return connection;
    }

    /**
     * A driver registers itself. One that a job brought to a cluster would keep the class loader of
     * that job for as long as the cluster runs.
     */
    private static Driver driver() {
        Driver driver = new Driver();
        if (Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
            try {
                Driver.deregister();
            } catch (SQLException e) {
                throw new IllegalStateException("the Postgres driver cannot be deregistered", e);
            }
        }
        return driver;
    }

    private Properties properties() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("connectTimeout", Long.toString(connectTimeout.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(socketTimeout.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", applicationName);
        return properties;
    }

    private static void checkUrl(String url) {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "a Postgres URL begins with " + PREFIX + "//host:port/database");
        }
        int question = url.indexOf('?');
        String address = question < 0 ? url : url.substring(0, question);
        if (address.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the Postgres URL carries credentials: set user and password on their own");
        }
        if (question >= 0) {
            checkParameters(url.substring(question + 1));
        }
    }

    private static void checkParameters(String query) {
        for (String parameter : query.split("&", -1)) {
            String name = parameter.split("=", 2)[0];
            if (!ALLOWED_PARAMETERS.contains(name)) {
                throw new IllegalArgumentException(
                        "the Postgres URL's parameter \""
                                + name
                                + "\" is not allowed: expected one of "
                                + String.join(" ", new TreeSet<>(ALLOWED_PARAMETERS)));
            }
        }
    }
}
