package io.jenkins.plugins.controlevidence.engine.report.sample;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.Html;
import io.jenkins.plugins.controlevidence.engine.report.HtmlReport;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.OutcomeWords;
import io.jenkins.plugins.controlevidence.engine.report.TimeWords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packets of a sample as one HTML file: a list of the items, and a page of evidence for each that prints on its own. No script,
 * nothing loaded from elsewhere. The same sample gives the same bytes.
 */
public final class PacketPages {
    private static final Template TEMPLATE =
            Mustache.compiler().withEscaper(Html::escape).compile(resource("packets.mustache"));
    private static final String STYLE = resource("packets.css");

    private PacketPages() {}

    /**
     * Writes the pages.
     *
     * @param report the report that the population is of
     * @param sample the sample
     * @param packets one for each item of the sample, in its order
     * @param to where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(ControlReport report, Sample sample, List<Packet> packets, OutputStream to)
            throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        TEMPLATE.execute(view(report, sample, packets), out);
        out.flush();
    }

    private static Map<String, Object> view(ControlReport report, Sample sample, List<Packet> packets) {
        List<Map<String, Object>> pages = new ArrayList<>();
        for (Packet packet : packets) {
            pages.add(page(packet, pages.size() + 1, packets.size(), report));
        }
        return Map.ofEntries(
                Map.entry("style", HtmlReport.style() + STYLE),
                Map.entry("name", sample.population().name()),
                Map.entry("text", sample.population().text()),
                Map.entry("from", report.request().from()),
                Map.entry("to", report.request().to()),
                Map.entry("asOf", report.request().asOf()),
                Map.entry("drawn", sample.items().size()),
                Map.entry("populationSize", sample.population().items().size()),
                Map.entry("populationSha256", sample.population().sha256()),
                Map.entry("method", sample.method().word().replace('-', ' ')),
                Map.entry("seed", sample.seed()),
                Map.entry("origin", report.state().origin()),
                Map.entry("size", report.state().size()),
                Map.entry("root", report.state().rootHash()),
                Map.entry("empty", packets.isEmpty()),
                Map.entry("pages", pages));
    }

    private static Map<String, Object> page(Packet packet, int number, int of, ControlReport report) {
        Item.Subject subject = packet.item().subject();
        return Map.ofEntries(
                Map.entry("number", number),
                Map.entry("of", of),
                Map.entry("kind", subject.kind()),
                Map.entry("name", subject.name()),
                Map.entry("detail", subject.detail()),
                Map.entry("repository", subject.repository() == null ? "" : subject.repository()),
                Map.entry("branch", subject.branch() == null ? "" : subject.branch()),
                Map.entry("at", TimeWords.minute(packet.item().from())),
                Map.entry("standing", standing(packet.item())),
                Map.entry("outcomeStyle", style(packet.item())),
                Map.entry(
                        "conclusions",
                        packet.conclusions().stream()
                                .map(PacketPages::conclusion)
                                .toList()),
                Map.entry("hasFindings", !packet.findings().isEmpty()),
                Map.entry(
                        "findings",
                        packet.findings().stream()
                                .map(finding -> Map.of(
                                        "severity", finding.severity(),
                                        "title", finding.title(),
                                        "where", finding.where() == null ? "" : finding.where(),
                                        "tool", finding.tool(),
                                        "fingerprint", finding.fingerprint(),
                                        "state", finding.state()))
                                .toList()),
                Map.entry(
                        "sections",
                        packet.sections().stream()
                                .map(section -> section(section, report.state().size()))
                                .toList()));
    }

    private static Map<String, Object> conclusion(Packet.Conclusion conclusion) {
        return Map.of(
                "requirement", conclusion.requirement(),
                "title", conclusion.title(),
                "kind", conclusion.item().subject().kind(),
                "standing", standing(conclusion.item()),
                "outcomeStyle", style(conclusion.item()),
                "reason", conclusion.item().reason());
    }

    private static String standing(Item item) {
        return switch (item.standing()) {
            case PROVEN -> "proven";
            case EXCEPTION -> "exception: " + OutcomeWords.of(item.outcome());
            case NOT_DUE -> "not yet due";
            case EXCLUDED -> "excluded";
        };
    }

    private static String style(Item item) {
        return item.standing() == Item.Standing.PROVEN ? "good" : "other";
    }

    private static Map<String, Object> section(Packet.Section section, long size) {
        return Map.of(
                "title", section.title(),
                "none", section.records().isEmpty(),
                "records",
                        section.records().stream()
                                .map(entry -> entry(entry, size))
                                .toList());
    }

    private static Map<String, Object> entry(Packet.Entry entry, long size) {
        return Map.of(
                "id", entry.id(),
                "leaf", entry.leaf(),
                "size", size,
                "kind", entry.kind().replace('-', ' '),
                "at", TimeWords.minute(entry.at()),
                "outcome", entry.outcome().name().replace('_', ' '),
                "reason", entry.reason() == null ? "" : entry.reason(),
                "fields", entry.fields());
    }

    private static String resource(String name) {
        try (InputStream in = PacketPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the program", e);
        }
    }
}
