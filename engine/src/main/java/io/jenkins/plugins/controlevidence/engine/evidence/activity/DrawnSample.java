package io.jenkins.plugins.controlevidence.engine.evidence.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * Items drawn from a population for somebody to look at one by one. Whoever has the ledger can draw them again: the population is
 * known by its digest, the draw by its method and seed.
 *
 * @param population which population, such as {@code changes}
 * @param from first day of the period, UTC
 * @param to last day of it, UTC, inclusive
 * @param asOf last day that was looked at, UTC, inclusive
 * @param method {@code random} or {@code stratified-by-month}
 * @param seed the seed, as it was given
 * @param size how many items were asked for
 * @param populationSize how many items the population has
 * @param populationSha256 SHA-256 of the list of its items, lower-case hexadecimal
 * @param checkpoint the state of the ledger that the population was read from
 * @param items names of the items drawn, in the order in which they were drawn
 * @param drawn when, UTC
 */
public record DrawnSample(
        String population,
        LocalDate from,
        LocalDate to,
        LocalDate asOf,
        String method,
        String seed,
        int size,
        int populationSize,
        String populationSha256,
        FrozenReport.Checkpoint checkpoint,
        List<Item> items,
        Instant drawn)
        implements Activity {
    /** The kind's id. */
    public static final String KIND = "sample";

    /**
     * One item.
     *
     * @param kind what it is, such as {@code commit}
     * @param repository name of the repository; empty if it belongs to none
     * @param branch short name of the branch; empty if it is on none
     * @param name its own name, such as the commit's id
     */
    public record Item(String kind, String repository, String branch, String name) {
        /** Takes null for empty: what is empty is left out of a document. */
        public Item {
            Objects.requireNonNull(kind, "kind");
            repository = repository == null ? "" : repository;
            branch = branch == null ? "" : branch;
            Objects.requireNonNull(name, "name");
        }
    }

    /** Copies the list; refuses null. */
    public DrawnSample {
        Objects.requireNonNull(population, "population");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(populationSha256, "populationSha256");
        Objects.requireNonNull(checkpoint, "checkpoint");
        items = List.copyOf(items);
        Objects.requireNonNull(drawn, "drawn");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instant started() {
        return drawn;
    }

    @Override
    public Judgement judgement() {
        return items.isEmpty()
                ? Judgement.notProven("The population is empty: there was nothing to draw from.")
                : Judgement.passed();
    }
}
