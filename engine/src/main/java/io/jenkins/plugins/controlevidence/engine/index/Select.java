package io.jenkins.plugins.controlevidence.engine.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads all lines of a query's result. */
final class Select {
    private Select() {}

    /** Makes a row of what stands in a line of the result. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** What a query with times for parameters finds. */
    static <T> List<T> list(Connection connection, String sql, Mapper<T> mapper, Instant... parameters)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                IndexTime.set(select, i + 1, parameters[i]);
            }
            return list(select, mapper);
        }
    }

    /** What a query finds that has its parameters. */
    static <T> List<T> list(PreparedStatement select, Mapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }
}
