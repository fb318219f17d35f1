package io.jenkins.plugins.controlevidence.engine.index;

import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.source.Change;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What pages, reports and runs ask about a store: an H2 database derived from its ledger. It is never the truth: one that is
 * missing, of another version, damaged, or not of this ledger is built anew.
 *
 * <p>One user at a time has the file in the store. Whoever comes second, in this process or another, works on a copy in memory
 * that is built from the ledger and gives the same answers. Safe for use by several threads.
 */
public final class EvidenceIndex implements Closeable {
    /** After so many records what has been taken in is made durable. */
    private static final int TRANSACTION = 5_000;

    private final Store store;
    private final Database database;

    /** Records from here on are not taken in. */
    private final long limit;

    private EvidenceIndex(Store store, Database database, long limit) {
        this.store = store;
        this.database = database;
        this.limit = limit;
    }

    /**
     * Opens the index of a store and brings it up to date.
     *
     * @param store the store; stays open as long as the index
     * @param progress is told how many records have been taken in
     * @return the index, to be closed
     * @throws IOException if the ledger or a record cannot be read, or nothing can be written
     */
    public static EvidenceIndex open(Store store, Progress progress) throws IOException {
        return opened(new EvidenceIndex(store, Database.in(store.indexDirectory()), Long.MAX_VALUE), progress);
    }

    /**
     * Builds the index of a store in memory, from the ledger alone: writes nothing, and trusts no file but the ledger's.
     *
     * @param store the store; stays open as long as the index
     * @param progress is told how many records have been taken in
     * @return the index, to be closed
     * @throws IOException if the ledger or a record cannot be read
     */
    public static EvidenceIndex inMemory(Store store, Progress progress) throws IOException {
        return opened(new EvidenceIndex(store, Database.inMemory(), Long.MAX_VALUE), progress);
    }

    /**
     * Builds the index of a store as it was when its ledger had a size, in memory, from the ledger alone.
     *
     * @param store the store; stays open as long as the index
     * @param size how many records of the ledger count, at most as many as there are
     * @param progress is told how many records have been taken in
     * @return the index, to be closed
     * @throws StoreException if the ledger has fewer records
     * @throws IOException if the ledger or a record cannot be read
     */
    public static EvidenceIndex at(Store store, long size, Progress progress) throws IOException {
        if (size < 0 || size > store.ledger().size()) {
            throw new StoreException("The ledger has " + store.ledger().size() + " records, so it never had " + size
                    + "; give the size of one of its checkpoints.");
        }
        return opened(new EvidenceIndex(store, Database.inMemory(), size), progress);
    }

    /**
     * Whether an index is made from an artefact's content, so that a copy of a store must have it, however old it is.
     *
     * @param artefact an artefact that a record names
     * @return false if it is only kept
     */
    public static boolean reads(ArtefactReference artefact) {
        return Ingest.DOCUMENTS.contains(artefact.name());
    }

