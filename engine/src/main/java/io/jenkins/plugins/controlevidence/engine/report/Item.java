package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.index.CommitRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One item of a population, judged.
 *
 * @param subject what it is, and where; texts that come from a repository are as they are there, so escape them where they
 *     are shown
 * @param from when it was due, or began, UTC; with {@code until} the days that it colours in the picture
 * @param until when that ended, UTC, exclusive; the same as {@code from} for a moment
 * @param standing proven, an exception, not yet due, or excluded
 * @param outcome one of the five: {@code PASSED} exactly if it is proven; why not, if it is an exception
 * @param reason what proves it, or why it is an exception, for a person
 * @param coverage what the proof speaks of; {@link Coverage#NONE} if nothing proves it
 * @param provenAt when the proof was made, UTC; null if nothing proves it
 * @param records ids of the records that the judgement rests on
 */
public record Item(
        Subject subject,
        Instant from,
        Instant until,
        Standing standing,
        Outcome outcome,
        String reason,
        Coverage coverage,
        @CheckForNull Instant provenAt,
        List<String> records) {

    /**
     * What an item is.
     *
     * @param kind {@code commit}, {@code day}, {@code window}, {@code repository}, {@code finding}, {@code push}, {@code
     *     waiver}, {@code request}, {@code credential}, {@code component}, {@code detector}, or a kind of record
     * @param repository name of the repository, or null if the item belongs to none
     * @param branch short name of the branch, or null
     * @param name the commit id, the date, the finding's fingerprint
     * @param detail a commit's subject, a finding's title; possibly empty
     */
    public record Subject(
            String kind,
            @CheckForNull String repository,
            @CheckForNull String branch,
            String name,
            String detail) {
        /** A record that is itself an item: by its commit if it speaks of one, else by its id. */
        static Subject of(RecordRow row) {
            String name = row.commit() == null ? row.id() : row.commit();
            return new Subject(
                    row.kind(), row.repository(), row.branch(), name, row.about() == null ? "" : row.about());
        }

        static Subject of(CommitRow commit) {
            return new Subject("commit", commit.repository(), commit.branch(), commit.id(), commit.subject());
        }
    }

    /** How an item stands. */
    public enum Standing {
        /** A record proves it. */
        PROVEN,
        /** It was due, and no record proves it, or one proves the contrary. */
        EXCEPTION,
        /** It is not proven, and need not be yet. */
        NOT_DUE,
        /** A recorded rule leaves it out; the reason names the rule. */
        EXCLUDED
    }

    /** What the proof of an item speaks of. */
    public enum Coverage {
        /** Nothing proves it. */
        NONE,
        /** The item itself. */
        ITEM,
        /** The tip of the push in which the commit came. */
        PUSH,
        /** All history up to a later commit. */
        HISTORY
    }

    /** Copies the list; refuses a proof without a record and an outcome that contradicts the standing. */
    public Item {
        records = List.copyOf(records);
        Objects.requireNonNull(reason, "reason");
        boolean proven = standing == Standing.PROVEN;
        if (proven != (outcome == Outcome.PASSED) || proven != (provenAt != null) || (proven && records.isEmpty())) {
            throw new IllegalArgumentException(
                    standing + " contradicts " + outcome + " with " + records.size() + " records");
        }
    }

    static Item proven(
            Subject subject,
            Instant from,
            Instant until,
            String reason,
            Coverage coverage,
            Instant at,
            List<String> ids) {
        return new Item(subject, from, until, Standing.PROVEN, Outcome.PASSED, reason, coverage, at, ids);
    }

    static Item exception(
            Subject subject, Instant from, Instant until, Outcome outcome, String reason, List<String> ids) {
        return new Item(subject, from, until, Standing.EXCEPTION, outcome, reason, Coverage.NONE, null, ids);
    }

    static Item notDue(Subject subject, Instant from, Instant until, String reason) {
        return new Item(
                subject, from, until, Standing.NOT_DUE, Outcome.NOT_PROVEN, reason, Coverage.NONE, null, List.of());
    }

    /** The same item, left out by a rule; what was known of it stays to be seen. */
    static Item excluded(Item item, String rule, List<String> ids) {
        Set<String> records = new LinkedHashSet<>(item.records());
        records.addAll(ids);
        return new Item(
                item.subject(),
                item.from(),
                item.until(),
                Standing.EXCLUDED,
                Outcome.SKIPPED,
                rule,
                Coverage.NONE,
                null,
                List.copyOf(records));
    }
}
