package io.jenkins.plugins.controlevidence.engine.report.sample;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * All that there is about one item of a sample, for somebody to go through: what the report says of it, and every record behind it.
 *
 * @param item the item
 * @param conclusions what each requirement says of it, in the order of the report
 * @param sections the records, by what they are about, in the order of a change's life; a section without records says so
 * @param findings what scans found in it
 */
public record Packet(Item item, List<Conclusion> conclusions, List<Section> sections, List<Finding> findings) {
    /**
     * What a requirement says of the item.
     *
     * @param requirement its id
     * @param title a few words
     * @param item the item as that requirement judged it
     */
    public record Conclusion(String requirement, String title, Item item) {}

    /**
     * Records of one sort.
     *
     * @param title what they are
     * @param records in the order of the ledger
     */
    public record Section(String title, List<Entry> records) {
        /** Copies the list. */
        public Section {
            records = List.copyOf(records);
        }
    }

    /**
     * A record.
     *
     * @param id its id
     * @param leaf its position in the ledger, from 0
     * @param kind its kind
     * @param at when what it tells of ended, UTC
     * @param outcome what came of it
     * @param reason why, or null
     * @param fields what else it says, in the order in which it is shown
     */
    public record Entry(
            String id,
            long leaf,
            String kind,
            Instant at,
            Outcome outcome,
            @CheckForNull String reason,
            List<Field> fields) {
        /** Copies the list. */
        public Entry {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Something that a record says.
     *
     * @param name what it is
     * @param value what it says
     */
    public record Field(String name, String value) {}

    /**
     * A finding.
     *
     * @param severity how bad it is
     * @param title one line
     * @param where path and line, or null
     * @param tool id of the tool that found it
     * @param fingerprint its stable id
     * @param state what became of it, in words
     */
    public record Finding(
            String severity, String title, @CheckForNull String where, String tool, String fingerprint, String state) {}

    /** Copies the lists. */
    public Packet {
        conclusions = List.copyOf(conclusions);
        sections = List.copyOf(sections);
        findings = List.copyOf(findings);
    }
}
