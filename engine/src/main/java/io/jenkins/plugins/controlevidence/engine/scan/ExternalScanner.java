package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Redactor;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs a tool of the catalogue, reads the report that it leaves, and says what came of it. */
public final class ExternalScanner implements Scanner {
    /** File systems round the time of a change down, at most by this much. */
    private static final Duration COARSENESS = Duration.ofSeconds(2);

    private final Tool tool;
    private final Redactor redactor;
    private final Map<String, String> parameters;
    private final ToolEnvironment environment;

    /**
     * A scanner.
     *
     * @param tool the tool; not the one that is built in
     * @param redactor takes credentials out of what the tool says
     * @param parameters what the tool must be told, by the names in its entry, such as {@code target}
     * @param environment where its program is, and what it gets to see
     */
    public ExternalScanner(Tool tool, Redactor redactor, Map<String, String> parameters, ToolEnvironment environment) {
        this.tool = Objects.requireNonNull(tool, "tool");
        if (tool.builtIn()) {
            throw new IllegalArgumentException(tool.id() + " is built in and not run as a program");
        }
        this.redactor = Objects.requireNonNull(redactor, "redactor");
        this.parameters = Map.copyOf(parameters);
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    @Override
    public Scan scan(ScanRequest request, Progress progress) throws InterruptedException {
        ReportConclusion conclusion = new ReportConclusion(tool, redactor, request, Instant.now());
        ToolIdentity unknown = new ToolIdentity(tool.id(), null, null, null);
        try {
            return scan(request, progress, conclusion, unknown);
        } catch (IOException e) {
            return conclusion.without(
                    unknown,
                    Outcome.ERROR,
                    conclusion.say(
                            "it could not be run (" + redactor.redact(String.valueOf(e.getMessage())) + ")",
                            "see whether its program, the directory and the disk are in order"));
        }
    }

    private Scan scan(ScanRequest request, Progress progress, ReportConclusion conclusion, ToolIdentity unknown)
            throws IOException, InterruptedException {
        if (!new Applicability(tool.applies()).in(request.directory())) {
            return conclusion.without(
                    unknown,
                    Outcome.SKIPPED,
                    conclusion.say(
                            "there is none of the files that it looks at (" + String.join(", ", tool.applies()) + ")",
                            "nothing is to be done"));
        }
        Path program = environment.find(tool.command().get(0));
        if (program == null) {
            return conclusion.without(
                    unknown,
                    Outcome.ERROR,
                    conclusion.say(
                            "it is not installed (there is no program "
                                    + tool.command().get(0) + " on the path)",
                            "install it: " + tool.install()));
        }
        Path report = request.scratch().resolve(tool.id() + "-report.json");
        Placeholders placeholders = new Placeholders(tool, request, report, parameters);
        if (!placeholders.missing().isEmpty()) {
            return conclusion.without(
                    unknown,
                    Outcome.NOT_PROVEN,
                    conclusion.say(
                            "it was not told " + String.join(", ", placeholders.missing()), "give it that parameter"));
        }
        ToolIdentity identity = new ToolInquiry(tool, environment, placeholders, request.directory()).identity();
        List<String> arguments = new ArrayList<>(placeholders.in(tool.command()));
        arguments.set(0, program.toString());
        boolean prints = tool.report().file() == null;
        Path file = prints
                ? report
                : request.directory().resolve(placeholders.in(tool.report().file()));
        Stamp before = Stamp.of(file);
        Instant started = Instant.now();
        ToolProcess.Ended ended = new ToolProcess(arguments, request.directory(), environment.of(tool), tool.timeout())
                .run(
                        prints ? file : null,
                        seconds -> progress.update(
                                tool.id() + ": running", seconds, tool.timeout().toSeconds(), "seconds"));
        Scan broken = broken(ended, conclusion, identity);
        if (broken != null) {
            return broken;
        }
        Scan unusable = prints ? null : unusable(file, before, started, conclusion, identity, ended);
        if (unusable != null) {
            return unusable;
        }
        boolean completed = tool.completed() != null
                && tool.completed()
                        .matcher(ended.output() + "\n" + ended.errors())
                        .find();
        return conclusion.of(identity, file, tool.report().format(), ended.exitCode(), completed);
    }

    @CheckForNull
    private Scan broken(ToolProcess.Ended ended, ReportConclusion conclusion, ToolIdentity identity) {
        String what;
        String remedy;
        int code = ended.exitCode();
        if (ended.timedOut()) {
            what = "it had not ended after " + tool.timeout().toSeconds() + " seconds and was stopped";
            remedy = "raise its timeout in the tool catalogue, or narrow what it looks at";
        } else if (ended.overflow()) {
            what = "it printed more than a report can be and was stopped";
            remedy = "narrow its rules or what it looks at";
        } else if (tool.exits().clean().contains(code)
                || tool.exits().findings().contains(code)) {
            return null;
        } else if (code > 128 && code < 128 + 65) {
            what = "it was killed by signal " + (code - 128);
            remedy = code == 128 + 9 ? "see whether memory ran out" : "see why";
        } else {
            what = "it ended with exit code " + code + ", which means that it broke";
            remedy = "see to what it says, and run it again";
        }
        return conclusion.without(identity, Outcome.ERROR, conclusion.say(what + said(ended), remedy));
    }

    @CheckForNull
    private Scan unusable(
            Path file,
            @CheckForNull Stamp before,
            Instant started,
            ReportConclusion conclusion,
            ToolIdentity identity,
            ToolProcess.Ended ended)
            throws IOException {
        Stamp after = Stamp.of(file);
        if (after == null) {
            return conclusion.without(
                    identity,
                    Outcome.NOT_PROVEN,
                    conclusion.say("it ended well but left no report" + said(ended), "run it by hand to see why"));
        }
        if (after.equals(before) || after.changed.isBefore(started.minus(COARSENESS))) {
            return conclusion.without(
                    identity,
                    Outcome.NOT_PROVEN,
                    conclusion.say(
                            "its report is from " + after.changed + ", before this run",
                            "remove the old report, and see why no new one was written"));
        }
        return null;
    }

    /** The last that the tool said, redacted. */
    private String said(ToolProcess.Ended ended) {
        String text = ended.errors().isBlank() ? ended.output() : ended.errors();
        String clean =
                redactor.redact(text.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "").strip());
        String end = clean.length() <= 600 ? clean : "…" + clean.substring(clean.length() - 600);
        return end.isEmpty() ? "" : " (it said: " + end + ")";
    }

    /** What tells whether a file was written anew. */
    private record Stamp(
            Instant changed, long size, @CheckForNull Object key) {
        @CheckForNull
        static Stamp of(Path file) throws IOException {
            if (!Files.isRegularFile(file)) {
                return null;
            }
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime().toInstant(), attributes.size(), attributes.fileKey());
        }
    }
}
