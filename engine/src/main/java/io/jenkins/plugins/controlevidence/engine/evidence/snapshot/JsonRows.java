package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.controlevidence.engine.scan.format.BrokenReportException;
import io.jenkins.plugins.controlevidence.engine.scan.format.JsonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The rows of an export in JSON. The pages of a list may follow each other ({@code gh api --paginate}) or lie in a list ({@code
 * --slurp}); a last page that says that there are more is refused.
 */
final class JsonRows {
    /** What says that the list goes on: Google's, AWS's, GraphQL's. */
    private static final Set<String> GOES_ON =
            Set.of("nextpagetoken", "istruncated", "data.organization.memberswithrole.pageinfo.hasnextpage");

    private final JsonParser parser;
    private final Rows rows;
    private boolean goesOn;

    private JsonRows(JsonParser parser, Rows rows) {
        this.parser = parser;
        this.rows = rows;
    }

    static void read(Path file, Rows rows) throws IOException {
        JsonReport.read(file, parser -> {
            JsonRows reader = new JsonRows(parser, rows);
            while (parser.nextToken() != null) {
                reader.goesOn = false;
                reader.value("");
            }
            if (reader.goesOn) {
                throw new BrokenReportException(
                        "is only one page of several: it says itself that there are more accounts."
                                + " Export all pages");
            }
        });
    }

    private void value(String path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String below = below(path, parser.currentName());
                parser.nextToken();
                value(below);
            }
        } else if (token == JsonToken.START_ARRAY && KnownExports.LISTS.contains(path)) {
            list(path);
        } else if (token == JsonToken.START_ARRAY) {
            parser.skipChildren();
        } else if (GOES_ON.contains(path)) {
            goesOn = token == JsonToken.VALUE_TRUE
                    || token == JsonToken.VALUE_STRING && !parser.getText().isEmpty();
        }
    }

    private void list(String path) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_ARRAY && path.isEmpty()) {
                list(path);
            } else if (token == JsonToken.START_OBJECT) {
                ExportRow row = new ExportRow();
                flatten("", row, new ExportLimits());
                rows.row(path, row, parser.currentLocation().getLineNr());
            } else {
                throw new BrokenReportException("has something in its list that is no account");
            }
        }
    }

    private void flatten(String path, ExportRow row, ExportLimits budget) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String below = below(path, parser.currentName());
                budget.spend(below);
                parser.nextToken();
                flatten(below, row, budget);
            }
        } else if (token == JsonToken.START_ARRAY) {
            row.add(path, "");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                flatten(path, row, budget);
            }
        } else if (token == JsonToken.VALUE_NULL) {
            row.add(path, "");
        } else {
            String text = parser.getText();
            budget.spend(text);
            row.add(path, text);
        }
    }

    private static String below(String path, String name) {
        String known = ExportRow.name(name);
        return path.isEmpty() ? known : path + "." + known;
    }
}
