package io.jenkins.plugins.controlevidence.engine.report.sample;

import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.RecordReader;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.FindingRow;
import io.jenkins.plugins.controlevidence.engine.index.RecordLookup;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import io.jenkins.plugins.controlevidence.engine.report.TimeWords;
import io.jenkins.plugins.controlevidence.engine.report.sample.Packet.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.sample.Packet.Entry;
import io.jenkins.plugins.controlevidence.engine.report.sample.Packet.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers what there is about items of a report. Reads the records from the ledger itself. */
public final class PacketReader {
    /** The sections of a packet, each with the kinds of record that belong there; what is in none comes last. */
    private static final Map<String, Set<String>> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("Request and review", Set.of("approval"));
        SECTIONS.put("Scans", Set.of("scan"));
        SECTIONS.put("Decisions on findings", Set.of("disposition", "review"));
        SECTIONS.put("Gate", Set.of("gate", "bypass"));
        SECTIONS.put("Deployment", Set.of("deployment"));
    }

    private final Store store;
    private final RecordLookup lookup;
    private final ControlReport report;
    private final long size;
    private final List<FindingRow> findings;
    private final Map<String, String> triage = new TreeMap<>();

    /**
     * Reads for a report.
     *
     * @param store the store
     * @param index the index that the report was made from
     * @param report the report
     * @throws IOException if the index cannot be read
     */
    public PacketReader(Store store, EvidenceIndex index, ControlReport report) throws IOException {
        this.store = store;
        this.report = report;
        lookup = new RecordLookup(index);
        size = report.state().size();
        findings = index.period()
                .findings(report.request().start(), report.request().end());
        for (Conclusion conclusion : about(item -> item.subject().kind().equals("finding"))) {
            triage.putIfAbsent(
                    conclusion.item().subject().name(), conclusion.item().reason());
        }
    }

    /** Tells which items are meant. */
    private interface Which {
        boolean is(Item item);
    }

    /**
     * What there is about items.
     *
     * @param items items of the report
     * @return a packet for each, in their order
     * @throws IOException if the ledger or the index cannot be read
     */
    public List<Packet> read(List<Item> items) throws IOException {
        List<List<Conclusion>> conclusions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> commits = new HashSet<>();
        for (Item item : items) {
            List<Conclusion> own = about(other -> isSame(item, other));
            own.forEach(conclusion -> ids.addAll(conclusion.item().records()));
            commits.addAll(commits(item));
            conclusions.add(own);
        }
        List<RecordLookup.Found> found = lookup.find(ids, commits);
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            packets.add(packet(items.get(i), conclusions.get(i), found));
        }
        return packets;
    }

    private Packet packet(Item item, List<Conclusion> conclusions, List<RecordLookup.Found> found) throws IOException {
        Set<String> named = new HashSet<>();
        conclusions.forEach(conclusion -> named.addAll(conclusion.item().records()));
        List<Entry> records = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (RecordLookup.Found record : found) {
            boolean ofCommit = record.commit() != null
                    && commits(item).contains(record.commit())
                    && Objects.equals(record.repository(), item.subject().repository());
            if (record.leaf() < size && (named.contains(record.id()) || ofCommit)) {
                records.add(entry(record.leaf()));
                ids.add(record.id());
            }
        }
        return new Packet(item, conclusions, sections(item, records), findings(item, ids));
    }

    /** The commits that an item is, or is of. */
    private static Set<String> commits(Item item) {
        Set<String> commits = new TreeSet<>();
        if (item.subject().repository() != null && item.subject().name().matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            commits.add(item.subject().name());
        }
        return commits;
    }

    private static boolean isSame(Item item, Item other) {
        return Objects.equals(item.subject().repository(), other.subject().repository())
                && item.subject().name().equals(other.subject().name())
                && (item.subject().kind().equals(other.subject().kind())
                        || !commits(item).isEmpty());
    }

    private List<Conclusion> about(Which which) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (RequirementResult result : report.results()) {
            for (TestResult test : result.tests()) {
                for (Item item : test.items()) {
                    if (which.is(item)) {
                        conclusions.add(new Conclusion(
                                result.requirement().id(), result.requirement().title(), item));
                    }
                }
            }
        }
        return conclusions;
    }

    private Entry entry(long leaf) throws IOException {
        EvidenceRecord record =
                RecordReader.read(store.ledger().id(leaf), store.ledger().entry(leaf));
        return new Entry(
                record.id(),
                leaf,
                record.kind(),
                record.finished(),
                record.outcome(),
                record.reason(),
                RecordFields.of(record));
    }

    private static List<Section> sections(Item item, List<Entry> records) {
        List<Section> sections = new ArrayList<>();
        List<Entry> rest = new ArrayList<>(records);
        for (Map.Entry<String, Set<String>> section : SECTIONS.entrySet()) {
            List<Entry> own = rest.stream()
                    .filter(entry -> section.getValue().contains(entry.kind()))
                    .toList();
            rest.removeAll(own);
            if (!own.isEmpty() || !commits(item).isEmpty()) {
                sections.add(new Section(section.getKey(), own));
            }
        }
        if (!rest.isEmpty()) {
            sections.add(new Section("Other records", rest));
        }
        return sections;
    }

    /** Those that the item's scans found first or its commit brought in; of a finding, itself. */
    private List<Packet.Finding> findings(Item item, Set<String> records) {
        String name = item.subject().name();
        return findings.stream()
                .filter(finding -> finding.fingerprint().equals(name)
                        || Objects.equals(finding.introduced(), name)
                        || records.contains(finding.openedBy()))
                .map(finding -> new Packet.Finding(
                        finding.severity().id(),
                        finding.title(),
                        finding.location(),
                        finding.tool(),
                        finding.fingerprint(),
                        triage.getOrDefault(finding.fingerprint(), state(finding))))
                .toList();
    }

    private static String state(FindingRow finding) {
        return finding.closed() == null ? "open" : "gone since " + TimeWords.minute(finding.closed());
    }
}
