package io.jenkins.plugins.controlevidence.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

/**
 * Times as the index keeps them: nanoseconds since 1970-01-01T00:00:00Z. A time before 1677 or after 2262, which only a forged
 * commit has, becomes the nearest that can be kept.
 */
final class IndexTime {
    private static final long SECOND = 1_000_000_000L;
    private static final long LIMIT = Long.MAX_VALUE / SECOND - 1;

    private IndexTime() {}

    static long of(Instant time) {
        long seconds = Math.max(-LIMIT, Math.min(LIMIT, time.getEpochSecond()));
        return seconds * SECOND + time.getNano();
    }

    static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    static void set(PreparedStatement statement, int parameter, @CheckForNull Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(parameter, Types.BIGINT);
        } else {
            statement.setLong(parameter, of(time));
        }
    }

    static Instant get(ResultSet row, String column) throws SQLException {
        return toInstant(row.getLong(column));
    }

    @CheckForNull
    static Instant getOrNull(ResultSet row, String column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : toInstant(nanos);
    }
}
