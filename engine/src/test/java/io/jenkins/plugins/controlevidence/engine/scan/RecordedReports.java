package io.jenkins.plugins.controlevidence.engine.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The reports of scanners that lie with the tests, with what their placeholders stand for. */
final class RecordedReports {
    /** Each report, by its file's name, with the tool that it is of. */
    static final Map<String, String> TOOLS = tools();

    private final Path directory;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Credentials are made from the seed; {@code directory} is where the reports say that the files are. */
    RecordedReports(Path directory, long seed) {
        this.directory = directory;
        Tokens tokens = new Tokens(seed);
        values.put("@SECRET1@", tokens.github());
        values.put("@SECRET2@", "AKI" + "A" + tokens.letters(16).toUpperCase(Locale.ROOT));
        values.put("@SECRET3@", tokens.letters(40));
        values.put("@PASSWORD@", "pw-" + tokens.letters(9));
        for (int i = 0; i < 9; i++) {
            values.put("@HASH" + i + "@", tokens.letters(40).toLowerCase(Locale.ROOT));
        }
    }

    /** What no finding, reason or kept report may hold. */
    List<String> secrets() {
        return List.copyOf(values.values());
    }

    String secret(String placeholder) {
        return values.get(placeholder);
    }

    /** The text of a report. */
    String text(String name) throws IOException {
        try (InputStream bytes = RecordedReports.class.getResourceAsStream("reports/" + name)) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@DIRECTORY@", directory.toString())
                    .replace("@ELSEWHERE@", "/elsewhere");
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return text;
        }
    }

    Path write(String name, Path to) throws IOException {
        return Files.writeString(to.resolve(name), text(name));
    }

    private static Map<String, String> tools() {
        Map<String, String> tools = new LinkedHashMap<>();
        for (String name : List.of(
                "gitleaks.json",
                "trufflehog.jsonl",
                "detect-secrets.json",
                "bandit.json",
                "eslint.json",
                "semgrep.sarif",
                "checkov.sarif",
                "spotbugs.sarif",
                "pmd.sarif",
                "govulncheck.sarif",
                "npm-audit.json",
                "pip-audit.json",
                "wapiti.json",
                "syft.json",
                "cdxgen.json",
                "nuclei.jsonl",
                "zap.json",
                "grype.json",
                "trivy.json",
                "dependency-check.json")) {
            tools.put(name, name.replaceFirst("\\.\\w+$", ""));
        }
        tools.put("osv.json", "osv-scanner");
        return tools;
    }
}
