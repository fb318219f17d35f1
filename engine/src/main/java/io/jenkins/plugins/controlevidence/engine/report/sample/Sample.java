package io.jenkins.plugins.controlevidence.engine.report.sample;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.DrawnSample;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.FrozenReport;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items drawn from a population. An item's rank is SHA-256 of the seed, the population's digest and the item's line, each ended by a
 * line feed; the lowest ranks are drawn. Nobody can choose what comes out of it without choosing the seed, and anyone with a list of
 * the items can draw them again with {@code sha256sum}: see decision 082.
 *
 * @param population what was drawn from
 * @param method how
 * @param seed any text
 * @param size how many items were asked for
 * @param items the items drawn, by rank; fewer than asked for if the population is smaller
 */
public record Sample(Population population, Method method, String seed, int size, List<Item> items) {
    /** So many items fit into a record, and more than anyone looks at one by one. */
    public static final int MAX_SIZE = 150;

    /** How items are drawn. */
    public enum Method {
        /** Every item is as likely as any other. */
        RANDOM,
        /**
         * From each month in proportion to its items, at least one where the size allows it; within a month as {@link #RANDOM}.
         */
        STRATIFIED_BY_MONTH;

        /**
         * As records and the command line write it.
         *
         * @return {@code random} or {@code stratified-by-month}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Copies the list. */
    public Sample {
        items = List.copyOf(items);
    }

    /**
     * Draws items.
     *
     * @param population from what
     * @param method how
     * @param seed any text that is not blank
     * @param size how many, 1 to {@value #MAX_SIZE}
     * @return the sample, the same for the same population, method, seed and size
     * @throws IllegalArgumentException if the seed is blank or the size is out of bounds
     */
    public static Sample draw(Population population, Method method, String seed, int size) {
        if (seed.isBlank() || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("a sample has a seed, and 1 to " + MAX_SIZE + " items");
        }
        List<Item> ranked = population.items().stream()
                .map(item -> new Ranked(rank(population, seed, item), item))
                .sorted(Comparator.comparing(Ranked::rank))
                .map(Ranked::item)
                .toList();
        List<Item> drawn =
                switch (method) {
                    case RANDOM -> ranked.subList(0, Math.min(size, ranked.size()));
                    case STRATIFIED_BY_MONTH -> stratified(ranked, Math.min(size, ranked.size()));
                };
        return new Sample(population, method, seed, size, drawn);
    }

    /** An item with its rank. */
    private record Ranked(String rank, Item item) {}

    private static String rank(Population population, String seed, Item item) {
        return Population.sha256(seed + "\n" + population.sha256() + "\n" + Population.line(item) + "\n");
    }

    private static List<Item> stratified(List<Item> ranked, int size) {
        TreeMap<YearMonth, List<Item>> months = new TreeMap<>();
        for (Item item : ranked) {
            months.computeIfAbsent(month(item), k -> new ArrayList<>()).add(item);
        }
        Map<YearMonth, Integer> shares = shares(months, ranked.size(), size);
        List<Item> drawn = new ArrayList<>();
        for (Item item : ranked) {
            YearMonth month = month(item);
            if (shares.merge(month, -1, Integer::sum) >= 0) {
                drawn.add(item);
            }
        }
        return drawn;
    }

    private static YearMonth month(Item item) {
        return YearMonth.from(item.from().atZone(ZoneOffset.UTC));
    }

    /** By the largest remainder; ties go to the earlier month. */
    private static Map<YearMonth, Integer> shares(TreeMap<YearMonth, List<Item>> months, int total, int size) {
        Map<YearMonth, Integer> shares = new TreeMap<>();
        Map<YearMonth, Long> remainders = new TreeMap<>();
        int given = 0;
        for (Map.Entry<YearMonth, List<Item>> month : months.entrySet()) {
            long exact = (long) size * month.getValue().size();
            int share = (int) (exact / total);
            if (share == 0 && size >= months.size()) {
                share = 1;
                remainders.put(month.getKey(), -1L);
            } else {
                remainders.put(month.getKey(), exact % total);
            }
            shares.put(month.getKey(), share);
            given += share;
        }
        List<YearMonth> byRemainder = new ArrayList<>(months.keySet());
        byRemainder.sort(Comparator.comparing((YearMonth month) -> remainders.get(month))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        for (int i = 0; given < size; i = (i + 1) % byRemainder.size()) {
            YearMonth month = byRemainder.get(i);
            if (shares.get(month) < months.get(month).size()) {
                shares.merge(month, 1, Integer::sum);
                given++;
            }
        }
        while (given > size) {
            YearMonth largest = shares.entrySet().stream()
                    .max(Map.Entry.<YearMonth, Integer>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .orElseThrow()
                    .getKey();
            shares.merge(largest, -1, Integer::sum);
            given--;
        }
        return shares;
    }

    /**
     * What is recorded of a sample.
     *
     * @param report the report that the population is of
     * @param drawn when it was drawn, UTC
     * @return the activity
     */
    public DrawnSample toActivity(ControlReport report, Instant drawn) {
        return new DrawnSample(
                population.name(),
                report.request().from(),
                report.request().to(),
                report.request().asOf(),
                method.word(),
                seed,
                size,
                population.items().size(),
                population.sha256(),
                new FrozenReport.Checkpoint(
                        report.state().origin(),
                        report.state().size(),
                        report.state().rootHash()),
                items.stream()
                        .map(Item::subject)
                        .map(subject -> new DrawnSample.Item(
                                subject.kind(), subject.repository(), subject.branch(), subject.name()))
                        .toList(),
                drawn);
    }
}
