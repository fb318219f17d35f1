package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.evidence.FindingJson;
import io.jenkins.plugins.controlevidence.engine.finding.FingerprintKey;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.DirectoryScan;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scan-files}: credentials in files that need be in no git repository; nothing is recorded. */
@Command(
        name = "scan-files",
        description =
                "Looks for credentials in the files of a directory as they lie there, without git. Records nothing;"
                        + " no policy and no suppression counts.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing found, 1 findings, 2 something could not be read, or an archive not be looked into, 64 usage error.",
            "",
            "Example: control-evidence scan-files build/distributions/unpacked",
            "Example: control-evidence scan-files --archives build/distributions"
        })
final class ScanFilesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", defaultValue = ".", paramLabel = "DIR", description = "The directory. Default: here.")
    private Path directory;

    @Option(
            names = "--archives",
            description =
                    "Look into zip, jar, tar and gzip files, three deep and within bounds, and into the cells of notebooks.")
    private boolean archives;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), directory + " is no directory; name one.");
        }
        byte[] key = new byte[FingerprintKey.LENGTH];
        new SecureRandom().nextBytes(key); // no store, so the fingerprints are for this run only
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try {
            DirectoryScan.Result result =
                    new DirectoryScan(SecretRules.load(), archives).scan(directory, FingerprintKey.of(key), progress);
            progress.clear();
            print(result);
            if (!result.findings().isEmpty()) {
                return ExitCode.BAD;
            }
            return result.notes().isEmpty() ? ExitCode.GOOD : ExitCode.UNKNOWN;
        } finally {
            progress.clear();
        }
    }

    private void print(DirectoryScan.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("files", result.files());
            node.put("madeUp", result.madeUp());
            ArrayNode notes = node.putArray("notes");
            result.notes().forEach(notes::add);
            ArrayNode findings = node.putArray("findings");
            result.findings().forEach(finding -> findings.add(FindingJson.of(finding)));
            out.println(node.toPrettyString());
            return;
        }
        out.printf(
                "%d files read, %d credentials found, %d left out as made up%n",
                result.files(), result.findings().size(), result.madeUp());
        result.notes().forEach(note -> out.println("Not looked into: " + note));
        new VerdictText(out).findings("Findings", result.findings());
    }
}
