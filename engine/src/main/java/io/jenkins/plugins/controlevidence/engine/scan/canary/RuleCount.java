package io.jenkins.plugins.controlevidence.engine.scan.canary;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan.RedactedReport;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.format.JsonReport;
import io.jenkins.plugins.controlevidence.engine.scan.format.ReportFormat;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import java.io.IOException;
import java.util.Set;

/**
 * How many rules a scanner knows, as far as it tells: our own by its list, others by the rules that their SARIF names. Some name
 * only those that found something; on the same planted files that is the same number each time, too.
 */
public final class RuleCount {
    private static final Set<String> WAY =
            Set.of("", "/runs", "/runs/tool", "/runs/tool/driver", "/runs/tool/extensions");
    private static final Set<String> RULES = Set.of("/runs/tool/driver/rules", "/runs/tool/extensions/rules");

    private final JsonParser parser;
    private int rules;

    private RuleCount(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Counts the rules of a scanner.
     *
     * @param tool the scanner
     * @param scan what came of its run
     * @return how many; null if it does not tell
     * @throws IOException if its report cannot be read
     */
    @CheckForNull
    public static Integer of(Tool tool, Scan scan) throws IOException {
        if (tool.builtIn()) {
            return SecretRules.load().count();
        }
        RedactedReport report = scan.report();
        if (report == null || tool.report() == null || tool.report().format() != ReportFormat.SARIF) {
            return null;
        }
        int[] rules = new int[1];
        JsonReport.read(report.file(), parser -> {
            RuleCount count = new RuleCount(parser);
            parser.nextToken();
            count.value("");
            rules[0] = count.rules;
        });
        return rules[0] == 0 ? null : rules[0];
    }

    /** Goes on the way to {@code runs[].tool.driver.rules[]} and {@code runs[].tool.extensions[].rules[]}. */
    private void value(String path) throws IOException {
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        boolean array = parser.currentToken() == JsonToken.START_ARRAY;
        if (array && RULES.contains(path)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                rules++;
            }
        } else if (array && WAY.contains(path)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(path);
            }
        } else if (object && WAY.contains(path)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String below = path + "/" + parser.currentName();
                parser.nextToken();
                value(below);
            }
        } else {
            parser.skipChildren();
        }
    }
}
