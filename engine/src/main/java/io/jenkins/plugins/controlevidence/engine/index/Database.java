package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStoreException;

/** The database of an index: in the store's file, or in memory where the file cannot be had. */
final class Database implements Closeable {
    /** Results are not reused: H2 2.4 answers a sub-query from before an insert of the same transaction. */
    private static final String SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0"
            + ";LOCK_TIMEOUT=60000;CACHE_SIZE=131072;OPTIMIZE_REUSE_RESULTS=0";

    private final JdbcDataSource source = new JdbcDataSource();

    /** Keeps the database open between uses. */
    private final Connection keeper;

    @CheckForNull
    private final IndexFile file;

    private Database(String url, @CheckForNull IndexFile file) throws SQLException {
        this.file = file;
        source.setURL(url + SETTINGS);
        source.setUser("index");
        source.setPassword("");
        keeper = source.getConnection();
    }

    /** A database that nobody else sees and that is gone when it is closed. */
    static Database inMemory() throws IOException {
        try {
            return new Database("jdbc:h2:mem:" + UUID.randomUUID(), null);
        } catch (SQLException e) {
            throw new IndexException("The index cannot be made in memory: " + e.getMessage(), e);
        }
    }

    /**
     * The database in a directory; in memory instead if another user has it, if nothing may be written there, or if H2 cannot
     * be told the path (it takes what follows a semicolon for settings).
     */
    static Database in(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (absolute.toString().contains(";")) {
            return inMemory();
        }
        IndexFile file;
        try {
            file = IndexFile.take(absolute);
        } catch (FileSystemException e) {
            return inMemory();
        }
        return file == null ? inMemory() : in(file);
    }

    private static Database in(IndexFile file) throws IOException {
        try {
            file.prepare();
            String url = "jdbc:h2:file:" + file.base();
            try {
                return new Database(url, file);
            } catch (SQLException | MVStoreException damaged) {
                // What H2 cannot open is worth nothing: the ledger has it all.
                file.delete();
                return new Database(url, file);
            }
        } catch (SQLException | MVStoreException e) {
            file.close();
            throw new IndexException(
                    "The index " + file.base() + " cannot be opened: " + e.getMessage()
                            + ". Delete that directory, it will be built again.",
                    e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** A connection of one's own; to be closed. */
    Connection connect() throws SQLException {
        return source.getConnection();
    }

    /** Whether it is in memory only. */
    boolean isInMemory() {
        return file == null;
    }

    @Override
    public void close() throws IOException {
        try {
            try (file) {
                try (Statement statement = keeper.createStatement()) {
                    statement.execute("SHUTDOWN");
                }
                if (file != null) {
                    file.seal();
                }
            }
        } catch (SQLException e) {
            throw new IndexException("The index could not be closed: " + e.getMessage(), e);
        }
    }
}
