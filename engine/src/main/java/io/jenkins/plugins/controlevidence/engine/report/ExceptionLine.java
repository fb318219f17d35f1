package io.jenkins.plugins.controlevidence.engine.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One line of a list of exceptions: one item, or several days or windows in a row that are exceptions for the same reason.
 *
 * @param first the first item
 * @param last the last item
 * @param items how many items it stands for
 * @param records ids of the records of all of them, sorted
 */
record ExceptionLine(Item first, Item last, int items, List<String> records) {

    /** The exceptions among items, in their order, with days and windows in a row drawn together. */
    static List<ExceptionLine> of(List<Item> items) {
        Map<Integer, List<Item>> lines = new LinkedHashMap<>();
        Map<List<String>, Integer> openLine = new HashMap<>();
        Map<Integer, Instant> reaches = new HashMap<>();
        for (Item item : items) {
            if (item.standing() != Item.Standing.EXCEPTION) {
                continue;
            }
            List<String> key = key(item);
            Integer line = openLine.get(key);
            boolean continues = line != null && isSpan(item) && item.from().equals(reaches.get(line));
            int number = continues ? line : lines.size();
            lines.computeIfAbsent(number, k -> new ArrayList<>()).add(item);
            openLine.put(key, number);
            reaches.put(number, item.until());
        }
        return lines.values().stream().map(ExceptionLine::together).toList();
    }

    private static ExceptionLine together(List<Item> line) {
        TreeSet<String> records = new TreeSet<>();
        line.forEach(item -> records.addAll(item.records()));
        return new ExceptionLine(line.get(0), line.get(line.size() - 1), line.size(), List.copyOf(records));
    }

    private static boolean isSpan(Item item) {
        return item.subject().kind().equals("day") || item.subject().kind().equals("window");
    }

    private static List<String> key(Item item) {
        Item.Subject subject = item.subject();
        return List.of(
                subject.kind(),
                String.valueOf(subject.repository()),
                subject.detail(),
                item.outcome().name(),
                item.reason());
    }
}
