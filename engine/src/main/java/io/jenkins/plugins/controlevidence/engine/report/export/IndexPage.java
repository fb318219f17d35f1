package io.jenkins.plugins.controlevidence.engine.report.export;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.controlevidence.engine.ledger.Checkpoint;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.HtmlReport;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that tells an auditor what is in a package and how to verify it, with our program and without. */
final class IndexPage {
    private static final Template TEMPLATE =
            Mustache.compiler().escapeHTML(true).compile(resource("index.mustache"));
    private static final String SCRIPT = resource("check.py");

    private IndexPage() {}

    static void write(ControlReport report, Store store, Checkpoint checkpoint, int shown, OutputStream to)
            throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        TEMPLATE.execute(view(report, store, checkpoint, shown), out);
        out.flush();
    }

    private static Map<String, Object> view(ControlReport report, Store store, Checkpoint checkpoint, int shown) {
        String origin = report.state().origin();
        return Map.ofEntries(
                Map.entry("style", HtmlReport.style()),
                Map.entry("from", report.request().from()),
                Map.entry("to", report.request().to()),
                Map.entry("asOf", report.request().asOf()),
                Map.entry("origin", Printable.of(origin)),
                Map.entry("size", figure(checkpoint.size())),
                Map.entry("judged", figure(report.state().size())),
                Map.entry("root", HexFormat.of().formatHex(checkpoint.root())),
                Map.entry("keyId", store.verifyingKey().keyId()),
                Map.entry("noteKey", Printable.of(store.verifyingKey().noteKey(origin))),
                Map.entry("shown", figure(shown)),
                Map.entry("conclusions", conclusions(report)),
                Map.entry("script", SCRIPT),
                Map.entry(
                        "parts",
                        Arrays.stream(PackagePart.values())
                                .map(part -> Map.of("title", part.title(), "meaning", part.meaning()))
                                .toList()));
    }

    private static String conclusions(ControlReport report) {
        return Arrays.stream(Conclusion.values())
                .map(conclusion -> report.count(conclusion) + " " + conclusion.words())
                .collect(Collectors.joining(", "));
    }

    private static String figure(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String resource(String name) {
        try (InputStream in = IndexPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the program", e);
        }
    }
}