    private static EvidenceIndex opened(EvidenceIndex index, Progress progress) throws IOException {
        try {
            index.update(progress);
            return index;
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /**
     * Takes in the records that the ledger has got since. What is held is compared with the ledger first, and thrown away if
     * the ledger has another past.
     *
     * @param progress is told how many records have been taken in
     * @throws IOException if the ledger or a record cannot be read, or the index cannot be written
     */
    public synchronized void update(Progress progress) throws IOException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            if (!isOfThisLedger(connection)) {
                IndexSchema.create(connection, store.origin(), root(0));
                connection.commit();
            }
            ingest(connection, progress);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private boolean isOfThisLedger(Connection connection) throws IOException {
        IndexState held;
        try {
            held = state(connection);
        } catch (SQLException e) {
            return false;
        }
        return held.origin().equals(store.origin())
                && held.size() <= store.ledger().size()
                && held.rootHash().equals(root(held.size()));
    }

    private void ingest(Connection connection, Progress progress) throws IOException, SQLException {
        long from = state(connection).size();
        long total = Math.min(limit, store.ledger().size());
        if (from >= total) {
            return;
        }
        try (Ingest ingest = new Ingest(connection, store.artefacts())) {
            Ingesting visitor = new Ingesting(connection, ingest, progress, from, total);
            store.ledger().entries(from, visitor::entry);
            visitor.commit();
        }
    }

    /** One update on its way. */
    private final class Ingesting {
        private final Connection connection;
        private final Ingest ingest;
        private final Progress progress;
        private final long total;
        private long next;
        private Instant last;

        Ingesting(Connection connection, Ingest ingest, Progress progress, long from, long total) throws SQLException {
            this.connection = connection;
            this.ingest = ingest;
            this.progress = progress;
            this.total = total;
            next = from;
            last = state(connection).lastRecord();
        }

        void entry(long leaf, String id, byte[] envelope) throws IOException {
            if (leaf >= limit) {
                return;
            }
            try {
                EvidenceRecord record = RecordReader.read(id, envelope);
                ingest.record(leaf, record);
                next = leaf + 1;
                last = last == null || record.finished().isAfter(last) ? record.finished() : last;
                if (next % TRANSACTION == 0) {
                    commit();
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        void commit() throws IOException, SQLException {
            ingest.flush();
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE state SET size = ?, root = ?, last_record = ?")) {
                update.setLong(1, next);
                update.setString(2, root(next));
                IndexTime.set(update, 3, last);
                update.executeUpdate();
            }
            connection.commit();
            progress.update("index: reading the ledger", next, Math.max(next, total), "records");
        }
    }

    private String root(long size) throws IOException {
        return HexFormat.of().formatHex(store.ledger().root(size));
    }

    /**
     * Which state of the ledger the index holds.
     *
     * @return the state after the last update
     * @throws IOException if the index cannot be read
     */
    public IndexState state() throws IOException {
        return query(EvidenceIndex::state);
    }

    private static IndexState state(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT origin, size, root, last_record FROM state");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the index says nothing of its state");
            }
            return new IndexState(
                    row.getString("origin"),
                    row.getLong("size"),
                    row.getString("root"),
                    IndexTime.getOrNull(row, "last_record"));
        }
    }

    /**
     * The record of the last run on a branch: what the next one continues.
     *
     * @param repository name of the repository
     * @param branch short name of the branch
     * @return empty if there was none
     * @throws IOException if the index or the ledger cannot be read
     */
    public Optional<EvidenceRecord> lastRun(String repository, String branch) throws IOException {
        return record(query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT last_leaf FROM branch WHERE repository = ? AND name = ? AND last_leaf >= 0")) {
                select.setString(1, repository);
                select.setString(2, branch);
                return leaf(select);
            }
        }));
    }

    /**
     * The record of the scan that the next one by a tool is compared with, see {@link BaselineLookup}.
     *
     * @param change what the next scan is of
     * @param tool the tool
     * @param scanId what tells the scan apart from others by the same tool; the tool's id if there is nothing to tell apart
     * @param before only records before this position of the ledger count: several scans by one tool in one build are compared
     *     with what was there when the build began, not with each other
     * @return empty if there was none
     * @throws IOException if the index or the ledger cannot be read
     */
    public Optional<EvidenceRecord> baseline(Change change, Tool tool, String scanId, long before) throws IOException {
        return record(query(connection -> BaselineLookup.find(connection, change, tool, scanId, before)));
    }

    /** The number that a query for one finds. */
    static OptionalLong leaf(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    private Optional<EvidenceRecord> record(OptionalLong leaf) throws IOException {
        return leaf.isEmpty()
                ? Optional.empty()
                : Optional.of(RecordReader.read(
                        store.ledger().id(leaf.getAsLong()), store.ledger().entry(leaf.getAsLong())));
    }

    /**
     * What reports ask: rows of a period.
     *
     * @return a view of this index, good for as long as it is open
     */
    public PeriodRows period() {
        return new PeriodRows(this);
    }

    /** A question to the database. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    <T> T query(Question<T> question) throws IOException {
        try (Connection connection = database.connect()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private IndexException failed(SQLException e) {
        return new IndexException(
                "The index of " + store.directory() + " cannot be used: " + e.getMessage() + ". Delete "
                        + store.indexDirectory() + ", it will be built again from the ledger.",
                e);
    }

    /**
     * Whether the index is a copy in memory because the file in the store could not be had.
     *
     * @return true if nothing of it will be kept
     */
    public boolean isInMemory() {
        return database.isInMemory();
    }

    /** Writes what is left to the disk and lets go of the file. */
    @Override
    public void close() throws IOException {
        database.close();
    }
}
