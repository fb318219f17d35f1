package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.report.sample.Packet;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** All that there is about one item of a sample. */
@Restricted(NoExternalUse.class)
public final class PacketPage {
    private final SamplePage sample;
    private final int number;
    private final Packet packet;

    PacketPage(SamplePage sample, int number, Packet packet) {
        this.sample = sample;
        this.number = number;
        this.packet = packet;
    }

    /**
     * What a requirement says of the item.
     *
     * @param requirement its id
     * @param title a few words
     * @param item the item as that requirement judged it
     */
    @Restricted(NoExternalUse.class)
    public record Conclusion(String requirement, String title, ItemLine item) {}

    /**
     * Records of one sort.
     *
     * @param title what they are
     * @param records in the order of the ledger
     */
    @Restricted(NoExternalUse.class)
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
     * @param kind its kind
     * @param at when what it tells of ended, UTC
     * @param words what came of it
     * @param style the class of that
     * @param reason why, or null
     * @param fields what else it says
     */
    @Restricted(NoExternalUse.class)
    public record Entry(
            RecordId id,
            String kind,
            String at,
            String words,
            String style,
            @CheckForNull String reason,
            List<Field> fields) {
        /** Copies the list. */
        public Entry {
            fields = List.copyOf(fields);
        }

        private static Entry of(Packet.Entry entry) {
            return new Entry(
                    new RecordId(entry.id()),
                    Printable.of(entry.kind()),
                    Times.second(entry.at()),
                    Outcomes.words(entry.outcome()),
                    Outcomes.style(entry.outcome()),
                    entry.reason() == null ? null : Printable.of(entry.reason()),
                    entry.fields().stream()
                            .map(field -> new Field(Printable.of(field.name()), Printable.of(field.value())))
                            .toList());
        }
    }

    /**
     * Something that a record says.
     *
     * @param name what it is
     * @param value what it says
     */
    @Restricted(NoExternalUse.class)
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
    @Restricted(NoExternalUse.class)
    public record Finding(
            String severity, String title, @CheckForNull String where, String tool, String fingerprint, String state) {
        private static Finding of(Packet.Finding finding) {
            return new Finding(
                    finding.severity(),
                    Printable.of(finding.title()),
                    finding.where() == null ? null : Printable.of(finding.where()),
                    Printable.of(finding.tool()),
                    finding.fingerprint(),
                    Printable.of(finding.state()));
        }
    }

    /** The item. */
    public ItemLine getItem() {
        return new ItemLine(packet.item());
    }

    /** Its number in the sample, from 1. */
    public int getNumber() {
        return number;
    }

    /** How many items the sample has. */
    public int getCount() {
        return sample.getItems().size();
    }

    /** The whole query of the sample, for links. */
    public String getParameters() {
        return sample.getParameters();
    }

    /** The report's query, for links. */
    public String getReportParameters() {
        return sample.getReportParameters();
    }

    /** What each requirement says of the item. */
    public List<Conclusion> getConclusions() {
        return packet.conclusions().stream()
                .map(conclusion ->
                        new Conclusion(conclusion.requirement(), conclusion.title(), new ItemLine(conclusion.item())))
                .toList();
    }

    /** Every record behind it, in the order of a change's life. */
    public List<Section> getSections() {
        return packet.sections().stream()
                .map(section -> new Section(
                        section.title(),
                        section.records().stream().map(Entry::of).toList()))
                .toList();
    }

    /** What scans found in it. */
    public List<Finding> getFindings() {
        return packet.findings().stream().map(Finding::of).toList();
    }
}
